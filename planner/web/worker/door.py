"""Who may open the pages of a worker's own plan. For counselors and staff they are not there."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.enums import Role
from planner.plans.services.writing import NotThere
from planner.sharing.audiences import own_sections
from planner.sharing.sections import Section
from planner.web.people import signed_in_person

View = Callable[..., HttpResponse]


def worker_page(section: Section = Section.PLAN) -> Callable[[View], View]:
    """Of this section: in a browser that is shut out of it the page says so and shows nothing.

    What a service did not find among the worker's own is a page that is not there.
    """

    def of_section(view: View) -> View:
        @login_required
        @never_cache
        @wraps(view)
        def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            person = signed_in_person(request)
            if person.role != Role.WORKER:
                raise Http404
            if section not in own_sections(person):
                return render(request, "worker/shut.html", status=403)
            try:
                return view(request, *args, **kwargs)
            except NotThere:
                raise Http404 from None

        return door

    return of_section
