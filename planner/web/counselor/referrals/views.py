"""The desk's referrals and transfers: a list, and one with the answers that are possible."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from planner.casework.enums import OPEN_REFERRALS, ReferralKind, ReferralState
from planner.casework.models import Referral
from planner.casework.selectors.referrals import (
    asked_by_desk,
    given_away_by,
    taken_over_by,
    transfers_to,
    was_told_of,
)
from planner.casework.services.referrals import (
    NotAgreed,
    NotTheirCounselor,
    NotTheirs,
    ReferralEnded,
    WithoutWords,
    accept_transfer,
    decline_transfer,
    record_place_answer,
    revoke_referral,
)
from planner.sharing.selectors import loads_of
from planner.sharing.services import log_list, log_name_seen
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.referrals.forms import (
    AcceptForm,
    Answer,
    AnswerForm,
    DeclineForm,
    PlaceForm,
)
from planner.web.counselor.referrals.rows import TONES, groups_for, other_side, short_kind
from planner.web.counselor.views import opened_or_404


@dataclass(frozen=True)
class Found:
    """A referral as this reader may know it: as the side that answers, or that asked; is the worker in the own care?"""

    row: Referral
    answers: bool
    is_in_care: bool

    @property
    def possible(self) -> list[Answer]:
        """What this reader can say now."""
        if self.row.state not in OPEN_REFERRALS or self.row.case.closed_at:
            return []
        if self.answers:
            return [Answer.ACCEPT, Answer.DECLINE]
        is_place = self.row.kind == ReferralKind.HELP and self.row.state == ReferralState.AGREED
        return [Answer.PLACE, Answer.REVOKE] if is_place else [Answer.REVOKE]


@require_safe
@counselor_page
@transaction.atomic
def referrals(request: HttpRequest) -> HttpResponse:
    reader, now = reader_of(request), timezone.now()
    groups = groups_for(reader, now)
    count = sum(len(group.rows) for group in groups)
    log_list(reader=reader, filters="referrals", count=count, now=now)
    context = {"groups": [group for group in groups if group.rows]}
    return render(request, "counselor/referrals/referrals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@counselor_page
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One, with what this reader can answer."""
    reader, now = reader_of(request), timezone.now()
    if request.method == "POST" and not _is_there(reader, pk) and was_told_of(reader, pk):
        return _look_again(request, pk)
    found = _found_or_404(reader, pk, now)
    bound: dict[Answer, forms.Form] = {}
    if request.method == "POST":
        asked = AnswerForm(request.POST)
        if asked.is_valid():
            what = Answer(asked.cleaned_data["what"])
            form = _form(what, reader, request)
            if answer := _answered(request, found, what, form):
                return answer
            bound[what] = form
        else:
            messages.error(request, _changed())
            return redirect("referral", pk=pk)
    _log(request, found, now)
    worker = found.row.case.assignment.worker
    is_our_turn = bool({Answer.ACCEPT, Answer.PLACE} & set(found.possible))
    context = {
        "referral": found.row,
        "worker": worker,
        "is_in_care": found.is_in_care,
        "answers": found.answers,
        "kind": short_kind(found.row, reader),
        "other_side": other_side(found.row, reader),
        "tone": "mid" if is_our_turn else TONES[ReferralState(found.row.state)],
        "state": _("Your turn") if is_our_turn else ReferralState(found.row.state).label,
        "is_over": not found.possible,
        "forms": {what.value: bound.get(what) or _form(what, reader) for what in found.possible},
        "form": next(iter(bound.values()), None),
    }
    return render(request, "counselor/referrals/referral.html", context)


def _changed() -> str:
    return _("Something has changed since you opened this page. Look again.")


def _found_or_404(reader: User, pk: int, now: datetime) -> Found:
    if row := transfers_to(reader).filter(pk=pk).first():
        return Found(row, answers=True, is_in_care=False)
    for rows in (asked_by_desk(reader), taken_over_by(reader)):
        if row := rows.filter(pk=pk).first():
            return Found(row, answers=False, is_in_care=True)
    if row := given_away_by(reader, now).filter(pk=pk).first():
        return Found(row, answers=False, is_in_care=False)
    raise Http404


def _log(request: HttpRequest, found: Found, now: datetime) -> None:
    """The worker sees who looked, also who was only told the name."""
    worker = found.row.case.assignment.worker
    if found.is_in_care:
        opened_or_404(request, worker.pk)
    else:
        log_name_seen(reader=reader_of(request), worker=worker, now=now)


def _form(what: Answer, reader: User, request: HttpRequest | None = None) -> forms.Form:
    data = request.POST if request else None
    if what == Answer.ACCEPT:
        counselors = loads_of(reader.agency) if reader.agency else User.objects.none()
        return AcceptForm(data, counselors=counselors)
    if what == Answer.DECLINE:
        return DeclineForm(data)
    return PlaceForm(data) if what == Answer.PLACE else AnswerForm(data)


def _answered(
    request: HttpRequest, found: Found, what: Answer, form: forms.Form
) -> HttpResponse | None:
    """Where it leads; None: the form has something to say."""
    pk, worker = found.row.pk, found.row.case.assignment.worker
    if not form.is_valid():
        return None if what in found.possible else _look_again(request, pk)
    try:
        words = _ACTS[what](reader_of(request), found.row, form.cleaned_data, timezone.now())
    except (ReferralEnded, NotTheirs, NotAgreed, NotTheirCounselor, WithoutWords):
        return _look_again(request, pk)
    messages.success(request, words % {"worker": worker.name})
    if what == Answer.ACCEPT:
        return redirect("worker", pk=worker.pk)
    return redirect("referrals") if what == Answer.DECLINE else redirect("referral", pk=pk)


def _look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """It may be gone for this reader by now: the list is always there."""
    messages.error(request, _changed())
    is_there = _is_there(reader_of(request), pk)
    return redirect("referral", pk=pk) if is_there else redirect("referrals")


def _is_there(reader: User, pk: int) -> bool:
    try:
        _found_or_404(reader, pk, timezone.now())
    except Http404:
        return False
    return True


def _accept(by: User, row: Referral, said: dict[str, User], now: datetime) -> str:
    accept_transfer(by=by, referral=row, counselor=said["counselor"], now=now)
    return _("%(worker)s is with your agency now.")


def _decline(by: User, row: Referral, said: dict[str, str], now: datetime) -> str:
    decline_transfer(by=by, referral=row, words=said["words"], now=now)
    return _("Declined. The other agency and the worker can read why.")


def _revoke(by: User, row: Referral, said: dict[str, str], now: datetime) -> str:
    revoke_referral(by=by, referral=row, now=now)
    return _("Taken back. Nobody has to answer it any more.")


def _place(by: User, row: Referral, said: dict[str, str], now: datetime) -> str:
    record_place_answer(
        by=by, referral=row, is_yes=said["outcome"] == "yes", words=said["words"], now=now
    )
    return _("Recorded.")


_ACTS: dict[Answer, Callable[..., str]] = {
    Answer.ACCEPT: _accept,
    Answer.DECLINE: _decline,
    Answer.REVOKE: _revoke,
    Answer.PLACE: _place,
}
