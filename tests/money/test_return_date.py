from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.debt import Debt
from planner.money.enums import Condition, Interest, MoverKind, ReturnProblem
from planner.money.month_numbers import first_of, month_number
from planner.money.return_date import Mover, ReturnQuestion, earliest_return, movers
from planner.money.runway import runway
from planner.money.values import Span
from tests.money.oracle_months import Home, months_until_home

START = date(2026, 11, 1)
LOAN = Debt(60_000_000, 12_500_000, Interest.NONE, Decimal(0), START)
# 60,000,000 dong owed. At 160: 80,000,000 dong saved, 8,000,000 more each month. Needed at home: a house for 200,000,000,
# 20,000,000 for emergencies and 12 months of 8,000,000: 316,000,000.
QUESTION = ReturnQuestion(
    from_month=START,
    savings_jpy=500_000,
    savings_vnd=0,
    saved_jpy_month=50_000,
    debts=(LOAN,),
    living_vnd=8_000_000,
    runway_months=12,
    house_vnd=200_000_000,
    business_vnd=0,
    emergency_vnd=20_000_000,
    trade_ready_on=None,
    vnd_per_jpy=Decimal(160),
)
NEVER = replace(LOAN, payment_vnd=600_000, interest=Interest.MONTH_ON_REST, rate_pct=Decimal(1))


def asked(**changes: Any) -> ReturnQuestion:
    return replace(QUESTION, **changes)


def moved(question: ReturnQuestion) -> dict[MoverKind, Mover]:
    return {mover.kind: mover for mover in movers(question)}


def test_earliest_return_is_what_is_computed_by_hand() -> None:
    # Debt: 12.5 million in November to February, 10 million in March 2027. Until then 5 × 8 million are saved: 120 million.
    # From April on 8 + 12.5 = 20.5 million a month; 196 million are missing, 9.6 months: ten, April 2027 to January 2028.
    # Then there are 120 + 10 × 20.5 = 325 million.
    found = earliest_return(QUESTION)

    assert (found.on, found.problem) == (date(2028, 1, 1), None)
    assert (found.debt_free_on, found.runway_on) == (date(2027, 3, 1), date(2028, 1, 1))
    assert (found.trade_on, found.last, found.already) == (None, Condition.RUNWAY, ())
    assert (found.savings_vnd, found.needed_vnd) == (325_000_000, 316_000_000)
    assert found.freed_vnd == 12_500_000


def test_a_yen_10_percent_lower_moves_it_as_computed_by_hand() -> None:
    # At 144 a payment is worth 12.5 × 0.9 = 11.25 million: five of them are 56.25, the sixth is the rest: April 2027.
    # Saved by then: 500,000 × 144 = 72 million + 6 × 50,000 × 144 = 43.2: 115.2 million. 200.8 million are missing.
    # From May on 7.2 + 11.25 = 18.45 million a month: 10.9 months, eleven, May 2027 to March 2028: two months later.
    found = moved(QUESTION)[MoverKind.YEN_DOWN_10]

    assert found == Mover(MoverKind.YEN_DOWN_10, date(2028, 3, 1), 2)


def test_movers_are_sorted_by_effect() -> None:
    # No house: 116 million needed, 120 million are there in March 2027, 112 in February.
    # Yen at 176: payments of 13.75, March; 132 million then, 184 missing, 22.55 a month: 8.2, nine, December 2027.
    # Save 45,000: 116 million in March, 200 missing, 19.7 a month: 10.2, eleven. Nine months to last: 172 missing: 8.4, nine.
    # Save 55,000: 124 million, 192 missing, 21.3 a month: 9.01, ten. Living 7.2: 186.4 missing: 9.1, ten.
    assert [(mover.kind, mover.months) for mover in movers(QUESTION)] == [
        (MoverKind.NO_HOUSE, -10),
        (MoverKind.YEN_DOWN_10, 2),
        (MoverKind.YEN_UP_10, -1),
        (MoverKind.SAVE_10_LESS, 1),
        (MoverKind.RUNWAY_FEWER, -1),
        (MoverKind.SAVE_10_MORE, 0),
        (MoverKind.LIVING_10_LESS, 0),
    ]


def test_what_is_not_in_the_plan_moves_nothing() -> None:
    bare = asked(saved_jpy_month=0, living_vnd=0, house_vnd=0, runway_months=3)

    assert set(moved(bare)) == {MoverKind.YEN_DOWN_10, MoverKind.YEN_UP_10}
    assert MoverKind.NO_BUSINESS in moved(asked(business_vnd=1))


