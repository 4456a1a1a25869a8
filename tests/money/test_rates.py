from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.enums import RateBasis
from planner.money.rates import NoRate, in_bounds, is_old, rate_range, to_jpy, to_vnd
from planner.money.values import ExchangeRate, Source
from tests.money import oracle

STAFF = Source("Typed by staff", "2026")


def rate(month: date, value: str) -> ExchangeRate:
    return ExchangeRate(month, Decimal(value), STAFF)


def test_newest_month_is_the_middle(history: list[ExchangeRate]) -> None:
    found = rate_range(history, None, date(2026, 11, 22))

    assert (found.mid, found.month) == (Decimal("174.26"), date(2025, 10, 1))
    assert found.basis == RateBasis.NEWEST_MONTH
    assert (found.window_from, found.window_to) == (date(2020, 11, 1), date(2025, 10, 1))
    window = [r.vnd_per_jpy for r in history if r.month >= date(2020, 11, 1)]
    assert (found.low, found.high) == (min(window), max(window))


def test_typed_rate_is_the_middle_and_widens_the_range(history: list[ExchangeRate]) -> None:
    found = rate_range(history, rate(date(2026, 11, 1), "140"), date(2026, 11, 22))

    assert (found.low, found.mid, found.month) == (Decimal(140), Decimal(140), date(2026, 11, 1))
    assert found.basis == RateBasis.TYPED
    assert (found.source, found.window_source) == (STAFF, history[-1].source)


def test_months_after_the_day_are_left_out(history: list[ExchangeRate]) -> None:
    assert rate_range(history, None, date(2020, 10, 31)).mid == Decimal("220.34")


def test_typed_alone_is_no_range() -> None:
    found = rate_range([], rate(date(2026, 11, 1), "170"), date(2026, 11, 22))

    assert found.low == found.mid == found.high == Decimal(170)
    assert found.window_from is None


def test_nothing_known_is_no_rate() -> None:
    with pytest.raises(NoRate):
        rate_range([], None, date(2026, 11, 22))


def test_two_series_are_never_spliced() -> None:
    with pytest.raises(ValueError, match="spliced"):
        rate_range(
            [rate(date(2021, 1, 1), "220"), rate(date(2021, 1, 1), "222")], None, date(2021, 2, 1)
        )


@pytest.mark.parametrize("typed", ["17.43", "1743", "17426", "0", "-174", "80", "410"])
def test_a_slip_is_refused(typed: str, history: list[ExchangeRate]) -> None:
    assert not in_bounds(Decimal(typed), history)


@pytest.mark.parametrize("typed", ["150", "160", "174.26", "205", "230"])
def test_a_rate_that_can_be_is_taken(typed: str, history: list[ExchangeRate]) -> None:
    assert in_bounds(Decimal(typed), history)


def test_without_a_history_no_rate_is_taken() -> None:
    assert not in_bounds(Decimal(170), [])


@pytest.mark.parametrize(
    "month, old",
    [
        (date(2026, 11, 1), False),
        (date(2026, 10, 1), False),
        (date(2026, 9, 1), True),
        (date(2025, 10, 1), True),
    ],
)
def test_more_than_one_month_back_is_old(month: date, old: bool) -> None:
    assert is_old(month, date(2026, 11, 22)) == old


def test_every_factor_of_ten_of_the_history_is_refused(history: list[ExchangeRate]) -> None:
    for month in history:
        assert in_bounds(month.vnd_per_jpy, history)
        assert not in_bounds(month.vnd_per_jpy * 10, history)
        assert not in_bounds(month.vnd_per_jpy / 10, history)


@settings(max_examples=30)
@given(st.integers(0, 10**9), st.decimals("80", "400", places=2))
def test_conversion_equals_the_oracle(jpy: int, value: Decimal) -> None:
    vnd = to_vnd(jpy, value)

    assert vnd == oracle.nearest(jpy * Fraction(value))
    assert to_jpy(vnd, value) == jpy
    assert to_vnd(-jpy, value) == -vnd


def test_a_rate_of_nothing_converts_nothing() -> None:
    with pytest.raises(ValueError, match="above 0"):
        to_jpy(1_000, Decimal(0))
