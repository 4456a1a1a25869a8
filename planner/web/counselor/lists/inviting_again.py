"""A fresh link for somebody whom a list has put in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.selectors import cares_in
from planner.casework.services import invited
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.invitations import remember_link
from planner.web.counselor.views import opened_or_404


@require_POST
@counselor_page
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The links before no longer work."""
    opened = opened_or_404(request, pk)
    reader, assigned = reader_of(request), opened.assignment.counselor
    is_there = assigned is not None and cares_in(assigned, agency_id=opened.assignment.agency_id)
    try:
        invitation, token = invited.invite_again(
            person=opened.person,
            counselor=assigned if assigned and is_there else reader,
            now=timezone.now(),
        )
    except invited.NotInvited:
        raise Http404 from None
    remember_link(request, invitation, token)
    return redirect("sent_invitation", pk=invitation.pk)
