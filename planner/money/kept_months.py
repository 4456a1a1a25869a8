"""What was kept in each month that was told: sent home and put aside, in yen and in dong."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planner.money.enums import RateBasis
from planner.money.rates import to_vnd
from planner.money.rounding import nearest

MEAN_OF_MONTHS = 12


@dataclass(frozen=True, slots=True)
class MoneyTold:
    """A month's money as told, yen; None = not told, 0 = nothing. `vnd_per_jpy`: received for what was sent."""

    month: date
    gross_jpy: int | None = None
    net_jpy: int | None = None
    sent_jpy: int | None = None
    saved_jpy: int | None = None
    vnd_per_jpy: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KeptMonth:
    """kept = sent + saved; lived = net − kept. None: not told, or no rate; lived also where more was kept than came.

    `rate`: dong for one yen, TYPED as received in that month, else the one that was found for it.
    `is_partial`: only one of sent and saved was told; the other counts as nothing.
    """

    month: date
    gross_jpy: int | None
    net_jpy: int | None
    kept_jpy: int | None
    kept_vnd: int | None
    lived_jpy: int | None
    rate: Decimal | None
    rate_basis: RateBasis | None
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class MeanKept:
    """Kept a month, the mean of `months` months; `vnd` of those of them that have a rate, None without one."""

    months: int
    jpy: int
    vnd: int | None


def kept_months(
    rows: Iterable[MoneyTold], rate_of: Callable[[date], Decimal | None]
) -> tuple[KeptMonth, ...]:
    """One for each month told, by month. `rate_of`: dong for one yen to use for a month, None without one."""
    return tuple(_kept(row, rate_of) for row in sorted(rows, key=lambda row: row.month))


def mean_kept(rows: Sequence[KeptMonth], last: int = MEAN_OF_MONTHS) -> MeanKept | None:
    """The mean of the newest `last` months that told what was kept, one half up. None: no such month."""
    told = sorted((row for row in rows if row.kept_jpy is not None), key=lambda row: row.month)
    newest = told[-last:] if last > 0 else []
    yen = [row.kept_jpy for row in newest if row.kept_jpy is not None]
    if not yen:
        return None
    dong = [row.kept_vnd for row in newest if row.kept_vnd is not None]
    return MeanKept(len(yen), _mean(yen), _mean(dong) if dong else None)


def _kept(row: MoneyTold, rate_of: Callable[[date], Decimal | None]) -> KeptMonth:
    parts = [part for part in (row.sent_jpy, row.saved_jpy) if part is not None]
    kept = sum(parts) if parts else None
    rate = rate_of(row.month) if row.vnd_per_jpy is None else row.vnd_per_jpy
    found = RateBasis.NEWEST_MONTH if row.vnd_per_jpy is None else RateBasis.TYPED
    lived = None if row.net_jpy is None or kept is None else row.net_jpy - kept
    return KeptMonth(
        month=row.month,
        gross_jpy=row.gross_jpy,
        net_jpy=row.net_jpy,
        kept_jpy=kept,
        kept_vnd=None if kept is None or rate is None else to_vnd(kept, rate),
        lived_jpy=None if lived is None or lived < 0 else lived,
        rate=rate,
        rate_basis=None if rate is None else found,
        is_partial=len(parts) == 1,
    )


def _mean(amounts: Sequence[int]) -> int:
    return nearest(Fraction(sum(amounts), len(amounts)))
