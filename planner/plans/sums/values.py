"""What the sums give back. Whole yen and dong; codes, never sentences."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from planner.matching.pay import Pay
from planner.matching.values import Figure
from planner.money.debt import Clock
from planner.money.enums import DebtProblem, InsuranceTrade, Line
from planner.money.kept import BesidePromise, KeptRange
from planner.money.pay import NetPay, YearEnd
from planner.money.rates import RateRange
from planner.money.values import Span
from planner.plans.models import Debt
from planner.reference.rates import Amount, Prefecture


class Origin(StrEnum):
    """Where an amount is from."""

    TYPED = "typed"
    PROMISED = "promised"
    # Promised in dong, worked out in yen.
    CONVERTED = "converted"
    EARLIER_YEAR = "earlier_year"
    # A published figure that stands in until the worker types one.
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the sums rest on beside the amounts. `rates`: of today; None = no rate at all.

    `starts_on`: first day of the first month there; not told = this month.
    """

    today: date
    starts_on: date
    is_start_told: bool
    prefecture: Prefecture | None
    insurance: InsuranceTrade
    birth_year: int | None
    dependants: int
    rates: RateRange | None


@dataclass(frozen=True, slots=True)
class Gross:
    """Pay per month before anything comes off. `rate`: dong for one yen, where it was converted.

    `rate_month` None with a rate: the rate that was typed beside the promise. `year`: the earlier year.
    """

    jpy: int
    origin: Origin
    year: int | None = None
    rate: Decimal | None = None
    rate_month: date | None = None


@dataclass(frozen=True, slots=True)
class Living:
    """Spent per month there on what the pay has not taken off yet. `examples`: what stands in for it."""

    low_jpy: int
    high_jpy: int
    origin: Origin
    year: int | None = None
    examples: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class YearSum:
    """A year of the stay, by its last month. `rules_month`: whose rules were taken; never after today.

    `has_prefecture_rate`: health insurance by the prefecture, else by the country's average.
    `carried`: lines of an earlier year that was typed. None: not told, or not known.
    """

    number: int
    month: date
    rules_month: date
    is_typed: bool
    gross: Gross | None
    net: NetPay | None
    year_end: YearEnd | None
    has_prefecture_rate: bool
    months_taxed: int
    living: Living | None
    rates: RateRange | None
    kept: KeptRange | None
    promise: BesidePromise | None
    carried: tuple[Line, ...] = ()
    carried_from: int | None = None


@dataclass(frozen=True, slots=True)
class DebtSum:
    """One debt alone. `months` until nothing is owed; None with a `problem`. `interest_vnd`: of the first month."""

    row: Debt
    months: int | None
    free_on: date | None
    total_interest_vnd: int | None
    interest_vnd: int
    problem: DebtProblem | None


@dataclass(frozen=True, slots=True)
class DebtsSum:
    """All debts together. `payment_vnd`: per month while all of them run."""

    debts: tuple[DebtSum, ...]
    owed_vnd: int
    payment_vnd: int
    first_payment_on: date
    clock: Clock


@dataclass(frozen=True, slots=True)
class HomeSum:
    """A month at home, dong. `pay`: the published band of work like the trade, None = typed, or the mean of
    the country. `figures`: behind a wage that was not typed; `living_amount` likewise.

    `kept`: from the low wage with this living to the high wage. `has_rent` None = not told.
    """

    wage: Span
    wage_origin: Origin
    pay: Pay | None
    figures: tuple[Figure, ...]
    living_vnd: int
    living_origin: Origin
    living_amount: Amount | None
    has_rent: bool | None
    kept: Span


@dataclass(frozen=True, slots=True)
class Sums:
    """`years`: the first two and all that were typed, in order. `debts` None = none told."""

    situation: Situation
    debts: DebtsSum | None
    years: tuple[YearSum, ...]
    home: HomeSum | None

    def year(self, number: int) -> YearSum | None:
        return next((year for year in self.years if year.number == number), None)
