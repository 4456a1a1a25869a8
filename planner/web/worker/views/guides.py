"""Pages for everybody: whom to call, and how the ways to Japan work. Nothing here is about a person."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.enums import Language
from planner.reference.selectors import help_lines, pathway_with_facts, pathways
from planner.web.worker.guide_rows import fact_parts, help_parts, way_row


@require_safe
@cache_control(public=True, max_age=3600)
def help_page(request: HttpRequest) -> HttpResponse:
    """Telephone numbers."""
    return render_for_all(request, "worker/help.html", lambda: {"parts": help_parts(help_lines())})


def render_for_all(
    request: HttpRequest, template: str, context: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """The same for all who read, and nothing is left behind of anybody who did.

    So the page has no form (its token would be a cookie), no word on who is signed in, no times in somebody's zone,
    and takes no message that waits for another page. The language is switched by the address; `context` is made in it.
    """
    asked = request.GET.get("language")
    language = asked if asked in Language.values else translation.get_language()
    with translation.override(language):
        response = render(
            request,
            template,
            {
                **context(),
                "languages": [item for item in Language if item != language],
                "user": None,
                "messages": [],
                "announcements": [],
            },
        )
    response.headers["Content-Language"] = str(language)
    return response


@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """The ways to Japan, and which is open when."""
    today = timezone.localdate()
    rows = [way_row(pathway, today=today) for pathway in pathways()]
    return render(request, "worker/ways.html", {"rows": rows})


@require_safe
def way(request: HttpRequest, key: str) -> HttpResponse:
    """One way to Japan in plain words."""
    pathway = pathway_with_facts(key.upper()) if key.islower() else None
    if pathway is None:
        raise Http404
    return render(
        request,
        "worker/way.html",
        {"row": way_row(pathway, today=timezone.localdate()), "parts": fact_parts(pathway)},
    )
