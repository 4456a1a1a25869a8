"""A counselor's morning: who needs somebody today, and why."""

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.enums import Role
from planner.casework.selectors.referrals import count_transfers_to
from planner.casework.triage import PRIORITIES
from planner.reminders.selectors.caseload import triage_of
from planner.sharing.services import log_list
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.today.cells import rows_html
from planner.web.counselor.today.rows import need_rows, parts_of

# More than anybody can call in a morning.
PER_PAGE = 25


class PriorityForm(forms.Form):
    priority = forms.TypedChoiceField(
        choices=[(number, number) for number in PRIORITIES],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def chosen(self) -> int | None:
        """None: all, also where something else was asked for."""
        found: int | None = self.cleaned_data.get("priority") if self.is_valid() else None
        return found


@require_safe
@counselor_page
@transaction.atomic
def desk_today(request: HttpRequest) -> HttpResponse:
    """Of the own caseload; of the agency's for its supervisor. `?priority=`: only those of one."""
    reader, today = reader_of(request), timezone.localdate()
    shown = PriorityForm(request.GET).chosen()
    every = triage_of(reader, today)
    people = [row for row in every if shown in (None, row.priority)]
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    rows = need_rows(page, today)
    filters = f"needs somebody today, priority {shown or 'all'}, page {page.number}"
    log_list(reader=reader, filters=filters, count=len(rows), now=timezone.now())
    is_supervisor = reader.role == Role.SUPERVISOR
    context = {
        "page": page,
        "rows": rows,
        "body": rows_html(rows, is_supervisor=is_supervisor),
        "parts": parts_of(every, shown),
        "today": today,
        "is_supervisor": is_supervisor,
        "transfers": count_transfers_to(reader),
    }
    return render(request, "counselor/today.html", context)
