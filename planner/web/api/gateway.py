"""The way in to the API: one address for Django, and answers in JSON whatever happens behind it."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt


# A key opens it, no cookie: nothing that a foreign page could send along.
@csrf_exempt
@never_cache
def gateway(request: HttpRequest, rest: str) -> HttpResponse:
    # Its library takes a third of a second to load: not at every start of every process.
    from planner.web.api.site import answer  # noqa: PLC0415

    with translation.override("en"):
        response = answer(request, rest)
    response["Content-Language"] = "en"
    return response
