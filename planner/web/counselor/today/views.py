"""A counselor's morning: who needs a word today."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.enums import Role
from planner.reminders.selectors.caseload import needs_a_word
from planner.sharing.services import log_list
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.today.rows import need_rows

# More than anybody can call in a morning.
PER_PAGE = 25


@require_safe
@counselor_page
@transaction.atomic
def desk_today(request: HttpRequest) -> HttpResponse:
    """Of the own caseload; of the agency's for its supervisor."""
    reader, today = reader_of(request), timezone.localdate()
    page = Paginator(needs_a_word(reader, today), PER_PAGE).get_page(request.GET.get("page"))
    people = list(page)
    filters = f"needs a word today, page {page.number}"
    log_list(reader=reader, filters=filters, count=len(people), now=timezone.now())
    context = {
        "page": page,
        "rows": need_rows(people, today),
        "today": today,
        "is_supervisor": reader.role == Role.SUPERVISOR,
    }
    return render(request, "counselor/today.html", context)
