from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.enums import RateBasis
from planner.money.rates import RateRange
from planner.money.runway import Runway, in_vnd, runway
from planner.money.values import Span
from tests.money import oracle_months

YEN = RateRange(Decimal(150), Decimal(160), Decimal(200), RateBasis.NEWEST_MONTH, date(2025, 10, 1))
# 2,000,000 yen and 10,000,000 dong: 310, 330 and 410 million.
SAVINGS = Span(310_000_000, 330_000_000, 410_000_000)


def test_savings_are_one_sum_by_three_rates() -> None:
    assert in_vnd(2_000_000, 10_000_000, YEN) == SAVINGS


def test_whole_months_without_the_house() -> None:
    assert runway(SAVINGS, 8_000_000) == Runway(38, 41, 51)


def test_house_business_and_emergency_money_go_first() -> None:
    # 310, 330, 410 less 250 million: 60, 80 and 160 million, at 8 million a month.
    left = runway(
        SAVINGS,
        8_000_000,
        house_vnd=200_000_000,
        business_vnd=30_000_000,
        emergency_vnd=20_000_000,
    )

    assert left == Runway(7, 10, 20)


def test_a_house_that_takes_everything_leaves_no_month() -> None:
    assert runway(SAVINGS, 8_000_000, house_vnd=410_000_000) == Runway(0, 0, 0)
    assert runway(SAVINGS, 8_000_000, house_vnd=900_000_000) == Runway(0, 0, 0)


def test_a_house_may_leave_months_only_while_the_yen_is_high() -> None:
    assert runway(SAVINGS, 8_000_000, house_vnd=330_000_000) == Runway(0, 0, 10)


def test_living_that_costs_nothing_never_ends() -> None:
    assert runway(SAVINGS, 0) == Runway(None, None, None)


def test_a_month_is_whole_to_the_dong() -> None:
    assert runway(Span(7_999_999, 8_000_000, 15_999_999), 8_000_000) == Runway(0, 1, 1)


@pytest.mark.parametrize("wrong", ["house_vnd", "business_vnd", "emergency_vnd"])
def test_nothing_is_below_zero(wrong: str) -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        runway(SAVINGS, 8_000_000, **{wrong: -1})
    with pytest.raises(ValueError, match="less than nothing"):
        runway(SAVINGS, -1)


@settings(max_examples=30)
@given(
    st.lists(st.integers(0, 900_000_000), min_size=3, max_size=3).map(sorted),
    st.integers(2_000_000, 30_000_000),
    st.tuples(*[st.integers(0, 300_000_000)] * 3),
)
def test_runway_equals_the_oracle(
    savings: list[int], living: int, taken: tuple[int, int, int]
) -> None:
    found = runway(
        Span(*savings), living, house_vnd=taken[0], business_vnd=taken[1], emergency_vnd=taken[2]
    )

    expected = [oracle_months.months_lived(each, living, sum(taken)) for each in savings]
    assert [found.low, found.mid, found.high] == expected
