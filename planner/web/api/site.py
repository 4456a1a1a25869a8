"""The API as a whole: what belongs to it, and what it answers when something is wrong."""

from functools import cache
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from planner.web.api import benchmarks, writing
from planner.web.api.keys import KeyAuth
from planner.web.api.limits import PerKey
from planner.web.api.problems import NO_KEY, NOT_FOUND, Problem, not_valid, told
from planner.web.errors import SECONDS_UNTIL_AGAIN

PREFIX = "/api/v1/"
DESCRIPTION = "openapi.json"

api = NinjaAPI(
    title="Lối Về",
    version="1",
    description="Read and write the workers in your agency's care. See docs/api.md.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=KeyAuth(),
    throttle=[PerKey()],
)
# With what `writing` adds: an address belongs to the first router that has it, with all its methods.
api.add_router("", writing.router)
api.add_router("", benchmarks.router)


# The library has handlers of its own for these, and takes the nearest.
@api.exception_handler(HttpError)
@api.exception_handler(Http404)
@api.exception_handler(ValidationError)
@api.exception_handler(Exception)
def wrong(request: HttpRequest, error: Exception) -> HttpResponse:
    """What is expected, in words; anything else is our own fault, and Django's to report."""
    problem = _problem(error)
    if problem is None:
        raise error
    return told(problem)


def answer(request: HttpRequest, rest: str) -> HttpResponse:
    if rest == DESCRIPTION:
        return JsonResponse(description())
    try:
        # Its root is a page of the library's own.
        match = _resolver().resolve(rest or DESCRIPTION)
    except Resolver404:
        words = f"There is no such address. All of them are in {PREFIX}{DESCRIPTION}."
        return told(Problem(404, words))
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    if response.status_code == 405:
        # The library has them in no order.
        allowed = ", ".join(sorted(response.get("Allow", "").split(", ")))
        response = told(Problem(405, f"This address takes: {allowed}."))
        response["Allow"] = allowed
    return response


@cache
def description() -> dict[str, Any]:
    """In OpenAPI. The same for everybody, and nothing of anybody in it."""
    return api.get_openapi_schema(path_prefix=PREFIX)


@cache
def _resolver() -> URLResolver:
    return URLResolver(RegexPattern(""), api.urls[0])


def _problem(error: Exception) -> Problem | None:
    match error:
        case Problem():
            return error
        case Throttled():
            wait = max(1, ceil(error.wait or 0))
            return Problem(429, f"Too often. Ask again in {wait} seconds.", wait=wait)
        case AuthenticationError():
            return Problem(401, NO_KEY)
        case ValidationError():
            return not_valid(error.errors)
        case HttpError(status_code=400):
            return Problem(400, "The body is no JSON that can be read. Send it as UTF-8.")
        case HttpError():
            return Problem(error.status_code, str(error))
        case Http404():
            return Problem(404, NOT_FOUND)
        case RequestDataTooBig():
            return Problem(413, "This is too large. Send one worker at a time.")
        case OperationalError() | InterfaceError():
            words = "The database cannot be reached. Nothing was changed."
            return Problem(503, words, wait=SECONDS_UNTIL_AGAIN)
    return None
