"""What is typed survives: the end of a session, a reload, a tunnel without signal."""

import secrets
import sqlite3

import pytest
from playwright.sync_api import Page, Response, expect

from tests.e2e.conftest import Served
from tests.e2e.walk import register, send, sign_in

PASSWORD = "sông Hồng chảy mãi"
GOAL = "Tôi mở xưởng hàn ở quê, ba người làm"
MORE = "và trả hết nợ trong hai năm"


@pytest.fixture
def number() -> str:
    """A mobile number of Viet Nam that nobody has yet."""
    return f"097{secrets.randbelow(10**7):07}"


@pytest.fixture
def goal(page: Page, number: str) -> Page:
    """A new worker in front of the empty form."""
    page.goto("/register/")
    register(page, name="Tuấn", login=number, password=PASSWORD)
    expect(page).to_have_url("/account/recovery-codes/?new=1")
    page.goto("/my-goals/long_term/")
    return page


def test_what_is_sent_after_the_session_ended_is_there_after_signing_in(
    goal: Page, number: str, served: Served
) -> None:
    goal.fill("[name=words]", GOAL)
    _end_session(goal, served)

    send(goal)
    expect(goal).to_have_url("/sign-in/?next=/my-goals/long_term/")
    goal.fill("[name=login]", number)
    goal.fill("[name=password]", PASSWORD)
    send(goal)

    expect(goal).to_have_url("/my-goals/long_term/")
    expect(goal.locator("[name=words]")).to_have_value(GOAL)
    expect(goal.locator("main form[action='/drafts/drop/']")).to_be_visible()
    send(goal)
    expect(goal).to_have_url("/my-goals/")
    expect(goal.locator("main")).to_contain_text(GOAL)
    goal.goto("/my-goals/long_term/")
    expect(goal.locator("main form[action='/drafts/drop/']")).to_have_count(0)


def test_what_is_typed_after_the_session_ended_is_kept_too(
    goal: Page, number: str, served: Served
) -> None:
    _end_session(goal, served)
    with goal.expect_response(_is_kept):
        goal.fill("[name=words]", GOAL)

    sign_in(goal, login=number, password=PASSWORD)
    goal.goto("/my-goals/long_term/")

    expect(goal.locator("[name=words]")).to_have_value(GOAL)


def test_a_page_that_is_opened_again_has_what_was_typed(goal: Page) -> None:
    with goal.expect_response(_is_kept):
        goal.fill("[name=words]", GOAL)
    expect(goal.locator("[data-drafts]")).to_be_visible()

    goal.reload()

    expect(goal.locator("[name=words]")).to_have_value(GOAL)
    goal.locator("main form[action='/drafts/drop/'] button").click()
    expect(goal).to_have_url("/my-goals/long_term/")
    expect(goal.locator("[name=words]")).to_have_value("")


def test_a_page_that_is_left_at_once_has_what_was_typed(goal: Page) -> None:
    goal.locator("[name=words]").press_sequentially(GOAL)

    goal.goto("/home/")
    goal.goto("/my-goals/long_term/")
    if not goal.input_value("[name=words]"):
        goal.reload()  # it was quicker than what the page sent when it was left

    expect(goal.locator("[name=words]")).to_have_value(GOAL)


def test_what_is_typed_offline_is_kept_when_the_signal_is_back(goal: Page) -> None:
    goal.context.set_offline(True)
    with goal.expect_event("requestfailed", lambda request: request.url.endswith("/drafts/")):
        goal.fill("[name=words]", f"{GOAL} {MORE}")
    expect(goal.locator("[data-drafts]")).to_be_hidden()

    with goal.expect_response(_is_kept):
        goal.context.set_offline(False)
    expect(goal.locator("[data-drafts]")).to_be_visible()
    goal.reload()

    expect(goal.locator("[name=words]")).to_have_value(f"{GOAL} {MORE}")


def _is_kept(response: Response) -> bool:
    return response.url.endswith("/drafts/") and response.status == 204


def _end_session(page: Page, served: Served) -> None:
    """On the server; the browser still has its cookie."""
    key = next(item["value"] for item in page.context.cookies() if item.get("name") == "session")
    path = served.environment["DATABASE_URL"].removeprefix("sqlite:///")
    database = sqlite3.connect(path, timeout=10)
    with database:
        ended = database.execute("DELETE FROM django_session WHERE session_key = ?", [key])
    database.close()
    assert ended.rowcount == 1
