"""A new worker on a phone: stops half-way, comes back, and meets two sets of answers."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from planner.web.demo import DOMAIN
from planner.web.demo import PASSWORD as DEMO_PASSWORD
from tests.e2e.walk import register, send, sign_in, sign_out, step_of, told, vietnamese

PASSWORD = "sông Hồng chảy mãi"
TRADE = "TITP 7-7"


@pytest.fixture
def number() -> str:
    """A mobile number of Viet Nam that nobody has yet, without the first 0."""
    return f"96{secrets.randbelow(10**7):07}"


def test_a_worker_stops_and_goes_on_where_it_stopped(page: Page, number: str) -> None:
    page.goto("/register/")
    register(page, name="Tuấn", login=f"0{number}", password=PASSWORD)
    page.locator("main form a.back").click()  # no recovery codes now
    page.locator("main .next a").click()
    _answer_until_the_hope(page)

    page.locator("main form .actions a[href='/home/']").click()
    _expect_next_step(page, "hope")
    sign_out(page)
    sign_in(page, login=f"+84 {number[:3]}.{number[3:6]}.{number[6:]}", password=PASSWORD)
    _expect_next_step(page, "hope")
    page.locator("main .next a").click()
    _answer_from_the_hope(page)

    expect(page.locator("h1")).to_have_text(vietnamese("Trades that fit"))
    _look_at_the_economy(page)
    _ask_the_mirror(page)


def test_answers_in_the_account_can_be_kept(page: Page) -> None:
    sign_in(page, login=f"tuan@{DOMAIN}", password=DEMO_PASSWORD)
    saved = told(page)
    sign_out(page)
    _answer_province(page, "Hải Dương")

    sign_in(page, login=f"tuan@{DOMAIN}", password=DEMO_PASSWORD)
    assert "/keep-answers/" in page.url
    send(page)
    expect(page.locator("#id_keep_error")).to_be_visible()
    page.check("[name=keep][value=saved]")
    send(page)

    assert told(page) == saved


def test_answers_just_given_can_be_kept(page: Page, number: str) -> None:
    _answer_province(page, "Cà Mau")
    page.goto("/register/")
    register(page, name="Lan", login=f"0{number}", password=PASSWORD)
    sign_out(page)
    _answer_province(page, "Hải Dương")

    sign_in(page, login=f"0084{number}", password=PASSWORD)
    assert "/keep-answers/" in page.url
    page.check("[name=keep][value=new]")
    send(page)

    assert "Hải Dương" in " ".join(told(page))


def _answer_province(page: Page, name: str) -> None:
    page.goto("/questions/province/")
    page.fill("[name=name]", name)
    send(page)
    assert step_of(page) in ("former", "family")


def _answer_until_the_hope(page: Page) -> None:
    page.fill("[name=name]", "hai duong")
    send(page)
    page.check("[name=assets][value=farmland]")
    page.check("[name=assets][value=workshop]")
    send(page)
    page.fill("[name=amount]", "3")
    page.select_option("[name=unit]", "sao_north")
    send(page)
    page.check("[name=care][value=parents]")
    send(page)
    assert step_of(page) == "hope"


def _expect_next_step(page: Page, slug: str) -> None:
    assert page.url.endswith("/home/")
    expect(page.locator("main .next a")).to_have_attribute("href", f"/questions/{slug}/")


def _answer_from_the_hope(page: Page) -> None:
    page.check("[name=hope][value=house]")
    send(page)
    page.check("[name=wish][value=skilled_trade]")
    send(page)
    page.check("[name=stage][value=in_japan]")
    send(page)
    # Who is there has a trade.
    assert step_of(page) == "japan"
    page.select_option("[name=trade]", TRADE)
    send(page)
    while step_of(page).startswith("statements"):
        page.locator("main fieldset").first.locator("input[type=radio]").last.check()
        send(page)


def _look_at_the_economy(page: Page) -> None:
    page.goto("/home/")
    page.locator("main .tasks a[href='/my-home/economy/']").click()
    expect(page.locator("main .lead")).to_contain_text("Hải Dương")
    expect(page.locator("main .lead")).to_contain_text("Hải Phòng")
    expect(page.locator("main figure svg[role=img]").first).to_be_visible()
    page.locator("main a.back").first.click()


def _ask_the_mirror(page: Page) -> None:
    page.locator("main .tasks a[href='/at-home-with-my-trade/']").click()
    expect(page.locator("select[name=trade]")).to_have_value(TRADE)
    for heading in ("What I can do", "Where", "My own area", "Elsewhere, strongest first"):
        expect(page.get_by_role("heading", name=vietnamese(heading), exact=True)).to_be_visible()
    works, places = (
        page.locator("main section.card").nth(1),
        page.locator("main section.card").nth(2),
    )
    assert works.locator("ul.rows > li").count() >= 1
    assert places.locator("a[href='/provinces/former/30/']").count() == 1, "my own area"
    assert places.locator("a[href^='/provinces/']").count() >= 4
