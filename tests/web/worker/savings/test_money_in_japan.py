from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tests.factories.months import told_month, told_months
from tests.factories.plans import debt, money_basis, pay_year, promised_pay, promised_work, way
from tests.factories.savings import remittance, savings_plan
from tests.web.worker.people import page_of

URL = "/my-money/in-japan/"
JUNE = date(2025, 6, 1)


def whole_plan(worker: User) -> None:
    promised_pay(worker)
    promised_work(worker)
    debt(worker)
    money_basis(worker)
    pay_year(worker)
    way(worker)
    savings_plan(worker)
    remittance(worker)


def test_without_a_month_the_page_asks_for_one(browser: Client) -> None:
    page = page_of(browser.get(URL))

    assert "No pay told yet" in page
    assert f'href="{reverse("check_in")}"' in page
    assert f'href="{reverse("my_money")}"' in page
    assert "What came of the promise" not in page


def test_without_a_month_the_debt_is_as_planned_and_says_so(worker: User, browser: Client) -> None:
    debt(
        worker,
        payment_vnd=10_000_000,
        interest="none",
        rate_pct=0,
        first_payment_on=date(2026, 9, 1),
    )

    page = page_of(browser.get(URL))

    assert "you told no payment" in page
    assert "60,000,000\N{NO-BREAK SPACE}đ" in page


def test_one_month_shows_the_gap_what_is_kept_and_the_pay_per_hour(
    worker: User, browser: Client
) -> None:
    promised_pay(worker, low=150_000, high=150_000, signed_on=date(2025, 1, 15))
    promised_work(worker, prefecture="21", hours_month=Decimal(160))
    told_month(
        worker,
        JUNE,
        money={"gross_jpy": 120_000, "net_jpy": 90_000, "sent_jpy": 30_000, "vnd_per_jpy": None},
        work={"hours": Decimal(200)},
    )

    page = page_of(browser.get(URL))

    # 161.45 dong in January 2025, 180.57 in June.
    assert "Of 100 promised, 67 came." in page
    assert "0.800 × 0.750 × 1.118 = 0.671" in page
    assert "¥120,000 for 200 hours, that is ¥600 an hour" in page
    assert "Overtime and allowances are inside this pay" in page
    assert f'href="{reverse("contract_help")}"' in page
    assert "more than 5 of every 100 are missing" in page
    assert "hours than your contract says" in page
    assert "By the one month that you told" in page


def test_pay_as_promised_shows_no_help_card(worker: User, browser: Client) -> None:
    promised_pay(worker, low=150_000, high=150_000)
    told_month(worker, JUNE, money={"gross_jpy": 150_000, "net_jpy": 120_000}, work=None)

    page = page_of(browser.get(URL))

    assert "This is not as agreed" not in page
    assert "Tell your hours and your pay" in page


def test_a_rate_that_is_not_the_months_own_is_named_as_old(worker: User, browser: Client) -> None:
    promised_pay(worker, signed_on=date(2025, 1, 15))
    told_month(worker, date(2026, 10, 1))

    page = page_of(browser.get(URL))

    assert "old rate, of October 2025" in page
    assert "For 1 month we have no rate" in page


def test_without_a_promise_the_page_asks_for_it(worker: User, browser: Client) -> None:
    told_month(worker, JUNE)

    page = page_of(browser.get(URL))

    assert f'href="{reverse("offer_pay")}"' in page
    assert "Of 100 promised, came" in page


def test_a_debt_that_never_ends_says_so(worker: User, browser: Client) -> None:
    debt(worker, interest="month_on_rest", rate_pct=Decimal(10), first_payment_on=JUNE)
    told_month(worker, JUNE, money={"debt_paid_vnd": 1_000_000})

    page = page_of(browser.get(URL))

    assert "With these payments you are never free of debt" in page
    assert "See what to change" in page


@pytest.mark.parametrize(("url", "queries"), [(URL, 14), ("/my-money/savings/", 12)])
def test_queries_do_not_grow_with_the_months(
    url: str,
    queries: int,
    worker: User,
    browser: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    whole_plan(worker)
    told_month(worker, date(2026, 10, 1))
    browser.get(url)
    with django_assert_num_queries(queries):
        browser.get(url)

    told_months(worker, 59)
    for year in range(2021, 2026):
        remittance(worker, from_month=date(year, 2, 1))

    with django_assert_num_queries(queries):
        page = page_of(browser.get(url))
    assert "2026" in page


@pytest.mark.parametrize(
    ("months", "title", "points"),
    [
        (24, "Kept per month</figcaption>", 24),
        (25, "Kept per month, mean of three months", 9),
        (60, "Kept per month, mean of six months", 10),
    ],
)
def test_a_long_time_is_drawn_in_fewer_points(
    months: int, title: str, points: int, worker: User, browser: Client
) -> None:
    told_months(worker, months)

    page = page_of(browser.get(URL))

    assert title in page
    assert page.count("<circle") == 2 * points
