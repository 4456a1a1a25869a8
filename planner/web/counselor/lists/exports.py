"""Export a list of the caseload: say what, then fetch it as a file within a day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.enums import Role
from accounts.models import User
from planner.casework.enums import ExportFormat, ExportKind
from planner.casework.models import Export
from planner.casework.selectors.exports import exports_of, may_export, rights_of
from planner.casework.services.exports import (
    MOST_ROWS,
    ExportEnded,
    MayNotExport,
    TooManyRows,
    ask_export,
    fetch_export,
)
from planner.reference.selectors import current_atlas
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.lists.export_files import export_file
from planner.web.counselor.lists.export_filters import export_filter
from planner.web.counselor.lists.export_forms import ExportForm

# On the page of all lists.
SHOWN = 10


@dataclass(frozen=True)
class ExportLine:
    """`again_url`: to ask for it anew."""

    export: Export
    url: str
    again_url: str


@require_http_methods(["GET", "HEAD", "POST"])
@counselor_page
def new_export(request: HttpRequest) -> HttpResponse:
    """What the list of workers shows is what goes out: its filter comes in the address."""
    reader = reader_of(request)
    sent = request.POST if request.method == "POST" else None
    asked = sent.get("filters", "") if sent is not None else request.GET.urlencode()
    narrowed = export_filter(asked, reader)
    form = ExportForm(sent, rights=rights_of(reader), filters=narrowed.query)
    if form.is_valid():
        if narrowed.fault:
            form.add_error(None, narrowed.fault)
        else:
            return _asked(request, form, narrowed.query)
    context = {
        "form": form,
        "words": narrowed.words,
        "fault": narrowed.fault,
        "list_url": _list_url(narrowed.query),
        "is_supervisor": reader.role == Role.SUPERVISOR,
    }
    return render(request, "counselor/lists/new_export.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@counselor_page
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked for. Sent, the file: made now, under the rights of now."""
    reader, now = reader_of(request), timezone.now()
    found = get_object_or_404(exports_of(reader), pk=pk)
    if request.method == "POST":
        return _fetched(request, found, now)
    narrowed = export_filter(found.filters, reader)
    context = {
        "export": found,
        "words": narrowed.words,
        "fault": narrowed.fault,
        "is_open": found.ends_at > now,
        "is_allowed": may_export(reader, found.kind, found.format),
        "is_links": found.kind == ExportKind.LINKS,
        "is_named": found.kind != ExportKind.PLAIN,
        "again_url": _again_url(found),
    }
    return render(request, "counselor/lists/export.html", context)


def exports_block(reader: User, now: datetime) -> dict[str, Any]:
    """For `counselor/lists/exports_block.html`: those that can still be fetched."""
    open_ones = exports_of(reader).filter(ends_at__gt=now)[:SHOWN]
    return {
        "exports": [
            ExportLine(row, reverse("export", args=[row.pk]), _again_url(row)) for row in open_ones
        ],
        "gives_rights": reader.role == Role.SUPERVISOR,
    }


def _asked(request: HttpRequest, form: ExportForm, filters: str) -> HttpResponse:
    try:
        made = ask_export(
            by=reader_of(request),
            kind=ExportKind(form.cleaned_data["kind"]),
            form=ExportFormat(form.cleaned_data["form"]),
            filters=filters,
            now=timezone.now(),
        )
    except MayNotExport:
        messages.error(request, _("You may not export this. Ask your supervisor."))
        return redirect("new_export")
    return redirect("export", pk=made.pk)


def _fetched(request: HttpRequest, found: Export, now: datetime) -> HttpResponse:
    reader, today = reader_of(request), timezone.localdate()
    narrowed = export_filter(found.filters, reader)
    refused = narrowed.fault
    if not refused:
        try:
            rows = fetch_export(
                export=found,
                by=reader,
                asked=narrowed.asked(reader, today),
                today=today,
                now=now,
            )
        except (ExportEnded, MayNotExport, TooManyRows) as failure:
            refused = _why_not(failure)
        else:
            return export_file(found, rows, current_atlas(), _address(request), today)
    messages.error(request, refused)
    return redirect("export", pk=found.pk)


def _why_not(failure: Exception) -> str:
    if isinstance(failure, ExportEnded):
        return _("This export has ended. Ask for it again.")
    if isinstance(failure, TooManyRows):
        words = ngettext(
            "This would be %(count)d worker; a file holds %(most)d. Narrow the list first.",
            "This would be %(count)d workers; a file holds %(most)d. Narrow the list first.",
            failure.count,
        )
        return words % {"count": failure.count, "most": MOST_ROWS}
    return _("You may not export this any more. Ask your supervisor.")


def _address(request: HttpRequest) -> Any:
    return lambda token: request.build_absolute_uri(reverse("invitation", args=[token]))


def _again_url(export: Export) -> str:
    return _with_query(reverse("new_export"), export.filters)


def _list_url(query: str) -> str:
    return _with_query(reverse("my_workers"), query)


def _with_query(url: str, query: str) -> str:
    return f"{url}?{query}" if query else url
