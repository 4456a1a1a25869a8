"""From the months told to their figures. No record is written: months and plans are plain values."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from planner.matching.atlas import Atlas
from planner.money.enums import HourlyVerdict
from planner.money.values import ExchangeRate, Source, Span
from planner.plans.answers import Answers
from planner.plans.models import (
    CheckIn,
    Debt,
    MonthMoney,
    MonthWork,
    PayYear,
    Plan,
    PromisedPay,
    PromisedWork,
    Remittance,
    SavingsPlan,
)
from planner.plans.selectors.months import ToldMonth
from planner.plans.selectors.plan import WholePlan
from planner.plans.sums.japan import EXAMPLE_JPY, japan_sums
from planner.plans.sums.japan_pay import MonthRates
from planner.plans.sums.japan_values import Departure, JapanSums
from planner.reference.rates import CurrentRules, current_rules
from planner.reference.selectors import current_atlas

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ANSWERS = Answers(province="31", former_province="30", departure_month="2024-10-01")
GIFU = "21"
RATE_OF_OCTOBER_2025 = Decimal("174.26")


@pytest.fixture
def rules(db: None) -> CurrentRules:
    return current_rules()


@pytest.fixture
def atlas(db: None) -> Atlas:
    return current_atlas()


@pytest.fixture
def work_out(rules: CurrentRules, atlas: Atlas) -> Any:
    def worked_out(
        *months: ToldMonth,
        plan: WholePlan | None = None,
        savings: SavingsPlan | None = None,
        sent: Sequence[Remittance] = (),
        answers: Answers = ANSWERS,
    ) -> JapanSums:
        return japan_sums(
            plan or WholePlan(),
            months,
            savings,
            sent,
            answers,
            trade_code=None,
            rules=rules,
            atlas=atlas,
            today=TODAY,
        )

    return worked_out


def told(month: date, hours: int | None = None, **money: Any) -> ToldMonth:
    return ToldMonth(
        CheckIn(month=month, told_at=AT),
        MonthMoney(**money) if money else None,
        MonthWork(hours=Decimal(hours)) if hours is not None else None,
    )


def in_month(year: int, month: int, **money: Any) -> ToldMonth:
    return told(date(year, month, 1), **money)


def promised(**fields: Any) -> PromisedPay:
    signed = {"currency": "VND", "low": 30_000_000, "high": 40_000_000}
    return PromisedPay(
        version=1, **{"made_at": AT, "signed_on": date(2020, 10, 20), **signed, **fields}
    )


def debt(**fields: Any) -> Debt:
    owed = {"amount_vnd": 100_000_000, "payment_vnd": 10_000_000, "interest": "none"}
    begun = {"rate_pct": Decimal(0), "first_payment_on": date(2026, 6, 1)}
    return Debt(lender="family", **{**owed, **begun, **fields})


def agreed(month: date, amount: int, currency: str = "VND") -> Remittance:
    return Remittance(from_month=month, amount=amount, currency=currency)


def rate(month: date, vnd: int) -> ExchangeRate:
    return ExchangeRate(month, Decimal(vnd), Source("bank", "2025"))


def test_a_month_goes_by_its_own_rate_else_by_the_nearest() -> None:
    rates = MonthRates([rate(date(2025, 6, 1), 170), rate(date(2025, 1, 1), 160)])

    found = [rates.of(date(*month, 1)) for month in ((2025, 1), (2025, 3), (2025, 4), (2019, 1))]
    newer = rates.of(date(2026, 11, 1))

    assert [row.vnd_per_jpy for row in found if row] == [160, 160, 170, 160]
    assert [row.is_other_month for row in found if row] == [False, True, True, True]
    assert newer is not None
    assert (newer.of_month, newer.month) == (date(2025, 6, 1), date(2026, 11, 1))
    assert MonthRates([]).of(TODAY) is None


def test_nothing_told_gives_no_figures(work_out: Any) -> None:
    sums = work_out(answers=Answers())

    assert (sums.months, sums.real_clock, sums.gap, sums.hourly) == ((), None, None, None)
    assert (sums.put_aside.month, sums.savings_jpy, sums.saved_jpy_month) == (None, 0, None)
    assert (sums.sent, sums.departures, sums.pension) == ((), (), None)


def test_parts_of_the_gap_multiply_exactly_at_the_months_own_rates(work_out: Any) -> None:
    months = [
        in_month(2020, 11, gross_jpy=120_000, net_jpy=100_000),
        in_month(2020, 12, gross_jpy=130_000, net_jpy=90_000),
        in_month(2021, 1, net_jpy=50_000),
    ]

    gap = work_out(*months, plan=WholePlan(pay=promised())).gap

    # 220.34 in October 2020; 221.91 and 222.77 in the paid months, weighed by what was paid.
    paid = (100_000 * Decimal("221.91") + 90_000 * Decimal("222.77")) / 190_000
    assert (gap.gross_jpy, gap.net_jpy) == (125_000, 95_000)
    assert (gap.rate_promised, gap.rate_paid) == (Decimal("220.34"), paid)
    assert gap.contract == Fraction(125_000) * Fraction("220.34") / 35_000_000
    assert gap.total == gap.contract * gap.deduction * gap.currency
    assert gap.total == Fraction(95_000) * Fraction(paid) / 35_000_000


def test_gap_is_of_the_newest_twelve_months_and_of_each_year(work_out: Any) -> None:
    old = [in_month(2024, month, net_jpy=60_000) for month in (10, 11, 12)]
    new = [in_month(2025, month, net_jpy=120_000) for month in range(1, 13)]

    sums = work_out(*old, *new, plan=WholePlan(pay=promised()))

    assert sums.gap.net_jpy == 120_000
    assert sums.gap.gross_jpy is None
    assert sums.promise.months[0] == date(2025, 1, 1)
    assert [year.gap.net_jpy for year in sums.promise_by_year.values()] == [105_000, 120_000]
    assert sums.promise.rates[-1].of_month == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("fields", "month"),
    [
        ({}, date(2020, 10, 1)),
        ({"signed_on": None, "rate_month": date(2020, 8, 1)}, date(2020, 8, 1)),
        # Written down years later: what was promised was worth what it was before leaving.
        ({"signed_on": None}, date(2024, 10, 1)),
        ({"signed_on": None, "made_at": datetime(2024, 3, 2, tzinfo=UTC)}, date(2024, 3, 1)),
    ],
)
def test_promise_goes_by_the_rate_of_its_month(
    fields: dict[str, Any], month: date, work_out: Any
) -> None:
    plan = WholePlan(pay=promised(**fields))

    sums = work_out(in_month(2025, 1, net_jpy=100_000), plan=plan)

    assert sums.promise.promised_rate.of_month == month


def test_promise_in_dollars_is_not_compared(work_out: Any) -> None:
    plan = WholePlan(pay=promised(currency="USD", low=1_000, high=1_000))

    assert work_out(in_month(2025, 1, net_jpy=100_000), plan=plan).gap is None


def test_debt_goes_by_what_was_really_paid_and_names_what_is_assumed(work_out: Any) -> None:
    months = [
        in_month(2026, 6, debt_paid_vnd=4_000_000),
        in_month(2026, 7, net_jpy=100_000),
        in_month(2026, 9, debt_paid_vnd=0),
    ]

    sums = work_out(*months, plan=WholePlan(debts=(debt(),)))

    clock = sums.real_clock
    # Told: 4 and 0. July, August and October are as planned.
    assert clock.paid_off.rest_vnd == 66_000_000
    assert clock.paid_off.assumed_months == (
        date(2026, 7, 1),
        date(2026, 8, 1),
        date(2026, 10, 1),
    )
    assert (clock.debt_free_on, clock.debt_free_month) == (date(2027, 5, 1), 12)
    assert [row.rest_vnd for row in sums.rests] == [
        96_000_000,
        86_000_000,
        76_000_000,
        76_000_000,
        66_000_000,
    ]
    assert [row.is_assumed for row in sums.rests] == [False, True, True, False, True]


def test_kept_is_in_dong_of_the_month_and_by_year_beside_what_was_typed(work_out: Any) -> None:
    months = [
        in_month(2024, 11, sent_jpy=50_000, saved_jpy=10_000, vnd_per_jpy=Decimal(160)),
        in_month(2025, 10, sent_jpy=40_000, saved_jpy=0),
    ]
    plan = WholePlan(years={1: PayYear(year=1, gross_jpy=170_000, living_low_jpy=30_000)})

    sums = work_out(*months, plan=plan)

    kept = [60_000 * 160, int(40_000 * RATE_OF_OCTOBER_2025)]
    assert [month.kept_vnd for month in sums.months] == kept
    assert sums.mean_kept_vnd == sum(kept) // 2
    assert [(year.number, year.told, year.mean_vnd) for year in sums.years] == [
        (1, 1, kept[0]),
        (2, 1, kept[1]),
    ]
    assert [year.typed is not None for year in sums.years] == [True, False]


def test_savings_grow_by_the_months_after_and_emergency_money_stays_apart(work_out: Any) -> None:
    savings = SavingsPlan(
        savings_month=date(2026, 8, 1),
        savings_jpy=300_000,
        savings_vnd=10_000_000,
        emergency_vnd=20_000_000,
    )
    months = [in_month(2026, month, saved_jpy=10_000 * month) for month in (6, 7, 8, 9, 10)]

    sums = work_out(*months, savings=savings)

    aside, rates = sums.put_aside, sums.situation.rates
    assert (aside.added_jpy, sums.savings_jpy, sums.savings_vnd) == (190_000, 490_000, 10_000_000)
    assert (aside.month, aside.typed_month) == (date(2026, 10, 1), date(2026, 8, 1))
    assert sums.savings == Span(
        *(10_000_000 + int(490_000 * rate) for rate in (rates.low, rates.mid, rates.high))
    )
    assert aside.free.mid == sums.savings.mid - 20_000_000
    assert sums.saved_jpy_month == 90_000


def test_emergency_money_above_all_savings_leaves_nothing_free(work_out: Any) -> None:
    sums = work_out(savings=SavingsPlan(savings_vnd=1_000_000, emergency_vnd=5_000_000))

    assert sums.put_aside.free == Span(0, 0, 0)


def test_later_worth_is_of_the_yen_put_aside_else_of_a_round_sum(work_out: Any) -> None:
    none = work_out()
    some = work_out(savings=SavingsPlan(savings_month=date(2026, 10, 1), savings_jpy=720_000))

    assert [(band.months_ahead, band.is_scenario) for band in some.bands] == [
        (6, False),
        (12, False),
        (24, False),
        (36, False),
        (60, True),
    ]
    assert (none.band_jpy, some.band_jpy) == (EXAMPLE_JPY, 720_000)
    for band in some.bands:
        assert band.vnd.low == int(720_000 * band.rate.low)
        assert band.vnd.low < band.vnd.mid == int(720_000 * RATE_OF_OCTOBER_2025)


def test_sent_is_held_against_the_agreement_of_its_month(work_out: Any) -> None:
    months = [
        in_month(2025, 8, sent_jpy=10_000),
        in_month(2025, 9, sent_jpy=50_000, vnd_per_jpy=Decimal(160)),
        in_month(2025, 10, sent_jpy=50_000),
        in_month(2025, 11, net_jpy=100_000),
    ]
    sent = [
        agreed(date(2025, 10, 1), 60_000, "JPY"),
        agreed(date(2025, 9, 1), 8_200_000),
        agreed(date(2027, 1, 1), 1),
    ]

    rows = work_out(*months, sent=sent).sent

    # 8.0 of 8.2 million is no less: rates move. 50,000 of 60,000 yen is.
    assert [row.is_less for row in rows] == [False, False, True, False]
    assert [row.agreed_vnd for row in rows] == [
        None,
        8_200_000,
        int(60_000 * RATE_OF_OCTOBER_2025),
        int(60_000 * RATE_OF_OCTOBER_2025),
    ]
    assert [row.sent_vnd for row in rows][1:] == [
        8_000_000,
        int(50_000 * RATE_OF_OCTOBER_2025),
        None,
    ]
    assert [row.rate.is_typed for row in rows] == [False, True, False, False]


def test_pay_per_hour_is_of_the_newest_month_that_told_both(work_out: Any) -> None:
    months = [
        told(date(2026, 5, 1), hours=100, gross_jpy=200_000),
        told(date(2026, 9, 1), hours=200, gross_jpy=200_000),
        told(date(2026, 10, 1), gross_jpy=200_000),
    ]
    place = PromisedWork(version=1, made_at=AT, prefecture=GIFU, hours_month=Decimal(170))

    sums = work_out(*months, plan=WholePlan(work=place))
    nowhere = work_out(*months)

    assert (sums.hourly.month, sums.hourly.check.jpy_hour) == (date(2026, 9, 1), 1_000)
    assert sums.hourly.check.verdict == HourlyVerdict.BELOW
    assert sums.departures == (Departure.MORE_HOURS, Departure.BELOW_LOWEST_PAY)
    assert nowhere.hourly.check is None


@pytest.mark.parametrize(
    ("gross", "found"),
    [(95_000, ()), (94_000, (Departure.LESS_PAY,)), (None, ())],
)
def test_less_than_promised_is_a_departure_once_the_gross_is_known(
    gross: int | None, found: tuple[Departure, ...], work_out: Any
) -> None:
    pay = promised(currency="JPY", low=100_000, high=100_000)
    month = in_month(2025, 1, gross_jpy=gross, net_jpy=60_000)

    assert work_out(month, plan=WholePlan(pay=pay)).departures == found


def test_pension_counts_the_months_to_the_return_at_the_mean_grade(work_out: Any) -> None:
    months = [in_month(2025, month, gross_jpy=171_000) for month in (1, 2)]
    way = Plan(route="titp_home", departs_on=date(2024, 10, 1), returns_on=date(2027, 10, 15))

    pension = work_out(
        *months, in_month(2025, 3, gross_jpy=90_000), plan=WholePlan(way=way)
    ).pension

    # Grades 170,000, 170,000 and 88,000; 36 months: × 3.3; 20.42 % is held back.
    assert (pension.months, pension.is_planned_return, pension.told) == (36, True, 3)
    assert pension.mean_standard_jpy == 142_667
    assert (pension.lump.gross_jpy, pension.lump.withheld_jpy) == (470_801, 96_137)
    assert pension.claim_by == date(2029, 10, 15)


def test_pension_without_a_return_counts_to_today_and_has_no_deadline(work_out: Any) -> None:
    answers = Answers(departure_month="2026-07-01")

    pension = work_out(in_month(2026, 8, gross_jpy=171_000), answers=answers).pension

    assert (pension.months, pension.is_planned_return, pension.claim_by) == (4, False, None)
    assert pension.lump is None


def test_months_count_from_the_first_told_where_no_start_was_told(work_out: Any) -> None:
    sums = work_out(
        in_month(2023, 10, net_jpy=100_000),
        in_month(2024, 10, net_jpy=100_000),
        plan=WholePlan(pay=promised()),
        answers=Answers(),
    )

    assert list(sums.promise_by_year) == [1, 2]
