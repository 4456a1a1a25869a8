"""A counselor at a desk and a worker on a phone: an invitation, a choice, a look, a forgotten password."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from planner.web.demo import DOMAIN, PASSWORD
from tests.e2e.conftest import PageAt, Screenshot
from tests.e2e.walk import (
    FARMER,
    accept_invitation,
    answer_everything,
    invite,
    press,
    send,
    sign_in,
    sign_in_at_desk,
    sign_out,
    vietnamese,
)

NAME = "Nguyễn Trần Thị Phương Thảo Nguyên"
NEW_PASSWORD = "sông Mã gầm lên khúc độc hành"


@pytest.fixture
def desk(page_at: PageAt) -> Page:
    return page_at(1280, 800)


@pytest.fixture
def number() -> str:
    """A mobile number of Viet Nam that nobody has yet."""
    return f"096{secrets.randbelow(10**7):07}"


def test_from_the_invitation_to_a_chosen_trade(
    desk: Page, page: Page, number: str, screenshot: Screenshot
) -> None:
    sign_in_at_desk(desk, "mai")
    link = invite(desk, screenshot, NAME)
    accept_invitation(page, link, number, screenshot, name=NAME)

    page.goto("/home/")
    page.locator("main .next a").click()
    answer_everything(page, FARMER)
    _choose_what_fits(page, screenshot)
    _choose_what_does_not(page, screenshot)
    _tell_about_me(page)

    _read_the_worker(desk, screenshot)
    page.goto("/who-looked/")
    expect(page.locator("main .rows li").first).to_contain_text("Lê Ngọc Mai")
    screenshot(page, "worker-who-looked")
    page.goto(link)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[name=accept]"), "the link worked twice").to_have_count(0)


def test_a_forgotten_password_with_the_counselors_help(
    desk: Page, page: Page, page_at: PageAt, number: str, screenshot: Screenshot
) -> None:
    sign_in_at_desk(desk, "thu")
    accept_invitation(page, invite(desk, screenshot, NAME), number, screenshot, name=NAME)
    page.goto("/questions/care/")
    sign_out(page)
    lent = page_at(360, 800)

    for phone in (page, lent):
        phone.goto("/sign-in/")
        phone.locator("a[href='/password/forgotten/']").click()
        phone.fill("[name=login]", number)
        send(phone)
        expect(phone.locator("main .big")).to_be_visible()
    shown = page.locator("main .big").inner_text()
    screenshot(page, "forgotten-number")
    desk.goto("/workers/")
    desk.get_by_role("link", name=NAME).first.click()
    desk.locator("a[href$='/password-help/']").click()
    desk.fill("[name=number]", "000 000" if shown != "000 000" else "111 111")
    send(desk)
    expect(desk.locator("#id_number_error")).to_be_visible()
    desk.fill("[name=number]", shown)
    send(desk)
    expect(desk.locator("main [role=status]")).to_be_visible()

    lent.goto("/password/forgotten/number/?said=yes")
    expect(lent.locator("main .big")).to_be_visible()
    page.goto("/password/forgotten/number/?said=yes")
    page.fill("[name=password1]", NEW_PASSWORD)
    page.fill("[name=password2]", NEW_PASSWORD)
    send(page)

    page.goto("/home/")
    expect(page.locator("main a[href='/account/unlock/']").first).to_be_visible()
    screenshot(page, "home-shut-out")
    page.goto("/questions/care/")
    expect(page.locator("[name=care]")).to_have_count(0)
    page.goto("/account/recovery-codes/")
    expect(page).to_have_url("/account/unlock/")
    sign_out(page)
    sign_in(page, login=number, password=NEW_PASSWORD)
    expect(page).to_have_url("/home/")


def test_staff_on_the_first_day(desk: Page, screenshot: Screenshot) -> None:
    sign_in_at_desk(desk, "staff")
    expect(desk).to_have_url("/staff/")
    screenshot(desk, "staff-index")
    agency = f"Công ty Hy Vọng {secrets.token_hex(2)}"
    desk.goto("/staff/accounts/agency/add/")
    desk.fill("[name=name]", agency)
    desk.locator("[name=_save]").click()
    expect(desk.locator(".messagelist")).to_contain_text(agency)
    for model in ("accounts/invitation", "sharing/assignment", "sharing/accesslog"):
        desk.goto(f"/staff/{model}/")
        expect(desk.locator("#content h1")).to_be_visible()
    desk.goto("/staff/sharing/assignment/")
    screenshot(desk, "staff-assignments")
    _announce(desk)
    desk.goto("/")
    expect(desk.locator("body")).to_contain_text("Nghỉ bảo trì")
    screenshot(desk, "announcement")
    desk.goto("/workers/")
    expect(desk.locator("h1")).to_be_visible()
    expect(desk.locator("main table"), "staff see no caseload").to_have_count(0)
    _take_announcements_back(desk)


def test_a_worker_is_no_counselor(page: Page) -> None:
    sign_in(page, login=f"tuan@{DOMAIN}", password=PASSWORD)

    response = page.goto("/workers/")

    assert response is not None
    assert response.status == 404


def _choose_what_fits(page: Page, screenshot: Screenshot) -> None:
    page.locator("main article h2 a").first.click()
    page.locator("main a[href$='/choose/']").click()
    screenshot(page, "choose")
    send(page)
    expect(page).to_have_url("/my-choice/")
    screenshot(page, "my-choice")


def _choose_what_does_not(page: Page, screenshot: Screenshot) -> None:
    page.goto("/trades/?page=10")
    page.locator("main article h2 a").last.click()
    page.locator("main a[href$='/choose/']").click()
    send(page)
    expect(page.locator("#id_acknowledged_error")).to_be_visible()
    screenshot(page, "choose-misfit")
    page.check("[name=acknowledged]")
    send(page)
    expect(page).to_have_url("/my-choice/")


def _tell_about_me(page: Page) -> None:
    page.goto("/questions/birth/")
    page.fill("[name=year]", "1999")
    send(page)
    page.check("[name=sex][value=female]")
    send(page)
    page.check("[name=schooling][value=upper_secondary]")
    send(page)
    page.check("[name=experience][value=none]")
    send(page)
    page.check("[name=japanese][value=n5]")
    send(page)
    page.select_option("[name=month]", "5")
    page.select_option("[name=year]", "2027")
    send(page)
    for way in ("TITP", "SSW", "ESD"):
        expect(page.locator(f"[name=pathway][value={way}]")).to_have_count(1)
    page.check("[name=pathway][value=ESD]")
    send(page)
    page.check("[name=health][value=lifting]")
    send(page)
    expect(page).to_have_url("/home/")


def _read_the_worker(desk: Page, screenshot: Screenshot) -> None:
    desk.goto("/workers/")
    screenshot(desk, "my-workers")
    press(desk.get_by_role("link", name=NAME).first)
    words = desk.locator("main").inner_text()
    screenshot(desk, "worker-of-counselor")
    press(desk.locator("main a[href$='/told/']").first)
    told = desk.locator("main").inner_text()
    assert "1999" in told
    for closed in ("Heavy lifting or long standing is hard for me", "Parents or grandparents"):
        assert vietnamese(closed) not in words + told
    screenshot(desk, "worker-told")


def _announce(desk: Page) -> None:
    desk.goto("/staff/accounts/announcement/add/")
    desk.fill("[name=text_vi]", "Nghỉ bảo trì đêm nay.")
    desk.fill("[name=text_en]", "Closed tonight for repairs.")
    for field, day, hour in (
        ("shown_from", "2026-01-01", "00:00"),
        ("shown_until", "2036-01-01", "00:00"),
        ("about_from", "2036-01-01", "22:00"),
        ("about_until", "2036-01-01", "23:00"),
    ):
        desk.fill(f"[name={field}]", f"{day} {hour}")
    desk.locator("[name=_save]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()


def _take_announcements_back(desk: Page) -> None:
    desk.goto("/staff/accounts/announcement/")
    desk.locator("#result_list tbody th a").first.click()
    desk.locator(".deletelink").click()
    desk.locator("#content form [type=submit]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
