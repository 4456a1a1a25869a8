"""Who looked at my page."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from planner.sharing.sections import Section
from planner.sharing.selectors import assignment_of, looks_at
from planner.web.people import signed_in_person

PER_PAGE = 30


@require_safe
@login_required
@never_cache
def who_looked(request: HttpRequest) -> HttpResponse:
    """Every look at the own page, with name, role, agency, time and sections."""
    person = signed_in_person(request)
    page = Paginator(looks_at(person), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(look, [Section(code).label for code in look.sections]) for look in page]
    return render(
        request,
        "worker/who_looked.html",
        {"page": page, "rows": rows, "assignment": assignment_of(person)},
    )
