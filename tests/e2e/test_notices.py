"""What the service worker shows of a push, and where a click may lead."""

import json
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserType, Page

from dev import find_browser
from tests.e2e.cast import Cast
from tests.e2e.conftest import PageAt, launched

SCOPE = "/reminders/addresses/push/"
SECONDS_TO_SHOW = 20
REGISTER = """async (scope) => {
  const found = await navigator.serviceWorker.register("/sw.js", { scope });
  const worker = found.installing || found.waiting || found.active;
  if (worker.state !== "activated") {
    await new Promise((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
  }
}"""
SHOWN = """async (scope) => {
  const found = await navigator.serviceWorker.getRegistration(scope);
  return (await found.getNotifications()).map((one) => [one.title, one.body, new URL(one.data.url).pathname, new URL(one.data.url).origin === location.origin]);
}"""


@pytest.fixture(scope="module")
def browser(engine: BrowserType) -> Iterator[Browser]:
    """One that has a place for notices."""
    yield from launched(engine, find_browser(whole=True))


@pytest.fixture
def phone(page_at: PageAt, cast: Cast) -> Page:
    page = page_at(360, 800, session=cast.sessions["worker"])
    page.context.grant_permissions(["notifications"])
    page.goto("/reminders/addresses/")
    page.evaluate(REGISTER, SCOPE)
    return page


def _push(page: Page, *told: str) -> None:
    developer = page.context.new_cdp_session(page)
    found: list[str] = []
    developer.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(row["registrationId"] for row in event["registrations"]),
    )
    developer.send("ServiceWorker.enable")
    origin = page.evaluate("location.origin")
    for count, data in enumerate(told, 1):
        message = {"origin": origin, "registrationId": found[-1], "data": data}
        # One after the other, and once more if it got lost: a browser under load drops one.
        for _ in range(2):
            developer.send("ServiceWorker.deliverPushMessage", message)
            if len(_shown(page, count)) >= count:
                break


def _shown(page: Page, count: int) -> list[list[str]]:
    """Title, text, path and whether it is ours, as soon as there are so many."""
    end = time.monotonic() + SECONDS_TO_SHOW
    while len(found := page.evaluate(SHOWN, SCOPE)) < count and time.monotonic() < end:
        page.wait_for_timeout(50)
    return sorted(found)


def test_notice_is_shown_and_leads_nowhere_but_here(phone: Page) -> None:
    _push(
        phone,
        json.dumps({"title": "Tháng vừa rồi", "body": "Kể nhé", "url": "/check-in/"}),
        json.dumps({"title": "x", "url": "https://elsewhere.example/"}),
        "not ours",
    )

    assert _shown(phone, 3) == [
        ["Lối Về", "", "/home/", True],
        ["Tháng vừa rồi", "Kể nhé", "/check-in/", True],
        ["x", "", "/home/", True],
    ]


def test_notices_alone_keep_no_page_on_the_phone(phone: Page) -> None:
    phone.goto("/my-plan/")

    assert phone.evaluate("navigator.serviceWorker.controller") is None
    assert phone.evaluate("caches.has('pages')") is False
