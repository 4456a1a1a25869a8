"""The offer on one page, with what the rules say to it. The clock stands on 22 November 2026."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.money.enums import CostFlag
from planner.plans.answers import Answers
from planner.plans.services.told import keep_answers
from planner.web.worker.offer.cost_rows import CostsView
from tests.factories.plans import LATER, cost_sheet, offer_file, promised_pay, promised_work
from tests.plans.choosing import choose
from tests.web.worker.offer.sending import send
from tests.web.worker.people import HAI_DUONG, page_of

pytestmark = pytest.mark.django_db

PAGE = "/my-offer/"
TITP = Answers(stage="before_departure", pathway="TITP")


def costs_on(browser: Client) -> CostsView:
    costs: CostsView = browser.get(PAGE).context["costs"]
    return costs


def flags_of(costs: CostsView) -> list[list[str]]:
    return [[flag.code for flag in item.flags] for item in costs.items]


def in_2024(worker: User, **pay: Any) -> None:
    """A trainee whose contract of three years was signed in 2024."""
    keep_answers(person=worker, answers=TITP)
    promised_pay(worker, **{"signed_on": date(2024, 9, 3), "basic_wage_jpy": 160_000, **pay})


def test_empty_offer_says_what_to_write_down(browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    for name in ("offer_pay", "offer_work", "offer_costs", "add_offer_file"):
        assert f'class="btn" href="{reverse(name)}"' in page
    assert reverse("offer_versions") not in page


def test_offer_of_tuan_typed_through_the_pages(browser: Client, worker: User) -> None:
    keep_answers(person=worker, answers=replace(TITP, trade="TITP 1-1"))
    send(
        browser,
        "offer_pay",
        currency="VND",
        low="30.000.000",
        high="40.000.000",
        rate="205",
        signed_on="2020-09-01",
        months="36",
    )
    send(browser, "offer_work", prefecture="21", duties="care for bonsai")
    send(browser, "offer_costs", kind_0="not_itemised", amount_0="300.000.000")

    page = page_of(browser.get(PAGE))

    assert "30,000,000\N{NO-BREAK SPACE}đ to 40,000,000\N{NO-BREAK SPACE}đ" in page
    assert "¥146,341 to ¥195,122" in page
    assert "three hundred million dong" in page
    assert flags_of(costs_on(browser)) == [[CostFlag.NOT_ITEMISED]]
    assert "Write to the company: please send me a list" in page
    assert "Gifu (岐阜県)" in page


@pytest.mark.parametrize("signed_on", [None, date(2010, 1, 1), date(2020, 9, 1), date(2026, 11, 2)])
def test_broker_fee_and_a_sum_nobody_split_up_are_flagged_on_any_day(
    signed_on: date | None, browser: Client, worker: User
) -> None:
    promised_pay(worker, signed_on=signed_on)
    cost_sheet(worker, {"kind": "broker_fee", "amount": 1}, {"kind": "not_itemised", "amount": 1})

    broker, whole = flags_of(costs_on(browser))

    assert CostFlag.BROKER_FEE in broker
    assert whole == [CostFlag.NOT_ITEMISED]


def test_service_fee_over_the_ceiling_says_by_how_much_and_which_law(
    browser: Client, worker: User
) -> None:
    in_2024(worker, vnd_per_jpy=Decimal(170))
    cost_sheet(worker, {"kind": "service_fee", "amount": 100_000_000})

    page = page_of(browser.get(PAGE))

    # 3 × 160,000 yen × 170 dong
    assert (
        "18,400,000\N{NO-BREAK SPACE}đ above the ceiling of 81,600,000\N{NO-BREAK SPACE}đ." in page
    )
    assert "Law 69/2020/QH14 art. 23(4)(a)" in page
    assert "Contract of 36 months or more" in page
    assert "3 September 2024" in page


def test_service_fee_within_the_ceiling_shows_it_too(browser: Client, worker: User) -> None:
    in_2024(worker, vnd_per_jpy=Decimal(170))
    cost_sheet(worker, {"kind": "service_fee", "amount": 81_600_000})

    page = page_of(browser.get(PAGE))

    assert "Within the ceiling" in page
    assert "Look at this before you sign" not in page
    assert "Law 69/2020/QH14 art. 23(4)(a)" in page


def test_old_contract_is_held_against_the_old_ceiling_in_dollars(
    browser: Client, worker: User
) -> None:
    in_2024(worker, signed_on=date(2021, 12, 31))
    cost_sheet(
        worker,
        {"kind": "service_fee", "amount": 5_000, "currency": "USD"},
        {"kind": "deposit", "amount": 3_000, "currency": "USD"},
    )

    page = page_of(browser.get(PAGE))

    assert "USD 1,400 above the ceiling of USD 3,600." in page
    assert "MOLISA letter of 6 April 2016" in page


def test_old_ceiling_in_dollars_is_not_compared_with_dong(browser: Client, worker: User) -> None:
    in_2024(worker, signed_on=date(2021, 12, 31))
    cost_sheet(worker, {"kind": "service_fee", "amount": 120_000_000})

    assert flags_of(costs_on(browser)) == [[CostFlag.OTHER_CURRENCY]]


def test_deposit_today_is_not_allowed(browser: Client, worker: User) -> None:
    in_2024(worker)
    cost_sheet(worker, {"kind": "deposit", "amount": 50_000_000})

    page = page_of(browser.get(PAGE))

    assert flags_of(costs_on(browser)) == [[CostFlag.FORBIDDEN]]
    assert '<a href="#cost-1">Deposit: Not allowed</a>' in page
    assert "Ask in writing that it is taken off" in page
    assert reverse("help") in page


def test_ceiling_in_wages_asks_for_the_wage(browser: Client, worker: User) -> None:
    in_2024(worker, basic_wage_jpy=None)
    cost_sheet(worker, {"kind": "service_fee", "amount": 100_000_000})

    page = page_of(browser.get(PAGE))

    assert flags_of(costs_on(browser)) == [[CostFlag.NEEDS_WAGE]]
    assert "Write down the basic wage" in page


def test_what_is_missing_is_said_and_taken_as_of_today(browser: Client, worker: User) -> None:
    cost_sheet(worker)

    page = page_of(browser.get(PAGE))

    assert "Held against the rules of 22 November 2026 for: technical intern." in page
    assert "The contract date is missing: these are the rules of today." in page
    assert "The length of the contract is missing: we took three years." in page
    assert "You have not told us your way to Japan" in page
    assert reverse("question", args=["pathway"]) in page


@pytest.mark.parametrize(
    "told, words",
    [
        (Answers(pathway="SSW"), "for: specified skilled worker."),
        (Answers(pathway="ESD"), "for: ESD, from April 2027."),
        (Answers(stage="in_japan", trade="TITP 1-1"), "for: technical intern."),
        (Answers(pathway="SSW", stage="in_japan", trade="TITP 1-1"), "specified skilled worker."),
    ],
)
def test_rules_are_those_of_the_way_that_was_told(
    told: Answers, words: str, browser: Client, worker: User
) -> None:
    keep_answers(person=worker, answers=told)
    cost_sheet(worker)

    page = page_of(browser.get(PAGE))

    assert words in page
    assert "You have not told us your way to Japan" not in page


def test_chosen_trade_tells_the_way_when_nobody_said_it(browser: Client, worker: User) -> None:
    keep_answers(person=worker, answers=HAI_DUONG)
    choose(worker, "TITP 1-1")
    cost_sheet(worker)

    assert "way" not in costs_on(browser).asks


def test_rules_in_words_and_what_japan_pays_stand_there_with_sources(
    browser: Client, worker: User
) -> None:
    in_2024(worker)

    costs = costs_on(browser)

    assert any("5,000 yen per worker a month" in rule.text for rule in costs.japan_side)
    assert any("180 days" in rule.text for rule in costs.rules)
    assert any("TITP (iii)" in rule.text for rule in costs.only_for_some)
    everything = [*costs.japan_side, *costs.rules, *costs.only_for_some]
    assert all(rule.source.name for rule in everything)


def test_pay_per_hour_stands_beside_the_lowest_pay(browser: Client, worker: User) -> None:
    promised_pay(worker, basic_wage_jpy=None, low=180_000, high=200_000)
    promised_work(worker, prefecture="21", hours_month=Decimal(160))

    page = page_of(browser.get(PAGE))

    assert "¥1,125 an hour" in page
    assert "¥180,000 promised ÷ 160 hours." in page
    assert "Not below the lowest pay of the prefecture" in page
    assert "Lowest pay in Gifu since" in page
    assert "The day from which the newer lowest pay holds was not found" in page


def test_pay_below_the_lowest_pay_says_so_and_what_to_do(browser: Client, worker: User) -> None:
    promised_pay(worker, basic_wage_jpy=100_000)
    promised_work(worker, prefecture="21", hours_month=Decimal(200))

    page = page_of(browser.get(PAGE))

    assert '<a href="#per-hour">Pay per hour: Below the lowest pay of the prefecture</a>' in page
    assert "Basic wage ¥100,000 ÷ 173.8 hours" in page
    assert "Nobody in Japan may pay less" in page


def test_pay_per_hour_says_what_it_still_needs(browser: Client, worker: User) -> None:
    promised_pay(worker)

    page = page_of(browser.get(PAGE))

    assert "To compare, we still need: the prefecture, the hours per month." in page


def test_earlier_versions_are_led_to_and_shown(browser: Client, worker: User) -> None:
    promised_pay(worker)
    promised_pay(worker, low=120_000, reason="they said less", now=LATER)
    promised_work(worker)
    cost_sheet(worker)
    cost_sheet(worker, {"amount": 61_000_000}, now=LATER)

    offer = page_of(browser.get(PAGE))
    page = page_of(browser.get(reverse("offer_versions")))

    assert reverse("offer_versions") in offer
    assert page.index("¥120,000 to ¥180,000") < page.index("¥150,000 to ¥180,000")
    assert "they said less" in page
    assert page.index("61,000,000\N{NO-BREAK SPACE}đ") < page.index("60,000,000\N{NO-BREAK SPACE}đ")


def test_versions_of_nothing_say_what_to_do(browser: Client) -> None:
    assert "Nothing is written down yet" in page_of(browser.get(reverse("offer_versions")))


@pytest.mark.parametrize("page", [PAGE, "/my-offer/earlier/"])
def test_page_takes_the_same_queries_for_one_item_and_for_twelve(
    page: str, browser: Client, worker: User
) -> None:
    numbers = []
    for count in (1, 12):
        promised_pay(worker, low=100_000 + count)
        promised_work(worker, place=str(count))
        cost_sheet(worker, *[{"amount": count + index} for index in range(count)])
        for number in range(count // 3 + 1):
            offer_file(worker, name=f"{number}.pdf")
        browser.get(page)
        with CaptureQueriesContext(connection) as queries:
            browser.get(page)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_whole_offer_is_shown_in_both_languages(language: str, worker: User) -> None:
    worker.language = language
    worker.save()
    in_2024(worker)
    promised_work(worker)
    cost_sheet(worker)
    offer_file(worker)
    browser = Client()
    browser.force_login(worker)

    pages = [browser.get(url) for url in (PAGE, reverse("offer_versions"))]

    assert all(isinstance(page, HttpResponse) and page_of(page) for page in pages)
