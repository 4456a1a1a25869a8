"""One worker to another counselor of the agency."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planner.casework.services.bulk import hand_over
from planner.sharing.selectors import counselors_of
from planner.sharing.services import AssignmentEnded, MayNotMove, NotInOneAgency
from planner.web.counselor.door import reader_of, supervisor_page
from planner.web.counselor.forms import MoveForm
from planner.web.counselor.team_desk.views import agency_of
from planner.web.counselor.views import opened_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@supervisor_page
def move_worker(request: HttpRequest, pk: int) -> HttpResponse:
    """The case goes along, with all that is in it."""
    opened = opened_or_404(request, pk)
    others = counselors_of(agency_of(request))
    if opened.assignment.counselor_id:
        others = others.exclude(pk=opened.assignment.counselor_id)
    form = MoveForm(request.POST if request.method == "POST" else None, counselors=others)
    if form.is_valid():
        to, by = form.cleaned_data["counselor"], reader_of(request)
        try:
            hand_over(assignment=opened.assignment, to=to, by=by, words="", now=timezone.now())
        except (AssignmentEnded, NotInOneAgency, MayNotMove):
            form.add_error(None, _("Something has changed since you opened this page. Look again."))
        else:
            words = {"worker": opened.person.name, "counselor": to.name}
            messages.success(request, _("%(counselor)s now looks after %(worker)s.") % words)
            return redirect("worker", pk=pk)
    return render(request, "counselor/move_worker.html", {"opened": opened, "form": form})
