"""Rates and rules in force on a day, as plain values: kept, so that a plan can be worked out with them again later."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from planner.money.lump_sum import Multiplier
from planner.money.values import ExchangeRate, Rule, RuleBook, Source
from planner.plans.sums.home import SPENDING
from planner.plans.sums.years import LIVING_CASES, RENT_CASE
from planner.reference.rates import Amount, CurrentRules, Prefecture
from planner.sharing.stale import fingerprint

# The sums go by the newest one. With 36 of them every plan would be simulated, for bands that nobody is shown.
NEWEST_RATES = 12
AMOUNTS = (SPENDING, *LIVING_CASES, RENT_CASE)

Value = TypeVar("Value")


class NotReadable(ValueError):
    """Kept by an earlier version of these values."""


def in_force(rules: CurrentRules, today: date) -> CurrentRules:
    """Only what an outlook reads, and nothing that begins after `today`. What ends later than that is open.

    So a rule that is entered long before its first day counts as changed on that day.
    """
    begun = [rate for rate in rules.exchange_rates if rate.month <= today]
    return CurrentRules(
        version=rules.version,
        pay_rules=RuleBook(
            _open(rule, today)
            for rule in rules.pay_rules.rules
            if rule.valid_from is None or rule.valid_from <= today
        ),
        ceilings=(),
        exchange_rates=tuple(begun[-NEWEST_RATES:]),
        # They go by the day of the return, not by today.
        pension_multipliers=rules.pension_multipliers,
        prefectures=rules.prefectures,
        wages={},
        amounts={key: rules.amounts[key] for key in AMOUNTS if key in rules.amounts},
        templates=(),
        template_texts={},
        exam_sittings=(),
        exam_facts={},
    )


def _open(rule: Rule, today: date) -> Rule:
    if rule.valid_to is None or rule.valid_to < today:
        return rule
    return replace(rule, valid_to=None)


def plain_rules(rules: CurrentRules) -> dict[str, Any]:
    """As JSON keeps them."""
    return {
        "pay_rules": _plain(rules.pay_rules.rules),
        "exchange_rates": _plain(rules.exchange_rates),
        "pension_multipliers": _plain(rules.pension_multipliers),
        "prefectures": _plain(rules.prefectures),
        "amounts": _plain(tuple(rules.amounts.values())),
    }


def rules_of(stored: Mapping[str, Any], mark: str) -> CurrentRules:
    """What `plain_rules` gave. Raises NotReadable."""
    try:
        amounts = _read(Amount, stored["amounts"])
        return CurrentRules(
            version=mark,
            pay_rules=RuleBook(_read(Rule, stored["pay_rules"])),
            ceilings=(),
            exchange_rates=_read(ExchangeRate, stored["exchange_rates"]),
            pension_multipliers=_read(Multiplier, stored["pension_multipliers"]),
            prefectures=_read(Prefecture, stored["prefectures"]),
            wages={},
            amounts={amount.key: amount for amount in amounts},
            templates=(),
            template_texts={},
            exam_sittings=(),
            exam_facts={},
        )
    except (KeyError, TypeError, ArithmeticError) as error:
        raise NotReadable(mark) from error


def kept_rules(rules: CurrentRules, today: date) -> tuple[str, dict[str, Any]]:
    """Their mark, and they themselves as they are kept."""
    stored = plain_rules(in_force(rules, today))
    return fingerprint(stored), stored


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _read(kind: type[Value], rows: list[dict[str, Any]]) -> tuple[Value, ...]:
    types = _types_of(kind)  # type: ignore[arg-type]
    return tuple(
        kind(**{name: _typed(types[name], value) for name, value in row.items()}) for row in rows
    )


@cache
def _types_of(kind: type[Any]) -> dict[str, frozenset[Any]]:
    """The types of each field, None left out or not."""
    return {
        name: frozenset(get_args(hint) or (hint,)) for name, hint in get_type_hints(kind).items()
    }


def _typed(types: frozenset[Any], value: Any) -> Any:
    if value is None:
        return None
    if Source in types:
        return Source(**value)
    if Decimal in types:
        return Decimal(value)
    return date.fromisoformat(value) if date in types else value
