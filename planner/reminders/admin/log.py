"""What left and what did not: read only, without names, and quick on millions of rows."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnlyAdmin
from planner.reminders.models import Outgoing
from planner.reminders.selectors.log import day_of, planned_between

DAYS_BACK = 14
# Nobody turns more pages than these; to count on would read the whole table.
MOST_COUNTED = 5000
LARGEST_KEY = 2**63 - 1


class FirstOnes(Paginator[Outgoing]):
    """Of the first rows alone."""

    @cached_property
    def count(self) -> int:
        return int(cast("QuerySet[Outgoing]", self.object_list)[:MOST_COUNTED].count())


class DayFilter(admin.SimpleListFilter):
    title = _("day it was planned for")
    parameter_name = "day"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> Sequence[tuple[str, Any]]:
        today = timezone.localdate()
        days = [today + timedelta(days=1 - back) for back in range(DAYS_BACK)]
        return [(day.isoformat(), date_format(day, "DATE_FORMAT")) for day in days]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        try:
            day = date.fromisoformat(self.value() or "")
            start, end = day_of(day, timezone.get_current_timezone())
            return planned_between(queryset, start, end)
        except (ValueError, OverflowError):
            return queryset


@admin.register(Outgoing)
class OutgoingAdmin(ReadOnlyAdmin[Outgoing]):
    """Of whom: a number. Of what: the kind. What is in a plan stays there."""

    list_display = ["planned", "about", "channel", "end", "sent", "tries", "number", "error"]
    list_filter = ["state", "channel", "source", DayFilter]
    list_per_page = 50
    # Asked for by the framework before it shows the box; what is found is below.
    search_fields = ["person_id"]
    search_help_text = _("The number of a person")
    ordering = ["-pk"]
    sortable_by = ()
    paginator = FirstOnes
    show_facets = admin.ShowFacets.NEVER
    fields = [
        *("number", "source", "channel", "state", "reason", "planned_for", "due_at", "expires_at"),
        *("made_at", "sent_at", "seen_at", "tries", "error", "round", "rule"),
    ]
    readonly_fields = ["number"]

    @admin.display(description=_("planned for"))
    def planned(self, row: Outgoing) -> str:
        return _short(row.planned_for)

    @admin.display(description=_("about"))
    def about(self, row: Outgoing) -> str:
        return row.get_source_display()

    @admin.display(description=_("sent"))
    def sent(self, row: Outgoing) -> str:
        return _short(row.sent_at) if row.sent_at else "–"

    @admin.display(description=_("state"))
    def end(self, row: Outgoing) -> str:
        state, reason = row.get_state_display(), row.get_reason_display()
        return f"{state}: {reason}" if reason else state

    @admin.display(description=_("person"))
    def number(self, row: Outgoing) -> str:
        return str(row.person_id)

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Outgoing]", search_term: str
    ) -> "tuple[QuerySet[Outgoing], bool]":
        term = search_term.strip()
        if not term:
            return queryset, False
        if not (term.isascii() and term.isdecimal()) or int(term[:20]) > LARGEST_KEY:
            return queryset.none(), False
        return queryset.filter(person_id=int(term)), False


def _short(at: datetime) -> str:
    """On the reader's clock, in little room."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'SHORT_DATE_FORMAT')} {date_format(local, 'H:i')}"
