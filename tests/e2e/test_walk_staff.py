"""Programme staff at a desk: a wage with its source, new weights with what they do, and a closed door."""

import pytest
from playwright.sync_api import Page, expect

from planner.web.demo import DOMAIN, PASSWORD
from tests.e2e.conftest import PageAt
from tests.e2e.walk import press, sign_in, sign_in_at_desk

WAGES = "/staff/reference/wage/?q=9313+Đà+Nẵng"
WEIGHTS = "/staff/reference/matchweights/"


@pytest.fixture
def desk(page_at: PageAt) -> Page:
    return page_at(1280, 800)


def test_staff_edits_a_wage_and_makes_new_weights(desk: Page) -> None:
    sign_in_at_desk(desk, "staff")
    expect(desk).to_have_url("/staff/")
    _edit_a_wage(desk)
    _make_new_weights(desk)


def test_a_worker_is_refused(desk: Page) -> None:
    sign_in(desk, login=f"tuan@{DOMAIN}", password=PASSWORD)
    expect(desk).to_have_url("/home/")

    response = desk.goto("/staff/")

    assert response is not None
    assert response.status == 403
    expect(desk.locator("#user-tools, #content-main")).to_have_count(0)
    expect(desk.locator("h1")).to_be_visible()


def test_a_counselor_is_refused(desk: Page) -> None:
    sign_in_at_desk(desk, "phuc")
    expect(desk).to_have_url("/today/")

    response = desk.goto("/staff/")

    assert response is not None
    assert response.status == 403
    expect(desk.locator("#user-tools, #content-main")).to_have_count(0)


def _edit_a_wage(desk: Page) -> None:
    desk.goto(WAGES)
    row = desk.locator("#result_list tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator(".field-source")).to_have_text("CafeF")
    expect(row.locator(".field-edited_mark img")).to_have_attribute("alt", "False")
    row.locator("th a").click()
    expect(desk.locator("[name=source]")).to_have_value("CafeF")
    was = desk.locator("[name=high_vnd_month]").input_value()

    _save_high_pay(desk, "15500000")
    expect(row.locator(".field-edited_mark img")).to_have_attribute("alt", "True")
    desk.goto("/provinces/former/48/")
    expect(desk.locator("main")).to_contain_text("15,5")

    desk.goto(WAGES)
    row.locator("th a").click()
    expect(desk.locator(".field-edited_by")).to_contain_text("Nhân viên chương trình")
    _save_high_pay(desk, was)
    _take_back(desk)
    expect(row.locator(".field-edited_mark img")).to_have_attribute("alt", "False")


def _take_back(desk: Page) -> None:
    """So that the row is as before for the other walks."""
    desk.goto(WAGES)
    desk.locator("#result_list tbody input[name=_selected_action]").check()
    desk.select_option("[name=action]", "take_back")
    desk.locator("button[name=index]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()


def _save_high_pay(desk: Page, amount: str) -> None:
    desk.fill("[name=high_vnd_month]", amount)
    desk.locator("[name=_save]").last.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()


def _make_new_weights(desk: Page) -> None:
    desk.goto(WEIGHTS)
    rows = desk.locator("#result_list tbody tr")
    versions = rows.count()
    desk.goto(f"{WEIGHTS}add/")
    was = desk.locator("[name=skill]").input_value()

    _propose(desk, skill="90", note="Nghề mang về")
    cases = desk.get_by_role("region").locator("#result_list tbody tr")
    assert cases.count() >= 12
    desk.locator("[name=back]").click()
    expect(desk.locator("[name=skill]")).to_have_value("90")
    press(desk.locator("[name=preview]"))
    desk.locator("[name=save]").click()

    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(rows).to_have_count(versions + 1)
    expect(rows.first).to_contain_text("Nghề mang về")
    expect(rows.first.locator(".field-is_newest img")).to_have_attribute("alt", "True")
    # The other walks rank with the weights of the project.
    desk.goto(f"{WEIGHTS}add/")
    _propose(desk, skill=was, note="Như trước")
    desk.locator("[name=save]").click()
    expect(rows).to_have_count(versions + 2)


def _propose(desk: Page, *, skill: str, note: str) -> None:
    desk.fill("[name=skill]", skill)
    desk.fill("[name=note]", note)
    press(desk.locator("[name=preview]"))
