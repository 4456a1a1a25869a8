"""The supervisor's team, and the plans that wait for a signature."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.models import Agency
from planner.casework.selectors.team import cared_for_in, team_of
from planner.plans.selectors.sign_offs import waiting_for_sign_off
from planner.reminders.selectors.caseload import triage_of
from planner.sharing.models import Assignment
from planner.sharing.selectors import caseload_of
from planner.sharing.services import log_list
from planner.web.counselor.door import counselor_page, reader_of, supervisor_page
from planner.web.counselor.team_desk.rows import (
    left_alone,
    member_rows,
    nobodys_url,
    ratios_of,
)

PER_PAGE = 25
# Of those whom nobody looks after; the caseload shows all.
MOST_NAMED = 20


@require_safe
@supervisor_page
@transaction.atomic
def team(request: HttpRequest) -> HttpResponse:
    """Of each counselor how many, what waits, and who needs somebody today. The same queries for any team."""
    reader, agency, today = reader_of(request), agency_of(request), timezone.localdate()
    people, cared = team_of(agency), cared_for_in(reader)
    priorities = {row.person.pk: row.priority for row in triage_of(reader, today)}
    unsigned = waiting_for_sign_off(reader)
    alone = left_alone(cared)
    log_list(reader=reader, filters="team", count=len(cared), now=timezone.now())
    context = {
        "agency": agency,
        "rows": member_rows(people, cared, priorities, unsigned, agency=agency, today=today),
        "ratios": ratios_of(people, cared, agency),
        "unsigned": len(unsigned),
        "alone": len(alone),
        "left_alone": list(caseload_of(reader).filter(worker__in=alone[:MOST_NAMED])),
        "nobodys_url": nobodys_url(),
    }
    return render(request, "counselor/team/team.html", context)


@require_safe
@counselor_page
@transaction.atomic
def sign_offs(request: HttpRequest) -> HttpResponse:
    """Plans that the worker has agreed as they stand, and nobody of the agency has signed; longest waiting first."""
    reader = reader_of(request)
    waiting = waiting_for_sign_off(reader)
    page = Paginator(list(waiting), PER_PAGE).get_page(request.GET.get("page"))
    people = list(page)
    care = Assignment.objects.of_reader(reader).filter(worker__in=people)
    names = {row.worker_id: row for row in care.select_related("worker", "counselor")}
    rows = [(names[pk], waiting[pk]) for pk in people if pk in names]
    filters = f"sign-offs, page {page.number}"
    log_list(reader=reader, filters=filters, count=len(rows), now=timezone.now())
    context = {"page": page, "rows": rows, "is_supervisor": reader.role == Role.SUPERVISOR}
    return render(request, "counselor/team/sign_offs.html", context)


def agency_of(request: HttpRequest) -> Agency:
    agency = reader_of(request).agency
    if agency is None:
        raise Http404
    return agency