def test_everything_met_is_this_month() -> None:
    found = earliest_return(asked(debts=(), savings_vnd=236_000_000, trade_ready_on=START))

    assert found.on == found.debt_free_on == found.runway_on == found.trade_on == START
    assert (found.last, found.already) == (Condition.TRADE, (Condition.DEBT, Condition.RUNWAY))
    done = earliest_return(
        asked(debts=(), savings_vnd=236_000_000, trade_ready_on=date(2026, 10, 31))
    )
    assert (done.on, done.last, done.already) == (START, None, tuple(Condition))
    assert {mover.months for mover in movers(asked(debts=(), savings_vnd=300_000_000))} == {0}


def test_one_dong_short_is_not_enough() -> None:
    enough = asked(debts=(), savings_jpy=0, saved_jpy_month=0, savings_vnd=316_000_000)

    assert earliest_return(enough).on == START
    short = earliest_return(replace(enough, savings_vnd=315_999_999))
    assert (short.on, short.problem) == (None, ReturnProblem.NOTHING_SAVED)


@pytest.mark.parametrize(
    "emergency, on, later",
    [
        # What is needed is there to the dong: before the debt ends, in its last month, and ten months after it.
        (104_000_000 - 96_000_000, date(2027, 1, 1), date(2027, 2, 1)),
        (120_000_000 - 96_000_000, date(2027, 3, 1), date(2027, 4, 1)),
        (325_000_000 - 96_000_000, date(2028, 1, 1), date(2028, 2, 1)),
    ],
)
def test_savings_are_enough_in_the_month_that_fills_them(
    emergency: int, on: date, later: date
) -> None:
    question = asked(house_vnd=0, emergency_vnd=emergency)

    assert earliest_return(question).runway_on == on
    assert earliest_return(replace(question, emergency_vnd=emergency + 1)).runway_on == later


def test_the_trade_may_be_what_is_waited_for() -> None:
    found = earliest_return(asked(trade_ready_on=date(2029, 7, 31)))

    assert (found.on, found.trade_on) == (date(2029, 7, 1), date(2029, 7, 1))
    assert found.last == Condition.TRADE
    # 120 million in March 2027 and 28 months of 20.5 million after it.
    assert found.savings_vnd == 694_000_000
    assert {mover.months for mover in movers(asked(trade_ready_on=date(2029, 7, 31)))} == {0}


def test_the_debt_may_be_what_is_waited_for() -> None:
    found = earliest_return(asked(savings_vnd=400_000_000))

    assert (found.on, found.last) == (date(2027, 3, 1), Condition.DEBT)
    assert (found.runway_on, found.already) == (START, (Condition.RUNWAY,))


def test_nothing_saved_waits_for_the_freed_payments() -> None:
    found = earliest_return(asked(saved_jpy_month=0))

    # 236 million are missing, 12.5 a month from April 2027 on: 18.9, nineteen: October 2028.
    assert (found.on, found.last) == (date(2028, 10, 1), Condition.RUNWAY)


def test_nothing_saved_and_nothing_owed_is_a_problem() -> None:
    found = earliest_return(asked(saved_jpy_month=0, debts=()))

    assert (found.on, found.runway_on) == (None, None)
    assert (found.problem, found.last) == (ReturnProblem.NOTHING_SAVED, Condition.RUNWAY)
    assert (found.already, found.savings_vnd) == ((Condition.DEBT,), None)


def test_a_debt_that_never_ends_is_a_problem() -> None:
    found = earliest_return(asked(debts=(NEVER,)))

    # 236 million at 8 million a month: 29.5, thirty; nothing is freed.
    assert (found.on, found.debt_free_on, found.runway_on) == (None, None, date(2029, 4, 1))
    assert (found.problem, found.last) == (ReturnProblem.DEBT_NEVER_ENDS, Condition.DEBT)


def test_more_than_600_months_is_a_problem() -> None:
    # 316 million: 600 months of 526,667 dong fill them, of 526,666 do not.
    slow = asked(debts=(), savings_jpy=0, saved_jpy_month=526_667, vnd_per_jpy=Decimal(1))
    long = asked(debts=(replace(LOAN, payment_vnd=99_999),))

    assert earliest_return(slow).on == date(2076, 10, 1)
    slower = earliest_return(replace(slow, saved_jpy_month=526_666))
    assert (slower.on, slower.problem) == (None, ReturnProblem.SAVING_TOO_LONG)
    assert earliest_return(long).problem == ReturnProblem.DEBT_TOO_LONG


def test_what_makes_it_impossible_or_possible_comes_first() -> None:
    # One percent of 60 million: a payment of 650,000 is above it, nine tenths of it are not.
    barely = asked(debts=(replace(NEVER, payment_vnd=650_000),), runway_months=0)
    never = asked(debts=(NEVER,))

    assert movers(barely)[0] == Mover(MoverKind.YEN_DOWN_10, None, None)
    first, *rest = movers(never)
    assert (first.kind, first.months) == (MoverKind.YEN_UP_10, None)
    assert first.on is not None
    assert {(mover.on, mover.months) for mover in rest} == {(None, 0)}


