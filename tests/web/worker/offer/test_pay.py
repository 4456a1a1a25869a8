"""Pay as promised."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.plans.models import PromisedPay
from tests.factories.plans import promised_pay
from tests.web.worker.offer.sending import NONSENSE, filled, send
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = "offer_pay"
TUAN = {"currency": "VND", "low": "30.000.000", "high": "40.000.000"}


def newest() -> PromisedPay:
    row: PromisedPay = PromisedPay.objects.order_by("-version")[0]
    return row


def test_pay_is_written_down_in_the_currency_promised(browser: Client, worker: User) -> None:
    answer = send(browser, PAGE, **TUAN, signed_on="2020-09-10", months="36")

    row = newest()
    assert answer["Location"] == reverse("my_offer")
    assert (row.person, row.version, row.currency) == (worker, 1, "VND")
    assert (row.low, row.high) == (30_000_000, 40_000_000)
    assert (row.signed_on, row.months) == (date(2020, 9, 10), 36)


def test_without_a_rate_the_month_of_the_contract_gives_it(browser: Client) -> None:
    send(browser, PAGE, **TUAN, signed_on="2020-09-10")

    row = newest()
    assert row.rate_month == date(2020, 9, 1)
    assert row.vnd_per_jpy is not None
    assert 200 < row.vnd_per_jpy < 240


def test_without_a_date_the_newest_month_gives_the_rate_and_is_named(browser: Client) -> None:
    send(browser, PAGE, **TUAN)

    page = page_of(browser.get(reverse("my_offer")))
    assert newest().rate_month == date(2025, 10, 1)
    assert "174.26 dong for one yen, mean of 10/2025" in page
    assert "We have no rate of that month" in page


def test_typed_rate_is_kept_as_typed(browser: Client) -> None:
    send(browser, PAGE, **TUAN, rate="205,5")

    assert (newest().vnd_per_jpy, newest().rate_month) == (Decimal("205.5"), None)
    assert "205.50 dong for one yen, typed by you" in page_of(browser.get(reverse("my_offer")))


@pytest.mark.parametrize("rate", ["2,05", "2050", "20500", "17426"])
def test_rate_that_cannot_be_is_refused_and_says_what_can(rate: str, browser: Client) -> None:
    page = page_of(send(browser, PAGE, **TUAN, rate=rate))

    assert "One yen has never been worth that" in page
    assert f'value="{rate}"' in page
    assert not PromisedPay.objects.exists()


def test_rate_once_taken_stays_until_the_contract_date_moves(browser: Client, worker: User) -> None:
    promised_pay(worker, vnd_per_jpy=Decimal(166), rate_month=date(2026, 10, 1))

    send(browser, PAGE, low="151000")
    same = newest().vnd_per_jpy
    send(browser, PAGE, signed_on="2021-02-03")

    assert same == Decimal(166)
    assert newest().rate_month == date(2021, 2, 1)


def test_one_amount_is_both_ends(browser: Client) -> None:
    send(browser, PAGE, currency="JPY", low="150000")

    assert (newest().low, newest().high) == (150_000, 150_000)
    assert browser.get(reverse(PAGE)).context["form"]["high"].value() is None


def test_correction_keeps_the_first_and_its_reason(browser: Client, worker: User) -> None:
    promised_pay(worker)

    send(browser, PAGE, low="140,000", reason="they said less today")

    low = list(PromisedPay.objects.order_by("version").values_list("low", "reason"))
    assert low == [(150_000, ""), (140_000, "they said less today")]


def test_first_time_asks_for_no_reason(browser: Client, worker: User) -> None:
    assert "reason" not in browser.get(reverse(PAGE)).context["form"].fields


def test_saving_what_stands_makes_no_version(browser: Client, worker: User) -> None:
    promised_pay(worker)

    answer = send(browser, PAGE)

    assert answer.status_code == 302
    assert PromisedPay.objects.count() == 1


def test_amounts_are_said_in_words(browser: Client, worker: User) -> None:
    promised_pay(worker)

    page = page_of(browser.get(reverse(PAGE)))

    assert "one hundred and fifty thousand yen" in page


def test_two_clicks_make_one_version(browser: Client) -> None:
    data = filled(browser, PAGE, **TUAN)

    answers = [browser.post(reverse(PAGE), data) for _click in range(2)]

    assert [answer["Location"] for answer in answers] == [reverse("my_offer")] * 2
    assert PromisedPay.objects.count() == 1


def test_second_window_is_shown_what_changed(browser: Client, worker: User) -> None:
    promised_pay(worker)
    data = filled(browser, PAGE, low="120.000")
    promised_pay(worker, low=160_000)

    page = page_of(browser.post(reverse(PAGE), data))

    assert "Stands there now: ¥160,000" in page
    assert "You typed: ¥120,000" in page
    assert PromisedPay.objects.count() == 2


@pytest.mark.parametrize(
    "typed, field",
    [
        ({}, "low"),
        ({"currency": "", "low": "30.000.000"}, "currency"),
        ({"currency": "USD", "low": "30.000.000"}, "currency"),
        ({"low": "30"}, "low"),
        ({"low": "30000000", "currency": "JPY"}, "low"),
        ({"low": "40.000.000", "high": "30.000.000"}, "high"),
        ({"low": "30.000.000", "high": "300.000.000"}, "high"),
        ({"low": "30.000.000", "signed_on": "1999-01-01"}, "signed_on"),
        ({"low": "30.000.000", "signed_on": "31/02/2026"}, "signed_on"),
        ({"low": "30.000.000", "months": "36,5"}, "months"),
        ({"low": "30.000.000", "months": "1000"}, "months"),
        ({"low": "30.000.000", "basic_wage_jpy": "1600000"}, "basic_wage_jpy"),
        ({"low": "30.000.000", "rent_jpy": "-1"}, "rent_jpy"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    typed: dict[str, Any], field: str, browser: Client
) -> None:
    answer = send(browser, PAGE, **{"currency": "VND", **typed})

    page_of(answer)
    assert list(answer.context["form"].errors) == [field]  # type: ignore[attr-defined]
    assert not PromisedPay.objects.exists()


@pytest.mark.parametrize(
    "field", ["low", "high", "months", "rate", "basic_wage_jpy", "rent_jpy", "meals_jpy"]
)
def test_nonsense_is_refused_and_nothing_typed_is_lost(field: str, browser: Client) -> None:
    data = filled(browser, PAGE, currency="JPY", low="150.000")
    for text in NONSENSE:
        answer = browser.post(reverse(PAGE), {**data, field: text})

        if answer.status_code == 302:
            PromisedPay.objects.all().delete()
            data = filled(browser, PAGE, currency="JPY", low="150.000")
            continue
        assert answer.status_code == 200, text
        form = answer.context["form"]
        assert form[field].value() == text
        assert field == "low" or form["low"].value() == "150.000"


@pytest.mark.parametrize(
    "typed", ["1.000.000", "1,000,000", "1000000", "1 000 000", "１.０００.０００"]
)
def test_million_is_a_million_however_it_is_typed(typed: str, browser: Client) -> None:
    send(browser, PAGE, currency="VND", low=typed)

    assert newest().low == 1_000_000


def test_form_takes_the_same_queries_for_one_version_and_for_twelve(
    browser: Client, worker: User
) -> None:
    numbers = []
    for count in (1, 11):
        for number in range(count):
            promised_pay(worker, low=100_000 + count + number)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse(PAGE))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
