"""What the sums rest on, out of the plan and the answers."""

from datetime import date
from decimal import Decimal

from planner.matching.values import Trade
from planner.money.enums import InsuranceTrade
from planner.money.rates import NoRate, RateRange, rate_range
from planner.money.values import ExchangeRate, Source
from planner.plans.answers import Answers
from planner.plans.selectors.plan import WholePlan
from planner.plans.sums.values import Situation
from planner.reference.rates import CurrentRules

_INSURANCE_OF = {
    "agriculture": InsuranceTrade.AGRICULTURE,
    "fishery": InsuranceTrade.AGRICULTURE,
    "construction": InsuranceTrade.CONSTRUCTION,
}


def situation_of(
    plan: WholePlan, answers: Answers, trade: Trade | None, rules: CurrentRules, today: date
) -> Situation:
    start = _start(plan, answers)
    code = plan.work.prefecture if plan.work else ""
    return Situation(
        today=today,
        starts_on=(start or today).replace(day=1),
        is_start_told=start is not None,
        prefecture=next((row for row in rules.prefectures if row.code == code), None),
        insurance=insurance_of(trade),
        birth_year=answers.birth_year,
        dependants=(plan.basis.dependants if plan.basis else None) or 0,
        rates=rates_today(plan, rules, today),
    )


def insurance_of(trade: Trade | None) -> InsuranceTrade:
    """By the group of the trade: farming, with forestry and fishing, and construction have rates of their own."""
    return _INSURANCE_OF.get(trade.group if trade else "", InsuranceTrade.GENERAL)


def rates_at(
    rules: CurrentRules, on: date, typed: Decimal | None = None, typed_month: date | None = None
) -> RateRange | None:
    """Dong for one yen on a day; a typed rate is the middle. None without any rate."""
    given = ExchangeRate(typed_month or on.replace(day=1), typed, Source("", "")) if typed else None
    try:
        return rate_range(rules.exchange_rates, given, on)
    except NoRate:
        return None


def rates_today(plan: WholePlan, rules: CurrentRules, today: date) -> RateRange | None:
    """With what the person typed, if anything."""
    basis = plan.basis
    if basis is None:
        return rates_at(rules, today)
    return rates_at(rules, today, basis.vnd_per_jpy, basis.rate_month)


def _start(plan: WholePlan, answers: Answers) -> date | None:
    if plan.way:
        return plan.way.arrives_on or plan.way.departs_on
    return answers.departs_in
