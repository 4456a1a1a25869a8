from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from planner.matching.values import Place
from planner.plans.selectors.told import home_of
from planner.reference.selectors import current_atlas
from planner.web.answers import current_answers
from planner.web.worker.economy_rows import economy_page


@require_safe
@never_cache
def my_economy(request: HttpRequest) -> HttpResponse:
    """The economy of the person's own home."""
    home = home_of(current_answers(request), current_atlas())
    if home is None:
        return redirect("question", step="province")
    return _page(request, home.place, is_own=True)


@require_safe
def economy(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Any province, former or of today. Public: nothing here is about a person."""
    atlas = current_atlas()
    place = {"former": atlas.former, "current": atlas.current}.get(kind, {}).get(code)
    if place is None:
        raise Http404
    return _page(request, place, is_own=False)


def _page(request: HttpRequest, place: Place, *, is_own: bool) -> HttpResponse:
    atlas = current_atlas()
    return render(
        request,
        "worker/economy.html",
        {
            "place": place,
            "is_own": is_own,
            "siblings": [
                *atlas.siblings(place),
                *(atlas.formers_of(place.code) if place.kind == "current" else ()),
            ],
            "page": economy_page(place, atlas, today=timezone.localdate()),
        },
    )
