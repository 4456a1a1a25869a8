"""Tuan's published account, told as check-ins."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.benchmarks.check_ins import next_month
from planner.money.enums import Currency, Interest, Lender
from planner.plans.answers import Answers
from planner.plans.selectors.money import money_plan_of
from planner.plans.selectors.months import months_of
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from planner.plans.sums.japan import japan_sums
from planner.plans.sums.japan_values import JapanSums
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.web.demo.plans import TUAN
from tests.factories.months import told_month
from tests.factories.plans import debt, pay_year, promised_pay, promised_work, way
from tests.web.worker.people import page_of
from tests.web.worker.savings.conftest import Send

FIRST = date(2020, 11, 1)
PROMISED = 35_000_000
# Dong for 1 yen, means of the months: of the promise, and of November 2022 to October 2023.
RATE_PROMISED = Decimal("220.34")


@pytest.fixture
def tuan(worker: User) -> User:
    keep_answers(
        person=worker,
        answers=Answers(province="24", former_province="27", stage="in_japan", trade="TITP 1-1"),
    )
    way(worker, **TUAN.way)
    promised_work(worker, **TUAN.work)
    promised_pay(
        worker,
        signed_on=date(2020, 10, 1),
        currency=Currency.VND,
        low=30_000_000,
        high=40_000_000,
        vnd_per_jpy=None,
        rate_month=None,
    )
    debt(
        worker,
        lender=Lender.FAMILY,
        amount_vnd=300_000_000,
        interest=Interest.NONE,
        rate_pct=Decimal(0),
        payment_vnd=12_500_000,
        first_payment_on=FIRST,
    )
    assert TUAN.years is not None
    pay_year(worker, 4, **TUAN.years[4])
    return worker


def sums_of(person: User) -> JapanSums:
    return japan_sums(
        money_plan_of(person),
        months_of(person),
        None,
        [],
        answers_of(person),
        trade_code=None,
        rules=current_rules(),
        atlas=current_atlas(),
        today=timezone.localdate(),
    )


def test_three_years_told_give_debt_free_in_month_24_and_parts_that_multiply(
    tuan: User, browser: Client
) -> None:
    month = FIRST
    for number in range(36):
        paid = 12_500_000 if number < 24 else 0
        money = {"gross_jpy": None, "net_jpy": 100_000, "vnd_per_jpy": None, "debt_paid_vnd": paid}
        told_month(tuan, month, money=money, work=None, feeling=None)
        month = next_month(month)

    sums = sums_of(tuan)
    page = page_of(browser.get(reverse("money_in_japan")))

    clock, gap = sums.real_clock, sums.gap
    assert clock is not None
    assert gap is not None
    assert (clock.debt_free_month, clock.debt_free_on) == (24, date(2022, 10, 1))
    assert clock.paid_off.assumed_months == ()
    by_month = {rate.month: rate.vnd_per_jpy for rate in current_rules().exchange_rates}
    paid_at = [by_month[row.month] for row in sums.months[-12:]]
    assert gap.rate_promised == RATE_PROMISED
    assert gap.rate_paid == sum(paid_at) / 12
    assert gap.contract == 100_000 * Fraction(RATE_PROMISED) / PROMISED
    assert gap.currency == Fraction(gap.rate_paid) / Fraction(RATE_PROMISED)
    assert gap.total == gap.contract * gap.deduction * gap.currency
    assert gap.total == 100_000 * Fraction(gap.rate_paid) / PROMISED
    kept = next(year.typed for year in sums.years if year.number == 4)
    assert kept is not None
    assert kept.kept is not None
    assert 11_500_000 <= kept.kept.vnd.low <= kept.kept.vnd.high <= 14_500_000
    assert "Month 24" in page
    assert "October 2022" in page
    assert "12.0 million dong to 14.0 million dong" in page


def test_one_month_told_through_its_page_is_counted(
    tuan: User, browser: Client, send: Send
) -> None:
    answer = send(
        "check_in_month",
        2020,
        11,
        net_jpy="100.000",
        sent_jpy="80.000",
        saved_jpy="0",
        debt_paid_vnd="12.500.000",
    )
    page = page_of(browser.get(reverse("money_in_japan")))

    assert answer.status_code == 302, answer.content.decode()
    # 100,000 yen at 221.91 of 35 million dong; 80,000 yen kept.
    assert "Of 100 promised, 63 came." in page
    assert "17.8 million dong" in page
    # The other 23 payments were not told: they are counted as planned, and named.
    assert "Of 23 months you told no payment (between December 2020 and October 2022)" in page
