"""Choose a trade: a misfit asks to be acknowledged, and never blocks. What was shown is kept."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from planner.matching.atlas import Atlas
from planner.matching.enums import Verdict
from planner.matching.records import ShownMatch
from planner.plans.choices import MadeChoice, Offer, choices_of, fits_otherwise, offer_of
from planner.plans.services.told import choose_trade
from planner.reference.selectors import current_atlas
from planner.web.answers import current_answers
from planner.web.contents.agency_offers import agency_offers_for
from planner.web.people import signed_in_person
from planner.web.shared.rows import MeterRow, ReasonRow, Text
from planner.web.worker.match_rows import (
    meter_rows,
    reason_rows,
    trade_of_slug,
    trade_rows,
    trade_slug,
)
from planner.web.worker.summary_rows import place_words
from planner.wording.languages import localized
from planner.wording.terms import VERDICTS

CHANGED = _("The figures or your answers have changed since you opened this page. Look again.")


class ChooseForm(forms.Form):
    """`shown`: which match was on the page. The tick is asked for only where the trade does not fit."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    acknowledged = forms.BooleanField(
        label=_("I have read this and continue"),
        error_messages={"required": _("Tick that you have read it, or choose another trade.")},
    )

    def __init__(self, data: Any = None, *, offer: Offer) -> None:
        super().__init__(data, initial={"shown": offer.key})
        self.offer = offer
        if offer.match.verdict != Verdict.MISALIGNED:
            del self.fields["acknowledged"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("shown") != self.offer.key:
            # Shown again with what holds now.
            self.data = {**self.data.dict(), "shown": self.offer.key}  # type: ignore[attr-defined]
            raise forms.ValidationError(CHANGED)
        return cleaned


@dataclass(frozen=True)
class ChoiceRow:
    """A choice as it was shown."""

    made: MadeChoice
    name: str
    name_ja: str
    url: str
    verdict: str
    verdict_words: Text
    reasons_for: list[ReasonRow]
    reasons_against: list[ReasonRow]
    meters: list[MeterRow]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """The match once more, and the decision. Whoever has no account yet is asked to register first."""
    atlas, answers = current_atlas(), current_answers(request)
    found = trade_of_slug(atlas, code)
    if found is None:
        raise Http404
    if not isinstance(request.user, User):
        return redirect(f"{reverse('register')}?{urlencode({'next': request.path})}")
    offer = offer_of(answers, found.code, atlas)
    if offer is None:
        return redirect("question", step="province")
    form = ChooseForm(request.POST if request.method == "POST" else None, offer=offer)
    if form.is_valid():
        choose_trade(
            person=request.user,
            offer=offer,
            is_acknowledged=form.cleaned_data.get("acknowledged", False),
            now=timezone.now(),
        )
        return redirect("my_choice")
    return render(
        request,
        "worker/choose.html",
        {
            "form": form,
            "row": trade_rows([offer.match], offer.home, atlas, reasons=None, works=1)[0],
            "is_misfit": "acknowledged" in form.fields,
            "place": place_words(answers, atlas),
        },
    )


@require_safe
@login_required
@never_cache
def my_choice(request: HttpRequest) -> HttpResponse:
    """The trade chosen, as it was shown, and whether it would be shown so today."""
    atlas, answers = current_atlas(), current_answers(request)
    person = signed_in_person(request)
    rows = [choice_row(made, atlas) for made in choices_of(person)]
    newest = rows[0] if rows else None
    return render(
        request,
        "worker/my_choice.html",
        {
            "newest": newest,
            "earlier": rows[1:],
            "is_look_again": newest is not None and fits_otherwise(newest.made, answers, atlas),
            "is_new_stage": newest is not None and newest.made.inputs.stage != answers.stage,
            "again_url": reverse("choose", args=[trade_slug(newest.made.trade_code)])
            if newest
            else "",
            "agency_offers": agency_offers_for(person, newest.made.trade_code, timezone.localdate())
            if newest
            else [],
        },
    )


def choice_row(made: MadeChoice, atlas: Atlas) -> ChoiceRow:
    trade = atlas.trades_by_code.get(made.trade_code)
    match: ShownMatch = made.match
    return ChoiceRow(
        made=made,
        name=localized(trade) if trade else made.trade_code,
        name_ja=trade.name_ja if trade else "",
        url=reverse("trade", args=[trade_slug(made.trade_code)]),
        verdict=match.verdict or "",
        verdict_words=VERDICTS[match.verdict] if match.verdict else "",
        reasons_for=reason_rows(match.reasons_for),
        reasons_against=reason_rows(match.reasons_against),
        meters=meter_rows(match) if match.components else [],
    )
