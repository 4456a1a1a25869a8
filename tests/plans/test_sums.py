"""From a plan to its figures. No record is written: a plan is a plain value."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from planner.matching.atlas import Atlas
from planner.money.enums import DebtProblem, InsuranceTrade, Line
from planner.money.values import Span
from planner.plans.answers import Answers
from planner.plans.models import Debt, MoneyBasis, PayYear, Plan, PromisedPay, PromisedWork
from planner.plans.selectors.plan import WholePlan
from planner.plans.sums.situation import insurance_of
from planner.plans.sums.values import Origin, Sums
from planner.plans.sums.whole import sums_of
from planner.reference.rates import CurrentRules, current_rules
from planner.reference.selectors import current_atlas

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ANSWERS = Answers(province="31", former_province="30", birth_year=2004)
AICHI, GIFU = "23", "21"


@pytest.fixture
def rules(db: None) -> CurrentRules:
    return current_rules()


@pytest.fixture
def atlas(db: None) -> Atlas:
    return current_atlas()


@pytest.fixture
def work_out(rules: CurrentRules, atlas: Atlas) -> Any:
    def worked_out(
        plan: WholePlan, answers: Answers = ANSWERS, trade_code: str | None = None
    ) -> Sums:
        return sums_of(plan, answers, trade_code=trade_code, rules=rules, atlas=atlas, today=TODAY)

    return worked_out


def promised(**fields: Any) -> PromisedPay:
    told = {"currency": "JPY", "low": 185_000, "high": 185_000, "made_at": AT, **fields}
    return PromisedPay(version=1, **told)


def in_place(prefecture: str = AICHI) -> PromisedWork:
    return PromisedWork(version=1, made_at=AT, prefecture=prefecture)


def debt(**fields: Any) -> Debt:
    told = {
        "lender": "family",
        "amount_vnd": 300_000_000,
        "interest": "none",
        "rate_pct": Decimal(0),
        "payment_vnd": 12_500_000,
        "first_payment_on": date(2020, 10, 1),
    }
    return Debt(**{**told, **fields})


def test_sums_of_an_empty_plan_are_not_known(work_out: Any) -> None:
    sums = work_out(WholePlan(), Answers())

    assert sums.debts is None
    assert [(year.number, year.gross, year.net, year.kept) for year in sums.years] == [
        (1, None, None, None),
        (2, None, None, None),
    ]
    assert sums.situation.starts_on == date(2026, 11, 1)
    assert not sums.situation.is_start_told


def test_net_pay_of_the_first_year_in_aichi_equals_the_worked_example(work_out: Any) -> None:
    sums = work_out(WholePlan(pay=promised(), work=in_place()))

    first = sums.years[0]
    assert first.has_prefecture_rate
    assert first.rules_month == date(2026, 11, 1)
    assert {line.line: line.counted_jpy for line in first.net.lines} == {
        Line.HEALTH: 9_433,
        Line.CHILD_LEVY: 218,
        Line.PENSION: 17_385,
        Line.EMPLOYMENT: 925,
        Line.INCOME_TAX: 2_780,
        Line.RESIDENT_TAX: 0,
    }
    assert first.net.net_jpy == 154_259


def test_resident_tax_comes_in_the_second_year_by_the_months_worked(work_out: Any) -> None:
    way = Plan(route="titp_home", departs_on=date(2026, 4, 10))

    first, second = work_out(WholePlan(way=way, pay=promised(), work=in_place())).years

    assert first.net.line(Line.RESIDENT_TAX).estimated_jpy == 0
    assert second.month == date(2028, 3, 1)
    assert second.months_taxed == 9
    assert second.net.line(Line.RESIDENT_TAX).estimated_jpy > 0
    assert second.net.net_jpy < first.net.net_jpy


def test_a_year_of_the_past_goes_by_the_rules_of_its_time(work_out: Any) -> None:
    answers = Answers(departure_month="2022-11-01")

    first = work_out(WholePlan(pay=promised(), work=in_place()), answers).years[0]

    assert first.rules_month == first.month == date(2023, 10, 1)
    assert not first.has_prefecture_rate
    assert first.net.line(Line.CHILD_LEVY) is None
    assert first.rates.month == date(2023, 10, 1)


def test_a_promise_in_dong_is_converted_at_its_own_rate(work_out: Any) -> None:
    pay = promised(
        currency="VND", low=30_000_000, high=40_000_000, vnd_per_jpy=Decimal(205), rate_month=None
    )

    gross = work_out(WholePlan(pay=pay)).years[0].gross

    assert (gross.jpy, gross.origin, gross.rate, gross.rate_month) == (
        170_732,
        Origin.CONVERTED,
        Decimal(205),
        None,
    )


def test_a_promise_in_dong_without_a_rate_takes_the_newest_month(work_out: Any) -> None:
    pay = promised(currency="VND", low=30_000_000, high=30_000_000)

    gross = work_out(WholePlan(pay=pay)).years[0].gross

    assert gross.rate == Decimal("174.26")
    assert gross.rate_month == date(2025, 10, 1)


def test_a_promise_in_dollars_is_not_converted(work_out: Any) -> None:
    pay = promised(currency="USD", low=1_200, high=1_200)

    year = work_out(WholePlan(pay=pay)).years[0]

    assert year.gross is None
    assert year.promise is None


def test_typed_lines_count_and_the_estimates_stay(work_out: Any) -> None:
    typed = PayYear(year=1, gross_jpy=185_000, lines={"health": 9_000, "resident_tax": 0})

    net = work_out(WholePlan(years={1: typed}, work=in_place())).years[0].net

    health = net.line(Line.HEALTH)
    assert (health.estimated_jpy, health.typed_jpy, health.counted_jpy) == (9_433, 9_000, 9_000)


def test_rent_and_living_of_an_earlier_year_go_on(work_out: Any) -> None:
    typed = PayYear(
        year=1,
        gross_jpy=185_000,
        lines={"rent": 20_000},
        living_low_jpy=40_000,
        living_high_jpy=50_000,
    )

    second = work_out(WholePlan(years={1: typed})).years[1]

    assert (second.gross.origin, second.gross.year) == (Origin.EARLIER_YEAR, 1)
    assert second.net.line(Line.RENT).counted_jpy == 20_000
    assert (second.carried, second.carried_from) == ((Line.RENT,), 1)
    assert (second.living.low_jpy, second.living.high_jpy) == (40_000, 50_000)
    assert (second.living.origin, second.living.year) == (Origin.EARLIER_YEAR, 1)


def test_living_that_was_not_typed_is_an_example_that_says_so(work_out: Any) -> None:
    without_rent = work_out(WholePlan(pay=promised())).years[0].living
    with_rent = work_out(WholePlan(pay=promised(rent_jpy=20_000))).years[0].living

    assert without_rent.origin == with_rent.origin == Origin.EXAMPLE
    assert (without_rent.low_jpy, without_rent.high_jpy) == (75_000, 83_000)
    assert (with_rent.low_jpy, with_rent.high_jpy) == (50_000, 58_000)
    assert [amount.key for amount in with_rent.examples] == [
        "japan_living_ssw_case",
        "japan_living_titp_case",
    ]


def test_one_end_of_living_counts_as_both(work_out: Any) -> None:
    typed = PayYear(year=1, gross_jpy=185_000, living_low_jpy=40_000)

    living = work_out(WholePlan(years={1: typed})).years[0].living

    assert (living.low_jpy, living.high_jpy, living.origin) == (40_000, 40_000, Origin.TYPED)


def test_year_four_of_tuan_is_kept_within_the_range(work_out: Any) -> None:
    answers = Answers(province="24", former_province="27", departure_month="2020-10-01")
    typed = PayYear(
        year=4,
        gross_jpy=170_000,
        lines={"all_together": 20_000, "rent": 50_000},
        living_low_jpy=12_500,
        living_high_jpy=25_000,
        vnd_per_jpy=Decimal(160),
    )

    year = work_out(WholePlan(years={4: typed}, work=in_place(GIFU)), answers).year(4)

    assert year.net.net_jpy == 100_000
    assert year.kept.vnd == Span(12_000_000, 13_000_000, 14_000_000)


def test_the_rate_that_was_received_counts_for_years_without_their_own(work_out: Any) -> None:
    basis = MoneyBasis(vnd_per_jpy=Decimal(165), rate_month=date(2026, 11, 1))

    sums = work_out(WholePlan(basis=basis, pay=promised()))

    assert sums.situation.rates.mid == sums.years[0].rates.mid == Decimal(165)


def test_debts_end_alone_and_together(work_out: Any) -> None:
    later = debt(amount_vnd=10_000_000, payment_vnd=5_000_000, first_payment_on=date(2022, 9, 1))

    debts = work_out(WholePlan(debts=(debt(), later))).debts

    assert [(one.months, one.free_on) for one in debts.debts] == [
        (24, date(2022, 9, 1)),
        (2, date(2022, 10, 1)),
    ]
    assert (debts.owed_vnd, debts.payment_vnd) == (310_000_000, 17_500_000)
    assert debts.clock.debt_free_month == 25


def test_a_debt_that_never_ends_says_its_interest(work_out: Any) -> None:
    endless = debt(interest="month_on_rest", rate_pct=Decimal(3), payment_vnd=9_000_000)

    debts = work_out(WholePlan(debts=(endless,))).debts

    assert debts.clock.problem == debts.debts[0].problem == DebtProblem.NEVER_ENDS
    assert debts.debts[0].interest_vnd == 9_000_000
    assert debts.debts[0].months is None


def test_interest_of_the_whole_sum_a_month_can_be_said(work_out: Any) -> None:
    dear = debt(interest="month_flat", rate_pct=Decimal(100))

    assert work_out(WholePlan(debts=(dear,))).debts.debts[0].interest_vnd == 300_000_000


def test_home_is_an_example_until_it_is_typed(work_out: Any) -> None:
    basis = MoneyBasis(home_wage_vnd=8_000_000, home_living_vnd=2_500_000, has_rent_at_home=False)

    example = work_out(WholePlan(), trade_code="TITP 6-4").home
    typed = work_out(WholePlan(basis=basis), trade_code="TITP 6-4").home

    assert example.wage_origin == example.living_origin == Origin.EXAMPLE
    assert example.wage == Span(8_000_000, 14_000_000, 20_000_000)
    assert example.kept == Span(5_000_000, 11_000_000, 17_000_000)
    assert typed.wage_origin == typed.living_origin == Origin.TYPED
    assert typed.kept == Span(5_500_000, 5_500_000, 5_500_000)


def test_the_example_at_home_is_never_the_pay_of_another_job(work_out: Any) -> None:
    # The nearest figure by industry is a salesman of a farm company, 30 to 35 million.
    home = work_out(WholePlan(), trade_code="TITP 1-1").home

    assert home.pay.level == "section"
    assert home.wage.high < 10_000_000


def test_home_without_a_trade_takes_the_mean_of_the_country(work_out: Any, atlas: Atlas) -> None:
    home = work_out(WholePlan()).home

    assert home.figures == (atlas.mean_income,)
    assert home.pay is None


@pytest.mark.parametrize(
    ("code", "insurance"),
    [
        ("TITP 1-1", InsuranceTrade.AGRICULTURE),
        ("TITP 1-3", InsuranceTrade.AGRICULTURE),
        ("TITP 2-1", InsuranceTrade.AGRICULTURE),
        ("TITP 3-4", InsuranceTrade.CONSTRUCTION),
        ("TITP 6-4", InsuranceTrade.GENERAL),
    ],
)
def test_insurance_goes_by_the_trade(code: str, insurance: InsuranceTrade, atlas: Atlas) -> None:
    assert insurance_of(atlas.trades_by_code[code]) == insurance