def test_payments_of_debts_at_the_same_time_are_freed_together() -> None:
    second = replace(LOAN, payment_vnd=20_000_000, first_payment_on=date(2027, 3, 15))
    after = replace(second, first_payment_on=date(2027, 4, 1))

    # Both in March 2027; one after the other never more than the larger one.
    assert earliest_return(asked(debts=(LOAN, second))).freed_vnd == 32_500_000
    assert earliest_return(asked(debts=(LOAN, after))).freed_vnd == 20_000_000
    assert earliest_return(asked(debts=(after, LOAN))).debt_free_on == date(2027, 6, 1)


@pytest.mark.parametrize(
    "wrong",
    [{"savings_jpy": -1}, {"saved_jpy_month": -1}, {"living_vnd": -1}, {"vnd_per_jpy": Decimal(0)}],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="below 0"):
        asked(**wrong)


owed = st.builds(
    Debt,
    st.integers(0, 200_000_000),
    st.integers(500_000, 30_000_000),
    st.sampled_from(Interest),
    st.decimals(0, 2, places=2),
    st.integers(month_number(START), month_number(START) + 14).map(first_of),
)
millions = st.integers(0, 400_000_000)
questions = st.builds(
    ReturnQuestion,
    from_month=st.just(START),
    savings_jpy=st.integers(0, 2_000_000),
    savings_vnd=st.integers(0, 200_000_000),
    saved_jpy_month=st.just(0) | st.integers(5_000, 150_000),
    debts=st.lists(owed, max_size=2).map(tuple),
    living_vnd=st.integers(0, 20_000_000),
    runway_months=st.integers(0, 36),
    house_vnd=st.just(0) | millions,
    business_vnd=st.just(0) | millions,
    emergency_vnd=st.integers(0, 50_000_000),
    trade_ready_on=st.none() | st.dates(date(2025, 1, 1), date(2031, 12, 31)),
    vnd_per_jpy=st.decimals(100, 250, places=4),
)


def by_oracle(question: ReturnQuestion, percent: int = 100) -> tuple[date | None, ...]:
    """Return, debt and runway by the oracle; with the yen at so many percent."""
    start = month_number(START)
    ready = question.trade_ready_on
    home = Home(
        question.savings_jpy,
        question.savings_vnd,
        question.saved_jpy_month,
        tuple(
            (
                debt.amount_vnd,
                debt.payment_vnd * percent // 100,
                debt.interest.value,
                Fraction(debt.rate_pct),
                month_number(debt.first_payment_on) - start,
            )
            for debt in question.debts
        ),
        question.house_vnd
        + question.business_vnd
        + question.emergency_vnd
        + question.living_vnd * question.runway_months,
        month_number(ready) - start if ready else None,
        question.vnd_per_jpy,
        percent,
    )
    return tuple(
        None if months is None else first_of(start + months) for months in months_until_home(home)
    )


@settings(max_examples=30)
@given(questions)
def test_earliest_return_equals_the_oracle(question: ReturnQuestion) -> None:
    found = earliest_return(question)

    assert (found.on, found.debt_free_on, found.runway_on) == by_oracle(question)
    assert (found.on is None) == (found.problem is not None)


@settings(max_examples=30)
@given(questions)
def test_a_lower_and_a_higher_yen_equal_the_oracle(question: ReturnQuestion) -> None:
    found = moved(question)

    assert found[MoverKind.YEN_DOWN_10].on == by_oracle(question, percent=90)[0]
    assert found[MoverKind.YEN_UP_10].on == by_oracle(question, percent=110)[0]


@settings(max_examples=30)
@given(questions)
def test_each_mover_is_the_return_of_its_own_question(question: ReturnQuestion) -> None:
    found = moved(question)

    base = earliest_return(question).on
    for kind, change in {
        MoverKind.NO_HOUSE: {"house_vnd": 0},
        MoverKind.NO_BUSINESS: {"business_vnd": 0},
        MoverKind.RUNWAY_FEWER: {"runway_months": question.runway_months - 3},
    }.items():
        if kind in found:
            on = earliest_return(replace(question, **change)).on  # type: ignore[arg-type]
            assert found[kind].on == on
            if on and base:
                assert found[kind].months == month_number(on) - month_number(base)
                assert on <= base
    sizes = [float("inf") if m.months is None else abs(m.months) for m in found.values()]
    assert sizes == sorted(sizes, reverse=True)


@settings(max_examples=30)
@given(questions)
def test_runway_of_the_savings_at_the_return_is_long_enough(question: ReturnQuestion) -> None:
    found = earliest_return(question)

    if found.on is None or found.savings_vnd is None:
        return
    left = runway(
        Span(0, found.savings_vnd, found.savings_vnd),
        question.living_vnd,
        house_vnd=question.house_vnd,
        business_vnd=question.business_vnd,
        emergency_vnd=question.emergency_vnd,
    )
    assert left.mid is None or left.mid >= question.runway_months
