"""The ranking, one trade, and up to three side by side."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from planner.matching.atlas import Atlas
from planner.matching.values import Home, Match, Ranking
from planner.plans.answers import Answers
from planner.plans.selectors.told import home_of, ranking_for
from planner.reference.models import Operation
from planner.reference.selectors import current_atlas
from planner.web.answers import current_answers
from planner.web.contents.agency_offers import agency_offers_for
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.match_rows import pathway_rows, reason_rows, trade_of_slug, trade_rows
from planner.web.worker.steps import first_open
from planner.web.worker.summary_rows import place_words
from planner.wording.terms import GROUPS, PATHWAYS

PER_PAGE = 10
SIDE_BY_SIDE = 3
ANY = ("", gettext_lazy("All"))


class FilterForm(forms.Form):
    """Narrow the ranking. What is not a choice is said, and narrows nothing."""

    pathway = forms.ChoiceField(
        label=gettext_lazy("Way to Japan"),
        choices=[ANY, *((str(key), label) for key, label in PATHWAYS.items())],
        required=False,
        widget=PlainSelect,
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Group"),
        choices=[ANY, *GROUPS.items()],
        required=False,
        widget=PlainSelect,
    )

    def narrowed(self, ranking: Ranking) -> list[Match]:
        chosen = self.cleaned_data if self.is_valid() else {}
        return [
            match
            for match in ranking.matches
            if (not chosen.get("pathway") or chosen["pathway"] in match.trade.pathways)
            and (not chosen.get("group") or chosen["group"] == match.trade.group)
        ]

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


@require_safe
@never_cache
def trades(request: HttpRequest) -> HttpResponse:
    atlas, answers = current_atlas(), current_answers(request)
    home = home_of(answers, atlas)
    if home is None:
        return redirect("question", step="province")
    ranking = ranking_for(answers, home, atlas)
    form = FilterForm(request.GET)
    page = Paginator(form.narrowed(ranking), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "worker/trades.html",
        {
            "form": form,
            "page": page,
            "rows": trade_rows(page.object_list, home, atlas, works=1),
            "total": len(ranking.matches),
            "place": place_words(answers, atlas),
            "shared": reason_rows(ranking.shared_against) if page.number == 1 else [],
            "open_step": first_open(answers, atlas),
        },
    )


@require_safe
@never_cache
def trade(request: HttpRequest, code: str) -> HttpResponse:
    atlas, answers = current_atlas(), current_answers(request)
    found = trade_of_slug(atlas, code)
    if found is None:
        raise Http404
    home = home_of(answers, atlas)
    if home is None:
        return redirect("question", step="province")
    ranking = ranking_for(answers, home, atlas)
    match = ranking.by_code[found.code]
    return render(
        request,
        "worker/trade.html",
        {
            "row": trade_rows([match], home, atlas, reasons=None)[0],
            "trade": found,
            "rank": ranking.matches.index(match) + 1,
            "total": len(ranking.matches),
            "place": place_words(answers, atlas),
            "operations": list(Operation.objects.filter(category__code=found.code).order_by("pk")),
            "pathways": pathway_rows(found),
            "agency_offers": agency_offers_for(request.user, found.code, timezone.localdate()),
        },
    )


@require_safe
@never_cache
def compare(request: HttpRequest) -> HttpResponse:
    """The first three of those asked for; what is no trade is left out."""
    atlas, answers = current_atlas(), current_answers(request)
    home = home_of(answers, atlas)
    if home is None:
        return redirect("question", step="province")
    asked = (trade_of_slug(atlas, slug) for slug in request.GET.getlist("trade"))
    found = list(dict.fromkeys(trade.code for trade in asked if trade))
    matches = _in_order(found[:SIDE_BY_SIDE], answers, home, atlas)
    return render(
        request,
        "worker/compare.html",
        {
            "rows": trade_rows(matches, home, atlas),
            "too_many": _("You ticked more than three. These are the first three.")
            if len(found) > SIDE_BY_SIDE
            else "",
        },
    )


def _in_order(codes: list[str], answers: Answers, home: Home, atlas: Atlas) -> list[Match]:
    if not codes:
        return []
    ranking = ranking_for(answers, home, atlas)
    return [match for match in ranking.matches if match.trade.code in codes]
