"""The supervisor's team: who looks after how many, and moving one worker to another counselor."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Agency
from planner.sharing.selectors import caseload_of, counselors_of, loads_of
from planner.sharing.services import AssignmentEnded, MayNotMove, NotInOneAgency, move_assignment
from planner.web.counselor.door import reader_of, supervisor_page
from planner.web.counselor.forms import MoveForm
from planner.web.counselor.views import opened_or_404


@require_safe
@supervisor_page
def team(request: HttpRequest) -> HttpResponse:
    """The agency's counselors with their load, and workers whom nobody looks after."""
    reader = reader_of(request)
    return render(
        request,
        "counselor/team.html",
        {
            "agency": reader.agency,
            "loads": list(loads_of(_agency(request))),
            "left_alone": list(caseload_of(reader).filter(counselor=None)[:50]),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@supervisor_page
def move_worker(request: HttpRequest, pk: int) -> HttpResponse:
    opened = opened_or_404(request, pk)
    others = counselors_of(_agency(request))
    if opened.assignment.counselor_id:
        others = others.exclude(pk=opened.assignment.counselor_id)
    form = MoveForm(request.POST if request.method == "POST" else None, counselors=others)
    if form.is_valid():
        to = form.cleaned_data["counselor"]
        try:
            move_assignment(
                assignment=opened.assignment, to=to, by=reader_of(request), now=timezone.now()
            )
        except (AssignmentEnded, NotInOneAgency, MayNotMove):
            form.add_error(None, _("Something has changed since you opened this page. Look again."))
        else:
            words = {"worker": opened.person.name, "counselor": to.name}
            messages.success(request, _("%(counselor)s now looks after %(worker)s.") % words)
            return redirect("worker", pk=pk)
    return render(request, "counselor/move_worker.html", {"opened": opened, "form": form})


def _agency(request: HttpRequest) -> Agency:
    agency = reader_of(request).agency
    if agency is None:
        raise Http404
    return agency
