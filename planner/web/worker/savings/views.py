"""The months in Japan in money: as it really is, and what is put aside."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from planner.plans.models import Remittance, SavingsPlan
from planner.plans.selectors.money import chosen_trade_of
from planner.plans.selectors.plan import WholePlan
from planner.plans.selectors.savings import (
    japan_plan_of,
    money_months_of,
    remittances_of,
    return_plan_of,
    savings_of,
)
from planner.plans.selectors.told import answers_of
from planner.plans.sums.japan import japan_sums
from planner.plans.sums.japan_values import JapanSums
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.worker.door import worker_page
from planner.web.worker.savings.japan_rows import japan_page
from planner.web.worker.savings.savings_rows import savings_page


@require_safe
@worker_page(Section.MONEY)
def money_in_japan(request: HttpRequest) -> HttpResponse:
    """Debt, promise and what is kept, by the months that were told."""
    person = signed_in_person(request)
    page = japan_page(_worked_out(person, japan_plan_of(person)))
    return render(request, "worker/savings/money_in_japan.html", {"page": page})


@require_safe
@worker_page(Section.MONEY)
def my_savings(request: HttpRequest) -> HttpResponse:
    """What is put aside, what it may be worth, what was sent, and the pension."""
    person = signed_in_person(request)
    savings = savings_of(person)
    sums = _worked_out(person, return_plan_of(person), savings, remittances_of(person))
    return render(request, "worker/savings/my_savings.html", {"page": savings_page(sums, savings)})


def _worked_out(
    person: User,
    plan: WholePlan,
    savings: SavingsPlan | None = None,
    remittances: Sequence[Remittance] = (),
) -> JapanSums:
    atlas = current_atlas()
    answers = answers_of(person)
    return japan_sums(
        plan,
        money_months_of(person),
        savings,
        remittances,
        answers,
        trade_code=chosen_trade_of(person) or answers.trade,
        rules=current_rules(atlas.version),
        atlas=atlas,
        today=timezone.localdate(),
    )
