"""Somebody leaves: their caseload is handed over, after a page that says how many go where."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.selectors import cares_in
from planner.casework.selectors.team import (
    in_care_of,
    leaver_of,
    open_invitations_of,
)
from planner.casework.services.bulk import MOST_AT_ONCE, TooManyAtOnce
from planner.casework.services.handing_over import HandedOver, hand_over_caseload, spread
from planner.sharing.selectors import loads_of
from planner.sharing.services import MayNotMove, NotInOneAgency, log_list
from planner.web.counselor.door import reader_of, supervisor_page
from planner.web.counselor.team_desk.forms import HandOverForm
from planner.web.counselor.team_desk.views import agency_of


@require_http_methods(["GET", "HEAD", "POST"])
@supervisor_page
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one counselor, or some; at most MOST_AT_ONCE in one go."""
    reader, agency, now = reader_of(request), agency_of(request), timezone.now()
    leaver = leaver_of(reader, pk)
    if leaver is None:
        raise Http404
    workers = in_care_of(reader, leaver)
    invitations = open_invitations_of(reader, leaver, now=now).count()
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        colleagues=list(loads_of(agency).exclude(pk=leaver.pk)),
        workers=workers[:MOST_AT_ONCE],
        invitations=invitations,
    )
    context: dict[str, Any] = {
        "form": form,
        "leaver": leaver,
        "is_gone": not cares_in(leaver, agency_id=agency.pk),
        "workers": len(workers),
        "now_at_once": min(len(workers), MOST_AT_ONCE),
        "remain": max(len(workers) - MOST_AT_ONCE, 0),
        "invitations": invitations,
    }
    if form.is_valid():
        if form.cleaned_data["is_sure"]:
            return _done(request, leaver, form)
        context |= _numbers(form, dict(workers))
        log_list(reader=reader, filters="hand-over", count=len(form.chosen), now=now)
        return render(request, "counselor/team/hand_over_sure.html", context)
    log_list(reader=reader, filters="hand-over", count=len(workers), now=now)
    return render(request, "counselor/team/hand_over.html", context)


def _numbers(form: HandOverForm, names: dict[int, str]) -> dict[str, Any]:
    """How many each has now, and would have. Hidden fields say it again: what was seen is what is done."""
    here = [pk for pk in form.chosen if pk in names]
    shares = spread(here, form.takers)
    gets = [sum(one.pk == person.pk for one in shares.values()) for person in form.takers]
    return {
        "count": len(here),
        "refused": len(form.chosen) - len(here),
        "with_invitations": form.cleaned_data.get("with_invitations"),
        "shares": [
            (person, person.load, share, person.load + share)  # type: ignore[attr-defined]
            for person, share in zip(form.takers, gets, strict=True)
        ],
        "hidden": [
            *(("to", person.pk) for person in form.takers),
            ("which", "some" if form.chosen else "all"),
            *(("people", pk) for pk in form.chosen),
            *([("with_invitations", "on")] if form.cleaned_data.get("with_invitations") else []),
            ("words", form.cleaned_data["words"]),
            ("is_sure", "on"),
        ],
    }


def _done(request: HttpRequest, leaver: User, form: HandOverForm) -> HttpResponse:
    try:
        done = hand_over_caseload(
            by=reader_of(request),
            leaver=leaver,
            to=form.takers,
            workers=form.chosen,
            words=form.cleaned_data["words"],
            with_invitations=bool(form.cleaned_data.get("with_invitations")),
            now=timezone.now(),
        )
    except (MayNotMove, NotInOneAgency):
        messages.error(request, _("Something has changed since you opened this page. Look again."))
        return redirect("hand_over", pk=leaver.pk)
    except TooManyAtOnce:
        text = _("At most %(most)d workers at once. Nothing was handed over.")
        messages.error(request, text % {"most": MOST_AT_ONCE})
        return redirect("hand_over", pk=leaver.pk)
    _say(request, leaver, done)
    remains = bool(in_care_of(reader_of(request), leaver))
    return redirect("hand_over", pk=leaver.pk) if remains else redirect("team")


def _say(request: HttpRequest, leaver: User, done: HandedOver) -> None:
    words = ngettext("%(count)d worker handed over.", "%(count)d workers handed over.", done.moved)
    said = [words % {"count": done.moved}]
    if done.invitations:
        words = ngettext(
            "%(count)d open invitation went along.",
            "%(count)d open invitations went along.",
            done.invitations,
        )
        said.append(words % {"count": done.invitations})
    messages.success(request, " ".join(said))
    if done.refused:
        words = ngettext(
            "%(count)d was not in the care of %(name)s and was left alone.",
            "%(count)d were not in the care of %(name)s and were left alone.",
            done.refused,
        )
        messages.warning(request, words % {"count": done.refused, "name": leaver.name})
