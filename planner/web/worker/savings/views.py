"""The months in Japan in money: as it really is, and what is put aside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planner.plans.selectors.savings import (
    japan_plan_of,
    remittances_of,
    return_plan_of,
    savings_of,
)
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.worker.door import worker_page
from planner.web.worker.savings.figures import japan_sums_of
from planner.web.worker.savings.japan_rows import japan_page
from planner.web.worker.savings.savings_rows import savings_page


@require_safe
@worker_page(Section.MONEY)
def money_in_japan(request: HttpRequest) -> HttpResponse:
    """Debt, promise and what is kept, by the months that were told."""
    person = signed_in_person(request)
    sums = japan_sums_of(person, japan_plan_of(person), timezone.localdate())
    return render(request, "worker/savings/money_in_japan.html", {"page": japan_page(sums)})


@require_safe
@worker_page(Section.MONEY)
def my_savings(request: HttpRequest) -> HttpResponse:
    """What is put aside, what it may be worth, what was sent, and the pension."""
    person, today = signed_in_person(request), timezone.localdate()
    plan, savings = return_plan_of(person), savings_of(person)
    sums = japan_sums_of(person, plan, today, savings, remittances_of(person))
    return render(request, "worker/savings/my_savings.html", {"page": savings_page(sums, savings)})
