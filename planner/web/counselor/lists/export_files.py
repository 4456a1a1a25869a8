"""Rows of a caseload as a file: codes turned into words, days as days."""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.casework.enums import ExportFormat, ExportKind
from planner.casework.models import Export
from planner.casework.selectors.exports import ExportRow
from planner.documents.cells import Cell
from planner.documents.tables import write_csv, write_xlsx
from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.enums import Stage
from planner.web.counselor.caseload.rows import FLAGS, STAGES, STEPS
from planner.web.shared.uploads import private_file_response
from planner.web.worker.summary_rows import place_words
from planner.wording.languages import localized

MEDIA_TYPES = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
}
# The address of a link of invitation, by its token.
Address = Callable[[str], str]
Table = tuple[list[str], list[list[Cell]]]


def export_file(
    export: Export, rows: Sequence[ExportRow], atlas: Atlas, address: Address, today: date
) -> HttpResponse:
    """To be saved; no cache keeps it."""
    kind, form = ExportKind(export.kind), ExportFormat(export.format)
    headings, table = _table(kind, rows, atlas, address)
    content = (
        write_xlsx(str(kind.label), headings, table)
        if form == ExportFormat.XLSX
        else write_csv(headings, table)
    )
    name = f"loi-ve-{kind.value}-{today.isoformat()}.{form.value}"
    return private_file_response(BytesIO(content), MEDIA_TYPES[form], name)  # type: ignore[return-value]


def _table(kind: ExportKind, rows: Sequence[ExportRow], atlas: Atlas, address: Address) -> Table:
    if kind == ExportKind.LINKS:
        return _links(rows, address)
    return _named(rows, atlas) if kind == ExportKind.CASELOAD else _plain(rows, atlas)


def _named(rows: Iterable[ExportRow], atlas: Atlas) -> Table:
    headings = [
        _("Worker"),
        _("Your own number"),
        _("Phone"),
        _("E-mail"),
        _("Stage"),
        _("Where home is"),
        _("Trade"),
        _("Employer in Japan"),
        _("Departs on"),
        _("Returns on"),
        _("Status ends"),
        _("Next step"),
        _("Next step by"),
        _("Flags"),
        _("Last activity"),
        _("Counselor"),
        _("Invited, not accepted yet"),
        _("Closed"),
    ]
    yes = _("Yes")
    return headings, [
        [
            row.worker.name,
            row.known.reference,
            row.known.phone,
            row.known.email,
            _stage(row),
            _home(row, atlas),
            _trade(row, atlas),
            row.known.employer,
            row.worker.departs_on,
            row.known.returns_on,
            row.worker.status_ends_on,
            _step(row),
            row.worker.step.due_on if row.worker.step else None,
            _flags(row),
            row.worker.last_active_on,
            row.worker.counselor,
            yes if row.worker.is_invited else None,
            timezone.localdate(row.worker.closed_at) if row.worker.closed_at else None,
        ]
        for row in rows
    ]


def _plain(rows: Sequence[ExportRow], atlas: Atlas) -> Table:
    """Nothing that names or points to anybody, in an order of chance."""
    headings = [
        _("Stage"),
        _("Where home is"),
        _("Trade"),
        _("Month of departure"),
        _("Month of return"),
        _("Month in which the status ends"),
        _("Next step"),
        _("Flags"),
        _("Invited, not accepted yet"),
    ]
    yes = _("Yes")
    mixed = random.SystemRandom().sample(rows, len(rows))
    return headings, [
        [
            _stage(row),
            _home(row, atlas),
            _trade(row, atlas),
            _month(row.worker.departs_on),
            _month(row.known.returns_on),
            _month(row.worker.status_ends_on),
            str(STEPS[row.worker.step.kind]) if row.worker.step else None,
            _flags(row),
            yes if row.worker.is_invited else None,
        ]
        for row in mixed
    ]


def _links(rows: Iterable[ExportRow], address: Address) -> Table:
    headings = [
        _("Worker"),
        _("Your own number"),
        _("Phone"),
        _("E-mail"),
        _("Link of the invitation"),
        _("Good until"),
        _("Counselor"),
    ]
    return headings, [
        [
            row.worker.name,
            row.known.reference,
            row.known.phone,
            row.known.email,
            address(row.token),
            timezone.localdate(row.ends_at) if row.ends_at else None,
            row.worker.counselor,
        ]
        for row in rows
    ]


def _stage(row: ExportRow) -> str:
    return str(STAGES[row.worker.stage or Stage.BEFORE_DEPARTURE])


def _home(row: ExportRow, atlas: Atlas) -> str:
    home = Answers(province=row.worker.province, former_province=row.worker.former)
    return place_words(home, atlas)


def _trade(row: ExportRow, atlas: Atlas) -> str:
    trade = atlas.trades_by_code.get(row.worker.chosen or row.worker.worked_in or "")
    return localized(trade) if trade else ""


def _step(row: ExportRow) -> str:
    step = row.worker.step
    if step is None:
        return ""
    return f"{STEPS[step.kind]}: {step.words}" if step.words else str(STEPS[step.kind])


def _flags(row: ExportRow) -> str:
    return ", ".join(str(FLAGS[kind]) for kind in row.worker.flags)


def _month(day: date | None) -> str:
    """No day of the month: with it somebody could be found."""
    return date_format(day, "Y-m") if day else ""
