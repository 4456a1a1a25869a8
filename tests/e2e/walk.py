"""A person on a phone who answers the questions."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from planner.web.demo import DOMAIN, PASSWORD, codes_from
from tests.e2e.conftest import Screenshot

# Of a code of the authenticator app, in seconds.
PERIOD = 30
MOST_STATEMENTS = 24
MOST_PAGES = 4


def vietnamese(text: str) -> str:
    """As the page has it for a person who reads Vietnamese."""
    with translation.override("vi"):
        return gettext(text)


@dataclass
class Person:
    """What somebody answers: names and values of the forms."""

    province: str
    former: str
    assets: list[str]
    wish: str
    hope: str
    care: list[str] = field(default_factory=lambda: ["none"])
    land: tuple[str, str] | None = None
    trade: str = ""


# A published account: born to an industrial province, in debt, already at work in Japan.
TUAN = Person("bac ninh", "27", ["none"], "own_business", "money", ["parents"], trade="TITP 1-1")
FARMER = Person(
    "Hải Dương",
    "30",
    ["farmland", "pond"],
    "farm",
    "come_home",
    ["parents"],
    land=("3", "sao_north"),
)


def step_of(page: Page) -> str:
    return urlsplit(page.url).path.strip("/").removeprefix("questions/")


def press(button: Locator) -> None:
    """And wait until the page it leads to is whole: a click alone returns when that begins."""
    with button.page.expect_navigation():
        button.click()


def send(page: Page) -> None:
    """Press the one green button."""
    press(page.locator("main form button.btn").first)


def answer_about_home(page: Page, person: Person) -> None:
    page.fill("[name=name]", person.province)
    send(page)
    if step_of(page) == "former":
        page.check(f"[name=former][value='{person.former}']")
        send(page)
    for asset in person.assets:
        page.check(f"[name=assets][value={asset}]")
    send(page)
    if person.land:
        page.fill("[name=amount]", person.land[0])
        page.select_option("[name=unit]", person.land[1])
        send(page)
    for duty in person.care:
        page.check(f"[name=care][value={duty}]")
    send(page)
    page.check(f"[name=hope][value={person.hope}]")
    send(page)


def answer_about_wish(page: Page, person: Person) -> None:
    page.check(f"[name=wish][value={person.wish}]")
    page.fill("[name=words]", "mở quán gần nhà")
    send(page)
    page.check(f"[name=stage][value={'in_japan' if person.trade else 'before_departure'}]")
    if person.trade:
        page.select_option("[name=trade]", person.trade)
    send(page)


def answer_about_self(page: Page) -> None:
    """Like every second statement, skip every sixth: under 24 in at most four pages."""
    asked = pages = 0
    while step_of(page).startswith("statements"):
        groups = page.locator("main fieldset:has(input[type=radio])")
        count = groups.count()
        asked, pages = asked + count, pages + 1
        for place in range(count - 1):
            groups.nth(place).locator("input").nth(place % 3).check()
        send(page)
    assert 0 < asked <= MOST_STATEMENTS
    assert 0 < pages <= MOST_PAGES


def answer_everything(page: Page, person: Person) -> None:
    answer_about_home(page, person)
    answer_about_wish(page, person)
    answer_about_self(page)
    expect(page.locator("h1")).to_have_text(vietnamese("Trades that fit"))


def register(page: Page, *, name: str, login: str, password: str) -> None:
    page.fill("[name=name]", name)
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    send(page)


def sign_in(page: Page, *, login: str, password: str) -> None:
    page.goto("/sign-in/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    send(page)


def sign_in_at_desk(page: Page, key: str) -> None:
    """Somebody of the demo who needs a code of the authenticator app besides."""
    sign_in(page, login=f"{key}@{DOMAIN}", password=PASSWORD)
    # Each code works once, and another test may have used it; that of a clock half a minute off is taken too.
    before, now, after = [code for _since, code in codes_from(time.time() - PERIOD, count=3)]
    for code in (now, after, before):
        page.fill("[name=code]", code)
        send_form_with(page, "code")
        if "/sign-in/code/" not in page.url:
            return
    raise AssertionError(page.locator("main").inner_text())


def send_form_with(page: Page, field: str) -> None:
    press(page.locator(f"main form:has([name={field}]) button.btn").last)


def sign_out(page: Page) -> None:
    press(page.locator("footer form[action='/sign-out/'] button"))


def told(page: Page) -> list[str]:
    """The answers as the summary shows them."""
    page.goto("/my-answers/")
    return page.locator("main dd.value").all_inner_texts()


def invite(desk: Page, screenshot: Screenshot, name: str) -> str:
    """The link of a new invitation."""
    desk.goto("/workers/")
    desk.locator("main a[href='/workers/invite/']").first.click()
    send(desk)
    expect(desk.locator("#id_name_error")).to_be_visible()
    desk.fill("[name=name]", name)
    send(desk)
    expect(desk.locator("main img.qr")).to_be_visible()
    screenshot(desk, "invitation-sent")
    return desk.locator("#link").input_value()


def accept_invitation(
    page: Page, link: str, number: str, screenshot: Screenshot, *, name: str
) -> None:
    page.goto(link)
    screenshot(page, "invitation")
    register(page, name=name, login=number, password="sông Hồng chảy mãi")
    expect(page).to_have_url("/account/recovery-codes/?new=1")
    screenshot(page, "recovery-codes-offered")
    send(page)
    screenshot(page, "recovery-codes")
