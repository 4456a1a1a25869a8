from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.plans.models import PayYear
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.worker.money.conftest import ask, offer, owe
from tests.web.worker.people import page_of

URL = "/my-money/"
QUERIES = 14
PAGES = [
    ("my_money", []),
    ("add_debt", []),
    ("debt", ["debt"]),
    ("remove_debt", ["debt"]),
    ("pay_year", [1]),
    ("money_basis", []),
    ("money_rate", []),
]


def test_an_empty_plan_says_what_to_do(browser: Client) -> None:
    page = page_of(browser.get(URL))

    assert "No debt typed yet" in page
    assert "Type the pay of the offer" in page
    assert reverse("add_debt") in page
    assert reverse("my_offer") in page
    assert "Kept per month at home" in page


def test_net_pay_in_aichi_stands_there_to_the_yen(worker: User, browser: Client) -> None:
    offer(worker)

    page = page_of(browser.get(URL))

    for shown in ("¥9,433", "¥218", "¥17,385", "¥925", "¥2,780", "¥154,259", "健康保険料", "Aichi"):
        assert shown in page
    assert "an example" in page


def test_an_old_rate_is_named_with_its_month(worker: User, browser: Client) -> None:
    offer(worker)

    page = page_of(browser.get(URL))

    assert "old rate" in page
    assert "174.26 dong for 1 yen, October 2025" in page


def test_a_line_that_cannot_be_estimated_says_so(worker: User, browser: Client) -> None:
    PayYear.objects.create(person=worker, year=1, gross_jpy=700_000)

    page = page_of(browser.get(URL))

    assert "not estimated" in page
    assert "Some lines are not estimated" in page


def test_a_debt_that_never_ends_says_so_and_what_to_change(worker: User, browser: Client) -> None:
    owe(worker, interest="month_on_rest", rate_pct=Decimal(5))

    page = page_of(browser.get(URL))

    assert "Never, with this payment" in page
    assert "The interest alone is 15.0 million dong a month, and you pay 12.5 million dong" in page


def test_lines_of_other_years_are_shown_when_asked_for(worker: User, browser: Client) -> None:
    for year in (3, 4, 5):
        PayYear.objects.create(person=worker, year=year, gross_jpy=185_000, lines={"meals": year})

    closed = page_of(browser.get(URL))
    opened = page_of(browser.get(URL, {"year": "3"}))
    odd = page_of(browser.get(URL, {"year": "x"}))

    assert "<b>¥3</b>" not in closed
    assert "<b>¥3</b>" in opened
    assert "<b>¥5</b>" in closed
    assert "<b>¥3</b>" not in odd


def test_queries_do_not_grow(
    worker: User, browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offer(worker)
    ask(worker, 300_000_000)
    owe(worker)
    PayYear.objects.create(person=worker, year=1, gross_jpy=185_000)
    browser.get(URL)
    with django_assert_num_queries(QUERIES):
        browser.get(URL)

    for month in range(1, 12):
        owe(worker, first_payment_on=date(2026, month, 1))
    for year in range(2, 11):
        PayYear.objects.create(person=worker, year=year, gross_jpy=185_000)

    with django_assert_num_queries(QUERIES):
        page_of(browser.get(URL))


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_nobody_else_finds_the_pages(name: str, args: list[object], worker: User) -> None:
    debt = owe(worker)
    url = reverse(name, args=[debt.pk if arg == "debt" else arg for arg in args])
    assignment = AssignmentFactory.create(worker=worker)
    assert assignment.counselor is not None
    others = {
        "counselor": signed_in(assignment.counselor),
        "staff": signed_in(UserFactory.create(staff=True)),
        "stranger": signed_in(UserFactory.create()),
    }

    answers = {who: other.get(url) for who, other in others.items()}

    assert answers["counselor"].status_code == answers["staff"].status_code == 404
    if "debt" in args:
        assert answers["stranger"].status_code == 404
    assert "Family" not in answers["stranger"].content.decode().replace(">Family</option>", "")
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_browser_that_is_shut_out_sees_nothing(
    name: str, args: list[object], worker: User
) -> None:
    offer(worker)
    debt = owe(worker)
    worker.helped_until = timezone.now() + timedelta(hours=71)
    worker.save()
    url = reverse(name, args=[debt.pk if arg == "debt" else arg for arg in args])

    answer = signed_in(worker).get(url)

    assert answer.status_code == 403
    assert "185" not in answer.content.decode()
    assert "12,500,000" not in answer.content.decode()
