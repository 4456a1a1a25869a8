"""What the rules say to an offer: its costs against the ceilings, its pay against the lowest pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from planner.money.ceilings import Contract, CostRates, holding
from planner.money.costs import CostCheck, CostItem, check_costs
from planner.money.enums import CostKind, Currency, Programme
from planner.money.minimum_wage import HourlyCheck, hourly_check
from planner.money.rates import to_jpy
from planner.money.values import Ceiling
from planner.plans import models
from planner.reference.rates import CurrentRules
from planner.web.worker.offer.rates import nearest_rate

USUAL_MONTHS = 36
# 40 hours a week (Labour Standards Act of Japan, art. 32): 40 × 365 ÷ 7 ÷ 12. What is above is overtime, and the basic
# wage does not pay for it.
NORMAL_HOURS = Decimal("173.8")
CARE_TRADES = frozenset({"TITP 7-13"})


class Missing(StrEnum):
    """What a check needs and was not told."""

    # Taken as today, as three years, as for a technical intern.
    DATE = "date"
    LENGTH = "length"
    WAY = "way"
    # Without these nothing is compared.
    PAY = "pay"
    PREFECTURE = "prefecture"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class CheckedCosts:
    """`only_for_some`: rules that hold where something is true that we do not know. `missing`: taken for granted."""

    found: CostCheck
    contract: Contract
    missing: tuple[Missing, ...]
    only_for_some: tuple[Ceiling, ...]


@dataclass(frozen=True, slots=True)
class CheckedPay:
    """`found` is None as long as something is missing. `pay_jpy` of a month over `hours`."""

    missing: tuple[Missing, ...]
    found: HourlyCheck | None = None
    pay_jpy: int = 0
    hours: Decimal = Decimal(0)
    is_basic_wage: bool = False
    is_limited: bool = False


def programme_of(pathway: str | None, trade_code: str | None) -> Programme | None:
    """The way that was told, else the one that the trade belongs to."""
    codes = (pathway or "", (trade_code or "").replace("-", " ").split(" ")[0])
    return next((item for code in codes for item in Programme if item == code), None)


def checked_costs(
    *,
    items: Sequence[models.CostItem],
    pay: models.PromisedPay | None,
    programme: Programme | None,
    trade_code: str | None,
    rules: CurrentRules,
    today: date,
) -> CheckedCosts:
    """Against the rules of the contract date; what is missing is taken and said."""
    signed_on = pay.signed_on if pay else None
    months = pay.months if pay else None
    told = {Missing.DATE: signed_on, Missing.LENGTH: months, Missing.WAY: programme}
    contract = Contract(
        programme=programme or Programme.TITP,
        signed_on=signed_on or today,
        years=Decimal(months or USUAL_MONTHS) / 12,
        basic_wage_jpy=pay.basic_wage_jpy if pay else None,
        is_care=trade_code in CARE_TRADES,
    )
    found = check_costs(
        [
            CostItem(CostKind(item.kind), item.amount, Currency(item.currency), item.words)
            for item in items
        ],
        contract,
        rules.ceilings,
        CostRates(vnd_per_jpy=_vnd_per_jpy(pay, rules, signed_on or today)),
    )
    return CheckedCosts(
        found=found,
        contract=contract,
        missing=tuple(name for name, value in told.items() if not value),
        only_for_some=_only_for_some(rules.ceilings, contract),
    )


def checked_pay(
    *,
    pay: models.PromisedPay | None,
    work: models.PromisedWork | None,
    rules: CurrentRules,
    today: date,
) -> CheckedPay:
    """The basic wage over normal hours where it is told, else the lower end of the promise over all hours."""
    promised = _promised_jpy(pay)
    told = {
        Missing.PAY: promised,
        Missing.PREFECTURE: work.prefecture if work else "",
        Missing.HOURS: work.hours_month if work else None,
    }
    missing = tuple(name for name, value in told.items() if not value)
    if missing or pay is None or work is None or work.hours_month is None or promised is None:
        return CheckedPay(missing)
    basic = pay.basic_wage_jpy
    hours = min(work.hours_month, NORMAL_HOURS) if basic else work.hours_month
    pay_jpy = basic or promised
    wages = rules.wages.get(work.prefecture, ())
    return CheckedPay(
        missing=(),
        found=hourly_check(pay_jpy, hours, wages, today),
        pay_jpy=pay_jpy,
        hours=hours,
        is_basic_wage=bool(basic),
        is_limited=hours != work.hours_month,
    )


def _promised_jpy(pay: models.PromisedPay | None) -> int | None:
    if pay is None:
        return None
    if pay.basic_wage_jpy or pay.currency == Currency.JPY:
        return pay.basic_wage_jpy or pay.low
    return to_jpy(pay.low, pay.vnd_per_jpy) if pay.vnd_per_jpy else None


def _vnd_per_jpy(pay: models.PromisedPay | None, rules: CurrentRules, day: date) -> Decimal | None:
    if pay is not None and pay.vnd_per_jpy:
        return pay.vnd_per_jpy
    rate = nearest_rate(rules.exchange_rates, day)
    return rate.vnd_per_jpy if rate else None


def _only_for_some(ceilings: Sequence[Ceiling], contract: Contract) -> tuple[Ceiling, ...]:
    """Rules that free those who were in Japan before: nobody has told us whether this is one of them."""
    for_all = holding(ceilings, contract)
    again = Contract(
        programme=contract.programme,
        signed_on=contract.signed_on,
        years=contract.years,
        is_after_titp=True,
        is_care=contract.is_care,
        is_titp_3_same_agency=True,
    )
    return tuple(row for row in holding(ceilings, again) if row not in for_all)
