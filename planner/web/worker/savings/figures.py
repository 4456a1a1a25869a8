"""The figures of the months in Japan, for the pages on savings and on coming home."""

from collections.abc import Sequence
from datetime import date

from accounts.models import User
from planner.plans.models import Remittance, SavingsPlan
from planner.plans.selectors.money import chosen_trade_of
from planner.plans.selectors.plan import WholePlan
from planner.plans.selectors.savings import money_months_of
from planner.plans.selectors.told import answers_of
from planner.plans.sums.japan import japan_sums
from planner.plans.sums.japan_values import JapanSums
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas


def japan_sums_of(
    person: User,
    plan: WholePlan,
    today: date,
    savings: SavingsPlan | None = None,
    remittances: Sequence[Remittance] = (),
) -> JapanSums:
    """What is not given is not in them: each page reads what it shows."""
    atlas = current_atlas()
    return japan_sums(
        plan,
        money_months_of(person),
        savings,
        remittances,
        answers_of(person),
        trade_code=chosen_trade_of(person),
        rules=current_rules(atlas.version),
        atlas=atlas,
        today=today,
    )
