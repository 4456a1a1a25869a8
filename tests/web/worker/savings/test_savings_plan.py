from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.models import SavingsPlan
from tests.factories.accounts import UserFactory
from tests.factories.plans import benchmark, dropped_benchmark
from tests.factories.savings import savings_plan
from tests.web.worker.people import page_of
from tests.web.worker.savings.conftest import Send

TYPED = {
    "savings_month": "10",
    "savings_year": "2026",
    "savings_jpy": "400.000",
    "savings_vnd": "50.000.000",
    "emergency_vnd": "20.000.000",
    "house_vnd": "800.000.000",
    "business_vnd": "",
    "runway_months": "12",
    "trade_benchmark_id": "",
}


def test_savings_are_kept_as_typed(worker: User, send: Send) -> None:
    mark = benchmark(worker, "Làm được một chậu bonsai")

    answer = send("savings_plan", **{**TYPED, "trade_benchmark_id": str(mark.pk)})

    row = SavingsPlan.objects.get(person=worker)
    assert (answer.status_code, answer.url) == (302, reverse("my_savings"))
    assert (row.savings_month, row.savings_jpy) == (date(2026, 10, 1), 400_000)
    assert (row.house_vnd, row.business_vnd, row.runway_months) == (800_000_000, None, 12)
    assert row.trade_benchmark == mark


def test_what_was_saved_stands_in_the_form_and_in_words(worker: User, browser: Client) -> None:
    savings_plan(worker, savings_vnd=50_000_000)

    page = page_of(browser.get(reverse("savings_plan")))

    assert "fifty million dong" in page
    assert '<option value="10" selected>October' in page
    assert '<option value="2026" selected>' in page


def test_own_benchmarks_can_be_chosen_but_not_dropped_ones_or_those_of_others(
    worker: User, browser: Client, send: Send
) -> None:
    benchmark(worker, "Học nghề")
    dropped_benchmark(benchmark(worker, "Bỏ rồi"))
    theirs = benchmark(UserFactory.create(), "Của người khác")

    page = page_of(browser.get(reverse("savings_plan")))
    answer = send("savings_plan", **{**TYPED, "trade_benchmark_id": str(theirs.pk)})

    assert "Học nghề" in page
    assert "Bỏ rồi" not in page
    assert "Của người khác" not in page
    assert answer.status_code == 200
    assert not SavingsPlan.objects.filter(person=worker).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"savings_month": ""}, "Choose the month and the year."),
        ({"savings_month": "", "savings_year": ""}, "Choose the month and the year."),
        ({"savings_month": "12"}, "This month has not come yet."),
        ({"savings_jpy": "", "savings_vnd": ""}, "Write what you had at the end of that month"),
        ({"savings_jpy": "400"}, "Write all zeros"),
        ({"savings_vnd": "50.000"}, "Write all zeros"),
        ({"house_vnd": "800"}, "Write all zeros"),
        ({"emergency_vnd": "900.000.000"}, "more than all that you have put aside"),
        ({"runway_months": "61"}, "less than or equal to 60"),
        ({"savings_jpy": "-5"}, "Write only a number"),
    ],
)
def test_what_cannot_be_says_what_to_do(
    typed: dict[str, Any], words: str, worker: User, send: Send
) -> None:
    answer = send("savings_plan", **{**TYPED, **typed})

    assert words in page_of(answer)
    assert not SavingsPlan.objects.filter(person=worker).exists()


def test_what_is_odd_is_taken_once_it_is_said_to_be_right(worker: User, send: Send) -> None:
    answer = send("savings_plan", **{**TYPED, "savings_jpy": "400", "is_sure": "on"})

    assert answer.status_code == 302
    assert SavingsPlan.objects.get(person=worker).savings_jpy == 400


def test_everything_may_be_left_empty(worker: User, send: Send) -> None:
    answer = send("savings_plan", **dict.fromkeys(TYPED, ""))

    assert answer.status_code == 302
