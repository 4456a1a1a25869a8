"""Rows of law, wages and rates as the sums read them. Amounts are whole yen and dong, or Decimal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure is from. `year` may be blank: undated."""

    name: str
    year: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rules on Japanese pay: amount = base × `rate_pct` / 100 + `fixed_jpy`.

    The range of the base is inclusive at both ends, None is open; so are the days.
    """

    name: str
    from_jpy: int | None
    to_jpy: int | None
    rate_pct: Decimal | None
    fixed_jpy: int | None
    valid_from: date | None
    valid_to: date | None
    source: Source


class NoRule(LookupError):
    """No row holds on this day for this base: the line is not estimated."""


class RuleBook:
    """All rules on Japanese pay, looked up by name, day and base."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_name: dict[str, list[Rule]] = {}
        for rule in rules:
            self._by_name.setdefault(rule.name, []).append(rule)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All of them, by name in the order of their first row."""
        return tuple(rule for rules in self._by_name.values() for rule in rules)

    def rule(self, name: str, on: date, base_jpy: int | None = None) -> Rule:
        """The one row that holds. Raises NoRule."""
        for rule in self._by_name.get(name, ()):
            if _holds(rule, on) and (base_jpy is None or _covers(rule, base_jpy)):
                return rule
        raise NoRule(name)

    def begins(self, name: str) -> date | None:
        """The first day of a levy or tax; None: not in the book, or its first day is open."""
        days = [rule.valid_from for rule in self._by_name.get(name, ())]
        return min((day for day in days if day is not None), default=None)


def _holds(rule: Rule, on: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= on) and (
        rule.valid_to is None or on <= rule.valid_to
    )


def _covers(rule: Rule, base_jpy: int) -> bool:
    return (rule.from_jpy is None or rule.from_jpy <= base_jpy) and (
        rule.to_jpy is None or base_jpy <= rule.to_jpy
    )


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What somebody may be charged at most, or a rule in words (`amount` None).

    `payer`: worker, agency, or japan_side, where the amount is a minimum and not a ceiling.
    `unit`: VND, JPY, USD, pct, months_of_basic_wage. `cost`: the CostKind it limits, "" = none of them.
    """

    key: str
    programme: str
    years_from: Decimal | None
    years_to: Decimal | None
    payer: str
    cost: str
    amount: Decimal | None
    unit: str
    valid_from: date | None
    valid_to: date | None
    rule_vi: str
    rule_en: str
    legal_basis: str
    source: Source


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """Dong for one yen: the mean of `month` (its first day), or one given by staff or by the worker."""

    month: date
    vnd_per_jpy: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class PrefectureWage:
    """The lowest pay of a prefecture, yen per hour, from a day; None = the day was not found."""

    fiscal_year: int
    jpy_hour: int
    valid_from: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Span:
    """A low, a middle and a high amount, in one currency: low ≤ mid ≤ high."""

    low: int
    mid: int
    high: int
