"""Where to go on to, when the address or the form says so."""

from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def next_url(request: HttpRequest) -> str | None:
    """The page to go on to, when it is one of ours."""
    url: str | None = get_next_redirect_url(request)
    return url


def go_on(request: HttpRequest, *, otherwise: str) -> HttpResponseRedirect:
    # Not `redirect`: it would take a word without a slash for the name of a view, and fail.
    return HttpResponseRedirect(next_url(request) or reverse(otherwise))
