"""Without a signal: kept pages open, what is typed of a month waits and is sent, and signing out takes it all away."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.cast import Cast
from tests.e2e.conftest import PageAt

KEPT = "[data-part=kept]"


@pytest.fixture
def phone(page_at: PageAt, cast: Cast) -> Page:
    """The phone of a worker with a plan, who keeps it on the phone."""
    page = page_at(360, 800, session=cast.sessions["worker"])
    page.goto("/without-signal/")
    expect(page.locator("[data-part=cannot]")).to_be_hidden()
    page.click("[data-part=keep]")
    expect(page.locator(KEPT)).to_be_visible(timeout=40_000)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def test_kept_pages_open_without_a_signal_and_say_from_when(phone: Page) -> None:
    phone.context.set_offline(True)

    for path, words in [("/my-plan/", "Mục tiêu"), ("/my-benchmarks/", "Các mốc của tôi")]:
        phone.goto(path)
        expect(phone.locator("main > [role=status]").first).to_contain_text(
            "Bạn đang không có mạng"
        )
        expect(phone.locator("main")).to_contain_text(words)
    phone.goto("/help/")
    expect(phone.locator("main a[href^='tel:']").first).to_be_visible()
    phone.goto("/trades/")
    expect(phone.locator("main > [role=status]").first).to_contain_text("chưa lưu trên máy này")
    expect(phone.locator(KEPT)).to_be_visible()


def test_month_typed_without_a_signal_waits_and_then_is_sent(phone: Page) -> None:
    phone.context.set_offline(True)
    phone.goto("/check-in/")
    phone.fill("[name=net_jpy]", "131313")
    phone.fill("[name=gross_jpy]", "171717")
    phone.click("main form .actions button")

    row = phone.locator("[data-part=queue] li").first
    expect(row).to_contain_text("Đang chờ có mạng")
    phone.reload()
    expect(row).to_contain_text("Đang chờ có mạng")

    phone.context.set_offline(False)
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(row).to_contain_text("Đã gửi", timeout=40_000)
    phone.goto("/check-ins/")
    expect(phone.locator("main")).to_contain_text("131.313")


def test_signing_out_takes_the_pages_off_the_phone(phone: Page) -> None:
    phone.goto("/account/")
    phone.locator("footer form[action='/sign-out/'] button").click()
    expect(phone).to_have_url("/")

    assert phone.evaluate("caches.has('pages')") is False
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        phone.goto("/my-plan/")
