"""A list of workers comes in: upload, columns, look, import, done."""

import logging
from collections.abc import Callable
from io import BytesIO

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from accounts.enums import Role
from planner.casework.enums import BatchState, ExportFormat
from planner.casework.models import ImportBatch, ImportRow
from planner.casework.selectors.imports import (
    batches_of,
    counts_of,
    faulty_rows,
    good_rows,
    rows_worth_a_look,
)
from planner.casework.services.imports import (
    NoNameColumn,
    NotACounselor,
    NotNow,
    back_to_columns,
    begin_import,
    drop_batch,
    set_columns,
    take_in,
)
from planner.casework.tasks import work_on_list
from planner.documents.limits import SheetRefused
from planner.documents.tables import write_csv, write_xlsx
from planner.reference.selectors import current_atlas
from planner.sharing.selectors import counselors_of
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.lists.export_files import MEDIA_TYPES
from planner.web.counselor.lists.import_forms import ColumnsForm, UploadForm, WhatNextForm
from planner.web.counselor.lists.import_rows import fault_rows, good_row, what_to_mend
from planner.web.counselor.lists.import_words import file_words
from planner.web.shared.uploads import private_file_response

logger = logging.getLogger(__name__)
FAULTS_SHOWN, GOOD_SHOWN = 100, 5


@require_http_methods(["GET", "HEAD", "POST"])
@counselor_page
def new_import(request: HttpRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if form.is_valid():
        try:
            batch = take_in(
                by=reader_of(request), content=form.content, name=form.name, now=timezone.now()
            )
        except SheetRefused as refused:
            form.add_error("file", str(file_words(refused.fault)))
        except NotACounselor:
            raise Http404 from None
        else:
            return redirect("import_batch", pk=batch.pk)
    return render(request, "counselor/lists/new_import.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@counselor_page
def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One address for a list, whatever it waits for."""
    batch = _batch_or_404(request, pk)
    pages: dict[str, Callable[[HttpRequest, ImportBatch], HttpResponse]] = {
        BatchState.UPLOADED: _columns,
        BatchState.CHECKING: _progress,
        BatchState.CHECKED: _preview,
        BatchState.IMPORTING: _progress,
        BatchState.DONE: _done,
    }
    return pages.get(batch.state, _ended)(request, batch)


@require_safe
@counselor_page
def import_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """The faulty rows as they were, each with what to mend, to be mended and sent again."""
    batch = _batch_or_404(request, pk)
    rows = list(faulty_rows(batch))
    if not rows:
        raise Http404
    width = len(batch.headings)
    headings = [*[column["heading"] for column in batch.headings], _("What to mend")]
    table = [
        [*row.cells[:width], *[""] * (width - len(row.cells)), _mend_words(batch, row)]
        for row in rows
    ]
    kind = ExportFormat(batch.format)
    title = _("To mend")
    content = (
        write_xlsx(title, headings, table)
        if kind == ExportFormat.XLSX
        else write_csv(headings, table)
    )
    name = f"{title} {batch.pk}.{kind}"
    return private_file_response(BytesIO(content), MEDIA_TYPES[kind], name)  # type: ignore[return-value]


@require_POST
@counselor_page
def drop_import(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch_or_404(request, pk)
    is_done = batch.state == BatchState.DONE
    try:
        drop_batch(batch=batch, now=timezone.now())
    except NotNow:
        messages.warning(request, _("This list is being imported now. Wait until it is done."))
        return redirect("import_batch", pk=pk)
    if is_done:
        messages.success(request, _("The rows that were not imported are deleted."))
    else:
        messages.success(request, _("Nothing was imported. The file is deleted."))
    return redirect("lists")


def _columns(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    reader = reader_of(request)
    is_supervisor = reader.role == Role.SUPERVISOR
    counselors = counselors_of(batch.agency) if is_supervisor else None
    form = ColumnsForm(
        request.POST if request.method == "POST" else None, batch=batch, counselors=counselors
    )
    if form.is_valid():
        try:
            with transaction.atomic():
                set_columns(
                    batch=batch,
                    columns=form.columns(),
                    counselor=form.counselor(reader),
                    now=timezone.now(),
                )
                _start(batch)
        except (NotNow, NoNameColumn, NotACounselor):
            messages.warning(request, _("This list has moved on since you opened the page."))
        return redirect("import_batch", pk=batch.pk)
    columns = [
        {"field": form[f"column-{at}"], **column} for at, column in enumerate(batch.headings)
    ]
    context = {"batch": batch, "form": form, "columns": columns, "is_supervisor": is_supervisor}
    return render(request, "counselor/lists/import_columns.html", context)


def _preview(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    form = WhatNextForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with transaction.atomic():
                if form.cleaned_data["what"] == "columns":
                    back_to_columns(batch=batch, now=timezone.now())
                else:
                    begin_import(batch=batch, now=timezone.now())
                    _start(batch)
        except NotNow:
            messages.warning(request, _("This list has moved on since you opened the page."))
        return redirect("import_batch", pk=batch.pk)
    counts = counts_of(batch)
    atlas = current_atlas()
    context = {
        "batch": batch,
        "new": counts["ready"],
        "known": counts["known"],
        "faulty": counts["faulty"],
        "good": counts["ready"] + counts["known"],
        "faults": fault_rows(batch, faulty_rows(batch)[:FAULTS_SHOWN]),
        "warnings": fault_rows(batch, rows_worth_a_look(batch)[:FAULTS_SHOWN]),
        "rows": [good_row(row, atlas) for row in good_rows(batch)[:GOOD_SHOWN]],
    }
    return render(request, "counselor/lists/import_preview.html", context)


def _progress(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    context = {"batch": batch, "is_importing": batch.state == BatchState.IMPORTING}
    response = render(request, "counselor/lists/import_progress.html", context)
    # The page looks again by itself, without a script.
    response["Refresh"] = "2"
    return response


def _done(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    counts = counts_of(batch)
    context = {
        "batch": batch,
        "made": counts["made"],
        "renewed": counts["renewed"],
        "same": counts["same"],
        "faulty": counts["faulty"],
        "faults": fault_rows(batch, faulty_rows(batch)[:FAULTS_SHOWN]),
    }
    return render(request, "counselor/lists/import_done.html", context)


def _ended(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    words = file_words(batch.fault) if batch.state == BatchState.FAILED else ""
    return render(request, "counselor/lists/import_ended.html", {"batch": batch, "words": words})


def _batch_or_404(request: HttpRequest, pk: int) -> ImportBatch:
    batch = batches_of(reader_of(request)).select_related("agency").filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def _start(batch: ImportBatch) -> None:
    """After the commit. Without a broker the minute's round finds it."""

    def send() -> None:
        try:
            work_on_list.delay(batch.pk)
        except OperationalError:
            logger.warning("No broker for list %d: it waits for the next round.", batch.pk)

    transaction.on_commit(send)


def _mend_words(batch: ImportBatch, row: ImportRow) -> str:
    return "; ".join(
        _("row %(row)d, “%(column)s”: %(words)s")
        % {"row": row.number, "column": column, "words": words}
        for column, words in what_to_mend(batch, row)
    )
