"""What the pages on coming home rest on: everything told of money, read once."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from planner.plans.models import SavingsPlan
from planner.plans.selectors.money import chosen_trade_of, money_plan_of
from planner.plans.selectors.months import months_of
from planner.plans.selectors.savings import remittances_of, savings_of
from planner.plans.selectors.told import answers_of
from planner.plans.sums.japan import japan_sums
from planner.plans.sums.japan_values import JapanSums
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas


@dataclass(frozen=True)
class Figures:
    sums: JapanSums
    savings: SavingsPlan | None


def figures_of(person: User, today: date) -> Figures:
    atlas = current_atlas()
    savings = savings_of(person)
    sums = japan_sums(
        money_plan_of(person),
        months_of(person),
        savings,
        remittances_of(person),
        answers_of(person),
        trade_code=chosen_trade_of(person),
        rules=current_rules(atlas.version),
        atlas=atlas,
        today=today,
    )
    return Figures(sums, savings)
