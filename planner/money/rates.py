"""Dong for one yen: a middle with a low and a high, sanity bounds, and conversion.

One monthly series only, never two spliced into each other; the range is what the yen really did, not a forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median

from planner.money.enums import RateBasis
from planner.money.rounding import half_up
from planner.money.values import ExchangeRate, Source

WINDOW_MONTHS = 60
# Beyond half and double of what the yen was worth in ten years is a slip: a factor of ten, or a price of 100 yen.
LEAST_OF_MEDIAN = Decimal("0.5")
MOST_OF_MEDIAN = Decimal(2)


class NoRate(LookupError):
    """Neither a typed rate nor a month with one."""


@dataclass(frozen=True, slots=True)
class RateRange:
    """Dong for one yen, low ≤ mid ≤ high.

    `month`, `source`: of the middle rate. `window_from`, `window_to`: the months that low and high are from; None: no history.
    """

    low: Decimal
    mid: Decimal
    high: Decimal
    basis: RateBasis
    month: date
    window_from: date | None = None
    window_to: date | None = None
    source: Source | None = None
    window_source: Source | None = None


def rate_range(history: Sequence[ExchangeRate], typed: ExchangeRate | None, on: date) -> RateRange:
    """The middle is the typed rate, else the newest month's; low and high are the lowest and the highest month of the
    newest 60 months of the series that are not after `on`, widened to hold the middle.

    `history`: one series, a month once (ValueError). Raises NoRate.
    """
    months = [rate.month for rate in history]
    if len(set(months)) < len(months):
        raise ValueError("two rates for one month: two series are never spliced")
    past = sorted((rate for rate in history if rate.month <= on), key=lambda rate: rate.month)
    if typed is not None:
        middle, basis = typed, RateBasis.TYPED
    elif past:
        middle, basis = past[-1], RateBasis.NEWEST_MONTH
    else:
        raise NoRate
    mid = middle.vnd_per_jpy
    if not past:
        return RateRange(mid, mid, mid, basis, middle.month, source=middle.source)
    newest = past[-1].month
    window = [rate for rate in past if _months_between(rate.month, newest) < WINDOW_MONTHS]
    values = [mid, *(rate.vnd_per_jpy for rate in window)]
    return RateRange(
        low=min(values),
        mid=mid,
        high=max(values),
        basis=basis,
        month=middle.month,
        window_from=window[0].month,
        window_to=newest,
        source=middle.source,
        window_source=past[-1].source,
    )


def bounds(history: Sequence[ExchangeRate]) -> tuple[Decimal, Decimal]:
    """Half and double of the history's median, dong for one yen. Raises NoRate without a history."""
    if not history:
        raise NoRate
    middle = median(rate.vnd_per_jpy for rate in history)
    return middle * LEAST_OF_MEDIAN, middle * MOST_OF_MEDIAN


def in_bounds(vnd_per_jpy: Decimal, history: Sequence[ExchangeRate]) -> bool:
    """Whether a typed rate can be one: False refuses it. Without a history nothing can be checked, and nothing is let in."""
    try:
        least, most = bounds(history)
    except NoRate:
        return False
    return least <= vnd_per_jpy <= most


def is_old(rate_month: date, on: date) -> bool:
    """More than one month back: the page then names the month."""
    return _months_between(rate_month, on) > 1


def to_vnd(jpy: int, vnd_per_jpy: Decimal) -> int:
    """Yen in whole dong, one half up."""
    return half_up(jpy * vnd_per_jpy)


def to_jpy(vnd: int, vnd_per_jpy: Decimal) -> int:
    """Dong in whole yen, one half up. Raises ValueError for a rate that is not above 0."""
    if vnd_per_jpy <= 0:
        raise ValueError("a rate is above 0")
    exact = Fraction(abs(vnd)) / Fraction(vnd_per_jpy)
    whole = int(exact + Fraction(1, 2))
    return whole if vnd >= 0 else -whole


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month
