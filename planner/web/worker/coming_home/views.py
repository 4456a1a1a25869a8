"""When it is safe to go home, and how long the savings last there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planner.plans.selectors.savings import japan_plan_of, savings_of
from planner.plans.sums import coming_home as sums
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.worker.coming_home.forms import WhatIfForm
from planner.web.worker.coming_home.rows import home_page
from planner.web.worker.door import worker_page
from planner.web.worker.savings.figures import japan_sums_of


@require_safe
@worker_page(Section.MONEY)
def coming_home(request: HttpRequest) -> HttpResponse:
    """Runway with and without the house, the earliest safe return, and what moves it most. What is tried is not saved."""
    person, today = signed_in_person(request), timezone.localdate()
    savings = savings_of(person)
    told = japan_sums_of(person, japan_plan_of(person), today, savings)
    saved = sums.plans_of(savings)
    form = WhatIfForm(request.GET if request.GET else None, plans=saved)
    is_tried = form.is_bound and form.is_valid()
    plans = sums.what_if(saved, **form.tried) if is_tried else saved
    answer = sums.coming_home(told, plans, today)
    return render(
        request,
        "worker/coming_home/coming_home.html",
        {
            "form": form,
            "is_tried": is_tried and plans != saved,
            "page": home_page(told, answer) if answer else None,
        },
    )
