"""A month's pay in Japan as asked and as answered. Whole yen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from planner.money.enums import InsuranceTrade, Line, PayNote
from planner.money.values import Source

SOCIAL = (Line.HEALTH, Line.CARE, Line.CHILD_LEVY, Line.PENSION, Line.EMPLOYMENT)
TAXES = (Line.INCOME_TAX, Line.RESIDENT_TAX)
AGREED = (Line.RENT, Line.MEALS, Line.UTILITIES)


@dataclass(frozen=True, slots=True)
class PayQuestion:
    """One month to work out.

    `pay_jpy`: the month's whole pay with allowances and overtime, without commuting money (`commuting_jpy`, tax-free).
    `on`: a day of the month. `health_total_pct`: the prefecture's whole rate in that
    month (the worker pays half) with its `health_source`; None = national average.
    `age`: for care insurance only. `dependants`: declared ones aged 16 or more.
    `income_last_year_jpy`: gross pay in Japan in the calendar year `resident_tax.income_year(on)`; None or 0 = none.
    `standard_jpy`: the standard monthly amount of the notice, None = from this month's pay.
    `typed`: lines of the payslip. `agreed`: rent, meals and utilities by contract.
    """

    pay_jpy: int
    on: date
    commuting_jpy: int = 0
    health_total_pct: Decimal | None = None
    insurance: InsuranceTrade = InsuranceTrade.GENERAL
    age: int | None = None
    dependants: int = 0
    income_last_year_jpy: int | None = None
    standard_jpy: int | None = None
    typed: Mapping[Line, int] = field(default_factory=dict)
    agreed: Mapping[Line, int] = field(default_factory=dict)
    health_source: Source | None = None

    def __post_init__(self) -> None:
        amounts = [self.pay_jpy, self.commuting_jpy, self.dependants]
        amounts += [self.income_last_year_jpy or 0, self.standard_jpy or 0]
        amounts += [*self.typed.values(), *self.agreed.values()]
        if min(amounts) < 0:
            raise ValueError("amounts and dependants are never negative")


@dataclass(frozen=True, slots=True)
class PayLine:
    """One line that comes off. `estimated_jpy` None: not estimated. `is_replaced`: inside the one sum that was typed.

    `base_jpy`, `rate_pct`: what the estimate was worked out from, where it is a plain percentage.
    `is_agreed`: the estimate is what the contract says.
    """

    line: Line
    estimated_jpy: int | None = None
    typed_jpy: int | None = None
    base_jpy: int | None = None
    rate_pct: Decimal | None = None
    source: Source | None = None
    is_agreed: bool = False
    is_replaced: bool = False

    @property
    def counted_jpy(self) -> int:
        """What comes off in the sum: typed before estimated; 0 where neither is known."""
        if self.is_replaced:
            return 0
        known = self.typed_jpy if self.typed_jpy is not None else self.estimated_jpy
        return known or 0

    @property
    def is_known(self) -> bool:
        return self.is_replaced or self.typed_jpy is not None or self.estimated_jpy is not None


@dataclass(frozen=True, slots=True)
class NetPay:
    """Whole yen. `standard_jpy`: of health insurance; None = above the rows. `taxable_jpy`: "A", None = insurance unknown.

    `is_complete`: every line is estimated or typed. Where it is False, `net_jpy` is too high by what is unknown.
    """

    lines: tuple[PayLine, ...]
    paid_jpy: int
    net_jpy: int
    standard_jpy: int | None
    taxable_jpy: int | None
    is_complete: bool
    notes: tuple[PayNote, ...]

    def line(self, line: Line) -> PayLine | None:
        return next((found for found in self.lines if found.line == line), None)


@dataclass(frozen=True, slots=True)
class YearEnd:
    """December's settlement of twelve months like one: `gain_jpy` comes back (below 0: more is taken). None: not known."""

    year: int
    tax_jpy: int | None
    withheld_jpy: int | None

    @property
    def gain_jpy(self) -> int | None:
        if self.tax_jpy is None or self.withheld_jpy is None:
            return None
        return self.withheld_jpy - self.tax_jpy
