"""English is one tap away on a phone, on the same page, and so is Vietnamese."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.walk import vietnamese

PAGES = [
    ("/", "Plan the way home before you leave"),
    ("/questions/province/", "Where is home?"),
]


@pytest.mark.parametrize("path, heading", PAGES, ids=["front page", "question"])
def test_one_tap_to_english_and_back(page: Page, path: str, heading: str) -> None:
    page.goto(path)
    _expect_page(page, path, "vi", vietnamese(heading))
    assert vietnamese(heading) != heading

    _tap(page, "en")
    _expect_page(page, path, "en", heading)

    _tap(page, "vi")
    _expect_page(page, path, "vi", vietnamese(heading))


def _tap(page: Page, language: str) -> None:
    button = page.locator("header button[name=language]")
    expect(button).to_have_count(1)
    expect(button).to_have_attribute("value", language)
    expect(button).to_be_in_viewport()
    button.click()


def _expect_page(page: Page, path: str, language: str, heading: str) -> None:
    expect(page).to_have_url(path)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_have_text(heading)
