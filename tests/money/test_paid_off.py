from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.debt import Debt, clock, schedule
from planner.money.enums import DebtProblem, Interest, RateBasis
from planner.money.month_numbers import first_of, month_number
from planner.money.paid_off import paid_off, real_clock
from planner.money.rates import RateRange
from tests.money.oracle_months import Account, calendar, real_debts

TUAN = Debt(300_000_000, 12_500_000, Interest.NONE, Decimal(0), date(2020, 11, 1))
MONTHS = calendar(date(2020, 11, 1), date(2022, 10, 1))
AS_PLANNED = dict.fromkeys(MONTHS, 12_500_000)
# 12,000,000 at one percent a month: 120,000 in the first month, flat or not.
ON_REST = Debt(12_000_000, 2_000_000, Interest.MONTH_ON_REST, Decimal(1), date(2026, 1, 1))
FLAT = replace(ON_REST, interest=Interest.MONTH_FLAT)
JANUARY, FEBRUARY, MARCH = calendar(date(2026, 1, 1), date(2026, 3, 1))
YEN = RateRange(Decimal(150), Decimal(160), Decimal(200), RateBasis.NEWEST_MONTH, date(2023, 10, 1))

debts = st.builds(
    Debt,
    st.integers(0, 400_000_000),
    st.integers(0, 40_000_000),
    st.sampled_from(Interest),
    st.decimals(0, 3, places=2),
    st.dates(date(2022, 1, 1), date(2023, 6, 30)),
)
paid_by_month = st.dictionaries(
    st.integers(2021 * 12 + 6, 2024 * 12).map(first_of), st.integers(0, 90_000_000), max_size=12
)
untils = st.integers(2021 * 12 + 6, 2024 * 12).map(first_of)


def planned(amount: int, payment: int, first: date) -> Debt:
    return Debt(amount, payment, Interest.NONE, Decimal(0), first)


@pytest.mark.parametrize("paid", [AS_PLANNED, {}])
@pytest.mark.parametrize("until", [MONTHS[0], MONTHS[11], MONTHS[-1], date(2023, 9, 1)])
def test_tuan_is_debt_free_in_month_24(paid: dict[date, int], until: date) -> None:
    counted = {month: vnd for month, vnd in paid.items() if month <= until}

    real = real_clock([TUAN], counted, until, None)

    assert (real.debt_free_month, real.debt_free_on) == (24, date(2022, 10, 1))
    assert real.paid_off.overpaid_vnd == 0


def test_tuans_payments_are_all_counted() -> None:
    result = paid_off([TUAN], AS_PLANNED, MONTHS[-1])

    assert (result.rest_vnd, result.paid_vnd, result.interest_vnd) == (0, 300_000_000, 0)
    assert (result.rests, result.assumed_months) == ((), ())
    assert result.free_on == date(2022, 10, 1)
    assert [payment.rest_vnd for payment in result.payments[-2:]] == [12_500_000, 0]


def test_paying_more_frees_earlier_and_paying_less_later() -> None:
    more = {**AS_PLANNED, MONTHS[3]: 50_000_000}
    less = {**AS_PLANNED, MONTHS[3]: 0}

    # 37,500,000 more is three payments; an entry of 0 is one payment less.
    assert real_clock([TUAN], more, MONTHS[5], None).debt_free_month == 21
    assert real_clock([TUAN], less, MONTHS[5], None).debt_free_month == 25


def test_a_month_that_was_not_told_is_assumed_and_named() -> None:
    result = paid_off([TUAN], {MONTHS[0]: 10_000_000, MONTHS[2]: 0}, MONTHS[3])

    assert result.assumed_months == (MONTHS[1], MONTHS[3])
    assert result.paid_vnd == 10_000_000 + 2 * 12_500_000
    assert result.rest_vnd == 265_000_000


def test_nothing_is_assumed_once_nothing_is_owed() -> None:
    result = paid_off([TUAN], {MONTHS[0]: 300_000_000}, MONTHS[5])

    assert (result.rest_vnd, result.assumed_months, result.free_on) == (0, (), MONTHS[0])
    assert len(result.payments) == 1


