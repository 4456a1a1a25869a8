"""What the sums of the months in Japan give back. Whole yen and dong; codes, never sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from planner.money.gap import PromiseGap
from planner.money.kept_months import KeptMonth
from planner.money.lump_sum import LumpSum
from planner.money.minimum_wage import HourlyCheck
from planner.money.paid_off import RealClock
from planner.money.simulation import RateBand
from planner.money.values import Source, Span
from planner.plans.models import Remittance
from planner.plans.sums.values import HomeSum, Situation, YearSum


class Departure(StrEnum):
    """What of the months departs from what was promised, or from the law."""

    # More than LESS_PAY below the promise, before anything comes off.
    LESS_PAY = "less_pay"
    # More than MORE_HOURS above the hours of the contract.
    MORE_HOURS = "more_hours"
    BELOW_LOWEST_PAY = "below_lowest_pay"


@dataclass(frozen=True, slots=True)
class MonthRate:
    """Dong for one yen to use for `month`: the published mean of `of_month`, the nearest one that is known.

    `source` None: received by the worker in that month, as typed.
    """

    month: date
    vnd_per_jpy: Decimal
    of_month: date
    source: Source | None

    @property
    def is_typed(self) -> bool:
        return self.source is None

    @property
    def is_other_month(self) -> bool:
        return self.of_month != self.month


@dataclass(frozen=True, slots=True)
class PromiseSum:
    """The promise beside the mean of `months`. `gap`: amounts of one month; its paid rate is the mean by what was paid.

    `promised_rate`, `rates`: published monthly rates, of the promise's month and of each paid one.
    `typed_rate`: dong for one yen that was typed with the promise, for comparison.
    """

    gap: PromiseGap
    months: tuple[date, ...]
    promised_rate: MonthRate
    rates: tuple[MonthRate, ...]
    typed_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RestMonth:
    """What was owed after a month's payment, dong. `is_assumed`: nothing was told of the month: the planned payment."""

    month: date
    paid_vnd: int | None
    rest_vnd: int
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class KeptYear:
    """A year of the stay, 1 = the first. `mean_vnd`: kept a month, of the `told` months; None = none told.

    `typed`: the sums of a year that was typed as a whole, to stand beside it.
    """

    number: int
    told: int
    mean_vnd: int | None
    typed: YearSum | None


@dataclass(frozen=True, slots=True)
class HourlySum:
    """Hours and gross pay of the newest month that told both. `check` None: the prefecture is not known."""

    month: date
    gross_jpy: int
    hours: Decimal
    check: HourlyCheck | None


@dataclass(frozen=True, slots=True)
class SentMonth:
    """Agreed with the family and really sent. `agreed_vnd`: an agreement in yen at the rate of the month.

    `is_less`: less was sent than agreed, in the currency of the agreement.
    """

    month: date
    agreed: Remittance | None
    agreed_vnd: int | None
    sent_jpy: int | None
    sent_vnd: int | None
    rate: MonthRate | None
    is_less: bool


@dataclass(frozen=True, slots=True)
class SavingsSum:
    """Put aside, at the end of `month`. `typed_month`: the one whose savings were typed; None = only months told count.

    `total`, `free`: dong at a low, a middle and a high yen; `free` without `emergency_vnd`, never below 0.
    `added_jpy`: saved in the months after `typed_month`; None of them told = 0.
    """

    month: date | None
    typed_month: date | None
    jpy: int
    vnd: int
    added_jpy: int
    emergency_vnd: int
    total: Span | None
    free: Span | None


@dataclass(frozen=True, slots=True)
class BandSum:
    """JapanSums.band_jpy in dong some months from now. `is_scenario`: no probability is meant."""

    months_ahead: int
    vnd: Span
    rate: RateBand

    @property
    def is_scenario(self) -> bool:
        return self.rate.is_scenario


@dataclass(frozen=True, slots=True)
class PensionSum:
    """The lump sum if cover ends on `ends_on`. `lump` None: not 6 months of cover, or no pay told, or no rule.

    `months`: of cover, counted from the arrival. `mean_standard_jpy`: of the `told` months with pay.
    `claim_by`: the last day to claim; None without a day of return.
    """

    ends_on: date
    is_planned_return: bool
    months: int
    told: int
    mean_standard_jpy: int | None
    lump: LumpSum | None
    lump_vnd: Span | None
    claim_by: date | None


@dataclass(frozen=True, slots=True)
class JapanSums:
    """`months`: every month told, in order. `rests`: by month from the first payment.

    `promise`: of the newest 12 months with pay; `promise_by_year`: by year of the stay.
    `mean_kept_vnd`: a month, of the newest 12 that told it. `saved_jpy_month`: of the newest 3 that told it.
    `bands`: what `band_jpy` will be worth: all yen put aside, or EXAMPLE_JPY where there are none;
    `history_from`: the first month of the rates behind them.
    """

    situation: Situation
    returns_on: date | None
    home: HomeSum | None
    months: tuple[KeptMonth, ...]
    real_clock: RealClock | None
    rests: tuple[RestMonth, ...]
    promise: PromiseSum | None
    promise_by_year: Mapping[int, PromiseSum]
    years: tuple[KeptYear, ...]
    mean_kept_vnd: int | None
    hourly: HourlySum | None
    departures: tuple[Departure, ...]
    sent: tuple[SentMonth, ...]
    put_aside: SavingsSum
    saved_jpy_month: int | None
    rate_bands: tuple[RateBand, ...]
    bands: tuple[BandSum, ...]
    band_jpy: int
    history_from: date | None
    pension: PensionSum | None

    @property
    def gap(self) -> PromiseGap | None:
        return self.promise.gap if self.promise else None

    @property
    def savings_jpy(self) -> int:
        return self.put_aside.jpy

    @property
    def savings_vnd(self) -> int:
        return self.put_aside.vnd

    @property
    def savings(self) -> Span | None:
        """Everything put aside, dong at a low, a middle and a high yen. The emergency money is in it."""
        return self.put_aside.total

    @property
    def claim_by(self) -> date | None:
        return self.pension.claim_by if self.pension else None
