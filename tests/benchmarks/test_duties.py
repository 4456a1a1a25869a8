from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planner.benchmarks.duties import DutyMonth, duty_share, months_in_contract

OCTOBER = date(2026, 10, 1)
counts = st.integers(0, 15)
months = st.lists(st.builds(DutyMonth, st.just(OCTOBER), counts, counts), max_size=40)


def month(contract: int, other: int) -> DutyMonth:
    return DutyMonth(OCTOBER, contract, other)


def test_share_is_what_was_ticked_of_the_contract() -> None:
    assert month(1, 2).share == Fraction(1, 3)
    assert month(0, 0).share is None


def test_each_month_counts_the_same() -> None:
    """Bonsai alone in one month, roofs and four other things in the next."""
    assert duty_share([month(1, 0), month(0, 5), month(0, 0)]) == Fraction(1, 2)


def test_without_any_work_told_there_is_no_share() -> None:
    assert duty_share([]) is None
    assert duty_share([month(0, 0)]) is None


def test_half_of_it_is_still_in_the_contract() -> None:
    assert months_in_contract([month(1, 1), month(1, 2), month(0, 0), month(3, 0)]) == 2
    assert not month(1, 1).is_outside_contract
    assert month(1, 2).is_outside_contract
    assert not month(0, 0).is_outside_contract


@given(months)
def test_share_lies_between_the_lowest_and_the_highest_month(rows: list[DutyMonth]) -> None:
    shares = [row.share for row in rows if row.share is not None]

    share = duty_share(rows)

    assert (share is None) == (not shares)
    if share is not None:
        assert 0 <= min(shares) <= share <= max(shares) <= 1


@given(months)
def test_every_month_that_told_work_is_inside_or_outside(rows: list[DutyMonth]) -> None:
    told = [row for row in rows if row.share is not None]

    outside = sum(row.is_outside_contract for row in rows)

    assert months_in_contract(rows) + outside == len(told)
