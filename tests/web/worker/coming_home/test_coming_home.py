from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.plans.models import MoneyBasis, PlanChange, SavingsPlan
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month, told_months
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of

URL = "/coming-home/"
SHEET = "/coming-home/side-by-side/"
QUERIES = 15
MILLION = 1_000_000


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: date(2026, 11, 22))


@pytest.fixture
def worker() -> User:
    person = UserFactory.create(language="en")
    MoneyBasis.objects.create(
        person=person,
        vnd_per_jpy=Decimal(160),
        rate_month=date(2026, 11, 1),
        home_wage_vnd=10 * MILLION,
        home_living_vnd=8 * MILLION,
    )
    return person


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


def aside(person: User, **values: Any) -> None:
    SavingsPlan.objects.create(person=person, **values)


def test_without_anything_told_the_page_says_what_to_tell(browser: Client) -> None:
    page = page_of(browser.get(URL))

    assert "We cannot say yet" in page
    assert reverse("check_in") in page


def test_earliest_return_and_what_moves_it(worker: User, browser: Client) -> None:
    told_month(worker, money={"saved_jpy": 50_000, "sent_jpy": 0, "debt_paid_vnd": 0})
    aside(worker, runway_months=6)

    page = page_of(browser.get(URL))

    assert "March 2027" in page
    assert "takes longest" in page
    assert "The yen falls by 10%: " in page
    assert "1 month later" in page
    assert "1 yen is 160.00 dong (November 2026)" in page


def test_house_that_takes_everything_is_said(worker: User, browser: Client) -> None:
    aside(worker, savings_vnd=200 * MILLION, house_vnd=250 * MILLION)

    page = page_of(browser.get(URL))

    assert "25 months" in page
    assert "takes all the savings, and 50.0 million dong more" in page
    assert "0 months" in page


def test_what_is_tried_is_shown_and_not_saved(worker: User, browser: Client) -> None:
    aside(worker, savings_vnd=200 * MILLION, house_vnd=0)

    tried = page_of(browser.get(URL, {"house_vnd": "120.000.000", "runway_months": "3"}))
    after = page_of(browser.get(URL))

    assert "tried out, not saved" in tried
    assert "After a house of 120.0 million dong" in tried
    assert "10 months" in tried
    assert "After a house" not in after


def test_nonsense_tried_is_told_and_the_saved_stands(worker: User, browser: Client) -> None:
    aside(worker, savings_vnd=200 * MILLION)

    page = page_of(browser.get(URL, {"house_vnd": "nhiều", "runway_months": "-4"}))

    assert "25 months" in page
    assert 'aria-invalid="true"' in page


def test_three_ways_side_by_side_recommend_nothing(worker: User, browser: Client) -> None:
    told_month(worker, money={"saved_jpy": 50_000, "sent_jpy": 0, "debt_paid_vnd": 0})

    page = page_of(browser.get(SHEET))

    assert "Nothing is recommended" in page
    assert "104.0 million dong" in page
    assert "not known" in page
    assert "You stay 12 months more: we took that until you choose." in page


def test_own_words_are_kept_and_closed(worker: User, browser: Client) -> None:
    url = reverse("edit_sheet")
    typed = {
        "stay_months": "24",
        "elsewhere": "Đài Loan",
        "elsewhere_kept_vnd": "15.000.000",
        "elsewhere_cost_vnd": "",
        "family_back": "Mẹ già rồi",
    }

    answer = browser.post(url, {**hidden_of(browser.get(url).content.decode()), **typed})

    assert answer.headers["location"] == SHEET
    page = page_of(browser.get(SHEET))
    assert "Đài Loan" in page
    assert "Mẹ già rồi" in page
    assert "as you chose" in page
    assert PlanChange.objects.get(person=worker).section == "decision"


@pytest.mark.parametrize("url", [URL, SHEET])
def test_five_years_cost_as_many_queries_as_a_month(
    worker: User,
    browser: Client,
    url: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    told_month(worker)
    browser.get(url)
    with django_assert_num_queries(QUERIES + (url == SHEET)):
        browser.get(url)
    told_months(worker, 59)

    with django_assert_num_queries(QUERIES + (url == SHEET)):
        browser.get(url)
