"""Who may open the pages about addresses: everybody who is signed in, each for their own."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from planner.plans.services.writing import NotThere
from planner.reminders.services.addresses import ShutHere

View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """What is not among the own addresses is not there; what a helped browser may not do is said on the list."""

    @login_required
    @never_cache
    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotThere:
            raise Http404 from None
        except ShutHere:
            messages.warning(request, shut_words())
            return redirect("addresses")

    return door


def shut_words() -> str:
    return _(
        "In this browser no address can be added for now: your password was set with a "
        "counselor's help. Your reminders go on as before."
    )
