"""How a worker stands in Japan, as far as it is shared: in words and days, never in amounts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from planner.casework.selectors.threads import unread_in
from planner.plans.enums import Stage
from planner.plans.selectors.open_standing import evidence_open_in, standing_open_in
from planner.plans.selectors.told import answers_open_in
from planner.web.counselor.door import counselor_page
from planner.web.counselor.japan.standing_rows import standing_rows
from planner.web.counselor.views import opened_or_404
from planner.web.shared.uploads import private_file_response


@require_safe
@counselor_page
def worker_standing(request: HttpRequest, pk: int) -> HttpResponse:
    """Benchmarks, causes of misses, silence and the work really done."""
    opened = opened_or_404(request, pk)
    worker: User = opened.person
    rows = standing_rows(
        standing_open_in(opened),
        worker_pk=worker.pk,
        joined_on=timezone.localdate(worker.date_joined),
        is_home=answers_open_in(opened).stage == Stage.HOME,
        today=timezone.localdate(),
    )
    context = {"worker": worker, "rows": rows, "unread": unread_in(opened)}
    return render(request, "counselor/japan/standing.html", context)


@require_safe
@counselor_page
def worker_evidence(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """A file that proves something, to be saved."""
    row = evidence_open_in(opened_or_404(request, pk), evidence)
    if row is None:
        raise Http404
    try:
        content = row.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return private_file_response(content, row.kind, row.name)  # type: ignore[return-value]
