"""Pay per hour beside the lowest pay of the prefecture (最低賃金)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.money.enums import HourlyNote, HourlyVerdict
from planner.money.rounding import down
from planner.money.values import PrefectureWage

# Where the day is unknown: in fiscal 2025 it lay between 4 October and 31 March (rows of the prefectures).
FIRST_START = (10, 1)
SURE_START = (4, 1)


@dataclass(frozen=True, slots=True)
class HourlyCheck:
    """`jpy_hour`: pay per hour, the fraction dropped; None without hours. `in_force`: the row compared with.

    `coming`: a newer row that holds later, or perhaps already (`START_UNKNOWN` in `notes`), with its own verdict.
    """

    verdict: HourlyVerdict
    jpy_hour: int | None
    in_force: PrefectureWage | None
    coming: PrefectureWage | None
    coming_verdict: HourlyVerdict
    notes: tuple[HourlyNote, ...]


def hourly_check(
    pay_jpy: int, hours: Decimal, wages: Sequence[PrefectureWage], on: date
) -> HourlyCheck:
    """Basic pay of a month by `hours` of that month, beside the wages of one prefecture. Exact: only the figure shown is rounded.

    Pay at the lowest wage counts as above. `pay_jpy` without overtime, commuting money and bonuses.
    """
    in_force = max(
        (wage for wage in wages if _surely_holds(wage, on)),
        key=lambda wage: (wage.fiscal_year, wage.valid_from or date.min),
        default=None,
    )
    year = in_force.fiscal_year if in_force else 0
    newer = [wage for wage in wages if wage.fiscal_year > year]
    coming = min(newer, key=lambda wage: wage.fiscal_year, default=None)
    notes = []
    if (
        coming is not None
        and coming.valid_from is None
        and on >= date(coming.fiscal_year, *FIRST_START)
    ):
        notes.append(HourlyNote.START_UNKNOWN)
    if in_force is None:
        notes.append(HourlyNote.NO_WAGE_KNOWN)
    if hours <= 0:
        notes.append(HourlyNote.NO_HOURS)
    return HourlyCheck(
        verdict=_verdict(pay_jpy, hours, in_force),
        jpy_hour=down(pay_jpy / hours) if hours > 0 else None,
        in_force=in_force,
        coming=coming,
        coming_verdict=_verdict(pay_jpy, hours, coming),
        notes=tuple(notes),
    )


def _surely_holds(wage: PrefectureWage, on: date) -> bool:
    if wage.valid_from is not None:
        return wage.valid_from <= on
    return date(wage.fiscal_year + 1, *SURE_START) <= on


def _verdict(pay_jpy: int, hours: Decimal, wage: PrefectureWage | None) -> HourlyVerdict:
    if wage is None or hours <= 0:
        return HourlyVerdict.UNKNOWN
    return HourlyVerdict.ABOVE if pay_jpy >= wage.jpy_hour * hours else HourlyVerdict.BELOW
