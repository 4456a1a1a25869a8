from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.enums import RateBasis
from planner.money.kept_months import KeptMonth, MeanKept, MoneyTold, kept_months, mean_kept
from tests.money import oracle
from tests.money.oracle_months import calendar

MARCH = date(2026, 3, 1)
amounts = st.none() | st.integers(0, 400_000)


def at_160(month: date) -> Decimal:
    return Decimal(160)


def one(**told: int | Decimal | None) -> KeptMonth:
    [month] = kept_months([MoneyTold(MARCH, **told)], at_160)  # type: ignore[arg-type]
    return month


def test_kept_is_sent_and_saved_and_lived_is_the_rest() -> None:
    month = one(gross_jpy=180_000, net_jpy=140_000, sent_jpy=70_000, saved_jpy=20_000)

    assert (month.kept_jpy, month.kept_vnd, month.lived_jpy) == (90_000, 14_400_000, 50_000)
    assert (month.rate, month.rate_basis) == (Decimal(160), RateBasis.NEWEST_MONTH)
    assert not month.is_partial


def test_the_rate_received_goes_before_the_published_one() -> None:
    month = one(sent_jpy=70_000, saved_jpy=0, vnd_per_jpy=Decimal("171.5"))

    assert (month.kept_vnd, month.rate_basis) == (12_005_000, RateBasis.TYPED)


@pytest.mark.parametrize("part", ["sent_jpy", "saved_jpy"])
def test_one_part_told_is_partial(part: str) -> None:
    month = one(net_jpy=140_000, **{part: 30_000})

    assert (month.kept_jpy, month.lived_jpy, month.is_partial) == (30_000, 110_000, True)


def test_nothing_told_is_not_nothing_kept() -> None:
    untold, nothing = one(net_jpy=140_000), one(net_jpy=140_000, sent_jpy=0, saved_jpy=0)

    assert (untold.kept_jpy, untold.kept_vnd, untold.lived_jpy) == (None, None, None)
    assert (nothing.kept_jpy, nothing.kept_vnd, nothing.lived_jpy) == (0, 0, 140_000)


def test_more_kept_than_came_says_nothing_of_living() -> None:
    month = one(net_jpy=100_000, sent_jpy=150_000, saved_jpy=0)

    assert (month.kept_jpy, month.lived_jpy) == (150_000, None)


def test_without_a_rate_there_is_no_dong() -> None:
    [month] = kept_months([MoneyTold(MARCH, sent_jpy=1, saved_jpy=1)], lambda month: None)

    assert (month.kept_jpy, month.kept_vnd, month.rate, month.rate_basis) == (2, None, None, None)


def test_mean_is_of_the_newest_months_that_told_it() -> None:
    months = calendar(date(2025, 1, 1), date(2026, 2, 1))
    rows = [MoneyTold(month, saved_jpy=10_000 * i) for i, month in enumerate(months)]
    silent = MoneyTold(MARCH, net_jpy=100_000)

    kept = kept_months([silent, *reversed(rows)], at_160)

    # Of the fourteen months 0 to 13 the newest twelve are 2 to 13, the newest three 11 to 13.
    assert mean_kept(kept) == MeanKept(12, 75_000, 12_000_000)
    assert mean_kept(kept, last=3) == MeanKept(3, 120_000, 19_200_000)
    assert [row.month for row in kept] == [*months, MARCH]


def test_mean_of_nothing_is_none() -> None:
    assert mean_kept([]) is None
    assert mean_kept(kept_months([MoneyTold(MARCH, net_jpy=1)], at_160)) is None


@settings(max_examples=30)
@given(amounts, amounts, amounts, st.none() | st.decimals(90, 300, places=4))
def test_what_came_was_kept_or_lived_on(
    net: int | None, sent: int | None, saved: int | None, rate: Decimal | None
) -> None:
    month = one(net_jpy=net, sent_jpy=sent, saved_jpy=saved, vnd_per_jpy=rate)

    if month.lived_jpy is not None:
        assert month.lived_jpy == (net or 0) - (sent or 0) - (saved or 0)
        assert month.lived_jpy >= 0
    if month.kept_jpy is not None:
        exact = month.kept_jpy * Fraction(160 if rate is None else rate)
        assert month.kept_vnd == oracle.nearest(exact)
