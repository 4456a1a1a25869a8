"""A counselor's caseload, and one worker of it."""

from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.services import TooManyNumbers, WrongNumber, confirm_number
from planner.casework.selectors import unread_in
from planner.plans.choices import choices_open_in
from planner.plans.selectors.progress import progress_open_in
from planner.plans.selectors.told import answers_open_in
from planner.reference.selectors import current_atlas
from planner.reminders.selectors.reach import cut_off_open_in
from planner.sharing.audiences import CLOSED, Opened, consents_to
from planner.sharing.sections import Section
from planner.sharing.selectors import caseload_of
from planner.sharing.services import NotInCare, log_list, open_person
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.forms import NumberForm
from planner.web.counselor.rows import chosen_trade, since, told_openly, worker_rows
from planner.web.counselor.today.rows import cut_off_words
from planner.web.worker.home_tasks import StagePart, Told, stage_parts
from planner.web.worker.summary_rows import Reader, place_words, summary_of
from planner.web.worker.views.choice import choice_row

PER_PAGE = 50
# Pages that say the same to every counselor: also of a worker who opened more to this one.
WITHOUT_CLOSED = frozenset(Section) - CLOSED


@require_safe
@counselor_page
@transaction.atomic
def my_workers(request: HttpRequest) -> HttpResponse:
    """The own caseload; the agency's for its supervisor. Whoever was silent longest comes first."""
    reader, now = reader_of(request), timezone.now()
    page = Paginator(caseload_of(reader), PER_PAGE).get_page(request.GET.get("page"))
    assignments = list(page)
    log_list(reader=reader, filters=f"page {page.number}", count=len(assignments), now=now)
    rows = worker_rows(reader, assignments, current_atlas(), today=timezone.localdate())
    return render(
        request,
        "counselor/my_workers.html",
        {"page": page, "rows": rows, "is_supervisor": reader.role == Role.SUPERVISOR},
    )


@require_safe
@counselor_page
def worker(request: HttpRequest, pk: int) -> HttpResponse:
    """What is open of one worker. The look is logged, and the worker sees it."""
    opened = opened_or_404(request, pk)
    atlas = current_atlas()
    answers, choices = answers_open_in(opened), choices_open_in(opened)
    today = timezone.localdate()
    progress = progress_open_in(opened, today=today)
    told = told_openly(answers, choices[0] if choices else None, atlas, progress, today)
    cut_off = cut_off_open_in(opened)
    return render(
        request,
        "counselor/worker.html",
        {
            "worker": opened.person,
            "assignment": opened.assignment,
            "place": place_words(answers, atlas),
            "trade": chosen_trade(told),
            "stage": told.stage.label,
            "last_active": since(opened.person.last_active_on, today),
            "cut_off": cut_off_words(cut_off) if cut_off else "",
            "parts": summary_of(answers, atlas, Reader.AGENCY),
            "stages": _without_links(told),
            "choice": choice_row(choices[0], atlas) if choices else None,
            "is_supervisor": reader_of(request).role == Role.SUPERVISOR,
            "unread": unread_in(opened),
            "is_shared": consents_to(reader_of(request)).filter(person=opened.person).exists(),
            "can_be_helped": opened.person.email is None,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@counselor_page
def password_help(request: HttpRequest, pk: int) -> HttpResponse:
    """A worker without e-mail forgot the password: confirm the number on the worker's own phone."""
    opened = opened_or_404(request, pk)
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            confirm_number(
                person=opened.person,
                number=form.cleaned_data["number"],
                by=reader_of(request),
                now=timezone.now(),
            )
        except TooManyNumbers:
            form.add_error("number", _("Too many wrong numbers. Wait ten minutes."))
        except WrongNumber:
            form.add_error(
                "number",
                _("No phone shows this number now. It is good for 30 minutes: ask for a new one."),
            )
        else:
            messages.success(
                request,
                _("Confirmed. The worker can now set a new password on the phone that shows it."),
            )
            return redirect("worker", pk=pk)
    return render(request, "counselor/password_help.html", {"worker": opened.person, "form": form})


def _without_links(told: Told) -> list[StagePart]:
    """The stages that are reached. The pages behind the tasks are the worker's own."""
    return [
        replace(part, tasks=[replace(task, url="") for task in part.tasks])
        for part in stage_parts(told)
        if part.is_open
    ]


def opened_or_404(
    request: HttpRequest, pk: int, *, within: frozenset[Section] = WITHOUT_CLOSED
) -> Opened:
    try:
        return open_person(
            reader=reader_of(request), worker_pk=pk, now=timezone.now(), within=within
        )
    except NotInCare:
        raise Http404 from None