def test_overpaying_is_said() -> None:
    real = real_clock([TUAN], {MONTHS[0]: 290_000_000, MONTHS[1]: 15_000_000}, MONTHS[2], None)

    assert real.paid_off.paid_vnd == 300_000_000
    assert real.paid_off.overpaid_vnd == 5_000_000
    assert (real.debt_free_month, real.debt_free_on) == (2, MONTHS[1])
    assert real.clock.debt_free_month == 0


def test_money_goes_to_planned_payments_and_then_to_the_first_debt_owed() -> None:
    first = planned(20_000_000, 5_000_000, JANUARY)
    second = planned(30_000_000, 4_000_000, JANUARY)

    short = paid_off([first, second], {JANUARY: 6_000_000}, JANUARY)
    long = paid_off([first, second], {JANUARY: 26_000_000}, JANUARY)

    assert [debt.amount_vnd for debt in short.rests] == [15_000_000, 29_000_000]
    # 5 + 4 as planned; 15 of the 17 left over end the first debt, 2 go to the second.
    assert [debt.amount_vnd for debt in long.rests] == [24_000_000]
    assert long.rests[0].payment_vnd == 4_000_000


def test_a_debt_that_has_not_begun_comes_last_and_keeps_its_beginning() -> None:
    later = planned(10_000_000, 1_000_000, date(2026, 7, 20))
    now = planned(3_000_000, 1_000_000, JANUARY)

    result = paid_off([later, now], {JANUARY: 5_000_000}, FEBRUARY)

    [rest] = result.rests
    assert (rest.amount_vnd, rest.first_payment_on) == (8_000_000, date(2026, 7, 20))
    assert result.assumed_months == ()


def test_a_payment_before_the_first_planned_one_counts_and_is_month_1() -> None:
    real = real_clock([TUAN], {date(2020, 9, 1): 12_500_000}, date(2020, 9, 1), None)

    # 23 more payments from November on: the months 3 to 25.
    assert (real.debt_free_month, real.debt_free_on) == (25, date(2022, 9, 1))
    assert real.paid_off.interest_vnd == 0


def test_a_payment_after_the_last_month_counted_is_left_out() -> None:
    result = paid_off([TUAN], {date(2020, 8, 1): 1, MONTHS[1]: 99}, date(2020, 7, 1))

    assert (result.paid_vnd, result.rest_vnd, result.payments) == (0, 300_000_000, ())
    assert result.first_month == MONTHS[0]
    assert result.rests[0].first_payment_on == TUAN.first_payment_on


@pytest.mark.parametrize(
    "debt, rest, interest",
    [
        # 12,000,000 + 120,000 − 5,000,000 = 7,120,000; one percent of it is 71,200, of the first sum 120,000.
        (ON_REST, 2_191_200, 191_200),
        (FLAT, 2_240_000, 240_000),
    ],
)
def test_interest_goes_on_by_its_convention(debt: Debt, rest: int, interest: int) -> None:
    result = paid_off([debt], {JANUARY: 5_000_000, FEBRUARY: 5_000_000}, FEBRUARY)

    assert (result.rest_vnd, result.interest_vnd) == (rest, interest)
    [left] = result.rests
    assert left.first_payment_on == MARCH
    # 2,000,000 of it is paid in March; flat interest still goes by the first sum.
    third = 21_912 if debt is ON_REST else 120_000
    assert schedule([left])[0].interest_vnd == third


def test_flat_interest_goes_by_the_first_sum_however_often_it_is_counted() -> None:
    once = paid_off([FLAT], {}, FEBRUARY)
    [january] = paid_off([FLAT], {}, JANUARY).rests

    assert paid_off([january], {}, FEBRUARY).rests == once.rests


def test_without_payments_interest_makes_the_rest_grow() -> None:
    real = real_clock([ON_REST], dict.fromkeys([JANUARY, FEBRUARY], 0), FEBRUARY, None)

    assert real.paid_off.rest_vnd == 12_241_200
    assert [payment.principal_vnd for payment in real.paid_off.payments] == [-120_000, -121_200]


def test_a_debt_that_never_ends_says_so() -> None:
    small = replace(ON_REST, payment_vnd=100_000)

    real = real_clock([small], {}, FEBRUARY, None)

    assert (real.debt_free_month, real.debt_free_on) == (None, None)
    assert real.clock.problem == DebtProblem.NEVER_ENDS


