"""Tuan's published account, typed through the pages."""

from decimal import Decimal

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.selectors.money import money_plan_of
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from planner.plans.sums.whole import sums_of
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from tests.web.worker.money.conftest import Send, ask, offer
from tests.web.worker.people import page_of


def test_tuan_is_free_of_debt_in_month_24_and_keeps_13_million_in_year_four(
    worker: User, browser: Client, send: Send
) -> None:
    keep_answers(
        person=worker,
        answers=Answers(
            province="24",
            former_province="27",
            stage="in_japan",
            trade="TITP 1-1",
            departure_month="2020-10-01",
        ),
    )
    offer(
        worker,
        prefecture="21",
        currency="VND",
        low=30_000_000,
        high=40_000_000,
        vnd_per_jpy=Decimal(205),
    )
    ask(worker, 300_000_000)

    debt = send(
        "add_debt",
        lender="family",
        amount_vnd="300.000.000",
        interest="none",
        rate_pct="",
        payment_vnd="12.500.000",
        first_month="10",
        first_year="2020",
    )
    year = send(
        "pay_year",
        4,
        gross_jpy="170.000",
        all_together="20.000",
        rent="50.000",
        living_low_jpy="12.500",
        living_high_jpy="25.000",
        vnd_per_jpy="160",
    )
    page = page_of(browser.get(reverse("my_money")))

    assert (debt.status_code, year.status_code) == (302, 302)
    assert "Month 24" in page
    assert "September 2022" in page
    assert "300,000,000\N{NO-BREAK SPACE}đ" in page
    assert "Nobody has told you what this sum is for" in page
    assert "From 12.0 million dong to 14.0 million dong" in page
    assert "54% less" in page
    # The estimates stay in sight beside the one sum that was typed.
    assert "¥20,000" in page
    assert "¥15,555" in page
    sums = sums_of(
        money_plan_of(worker),
        answers_of(worker),
        trade_code=None,
        rules=current_rules(),
        atlas=current_atlas(),
        today=timezone.localdate(),
    )
    kept = sums.year(4).kept.vnd  # type: ignore[union-attr]
    assert sums.debts is not None
    assert sums.debts.clock.debt_free_month == 24
    assert 11_500_000 <= kept.low <= kept.high <= 14_500_000
