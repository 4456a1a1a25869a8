"""How often a band of exchange rates would have held: measured on the history, month by month.

At every month that has 36 months behind it the band is made of those months alone, and compared with what came after. The windows
overlap: of 59 over 36 months only two do not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from statistics import stdev

from planner.money.month_numbers import month_number
from planner.money.simulation import BAND_MONTHS, LEAST_MONTHS, SEED, band_reaches
from planner.money.values import ExchangeRate

GOAL = Decimal("0.8")
# 80 % of a normal distribution lie within so many standard deviations.
NORMAL_80 = Decimal("1.2816")
STEP = Decimal("0.05")

# Of the months up to a day and a seed: months ahead, and how many times the rate may grow or shrink.
Reaches = Callable[[tuple[ExchangeRate, ...], int], Iterable[tuple[int, Decimal]]]


@dataclass(frozen=True, slots=True)
class Window:
    """A band made at `origin`, and what came. All but the numbers of months: natural logarithms of the rate's change.

    `reach`: how far the band goes up and, before it is widened, down.
    """

    origin: int
    months_ahead: int
    change: Decimal
    reach: Decimal

    @property
    def low_factor(self) -> Decimal | None:
        """How many times as far the low should have lain below; 1: it held. None: the yen left it above."""
        if self.change > self.reach:
            return None
        return max(Decimal(1), -self.change / self.reach)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares 0–1. Widths: high − low as a share of the rate at the start, mean over the windows.

    `independent`: windows that fit side by side. `score`: mean width in logarithms, plus ten times what a miss is off by: the lower the
    better (interval score for 80 %; Gneiting and Raftery 2007). `known_then_share`: held with a factor found only on windows that were
    over when the band was made.
    """

    months_ahead: int
    windows: int
    independent: int
    share: Decimal
    width: Decimal
    score: Decimal
    low_factor: Decimal
    widened_share: Decimal
    widened_width: Decimal
    known_then_share: Decimal


def coverages(windows: Sequence[Window]) -> list[Coverage]:
    """By months ahead."""
    return [
        _coverage([window for window in windows if window.months_ahead == months])
        for months in BAND_MONTHS
    ]


def windows_of(
    history: Sequence[ExchangeRate],
    *,
    first: int = LEAST_MONTHS,
    reaches: Reaches = band_reaches,
    seed: int = SEED,
) -> list[Window]:
    """A window for every month with `first` months up to it and a rate 6, 12, 24 or 36 months later."""
    rates = sorted(history, key=lambda rate: rate.month)
    logs = {month_number(rate.month): rate.vnd_per_jpy.ln() for rate in rates}
    return list(_windows(rates, logs, first, reaches, seed))


def walk_reaches(past: tuple[ExchangeRate, ...], seed: int = SEED) -> Iterator[tuple[int, Decimal]]:
    """The same of a plain random walk: monthly changes without direction or memory, normally distributed. No seed is needed."""
    logs = [(month_number(rate.month), rate.vnd_per_jpy.ln()) for rate in past]
    deviation = stdev(
        after - before
        for (month, before), (next_month, after) in pairwise(logs)
        if next_month - month == 1
    )
    for months in BAND_MONTHS:
        yield months, (NORMAL_80 * deviation * Decimal(months).sqrt()).exp()


def low_factor_of(windows: Sequence[Window]) -> Decimal:
    """The least factor on the low side, in steps of 0.05, with which eight of ten windows held.

    Raises ValueError where the yen left too many above.
    """
    factors = sorted(window.low_factor or Decimal("Infinity") for window in windows)
    needed = factors[int((GOAL * len(factors)).to_integral_value(ROUND_CEILING)) - 1]
    if not needed.is_finite():
        raise ValueError("a lower low does not help: the yen rose above the band")
    return (needed / STEP).to_integral_value(ROUND_CEILING) * STEP


def share_held(windows: Sequence[Window], low_factor: Decimal) -> Decimal:
    """The share 0–1 of windows that hold when the low side is widened by the factor."""
    return _share(_held_with(window, low_factor) for window in windows)


def _windows(
    rates: list[ExchangeRate], logs: dict[int, Decimal], first: int, reaches: Reaches, seed: int
) -> Iterator[Window]:
    for count in range(first, len(rates)):
        origin = month_number(rates[count - 1].month)
        for months, reach in reaches(tuple(rates[:count]), seed):
            if origin + months in logs:
                yield Window(origin, months, logs[origin + months] - logs[origin], reach.ln())


def _coverage(windows: Sequence[Window]) -> Coverage:
    months, factor = windows[0].months_ahead, low_factor_of(windows)
    return Coverage(
        months_ahead=months,
        windows=len(windows),
        independent=(windows[-1].origin + months - windows[0].origin) // months,
        share=share_held(windows, Decimal(1)),
        width=_width((window.reach, window.reach) for window in windows),
        score=_mean(_score(window) for window in windows),
        low_factor=factor,
        widened_share=share_held(windows, factor),
        widened_width=_width((window.reach * factor, window.reach) for window in windows),
        known_then_share=_share(
            _held_with(window, _known_at(window, windows)) for window in windows
        ),
    )


def _held_with(window: Window, factor: Decimal) -> bool:
    return window.low_factor is not None and window.low_factor <= factor


def _known_at(window: Window, windows: Sequence[Window]) -> Decimal:
    """The factor that the windows gave which were over when this one began; 1 where there were none."""
    over = [past for past in windows if past.origin + past.months_ahead <= window.origin]
    return low_factor_of(over) if over else Decimal(1)


def _score(window: Window) -> Decimal:
    miss = max(Decimal(0), abs(window.change) - window.reach)
    return 2 * window.reach + 2 / (1 - GOAL) * miss


def _share(held: Iterable[bool]) -> Decimal:
    return _mean(Decimal(mark) for mark in held)


def _width(reaches: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Of bands that go so far down and so far up."""
    return _mean(up.exp() - (-down).exp() for down, up in reaches)


def _mean(numbers: Iterable[Decimal]) -> Decimal:
    found = list(numbers)
    return sum(found, Decimal(0)) / len(found)
