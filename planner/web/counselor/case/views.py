"""A case at a glance, and what happened to it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from accounts.enums import Role
from planner.casework.enums import CloseReason, ReasonKind
from planner.casework.selectors.case import (
    AtAGlance,
    CaseInSight,
    PlanInSight,
    at_a_glance,
    case_in,
    cases_in,
    plan_in,
)
from planner.casework.selectors.duplicates import maybe_the_same
from planner.casework.selectors.one_case import in_care_in
from planner.casework.selectors.timeline import MOST_PAGES, Past, newest_of, timeline_page
from planner.casework.triage import reasons_of
from planner.plans.enums import Stage
from planner.reference.selectors import current_atlas
from planner.reminders.selectors.caseload import PersonInNeed
from planner.reminders.selectors.reach import cut_off_open_in
from planner.sharing.audiences import Opened
from planner.web.counselor.case.rows import (
    alike_rows,
    fact_rows,
    flag_row,
    marks_at_a_glance,
    step_row,
)
from planner.web.counselor.case.timeline_rows import past_rows
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.rows import since
from planner.web.counselor.today.reasons import ReasonRow, reason_rows
from planner.web.counselor.today.rows import TONES
from planner.web.counselor.views import opened_or_404
from planner.web.worker.summary_rows import place_words
from planner.wording.languages import localized

# The next step and the flags stand on the page themselves.
SAID_APART = (ReasonKind.STEP_DUE, ReasonKind.FLAG_URGENT)


@require_safe
@counselor_page
def worker(request: HttpRequest, pk: int) -> HttpResponse:
    """One worker's case. The look is logged, and the worker sees it. The same number of queries for any case."""
    opened, reader, now = opened_or_404(request, pk), reader_of(request), timezone.now()
    today = timezone.localdate(now)
    case, plan, told = case_in(opened, now=now), plan_in(opened), at_a_glance(opened)
    context = {
        "worker": opened.person,
        "assignment": opened.assignment,
        "case": case,
        "close_words": _close_words(case),
        "flags": [flag_row(row, pk) for row in case.flags],
        "steps": [step_row(row, pk, today) for row in case.steps],
        "facts": fact_rows(case.case, told.returns_on),
        "marks": marks_at_a_glance(plan.benchmarks, today),
        "past": past_rows(newest_of(Past(opened, case.cases, plan, today))),
        "reasons": _reasons(opened, case, plan, told, today),
        "alike": alike_rows(maybe_the_same(opened, reader, case.case, told), pk),
        "unread": told.unread,
        "is_supervisor": reader.role == Role.SUPERVISOR,
        "is_shared": told.has_opened and opened.assignment.counselor_id == reader.pk,
        "can_be_helped": opened.person.email is None and not opened.person.is_invited,
        **_told(opened, told, today),
    }
    return render(request, "counselor/worker.html", context)


@require_safe
@counselor_page
def worker_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """All that happened, newest first, page by page."""
    opened, today = opened_or_404(request, pk), timezone.localdate()
    number = _page_number(request.GET.get("page", "1"))
    past = Past(opened, cases_in(opened), plan_in(opened), today)
    entries, has_older = timeline_page(past, number)
    context = {
        "worker": opened.person,
        "past": past_rows(entries),
        "number": number,
        "older": number + 1 if has_older else None,
        "newer": number - 1 if number > 1 else None,
    }
    return render(request, "counselor/case/timeline.html", context)


def _told(opened: Opened, told: AtAGlance, today: date) -> dict[str, Any]:
    """Stage, home and trade at a glance."""
    atlas = current_atlas()
    trade = atlas.trades_by_code.get(told.trade or "")
    return {
        "stage": Stage(told.stage or Stage.BEFORE_DEPARTURE).label,
        "place": place_words(told.home, atlas),
        "trade": localized(trade) if trade else "",
        "last_active": since(opened.person.last_active_on, today),
    }


def _reasons(
    opened: Opened,
    case: CaseInSight,
    plan: PlanInSight,
    told: AtAGlance,
    today: date,
) -> list[ReasonRow]:
    """Why the worker is on the list of today. But for money: this page, as its look is logged, reads none."""
    cut_off = cut_off_open_in(opened)
    person = in_care_in(
        opened,
        case,
        plan,
        told,
        cut_off_since=cut_off.since if cut_off else None,
        today=today,
    )
    if person is None:
        return []
    reasons = (row for row in reasons_of(person.facts, today) if row.kind not in SAID_APART)
    row = PersonInNeed(person, tuple(reasons), cut_off)
    return reason_rows(row, today, TONES)


def _close_words(case: CaseInSight) -> str:
    row = case.case
    if row is None or row.closed_at is None:
        return ""
    reason, day = str(CloseReason(row.close_reason).label), timezone.localtime(row.closed_at)
    return f"{reason} · {date_format(day.date())}"


def _page_number(text: str) -> int:
    """The first page for what no link of ours says."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 1
    return min(max(number, 1), MOST_PAGES)
