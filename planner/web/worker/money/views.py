from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planner.plans.selectors.money import chosen_trade_of, money_plan_of
from planner.plans.selectors.told import answers_of
from planner.plans.sums.whole import sums_of
from planner.plans.sums.years import LAST_YEAR
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.worker.door import worker_page
from planner.web.worker.money.rows import money_page
from planner.web.worker.offer.checks import checked_costs, programme_of


class YearForm(forms.Form):
    year = forms.IntegerField(required=False, min_value=1, max_value=LAST_YEAR)


@require_safe
@worker_page(Section.MONEY)
def my_money(request: HttpRequest) -> HttpResponse:
    """Debt, pay there, what is kept there and at home: all on one page."""
    form = YearForm(request.GET)
    asked = form.cleaned_data["year"] if form.is_valid() else None
    person, today = signed_in_person(request), timezone.localdate()
    atlas = current_atlas()
    rules = current_rules(atlas.version)
    plan, answers = money_plan_of(person), answers_of(person)
    trade_code = chosen_trade_of(person) or answers.trade
    sums = sums_of(plan, answers, trade_code=trade_code, rules=rules, atlas=atlas, today=today)
    costs = (
        checked_costs(
            items=plan.items,
            pay=plan.pay,
            programme=programme_of(answers.pathway, trade_code),
            trade_code=trade_code,
            rules=rules,
            today=today,
        ).found
        if plan.items
        else None
    )
    return render(
        request, "worker/money/my_money.html", {"page": money_page(plan, sums, costs, asked=asked)}
    )
