from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.debt import Debt, NoEnd, clock, schedule
from planner.money.enums import DebtProblem, Interest, RateBasis
from planner.money.rates import RateRange
from tests.money import oracle

TUAN = Debt(300_000_000, 12_500_000, Interest.NONE, Decimal(0), date(2020, 11, 1))
YEN = RateRange(Decimal(150), Decimal(160), Decimal(200), RateBasis.NEWEST_MONTH, date(2023, 10, 1))

debts = st.builds(
    Debt,
    st.integers(1, 600_000_000),
    st.integers(1_000_000, 40_000_000),
    st.sampled_from(Interest),
    st.decimals(0, 5, places=2),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
fast = settings(max_examples=30)


def test_tuan_is_debt_free_in_month_24() -> None:
    result = clock([TUAN])

    assert (result.debt_free_month, result.debt_free_on) == (24, date(2022, 10, 1))
    assert (result.total_paid_vnd, result.interest_paid_vnd) == (300_000_000, 0)
    assert not result.never_ends


@pytest.mark.parametrize(
    "interest, rate, first, second",
    [
        # 1,200,000 owed, 500,000 paid a month.
        (Interest.YEAR_ON_REST, "12", 12_000, 7_120),
        (Interest.MONTH_ON_REST, "1", 12_000, 7_120),
        (Interest.YEAR_FLAT, "12", 12_000, 12_000),
        (Interest.MONTH_FLAT, "1", 12_000, 12_000),
        (Interest.NONE, "12", 0, 0),
    ],
)
def test_interest_follows_its_convention(
    interest: Interest, rate: str, first: int, second: int
) -> None:
    payments = schedule([Debt(1_200_000, 500_000, interest, Decimal(rate), date(2026, 1, 15))])

    assert [payment.interest_vnd for payment in payments[:2]] == [first, second]
    assert payments[0].month == date(2026, 1, 1)


def test_last_payment_is_the_rest() -> None:
    payments = schedule([replace(TUAN, amount_vnd=30_000_000)])

    assert [payment.paid_vnd for payment in payments] == [12_500_000, 12_500_000, 5_000_000]
    assert payments[-1].rest_vnd == 0


def test_debts_are_merged_by_calendar_month() -> None:
    first = Debt(20_000_000, 10_000_000, Interest.NONE, Decimal(0), date(2026, 11, 5))
    second = Debt(15_000_000, 5_000_000, Interest.NONE, Decimal(0), date(2026, 12, 20))

    payments = schedule([first, second])

    assert [(p.number, p.month, p.paid_vnd, p.rest_vnd) for p in payments] == [
        (1, date(2026, 11, 1), 10_000_000, 25_000_000),
        (2, date(2026, 12, 1), 15_000_000, 10_000_000),
        (3, date(2027, 1, 1), 5_000_000, 5_000_000),
        (4, date(2027, 2, 1), 5_000_000, 0),
    ]


def test_payment_below_the_interest_never_ends() -> None:
    debt = Debt(100_000_000, 1_000_000, Interest.MONTH_ON_REST, Decimal(1), date(2026, 1, 1))

    result = clock([debt])

    assert result.problem == DebtProblem.NEVER_ENDS
    assert (result.debt_free_month, result.interest_paid_vnd) == (None, None)


def test_nothing_paid_never_ends() -> None:
    assert clock([replace(TUAN, payment_vnd=0)]).never_ends


def test_more_than_600_months_is_too_long() -> None:
    with pytest.raises(NoEnd) as refused:
        schedule([replace(TUAN, payment_vnd=499_999)])

    assert refused.value.problem == DebtProblem.TOO_LONG
    assert schedule([replace(TUAN, payment_vnd=500_000)])[-1].number == 600


def test_a_high_yen_frees_earlier_and_a_low_one_later() -> None:
    result = clock([TUAN], YEN)

    # 12,500,000 × 200 ÷ 160 = 15,625,000: 19.2 payments; × 150 ÷ 160 = 11,718,750: 25.6.
    assert (result.earliest_month, result.debt_free_month, result.latest_month) == (20, 24, 26)
    assert (result.earliest_on, result.latest_on) == (date(2022, 6, 1), date(2022, 12, 1))


def test_a_low_yen_may_leave_no_end() -> None:
    debt = Debt(100_000_000, 1_050_000, Interest.MONTH_ON_REST, Decimal(1), date(2026, 1, 1))

    result = clock([debt], YEN)

    assert result.debt_free_month is not None
    assert result.latest_on is None


def test_no_debt_is_month_0() -> None:
    result = clock([])

    assert (result.debt_free_month, result.debt_free_on, result.total_paid_vnd) == (0, None, 0)


@pytest.mark.parametrize("amount, payment, rate", [(-1, 1, "1"), (1, -1, "1"), (1, 1, "-1")])
def test_nothing_is_below_zero(amount: int, payment: int, rate: str) -> None:
    with pytest.raises(ValueError, match="never negative"):
        Debt(amount, payment, Interest.YEAR_FLAT, Decimal(rate), date(2026, 1, 1))


@fast
@given(debts)
def test_schedule_equals_the_oracle(debt: Debt) -> None:
    expected = oracle.ledger(
        debt.amount_vnd, debt.payment_vnd, debt.interest.value, Fraction(debt.rate_pct)
    )

    if expected is None:
        assert clock([debt]).never_ends
    else:
        payments = schedule([debt])
        assert [(p.paid_vnd, p.interest_vnd, p.rest_vnd) for p in payments] == expected


@fast
@given(st.lists(debts, max_size=3))
def test_sums_are_exact_and_nothing_is_below_zero(owed: list[Debt]) -> None:
    try:
        payments = schedule(owed)
    except NoEnd:
        return

    principal = sum(debt.amount_vnd for debt in owed)
    interest = sum(payment.interest_vnd for payment in payments)
    assert sum(payment.paid_vnd for payment in payments) == principal + interest
    assert sum(payment.principal_vnd for payment in payments) == principal
    assert all(min(p.paid_vnd, p.interest_vnd, p.rest_vnd) >= 0 for p in payments)
    assert len({payment.month for payment in payments}) == len(payments)
    rest = [principal, *(payment.rest_vnd for payment in payments)]
    assert rest == sorted(rest, reverse=True)
    assert rest[-1] == 0


@fast
@given(st.lists(debts, min_size=1, max_size=3))
def test_each_payment_of_each_debt_is_counted_once(owed: list[Debt]) -> None:
    try:
        alone = [payment for debt in owed for payment in schedule([debt])]
        together = schedule(owed)
    except NoEnd:
        return

    for payment in together:
        same_month = [p for p in alone if p.month == payment.month]
        assert payment.paid_vnd == sum(p.paid_vnd for p in same_month)
    assert len(together) == len({p.month for p in alone})


@fast
@given(debts, st.decimals(1, 400, places=2), st.decimals(1, 400, places=2))
def test_range_holds_the_middle(debt: Debt, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    rates = RateRange(low, (low + high) / 2, high, RateBasis.TYPED, date(2026, 1, 1))

    result = clock([debt], rates)

    if result.debt_free_month is not None:
        assert result.earliest_month is not None
        assert result.earliest_month <= result.debt_free_month
        assert result.latest_month is None or result.latest_month >= result.debt_free_month
