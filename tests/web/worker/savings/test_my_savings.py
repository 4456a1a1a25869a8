from dataclasses import replace
from datetime import date

from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.selectors.money import money_plan_of
from planner.plans.selectors.months import months_of
from planner.plans.selectors.savings import remittances_of, savings_of
from planner.plans.selectors.told import answers_of
from planner.plans.sums.japan import japan_sums
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.web.worker.savings.japan_rows import japan_page
from planner.web.worker.savings.savings_rows import savings_page
from tests.factories.months import told_month
from tests.factories.plans import promised_pay, way
from tests.factories.savings import remittance, savings_plan
from tests.web.worker.people import page_of

URL = "/my-money/savings/"
OCTOBER = date(2025, 10, 1)


def test_without_savings_the_page_says_what_to_do(browser: Client) -> None:
    page = page_of(browser.get(URL))

    assert "Nothing typed yet" in page
    assert f'href="{reverse("savings_plan")}"' in page
    assert f'href="{reverse("add_remittance")}"' in page
    assert "every ¥100,000 that you save will most likely be worth between" in page


def test_savings_are_worth_more_or_less_and_emergency_money_is_apart(
    worker: User, browser: Client
) -> None:
    savings_plan(
        worker,
        savings_month=date(2026, 8, 1),
        savings_jpy=500_000,
        savings_vnd=0,
        emergency_vnd=20_000_000,
    )
    told_month(worker, date(2026, 9, 1), money={"saved_jpy": 100_000})

    page = page_of(browser.get(URL))

    # 600,000 yen at 174.26, the mean of October 2025.
    assert "¥600,000" in page
    assert "104.6 million dong" in page
    assert "84.6 million dong" in page
    assert "20,000,000\N{NO-BREAK SPACE}đ" in page
    assert "old rate" in page
    assert "Since then ¥100,000 was added" in page


def test_later_worth_is_said_for_the_planned_return(worker: User, browser: Client) -> None:
    savings_plan(worker, savings_jpy=500_000)
    way(worker, departs_on=date(2025, 11, 1), returns_on=date(2027, 11, 10))

    near = page_of(browser.get(URL))
    way(worker, returns_on=date(2028, 11, 20))
    far = page_of(browser.get(URL))

    assert "If you go home in about one year, your ¥500,000 will" in near
    assert "If you go home in about two years, your ¥500,000 will" in far
    assert "In 8 of 10 cases" in far
    assert "no forecast" in far


def test_agreed_and_sent_stand_side_by_side(worker: User, browser: Client) -> None:
    remittance(worker, from_month=date(2025, 9, 1), amount=10_000_000)
    told_month(worker, OCTOBER, money={"sent_jpy": 30_000, "vnd_per_jpy": None})

    page = page_of(browser.get(URL))

    assert "In 1 of 1 month you sent less than agreed." in page
    assert "5,227,800\N{NO-BREAK SPACE}đ" in page
    assert "10,000,000\N{NO-BREAK SPACE}đ" in page


def test_pension_names_its_sum_its_deadline_and_what_it_rests_on(
    worker: User, browser: Client
) -> None:
    way(worker, departs_on=date(2024, 10, 1), returns_on=date(2027, 10, 15))
    told_month(worker, OCTOBER, money={"gross_jpy": 171_000, "net_jpy": 130_000})

    page = page_of(browser.get(URL))

    assert "¥170,000 × 3.3 = ¥561,000" in page
    assert "¥446,444" in page
    assert "15 October 2029" in page
    assert "every month since your arrival has pension taken off" in page


def test_without_any_rate_nothing_is_converted(worker: User) -> None:
    promised_pay(worker)
    savings_plan(worker)
    remittance(worker)
    told_month(worker, OCTOBER, money={"vnd_per_jpy": None})
    plan = money_plan_of(worker)
    sums = japan_sums(
        plan,
        months_of(worker),
        savings_of(worker),
        remittances_of(worker),
        answers_of(worker),
        trade_code=None,
        rules=replace(current_rules(), exchange_rates=()),
        atlas=current_atlas(),
        today=date(2026, 11, 22),
    )

    savings, japan = savings_page(sums, savings_of(worker)), japan_page(sums)

    assert savings.aside is not None
    assert (savings.aside.jpy, savings.aside.worth, savings.bands) == (
        "400.000\N{NO-BREAK SPACE}¥",
        "",
        None,
    )
    assert savings.sent is not None
    assert [row.sent_vnd for row in savings.sent.rows] == [""]
    assert japan.gap is None
    assert japan.kept is not None
    assert japan.kept.labels == []
