"""Who may open the counselors' pages. For everybody else they are not there."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.enums import Role
from accounts.models import User
from planner.web.people import signed_in_person

View = Callable[..., HttpResponse]


def counselor_page(view: View) -> View:
    return _only_for({Role.COUNSELOR, Role.SUPERVISOR}, view)


def supervisor_page(view: View) -> View:
    return _only_for({Role.SUPERVISOR}, view)


def reader_of(request: HttpRequest) -> User:
    """The counselor or supervisor whom the door let in."""
    return signed_in_person(request)


def _only_for(roles: set[Role], view: View) -> View:
    @login_required
    @never_cache
    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        person = reader_of(request)
        if person.role not in roles or person.agency_id is None:
            raise Http404
        return view(request, *args, **kwargs)

    return door
