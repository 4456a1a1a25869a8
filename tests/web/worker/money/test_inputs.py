from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.money.enums import Line
from planner.plans.models import Debt, MoneyBasis, PayYear
from tests.web.worker.money.conftest import TYPED_DEBT, Send
from tests.web.worker.people import page_of


def test_a_year_is_saved_with_only_the_lines_that_were_typed(worker: User, send: Send) -> None:
    answer = send("pay_year", 2, gross_jpy="185.000", health="9.433", resident_tax="0")

    assert answer.status_code == 302
    row = PayYear.objects.get(person=worker, year=2)
    assert (row.gross_jpy, row.lines) == (185_000, {"health": 9_433, "resident_tax": 0})
    assert row.vnd_per_jpy is None


def test_a_year_comes_back_as_typed_and_can_be_emptied(
    worker: User, browser: Client, send: Send
) -> None:
    send("pay_year", 1, gross_jpy="185.000", health="9.433", vnd_per_jpy="165,5")

    page = page_of(browser.get(reverse("pay_year", args=[1])))
    answer = send("pay_year", 1, gross_jpy="185.000")

    assert 'value="9,433"' in page
    assert answer.status_code == 302
    row = PayYear.objects.get(person=worker, year=1)
    assert (row.lines, row.vnd_per_jpy) == ({}, None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"gross_jpy": "18.500"}, "is that right"),
        ({"gross_jpy": "18.500.000"}, "Check the zeros"),
        ({"gross_jpy": "185.000", "rent": "190.000"}, "More comes off than you are paid"),
        ({"health": "9.000", "all_together": "20.000"}, "Keep either the lines or this one sum"),
        ({"living_low_jpy": "30.000", "living_high_jpy": "20.000"}, "Swap the two"),
        ({"vnd_per_jpy": "17.000"}, "Check the zeros"),
        ({"vnd_per_jpy": "1.700"}, "for 1 yen"),
        ({"vnd_per_jpy": "16"}, "for 1 yen"),
    ],
)
def test_a_year_that_cannot_be_says_what_to_do(
    typed: dict[str, Any], words: str, worker: User, send: Send
) -> None:
    answer = send("pay_year", 1, **typed)

    assert words in page_of(answer)
    assert not PayYear.objects.filter(person=worker).exists()


@pytest.mark.parametrize(
    "odd",
    ["\0", "9" * 10_000, "\u202e5", "😀", "1e9", "-1", "NaN", "Infinity", "٣", "1.00.000", "5²"],
)
def test_what_is_no_number_is_refused_everywhere(odd: str, worker: User, send: Send) -> None:
    year = {
        **dict.fromkeys(("gross_jpy", "living_low_jpy", "living_high_jpy", "vnd_per_jpy"), odd),
        **{line.value: odd for line in Line},
    }
    home = dict.fromkeys(
        ("home_wage_vnd", "home_living_vnd", "has_rent_at_home", "dependants"), odd
    )
    rate = dict.fromkeys(("vnd_per_jpy", "rate_month", "rate_year"), odd)
    debt = dict.fromkeys([*TYPED_DEBT, "lender_words"], odd)

    answers = [
        send("pay_year", 1, **year),
        send("money_basis", **home),
        send("money_rate", **rate),
        send("add_debt", **debt),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200]
    assert not PayYear.objects.filter(person=worker).exists()
    assert not MoneyBasis.objects.filter(person=worker).exists()
    assert not Debt.objects.filter(person=worker).exists()


@pytest.mark.parametrize("year", [0, 11, 99])
def test_other_years_are_not_there(year: int, browser: Client) -> None:
    assert browser.get(reverse("pay_year", args=[year])).status_code == 404


def test_life_at_home_is_saved_beside_the_rate(worker: User, send: Send) -> None:
    MoneyBasis.objects.create(person=worker, vnd_per_jpy=Decimal(165))

    answer = send(
        "money_basis",
        home_wage_vnd="8.000.000",
        home_living_vnd="0",
        has_rent_at_home="no",
        dependants="1",
    )

    assert answer.status_code == 302
    row = MoneyBasis.objects.get(person=worker)
    assert (row.home_wage_vnd, row.home_living_vnd) == (8_000_000, 0)
    assert (row.has_rent_at_home, row.dependants) == (False, 1)
    assert row.vnd_per_jpy == Decimal(165)


def test_life_at_home_may_stay_unknown(worker: User, send: Send) -> None:
    answer = send("money_basis")

    assert answer.status_code == 302
    row = MoneyBasis.objects.get(person=worker)
    assert (row.home_wage_vnd, row.has_rent_at_home, row.dependants) == (None, None, None)


def test_rent_at_home_without_an_amount_is_asked_for(worker: User, send: Send) -> None:
    answer = send("money_basis", has_rent_at_home="yes")

    assert "with the rent in it" in page_of(answer)
    assert not MoneyBasis.objects.filter(person=worker).exists()


@pytest.mark.parametrize("typed", [{"home_wage_vnd": "8.000"}, {"home_living_vnd": "3.000"}])
def test_lost_zeros_at_home_are_asked_for(typed: dict[str, Any], worker: User, send: Send) -> None:
    answer = send("money_basis", **typed)

    assert "rite all zeros" in page_of(answer)
    assert not MoneyBasis.objects.filter(person=worker).exists()


def test_the_rate_is_saved_with_its_month(worker: User, send: Send) -> None:
    answer = send("money_rate", vnd_per_jpy="165,25", rate_month="11", rate_year="2026")

    assert answer.status_code == 302
    row = MoneyBasis.objects.get(person=worker)
    assert (row.vnd_per_jpy, row.rate_month) == (Decimal("165.25"), date(2026, 11, 1))


def test_an_empty_rate_takes_the_newest_month_again(
    worker: User, browser: Client, send: Send
) -> None:
    MoneyBasis.objects.create(person=worker, vnd_per_jpy=Decimal(165))

    answer = send("money_rate", vnd_per_jpy="", rate_month="1", rate_year="2026")

    assert answer.status_code == 302
    row = MoneyBasis.objects.get(person=worker)
    assert (row.vnd_per_jpy, row.rate_month) == (None, None)
    assert "174.26" in page_of(browser.get(reverse("my_money")))


@pytest.mark.parametrize("rate", ["1", "60", "500", "9.000"])
def test_a_rate_that_no_yen_was_worth_is_refused(rate: str, worker: User, send: Send) -> None:
    answer = send("money_rate", vnd_per_jpy=rate, rate_month="1", rate_year="2026")

    assert "One yen was never worth that" in page_of(answer)
    assert not MoneyBasis.objects.filter(person=worker).exists()


def test_a_rate_of_a_month_to_come_is_refused(worker: User, send: Send) -> None:
    answer = send("money_rate", vnd_per_jpy="165", rate_month="12", rate_year="2026")

    assert "This month has not come yet" in page_of(answer)
    assert not MoneyBasis.objects.filter(person=worker).exists()
