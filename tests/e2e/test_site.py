from collections.abc import Callable

from playwright.sync_api import Page


def test_front_page_opens(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    response = page.goto("/")

    assert response is not None
    assert response.status == 200
    assert_accessible(page)


def test_front_page_opens_without_scripts(page_without_scripts: Page) -> None:
    response = page_without_scripts.goto("/")

    assert response is not None
    assert response.status == 200
