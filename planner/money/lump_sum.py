"""The lump sum out of the Employees' Pension for who leaves Japan (脱退一時金).

Mean standard pay × a multiplier that goes by the months of cover, to the nearest yen; the tax held back is cut to whole yen.
The multiplier is half the premium rate × months, in steps of six (Employees' Pension Insurance Act, appended art. 29); the tax is
20.42 % (National Tax Agency, Income Tax Act arts. 169, 170).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.money.rounding import down, half_up
from planner.money.values import Source

LEAST_MONTHS = 6
YEARS_TO_CLAIM = 2


@dataclass(frozen=True, slots=True)
class Multiplier:
    """Months of mean standard pay that are paid for `months_from` to `months_to` months of cover; None is open.

    `valid_from`, `valid_to`: the days on which the last month of cover may lie; None is open.
    """

    months_from: int
    months_to: int | None
    multiplier: Decimal
    source: Source
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class LumpSum:
    """Yen: gross = withheld + net. `withheld_jpy` can be had back by a tax return through a tax agent in Japan.

    `months`: of cover. `is_capped`: months above the last step count no more. `source`: of the multiplier.
    """

    months: int
    multiplier: Decimal
    gross_jpy: int
    withheld_jpy: int
    net_jpy: int
    withholding_pct: Decimal
    is_capped: bool
    source: Source


def lump_sum(
    mean_standard_jpy: int,
    months: int,
    multipliers: Iterable[Multiplier],
    withholding_pct: Decimal,
) -> LumpSum | None:
    """What is paid after `months` of cover at a mean standard pay, yen a month. None under six months, and without a row.

    Raises ValueError for a pay, months or a tax below 0, and for a tax above 100 %.
    """
    if min(mean_standard_jpy, months) < 0 or not 0 <= withholding_pct <= 100:
        raise ValueError("pay and months are not below 0, a tax is a share")
    row = next((row for row in multipliers if _covers(row, months)), None)
    if row is None or months < LEAST_MONTHS or not row.multiplier:
        return None
    gross = half_up(mean_standard_jpy * row.multiplier)
    withheld = down(gross * withholding_pct / 100)
    return LumpSum(
        months=months,
        multiplier=row.multiplier,
        gross_jpy=gross,
        withheld_jpy=withheld,
        net_jpy=gross - withheld,
        withholding_pct=withholding_pct,
        is_capped=row.months_to is None and months > row.months_from,
        source=row.source,
    )


def claim_by(left_on: date) -> date:
    """The last day to claim: two years after the day on which one no longer lives in Japan.

    After a 29 February it is the 28th: the count begins on 1 March and is full at the end of 28 February.
    """
    year = left_on.year + YEARS_TO_CLAIM
    if (left_on.month, left_on.day) == (2, 29):
        return date(year, 2, 28)
    return left_on.replace(year=year)


def _covers(row: Multiplier, months: int) -> bool:
    return row.months_from <= months and (row.months_to is None or months <= row.months_to)