def test_the_rest_has_a_range_by_the_yen() -> None:
    real = real_clock([TUAN], {}, MONTHS[11], YEN)

    # 150,000,000 left: 12 payments, 9.6 while the yen is high, 12.8 while it is low.
    assert (real.clock.earliest_month, real.clock.latest_month) == (10, 13)
    assert real.clock.latest_on == date(2022, 11, 1)


@pytest.mark.parametrize("owed", [[], [replace(TUAN, amount_vnd=0)]])
def test_who_owes_nothing_has_overpaid_everything(owed: list[Debt]) -> None:
    real = real_clock(owed, {JANUARY: 7}, MARCH, YEN)

    assert (real.debt_free_month, real.debt_free_on) == (0, None)
    assert (real.paid_off.overpaid_vnd, real.paid_off.payments) == (7, ())


@pytest.mark.parametrize("paid", [{JANUARY: -1}, {date(2026, 1, 2): 1}])
def test_what_cannot_be_paid_is_refused(paid: dict[date, int]) -> None:
    with pytest.raises(ValueError, match="first day"):
        paid_off([TUAN], paid, MARCH)


def account(debt: Debt) -> Account:
    first = debt.first_payment_on
    return Account(
        debt.amount_vnd,
        debt.payment_vnd,
        debt.interest.value,
        Fraction(debt.rate_pct),
        (first.year, first.month),
    )


@settings(max_examples=30)
@given(st.lists(debts, max_size=3), paid_by_month, untils)
def test_paid_off_equals_the_oracle(owed: list[Debt], paid: dict[date, int], until: date) -> None:
    result = paid_off(owed, paid, until)

    counted = {month: vnd for month, vnd in paid.items() if month <= until}
    books = real_debts([account(debt) for debt in owed], counted, until)
    assert [debt.amount_vnd for debt in result.rests] == [rest for rest in books.owed if rest]
    assert (result.paid_vnd, result.overpaid_vnd) == (books.used, books.over)
    assert result.interest_vnd == books.charged
    assert list(result.assumed_months) == books.assumed


@settings(max_examples=30)
@given(st.lists(debts, max_size=3), paid_by_month, untils)
def test_every_dong_is_counted_once(owed: list[Debt], paid: dict[date, int], until: date) -> None:
    result = paid_off(owed, paid, until)

    first_sums = sum(debt.amount_vnd for debt in owed)
    assert first_sums + result.interest_vnd == result.paid_vnd + result.rest_vnd
    assert min((result.rest_vnd, result.overpaid_vnd, result.paid_vnd)) >= 0
    assert sum(debt.amount_vnd for debt in result.rests) == result.rest_vnd
    told = sum(vnd for month, vnd in paid.items() if month <= until)
    if not result.assumed_months:
        assert result.paid_vnd + result.overpaid_vnd == told
    for payment in result.payments:
        assert payment.paid_vnd == payment.interest_vnd + payment.principal_vnd
        assert payment.rest_vnd >= 0


@settings(max_examples=30)
@given(st.lists(debts, min_size=1, max_size=3), untils)
def test_paying_as_planned_changes_nothing(owed: list[Debt], until: date) -> None:
    plan = clock(owed)

    real = real_clock(owed, {}, until, None)

    if plan.problem is None:
        assert (real.debt_free_on, real.debt_free_month) == (
            plan.debt_free_on,
            plan.debt_free_month,
        )
        ahead: Any = real.clock.interest_paid_vnd
        assert real.paid_off.interest_vnd + ahead == plan.interest_paid_vnd
    elif plan.problem == DebtProblem.NEVER_ENDS:
        assert real.debt_free_on is None


@settings(max_examples=30)
@given(st.lists(debts, min_size=1, max_size=3), paid_by_month, untils, st.integers(0, 24))
def test_counting_in_two_parts_is_counting_once(
    owed: list[Debt], paid: dict[date, int], until: date, more: int
) -> None:
    later = first_of(month_number(until) + more)
    first_part = {month: vnd for month, vnd in paid.items() if month <= until}
    second_part = {month: vnd for month, vnd in paid.items() if month > until}

    halfway = paid_off(owed, first_part, until)
    rests = paid_off(halfway.rests, second_part, later).rests

    assert rests == paid_off(owed, paid, later).rests
