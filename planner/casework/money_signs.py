"""Two signs in the money that a worker opened: pay below the promise, savings below the plan. Plain values.

Decimal, 28 digits: of a caseload it is worked out on every page, and fractions take ten times as long.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from planner.money.enums import Currency
from planner.money.month_numbers import first_of, month_number


class PaidMonth(NamedTuple):
    """As told, yen; None = not told, 0 = nothing. `month`: its first day."""

    month: date
    gross_jpy: int | None = None
    net_jpy: int | None = None
    saved_jpy: int | None = None


class Promise(NamedTuple):
    """Pay a month as promised, in its currency. `vnd_per_jpy`: dong for one yen, of the day of the promise."""

    low: int
    high: int
    currency: str
    vnd_per_jpy: Decimal | None = None


class SavingsAim(NamedTuple):
    """`had_…`: savings at the end of `from_month`; `needed_vnd`: what must be there at the return."""

    from_month: date
    had_jpy: int
    had_vnd: int
    needed_vnd: int
    vnd_per_jpy: Decimal


def missing_shares(
    promise: Promise, months: Sequence[PaidMonth]
) -> tuple[Decimal | None, Decimal | None]:
    """Shares of the promise that are missing, 0–1, below 0 = more than promised: before and after deductions.

    `months`: by month. Of the newest that told pay before deductions; else, second, of the newest that told what came. As
    `planner.money.gap.promise_gap` has it: 1 − `contract`. (None, None): nothing to compare.
    """
    if promise.currency == Currency.JPY:
        rate = Decimal(1)
    elif promise.currency == Currency.VND and promise.vnd_per_jpy:
        rate = promise.vnd_per_jpy
    else:
        return None, None
    middle = Decimal(promise.low + promise.high) / 2
    newest = [row.gross_jpy for row in months if row.gross_jpy][-1:]
    if newest:
        return 1 - newest[0] * rate / middle, None
    newest = [row.net_jpy for row in months if row.net_jpy is not None][-1:]
    return None, 1 - newest[0] * rate / middle if newest else None


def asked_a_month(aim: SavingsAim, returns_on: date) -> Decimal | None:
    """Yen to put aside each month from the one after `from_month` to that of the return. None: no month, or all is there."""
    months = month_number(returns_on) - month_number(aim.from_month)
    missing_vnd = aim.needed_vnd - aim.had_vnd - aim.had_jpy * aim.vnd_per_jpy
    if months <= 0 or missing_vnd <= 0:
        return None
    return missing_vnd / (aim.vnd_per_jpy * months)


def months_behind(saved: Mapping[date, int | None], asked: Decimal) -> int:
    """How many months without a gap, back from the newest told one, put less aside than `asked` yen."""
    if not saved:
        return 0
    number, count = month_number(max(saved)), 0
    while (put := saved.get(first_of(number))) is not None and put < asked:
        number, count = number - 1, count + 1
    return count
