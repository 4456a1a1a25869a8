"""The caseload: who is in care, narrowed, searched, put in order."""

from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.models import User
from planner.casework.enums import ReasonKind
from planner.casework.selectors.caseload import caseload, caseload_rows
from planner.casework.selectors.views import views_of
from planner.reference.selectors import current_atlas
from planner.reminders.selectors.caseload import people_with
from planner.sharing.services import log_list
from planner.web.counselor.caseload.cells import rows_html
from planner.web.counselor.caseload.forms import FilterForm, choices_html, team_of
from planner.web.counselor.caseload.paging import KeysOfPages
from planner.web.counselor.caseload.rows import headings, worker_rows
from planner.web.counselor.door import counselor_page, reader_of

PER_PAGE = 25


@require_safe
@counselor_page
@transaction.atomic
def my_workers(request: HttpRequest) -> HttpResponse:
    """The own caseload; the agency's for its supervisor. A filter that is wrong says so and narrows nothing."""
    reader, today, atlas = reader_of(request), timezone.localdate(), current_atlas()
    team, is_supervisor = team_of(reader), reader.role == Role.SUPERVISOR
    form = FilterForm(request.GET, atlas=atlas, team=team)
    form.is_valid()
    asked = form.asked(people_with_reason(reader, form.chosen.get("reason", ""), today))
    page = KeysOfPages(caseload(reader, asked, today), PER_PAGE).get_page(request.GET.get("page"))
    found = caseload_rows(reader, list(page))
    words = f"{form.query} page {page.number}".strip()
    log_list(reader=reader, filters=words, count=len(found), now=timezone.now())
    rows = worker_rows(found, atlas, today)
    context = {
        "page": page,
        "rows": rows,
        "body": rows_html(rows, is_supervisor=is_supervisor),
        "everybody": ",".join(row.key for row in rows),
        "form": form,
        "choices": choices_html(form, atlas, team),
        "headings": headings(form),
        "words": list(form.words()),
        "saved_views": list(views_of(reader)),
        "is_supervisor": is_supervisor,
    }
    return render(request, "counselor/caseload.html", context)


def people_with_reason(reader: User, reason: str, today: date) -> frozenset[int] | None:
    """Whom this reason speaks of; None where none is asked for."""
    return people_with(reader, ReasonKind(reason), today) if reason else None
