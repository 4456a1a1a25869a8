"""What a changed rate or rule does to the worker's own plan."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planner.plans.records import plain
from planner.plans.selectors.outlooks import move_of
from planner.plans.services.outlooks import MOVE, read_move
from planner.plans.services.writing import NotThere
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from planner.web.people import signed_in_person
from planner.web.worker.door import worker_page
from planner.web.worker.moved.forms import ReadForm
from planner.web.worker.moved.rows import moved_page


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page(Section.MONEY)
def plan_moved(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed, what that means for the plan, and what can be done. The button says that it is read."""
    person = signed_in_person(request)
    form = ReadForm(request.POST or None)
    if form.is_valid():
        try:
            read_move(person=person, pk=pk, seen=form.cleaned_data["seen"], now=timezone.now())
        except NotThere:
            raise Http404 from None
        except ChangedMeanwhile:
            messages.warning(request, _("It changed once more meanwhile. Please read it again."))
            return redirect("plan_moved", pk=pk)
        return redirect("home")
    row = move_of(person, pk)
    if row is None:
        raise Http404
    form = ReadForm(initial={"seen": fingerprint(plain(row, MOVE))})
    return render(
        request,
        "worker/moved/plan_moved.html",
        {"form": form, "page": moved_page(row), "is_read": row.seen_at is not None},
    )
