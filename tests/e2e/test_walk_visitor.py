"""A visitor on a phone, without an account, from the front page to answers that are kept."""

import re
import secrets
from collections.abc import Callable

from django.utils import translation
from django_stubs_ext import StrPromise
from playwright.sync_api import Page, expect

from planner.wording.terms import GROUPS, PATHWAYS, VERDICTS
from tests.e2e.walk import press, register, send, step_of, told, vietnamese

Screenshot = Callable[[Page, str], None]

PASSWORD = "sông Hồng chảy mãi"
YEAR = re.compile(r"\b20[0-3]\d\b")
NORTHERN_PROVINCE = "27"  # Bắc Ninh as it was, now one with Bắc Giang
DELTA_PROVINCE = "89"  # An Giang as it was, now one with Kiên Giang


def test_from_the_front_page_to_kept_answers(page: Page, screenshot: Screenshot) -> None:
    page.goto("/")
    press(page.locator("main .next a"))

    _find_the_province(page)
    _answer_what_the_family_has_and_hopes(page)
    _answer_about_wish_and_self(page)
    _read_the_first_card(page)
    _narrow_by_pathway_and_group(page)
    names = _compare_three(page, screenshot)
    _read_a_trade(page, names[0])
    _read_the_economy(page)
    before = told(page)
    page.goto("/home/")
    page.locator("main a[href='/register/']").click()
    register(page, name="Hạnh", login=f"097{secrets.randbelow(10**7):07}", password=PASSWORD)

    expect(page.locator("footer form[action='/sign-out/']")).to_be_visible()
    assert told(page) == before
    assert "Bắc Ninh" in " ".join(before)


def test_a_farm_in_the_delta_is_told_to_grow_things(page: Page) -> None:
    page.goto("/questions/province/")
    page.fill("[name=name]", "An Giang")
    send(page)
    page.check(f"[name=former][value='{DELTA_PROVINCE}']")
    send(page)
    for asset in ("farmland", "pond"):
        page.check(f"[name=assets][value={asset}]")
    send(page)

    page.fill("[name=amount]", "ba sào")
    page.select_option("[name=unit]", "cong")
    send(page)
    _expect_error_beside(
        page, "amount", vietnamese("Only a number, please: for example 3 or 1,080.")
    )
    expect(page.locator("[name=amount]")).to_have_value("ba sào")
    expect(page.locator("[name=unit]")).to_have_value("cong")
    page.fill("[name=amount]", "3")
    send(page)
    page.check("[name=care][value=none]")
    send(page)
    page.check("[name=hope][value=come_home]")
    send(page)
    page.check("[name=wish][value=farm]")
    send(page)

    page.goto("/trades/")
    first = page.locator("main article.card h2 a").first
    expect(first).to_have_attribute("href", "/trades/TITP-1-1/")
    assert "3.000" in " ".join(told(page))


def _find_the_province(page: Page) -> None:
    page.fill("[name=name]", "Bắc Nihn")
    send(page)
    _expect_error_beside(page, "name", "Bắc Ninh")
    expect(page.locator("[name=name]")).to_have_value("Bắc Nihn")

    page.fill("[name=name]", "bac ninh")
    send(page)
    assert step_of(page) == "former"
    page.check(f"[name=former][value='{NORTHERN_PROVINCE}']")
    send(page)


def _answer_what_the_family_has_and_hopes(page: Page) -> None:
    page.check("[name=assets][value=none]")
    send(page)
    assert step_of(page) == "care", "no land, so nothing is asked about it"
    page.check("[name=care][value=parents]")
    send(page)
    page.check("[name=hope][value=money]")
    send(page)


def _answer_about_wish_and_self(page: Page) -> None:
    page.check("[name=wish][value=own_business]")
    send(page)
    page.check("[name=stage][value=before_departure]")
    send(page)
    groups = page.locator("main fieldset:has(input[type=radio])")
    for place in range(groups.count()):
        groups.nth(place).locator("input[type=radio]").last.check()
    send(page)
    for number in (2, 3, 4):
        assert step_of(page) == f"statements-{number}"
        press(page.locator("button[name=skip]"))
    expect(page.locator("h1")).to_have_text(vietnamese("Trades that fit"))


def _read_the_first_card(page: Page) -> None:
    card = page.locator("main article.card").first
    words = [_in_vietnamese(label) for label in VERDICTS.values()]
    assert card.locator(".card-head .tag").inner_text() in words
    for kind in ("for", "against"):
        expect(card.locator(f".why .{kind}").first).to_be_visible()
    expect(card.locator(".src").filter(has_text=YEAR).first).to_be_visible()


def _narrow_by_pathway_and_group(page: Page) -> None:
    cards = page.locator("main article.card")
    page.locator("details.filters summary").click()
    _show(page, pathway="", group="other")
    page.goto(f"{page.url}&page=3")
    of_group = cards.count()

    # Nearly every trade is open to each pathway: only the last page is shorter.
    _show(page, pathway="ESD", group="other")
    page.goto(f"{page.url}&page=3")
    word = _in_vietnamese(PATHWAYS["ESD"])
    assert 0 < cards.count() < of_group
    expect(cards.locator(".card-head p").filter(has_text=word)).to_have_count(cards.count())
    cards.locator("h2 a").last.click()
    expect(page.locator("main > p.soft").first).to_contain_text(_in_vietnamese(GROUPS["other"]))
    page.goto("/trades/")


def _show(page: Page, *, pathway: str, group: str) -> None:
    """What is chosen stays open to see and to change."""
    page.select_option("[name=pathway]", pathway)
    page.select_option("[name=group]", group)
    press(page.locator("details.filters button"))
    expect(page.locator("[name=pathway]")).to_have_value(pathway)
    expect(page.locator("[name=group]")).to_have_value(group)


def _compare_three(page: Page, screenshot: Screenshot) -> list[str]:
    cards = page.locator("main article.card")
    names = cards.locator("h2").all_inner_texts()
    chosen = [names[place] for place in (0, 2, 4)]
    for place in (0, 2, 4):
        cards.nth(place).locator("input[name=trade]").check()
    press(page.locator("form.compare-bar button"))
    expect(page.locator("main article h2")).to_have_text(chosen)
    screenshot(page, "compare")
    return chosen


def _read_a_trade(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("main .why .for").first).to_be_visible()
    expect(page.locator("main .src").filter(has_text=YEAR).first).to_be_visible()


def _read_the_economy(page: Page) -> None:
    page.goto("/my-home/economy/")
    chart = page.locator("main figure.chart").first
    expect(chart.locator("svg[role=img]")).to_be_visible()
    chart.locator("summary").click()
    assert chart.locator("table tbody tr").count() >= 3
    expect(chart.locator("table")).to_be_visible()
    expect(chart.locator(".src").filter(has_text=YEAR).first).to_be_visible()


def _expect_error_beside(page: Page, name: str, text: str) -> None:
    """In the field's own block, and tied to the field for who cannot see it."""
    error = page.locator(f"#div_id_{name} #id_{name}_error")
    expect(error).to_be_visible()
    expect(error).to_contain_text(text)
    field = page.locator(f"[name={name}]")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", re.compile(f"id_{name}_error"))


def _in_vietnamese(label: StrPromise) -> str:
    with translation.override("vi"):
        return str(label)
