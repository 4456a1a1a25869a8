"""What one yen may be worth in dong in some months: a band out of thousands of paths, and scenarios for five years.

A path is made of pieces of three months that follow each other in the history, drawn by chance, each as it was or mirrored (fall for
rise). Pieces keep that a month tends to go on as the one before; mirroring takes the direction out, which nobody knows. Why this way,
and how often such a band held: docs/decisions/0009 and docs/money.md. The only file with binary floats, and with numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.money.enums import BandNote
from planner.money.month_numbers import month_number
from planner.money.values import ExchangeRate

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

SEED = 1
PATHS = 10_000
PIECE_MONTHS = 3
LEAST_MONTHS = 36
BAND_MONTHS = (6, 12, 24, 36)
SCENARIO_MONTHS = 60
# Eight paths of ten end in the band; as many below it as above, since every piece is as likely mirrored as not.
SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Measured:
    """`low_factor`: how many times as far the low lies below today's rate, in logarithms; 1 = not widened.

    `plain_pct`, `held_pct`: of 100 bands of the past, those that held before and after widening.
    """

    low_factor: Decimal
    plain_pct: int
    held_pct: int


# planner.money.coverage on the months from 2015-01 to 2025-10; tests/money/test_coverage.py measures them again.
MEASURED = {
    6: Measured(Decimal("1.00"), 81, 81),
    12: Measured(Decimal("1.10"), 76, 81),
    24: Measured(Decimal("1.65"), 66, 82),
    36: Measured(Decimal("1.70"), 46, 88),
}
CENT = Decimal("0.01")


class HistoryTooShort(LookupError):
    """Fewer than 36 months with a rate, or too few of them side by side."""


@dataclass(frozen=True, slots=True)
class RateBand:
    """Dong for one yen in `months_ahead` months, low ≤ mid ≤ high, to two places. `mid`: the rate of today.

    A scenario is the deepest fall and the highest rise of the history within as many months: no probability.
    `plain_pct`, `held_pct`: of 100 such bands of the past, those that the yen stayed in before and after the band was widened, found
    afterwards; None for a scenario.
    """

    months_ahead: int
    low: Decimal
    mid: Decimal
    high: Decimal
    is_scenario: bool
    is_widened: bool = False
    plain_pct: int | None = None
    held_pct: int | None = None

    @property
    def note(self) -> BandNote:
        if self.is_scenario:
            return BandNote.SCENARIO
        return BandNote.WIDENED_BELOW if self.is_widened else BandNote.EIGHT_OF_TEN


def rate_bands(
    history: Sequence[ExchangeRate], start: Decimal, *, seed: int = SEED
) -> tuple[RateBand, ...]:
    """Bands at 6, 12, 24 and 36 months, and scenarios at 60 where the history is that long. Too short a history: none.

    `history`: one monthly series, in any order. `start`: dong for one yen today (ValueError unless above 0). The paths of a history are
    simulated once per process, whatever the start.
    """
    if start <= 0:
        raise ValueError("a rate is above 0")
    try:
        bands = [_band(start, *reach) for reach in band_reaches(tuple(history), seed)]
    except HistoryTooShort:
        return ()
    if found := _extremes_within(tuple(history), SCENARIO_MONTHS):
        fall, rise = min(found[0], Decimal(1)), max(found[1], Decimal(1))
        low, high = (start * fall).quantize(CENT), (start * rise).quantize(CENT)
        bands.append(RateBand(SCENARIO_MONTHS, low, start.quantize(CENT), high, is_scenario=True))
    return tuple(bands)


@lru_cache(maxsize=8)
def band_reaches(
    history: tuple[ExchangeRate, ...], seed: int = SEED
) -> tuple[tuple[int, Decimal], ...]:
    """Months ahead, and what the rate is multiplied by at the high end and divided by at the low end, before any widening.

    Raises HistoryTooShort.
    """
    import numpy as np  # noqa: PLC0415 - slow to import: only for who simulates

    ends = _paths(history, max(BAND_MONTHS), PATHS, seed)[:, [months - 1 for months in BAND_MONTHS]]
    reaches = np.exp(np.quantile(np.abs(ends), SHARE, axis=0)).tolist()
    return tuple(
        (months, Decimal(str(reach))) for months, reach in zip(BAND_MONTHS, reaches, strict=True)
    )


def simulate(
    history: Sequence[ExchangeRate],
    *,
    months: int = SCENARIO_MONTHS,
    paths: int = PATHS,
    seed: int = SEED,
) -> "NDArray[float64]":
    """What the rate of today is multiplied by after 1, 2 … `months` months: an array of shape (paths, months).

    The same history and seed give the same array. Months that are not neighbours make no change: a gap is left out.
    Raises HistoryTooShort, and ValueError for two rates in one month.
    """
    import numpy as np  # noqa: PLC0415 - slow to import: only for who simulates

    walked = _paths(history, months, paths, seed)
    return np.exp(walked, out=walked)


def _paths(
    history: Sequence[ExchangeRate], months: int, paths: int, seed: int
) -> "NDArray[float64]":
    """Logarithms, shape (paths, months)."""
    import numpy as np  # noqa: PLC0415 - slow to import: only for who simulates

    pieces = _pieces(history)
    shape = (paths, -(-months // PIECE_MONTHS))
    chosen = np.random.default_rng(seed).integers(0, len(pieces), shape)
    changes = pieces.take(chosen, axis=0).reshape(paths, -1)[:, :months]
    return np.cumsum(changes, axis=1)


def _pieces(history: Sequence[ExchangeRate]) -> "NDArray[float64]":
    """Changes of the logarithm over three months side by side: an array of shape (pieces, 3).

    Each stands there as it was and mirrored.
    """
    import numpy as np  # noqa: PLC0415 - slow to import: only for who simulates

    rates = sorted(history, key=lambda rate: rate.month)
    numbers = np.array([month_number(rate.month) for rate in rates])
    if len(rates) < LEAST_MONTHS:
        raise HistoryTooShort
    if (np.diff(numbers) == 0).any():
        raise ValueError("two rates for one month: two series are never spliced")
    changes = np.diff(np.log([float(rate.vnd_per_jpy) for rate in rates]))
    pieces = np.lib.stride_tricks.sliding_window_view(changes, PIECE_MONTHS)
    whole: NDArray[float64] = pieces[
        numbers[PIECE_MONTHS:] - numbers[:-PIECE_MONTHS] == PIECE_MONTHS
    ]
    if len(whole) < LEAST_MONTHS - PIECE_MONTHS:
        raise HistoryTooShort
    return np.concatenate([whole, -whole])


def _band(start: Decimal, months: int, reach: Decimal) -> RateBand:
    measured = MEASURED[months]
    return RateBand(
        months_ahead=months,
        low=(start / reach**measured.low_factor).quantize(CENT),
        mid=start.quantize(CENT),
        high=(start * reach).quantize(CENT),
        is_scenario=False,
        is_widened=measured.low_factor > 1,
        plain_pct=measured.plain_pct,
        held_pct=measured.held_pct,
    )


def extremes(history: Sequence[ExchangeRate], months: int) -> tuple[Decimal, Decimal] | None:
    """What the rate was multiplied by over exactly so many months, at the least and at the most. None: the history is shorter."""
    rates = {month_number(rate.month): rate.vnd_per_jpy for rate in history}
    ratios = [
        rates[number + months] / rate for number, rate in rates.items() if number + months in rates
    ]
    return (min(ratios), max(ratios)) if ratios else None


@lru_cache(maxsize=8)
def _extremes_within(
    history: tuple[ExchangeRate, ...], months: int
) -> tuple[Decimal, Decimal] | None:
    """Over so many months or fewer. None: no rate stands so many months after another one."""
    if extremes(history, months) is None:
        return None
    found = [extremes(history, length) for length in range(1, months + 1)]
    lows, highs = zip(*(ends for ends in found if ends), strict=True)
    return min(lows), max(highs)
