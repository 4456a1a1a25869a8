"""How many months savings last at home."""

from dataclasses import dataclass

from planner.money.rates import RateRange, to_vnd
from planner.money.values import Span


@dataclass(frozen=True, slots=True)
class Runway:
    """Whole months, the last part dropped, while the yen is low, in the middle and high. None: living costs nothing."""

    low: int | None
    mid: int | None
    high: int | None


def in_vnd(jpy: int, vnd: int, rates: RateRange) -> Span:
    """Savings in yen and in dong as one sum of dong, by a low, a middle and a high yen."""
    return Span(*(vnd + to_vnd(jpy, rate) for rate in (rates.low, rates.mid, rates.high)))


def runway(
    savings_vnd: Span,
    living_vnd: int,
    *,
    house_vnd: int = 0,
    business_vnd: int = 0,
    emergency_vnd: int = 0,
) -> Runway:
    """Months of living at `living_vnd` from what is left after the house, the business and the emergency money, dong.

    0 where they take everything. Raises ValueError for an amount below 0, savings aside.
    """
    taken = (house_vnd, business_vnd, emergency_vnd)
    if min(living_vnd, *taken) < 0:
        raise ValueError("living and plans never cost less than nothing")
    if living_vnd == 0:
        return Runway(None, None, None)
    low, mid, high = (
        max(0, savings - sum(taken)) // living_vnd
        for savings in (savings_vnd.low, savings_vnd.mid, savings_vnd.high)
    )
    return Runway(low, mid, high)
