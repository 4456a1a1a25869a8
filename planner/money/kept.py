"""What is kept each month, in Japan and at home, in one currency; and what was promised beside it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planner.money.enums import Currency
from planner.money.rates import RateRange, to_vnd
from planner.money.rounding import half_up
from planner.money.values import Span


@dataclass(frozen=True, slots=True)
class KeptRange:
    """Kept in Japan a month: `jpy`, and the same in dong at the middle rate (`vnd`), while the yen is low, and while it is high.

    Each span runs from dear living to cheap living. Below 0: not enough to live on.
    """

    jpy: Span
    vnd: Span
    vnd_low_yen: Span
    vnd_high_yen: Span

    @property
    def vnd_widest(self) -> Span:
        """Both doubts together: the worst and the best corner around the middle."""
        spans = (self.vnd, self.vnd_low_yen, self.vnd_high_yen)
        return Span(min(s.low for s in spans), self.vnd.mid, max(s.high for s in spans))


@dataclass(frozen=True, slots=True)
class HomeKept:
    """Kept at home a month, dong: living with one's own people, and paying rent."""

    rent_free: Span
    paying_rent: Span


@dataclass(frozen=True, slots=True)
class Promised:
    """Pay a month as it was promised, in its own currency; `vnd_per_jpy`: the rate of `on`, the day of the promise."""

    low: int
    high: int
    currency: Currency
    on: date
    vnd_per_jpy: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BesidePromise:
    """Dong a month. `short_vnd`: promised less what comes, middle against middle; below 0 = more than promised.

    `share`: (what comes − promised) ÷ promised, two places, one half away from 0: −0.54 = 54 % less. None of a promise of 0.
    """

    promised_vnd: Span
    actual_vnd: Span
    short_vnd: int
    share: Decimal | None


def kept_in_japan(
    net_jpy: int, living_low_jpy: int, living_high_jpy: int, rates: RateRange
) -> KeptRange:
    """Net pay less what is spent on living, a month. `living_…`: everything that `net_jpy` has not taken off yet.

    Raises ValueError where the low living is above the high one.
    """
    jpy = _left(Span(net_jpy, net_jpy, net_jpy), living_low_jpy, living_high_jpy)
    return KeptRange(
        jpy, _in_vnd(jpy, rates.mid), _in_vnd(jpy, rates.low), _in_vnd(jpy, rates.high)
    )


def kept_at_home(
    wage_low_vnd: int,
    wage_high_vnd: int,
    living_low_vnd: int,
    living_high_vnd: int,
    rent_vnd: int = 0,
) -> HomeKept:
    """Wage less living, a month, dong; `living_…` without rent. Low = the low wage with dear living."""
    wage = Span(wage_low_vnd, _middle(wage_low_vnd, wage_high_vnd), wage_high_vnd)
    return HomeKept(
        _left(wage, living_low_vnd, living_high_vnd),
        _left(wage, living_low_vnd + rent_vnd, living_high_vnd + rent_vnd),
    )


def beside_promise(promised: Promised, actual_jpy: int, rates: RateRange) -> BesidePromise:
    """The promise beside what comes. A promise in yen is taken at the rate of its day, else at today's middle rate.

    Raises ValueError for a promise in another currency.
    """
    if promised.currency == Currency.USD:
        raise ValueError("no rate with a source")
    low, high = promised.low, promised.high
    if promised.currency == Currency.JPY:
        rate = promised.vnd_per_jpy or rates.mid
        low, high = to_vnd(low, rate), to_vnd(high, rate)
    offered = Span(low, _middle(low, high), high)
    actual = Span(*(to_vnd(actual_jpy, rate) for rate in (rates.low, rates.mid, rates.high)))
    short = offered.mid - actual.mid
    share = _two_places(Fraction(-short, offered.mid)) if offered.mid else None
    return BesidePromise(offered, actual, short, share)


def _left(income: Span, living_low: int, living_high: int) -> Span:
    if living_low > living_high:
        raise ValueError("the low living is above the high one")
    return Span(
        income.low - living_high,
        income.mid - _middle(living_low, living_high),
        income.high - living_low,
    )


def _in_vnd(jpy: Span, vnd_per_jpy: Decimal) -> Span:
    return Span(
        to_vnd(jpy.low, vnd_per_jpy), to_vnd(jpy.mid, vnd_per_jpy), to_vnd(jpy.high, vnd_per_jpy)
    )


def _middle(low: int, high: int) -> int:
    return half_up(Decimal(low + high) / 2)


def _two_places(share: Fraction) -> Decimal:
    hundredths = half_up(Decimal(share.numerator * 100) / share.denominator)
    return Decimal(hundredths).scaleb(-2)
