"""Invite workers one by one, and see what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.models import Invitation, User
from accounts.selectors import invitations_of
from accounts.services import InvitationNotOpen, MayNotInvite, invite_worker, revoke_invitation
from planner.sharing.selectors import caseload_of
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.forms import InviteForm
from planner.web.counselor.qr import qr_data_uri
from planner.web.shared.rows import Text

_KEY = "new_invitation"


@dataclass(frozen=True)
class InvitationRow:
    invitation: Invitation
    state: Text
    tone: str
    is_open: bool


@require_http_methods(["GET", "HEAD", "POST"])
@counselor_page
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invitation, token = invite_worker(
                counselor=reader_of(request), name=form.cleaned_data["name"], now=timezone.now()
            )
        except MayNotInvite:
            raise Http404 from None
        remember_link(request, invitation, token)
        return redirect("sent_invitation", pk=invitation.pk)
    return render(request, "counselor/invite.html", {"form": form})


def remember_link(request: HttpRequest, invitation: Invitation, token: str) -> None:
    """It is kept nowhere else: it lives until this counselor invites the next worker or signs out."""
    request.session[_KEY] = {"pk": invitation.pk, "token": token}


@require_safe
@counselor_page
def invitations(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    reader = reader_of(request)
    rows = [invitation_row(item, now) for item in _visible(reader)[:200]]
    return render(
        request,
        "counselor/invitations.html",
        {"rows": rows, "is_supervisor": reader.role == Role.SUPERVISOR},
    )


@require_safe
@counselor_page
def sent_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The link and its picture, as long as this browser remembers them."""
    reader = reader_of(request)
    invitation = get_object_or_404(_visible(reader), pk=pk)
    row = invitation_row(invitation, timezone.now())
    # Who accepted may have left since, and is then no business of the counselor any more.
    in_care = caseload_of(reader).filter(worker=invitation.accepted_by).first()
    kept = request.session.get(_KEY) or {}
    link = ""
    if row.is_open and kept.get("pk") == pk:
        link = request.build_absolute_uri(reverse("invitation", args=[kept["token"]]))
    return render(
        request,
        "counselor/sent_invitation.html",
        {
            "row": row,
            "link": link,
            "picture": qr_data_uri(link) if link else "",
            "worker_url": reverse("worker", args=[in_care.worker_id]) if in_care else "",
        },
    )


@require_POST
@counselor_page
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(_visible(reader_of(request)), pk=pk)
    try:
        revoke_invitation(invitation=invitation, now=timezone.now())
    except InvitationNotOpen:
        messages.warning(request, _("This invitation was used or had ended before."))
    else:
        messages.success(request, _("Taken back: the link no longer works."))
    return redirect("invitations")


def invitation_row(invitation: Invitation, now: datetime) -> InvitationRow:
    if invitation.accepted_at:
        return InvitationRow(invitation, _("Accepted"), "ok", is_open=False)
    if invitation.revoked_at:
        return InvitationRow(invitation, _("Taken back"), "no", is_open=False)
    if invitation.expires_at <= now:
        return InvitationRow(invitation, _("Ended"), "no", is_open=False)
    return InvitationRow(invitation, _("Not opened yet"), "info", is_open=True)


def _visible(reader: User) -> QuerySet[Invitation]:
    return invitations_of(reader)
