"""Whole yen and dong from exact amounts. Every rounding of the money rules is one of these."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

ONE = Decimal(1)


def half_up(amount: Decimal) -> int:
    """To the nearest whole; one half goes away from zero."""
    return int(amount.quantize(ONE, ROUND_HALF_UP))


def half_down(amount: Decimal) -> int:
    """Worker's share of a premium: 0.50 yen or less is dropped, more is rounded up."""
    return int(amount.quantize(ONE, ROUND_HALF_DOWN))


def up(amount: Decimal) -> int:
    """To the next whole."""
    return int(amount.quantize(ONE, ROUND_CEILING))


def down(amount: Decimal) -> int:
    """The fraction is dropped."""
    return int(amount.quantize(ONE, ROUND_DOWN))


def cut_to(amount: int, step: int) -> int:
    """The multiple of `step` at or below an amount that is not negative."""
    return amount // step * step


def share_of(amount: int, part: int, whole: int) -> int:
    """amount × part ÷ whole, the fraction dropped; 0 of nothing."""
    return int(Fraction(amount * part, whole)) if whole else 0


def nearest_share_of(amount: int, part: int, whole: int) -> int:
    """amount × part ÷ whole to the nearest whole, one half up; nothing is below 0."""
    return (2 * amount * part + whole) // (2 * whole)


def nearest(exact: Fraction) -> int:
    """To the nearest whole; one half goes away from zero."""
    whole = nearest_share_of(abs(exact.numerator), 1, exact.denominator)
    return whole if exact >= 0 else -whole
