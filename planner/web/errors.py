"""Answers to requests that cannot be served as asked."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views import defaults

from accounts.enums import Language

SECONDS_UNTIL_AGAIN = 30


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere: say what to do, keep the technical reason to ourselves."""
    return render(request, "403_csrf.html", status=403)


def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", status=413)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django takes a body that is too large for one of many bad requests; here it says so."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Not middleware: Django answers for each layer's exception before the layer above could see it."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return database_away(request)
    return defaults.server_error(request)


def database_away(request: HttpRequest) -> HttpResponse:
    """In the person's language if they were known before it went, else in the one their browser chose here."""
    with translation.override(_language(request)):
        page = render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": str(SECONDS_UNTIL_AGAIN)})


def _language(request: HttpRequest) -> str:
    known = getattr(request, "LANGUAGE_CODE", "")
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return known or (chosen if chosen in Language.values else settings.LANGUAGE_CODE)
