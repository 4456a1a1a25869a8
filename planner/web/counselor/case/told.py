"""What a worker has told, the tasks and the choice of a trade: as far as it is open."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planner.plans.choices import choices_open_in
from planner.plans.selectors.progress import progress_open_in
from planner.plans.selectors.told import answers_open_in
from planner.reference.selectors import current_atlas
from planner.web.contents.agency_offers import agency_offers_in
from planner.web.counselor.door import counselor_page
from planner.web.counselor.rows import told_openly
from planner.web.counselor.views import opened_or_404
from planner.web.worker.home_tasks import StagePart, Told, stage_parts
from planner.web.worker.summary_rows import Reader, summary_of
from planner.web.worker.views.choice import choice_row


@require_safe
@counselor_page
def worker_told(request: HttpRequest, pk: int) -> HttpResponse:
    """Apart from the case: it takes as long as the rest of the case together."""
    opened = opened_or_404(request, pk)
    atlas, today = current_atlas(), timezone.localdate()
    answers, choices = answers_open_in(opened), choices_open_in(opened)
    choice = choices[0] if choices else None
    progress = progress_open_in(opened, today=today)
    context = {
        "worker": opened.person,
        "parts": summary_of(answers, atlas, Reader.AGENCY),
        "stages": _without_links(told_openly(answers, choice, atlas, progress, today)),
        "choice": choice_row(choice, atlas) if choice else None,
        "agency_offers": agency_offers_in(opened, choice.trade_code, today) if choice else [],
    }
    return render(request, "counselor/case/told.html", context)


def _without_links(told: Told) -> list[StagePart]:
    """The stages that are reached. The pages behind the tasks are the worker's own."""
    return [
        replace(part, tasks=[replace(task, url="") for task in part.tasks])
        for part in stage_parts(told)
        if part.is_open
    ]
