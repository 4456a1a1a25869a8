"""All figures of a plan."""

from datetime import date

from planner.matching.atlas import Atlas
from planner.matching.values import Trade
from planner.plans.answers import Answers
from planner.plans.selectors.plan import WholePlan
from planner.plans.selectors.told import home_of
from planner.plans.sums.debts import debts_sum
from planner.plans.sums.home import home_sum
from planner.plans.sums.situation import situation_of
from planner.plans.sums.values import Sums
from planner.plans.sums.years import year_sums
from planner.reference.rates import CurrentRules


def sums_of(
    plan: WholePlan,
    answers: Answers,
    *,
    trade_code: str | None,
    rules: CurrentRules,
    atlas: Atlas,
    today: date,
) -> Sums:
    """`trade_code`: the trade that was chosen; without one, the trade of the answers counts."""
    trade = trade_of(trade_code, atlas) or trade_of(answers.trade, atlas)
    situation = situation_of(plan, answers, trade, rules, today)
    home = home_of(answers, atlas)
    return Sums(
        situation=situation,
        debts=debts_sum(plan.debts, situation.rates),
        years=year_sums(plan, situation, rules),
        home=home_sum(plan.basis, trade, home.place if home else None, atlas, rules),
    )


def trade_of(code: str | None, atlas: Atlas) -> Trade | None:
    """A job category, or the one of an operation."""
    if not code:
        return None
    return atlas.trades_by_code.get(code) or atlas.operations_to_trades.get(code)
