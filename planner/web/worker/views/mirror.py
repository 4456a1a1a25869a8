"""With the trade that I have: what can I do at home, where, and what is missing?"""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from planner.matching.atlas import Atlas
from planner.matching.mirror import PlaceToWork, WorkAtHome
from planner.matching.values import Home
from planner.plans.selectors.told import home_of, mirror_for, ranking_for
from planner.reference.selectors import current_atlas
from planner.web.answers import current_answers
from planner.web.shared.rows import ReasonRow, Text
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.forms import trade_choices
from planner.web.worker.match_rows import WorkRow, reason_rows, trade_of_slug, trade_rows, work_row
from planner.web.worker.summary_rows import place_words
from planner.wording.terms import NEEDS, joined


class TradeForm(forms.Form):
    trade = forms.ChoiceField(
        label=gettext_lazy("My trade in Japan"), required=False, widget=PlainSelect
    )

    def __init__(self, data: object, *, atlas: Atlas) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["trade"].choices = trade_choices(atlas)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class HomeWorkRow:
    work: WorkRow
    there: str
    missing: str


@dataclass(frozen=True)
class PlaceRow:
    name: str
    url: str
    reasons: list[ReasonRow]


@require_safe
@never_cache
def mirror(request: HttpRequest) -> HttpResponse:
    atlas, answers = current_atlas(), current_answers(request)
    home = home_of(answers, atlas)
    if home is None:
        return redirect("question", step="province")
    asked = request.GET.get("trade") or answers.trade or ""
    form = TradeForm({"trade": asked} if asked else None, atlas=atlas)
    found = trade_of_slug(atlas, asked)
    context: dict[str, object] = {"form": form, "place": place_words(answers, atlas)}
    if found:
        result = mirror_for(home, found, atlas)
        match = ranking_for(answers, home, atlas).by_code[found.code]
        context |= {
            "row": trade_rows([match], home, atlas, works=0)[0],
            "works": [_work(item, home, atlas) for item in result.works],
            "own": _place(result.own),
            "rest": [_place(item) for item in result.rest],
            "others": [_place(item) for item in result.others],
        }
    return render(request, "worker/mirror.html", context)


def _work(item: WorkAtHome, home: Home, atlas: Atlas) -> HomeWorkRow:
    return HomeWorkRow(work_row(item.work, home, atlas), _needs(item.there), _needs(item.missing))


def _needs(codes: tuple[str, ...]) -> str:
    labels: list[Text] = [NEEDS[code] for code in codes]
    return joined([str(label) for label in labels])


def _place(item: PlaceToWork) -> PlaceRow:
    return PlaceRow(
        item.place.name,
        reverse("economy", args=[item.place.kind, item.place.code]),
        reason_rows(item.reasons),
    )
