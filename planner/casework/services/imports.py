"""Lists of workers: uploaded, their columns checked, their rows checked, the good ones imported.

Each step can be run twice, or go on after it was killed: what is done is left alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from itertools import islice
from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.selectors import cares_in
from planner.casework.enums import BatchState, ExportFormat, RowState
from planner.casework.importing.headings import LOOKED_AT, Heading, find_heading
from planner.casework.importing.places import PlaceNames, TradeNames
from planner.casework.importing.reading import RowReader, Understood
from planner.casework.importing.values import Fault, FaultCode, Field, WorkerValues
from planner.casework.models import ImportBatch, ImportRow
from planner.casework.selectors.known import KnownPeople, Match, Person, known_people
from planner.casework.services.invited import Kept, keep_workers, why_left_alone
from planner.documents.limits import SheetFault, SheetRefused
from planner.documents.sheets import Row, open_table, tables_of, text_of
from planner.matching.atlas import Atlas

CHUNK = 250
SAMPLES = 3
# Bytes; of what somebody called the file.
LONGEST_NAME = 120
# A run that has not moved for so long was killed.
STALLED = timedelta(minutes=2)
KEPT_FOR = timedelta(days=30)
# Why a list cannot go on, beside the faults of files.
NOBODY = "nobody"
RUNNING = (BatchState.CHECKING, BatchState.IMPORTING)


class NotNow(Exception):
    """The list is at another step: somebody went on, or it is done."""


class NoNameColumn(Exception):
    """No column says who it is."""


class NotACounselor(Exception):
    """Workers come into the care of an active counselor of the agency."""


@transaction.atomic
def take_in(*, by: User, content: bytes, name: str, now: datetime) -> ImportBatch:
    """A file, with a guess of what its columns mean. Raises SheetRefused, NotACounselor."""
    agency = by.agency
    if agency is None or not cares_in(by, agency_id=agency.pk):
        raise NotACounselor
    kind, sheet, top = _best_sheet(BytesIO(content))
    heading = _heading_of(top)
    batch = ImportBatch(
        agency=agency,
        by=by,
        by_name=by.name,
        name=name[:LONGEST_NAME],
        format=ExportFormat(kind),
        state=BatchState.UPLOADED,
        sheet=sheet,
        header_row=heading.row,
        headings=_with_samples(heading, top),
        columns={str(column): str(field) for column, field in heading.columns.items()},
        counselor=by,
        made_at=now,
        changed_at=now,
    )
    batch.file.save("", ContentFile(content), save=False)
    batch.save()
    return batch


@transaction.atomic
def set_columns(
    *, batch: ImportBatch, columns: Mapping[int, Field], counselor: User, now: datetime
) -> None:
    """What each column means, and whose the new ones will be. Raises NotNow, NoNameColumn, NotACounselor."""
    held = _held(batch, BatchState.UPLOADED)
    if not {Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAME} & set(columns.values()):
        raise NoNameColumn
    if not cares_in(counselor, agency_id=held.agency_id):
        raise NotACounselor
    held.columns = {str(column): str(field) for column, field in columns.items()}
    held.counselor = counselor
    _go(held, BatchState.CHECKING, now)


@transaction.atomic
def back_to_columns(*, batch: ImportBatch, now: datetime) -> None:
    """Raises NotNow."""
    held = _held(batch, BatchState.CHECKED)
    held.rows.all().delete()
    held.total = 0
    _go(held, BatchState.UPLOADED, now)


@transaction.atomic
def begin_import(*, batch: ImportBatch, now: datetime) -> None:
    """The good rows, all of them. Raises NotNow."""
    held = _held(batch, BatchState.CHECKED)
    held.total = held.rows.filter(state__in=(RowState.READY, RowState.KNOWN)).count()
    _go(held, BatchState.IMPORTING, now)


@transaction.atomic
def drop_batch(*, batch: ImportBatch, now: datetime) -> None:
    """The file and its rows go; whoever was imported stays. Raises NotNow while it is being imported."""
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state == BatchState.IMPORTING:
        raise NotNow
    held.rows.all().delete()
    _take_file_away(held)
    if held.state != BatchState.DONE:
        held.state = BatchState.DROPPED
    held.changed_at = now
    held.save()


def check_rows(*, batch_pk: int, atlas: Atlas, now: datetime) -> None:
    """Each row as it is understood, with all that is wrong with it. For a list that is at this step; else nothing."""
    batch = ImportBatch.objects.select_related("agency", "by").filter(pk=batch_pk).first()
    if batch is None or batch.state != BatchState.CHECKING:
        return
    try:
        with batch.file.open("rb") as file:
            _check_all(batch, cast("BinaryIO", file), atlas, now)
    except SheetRefused as refused:
        _fail(batch_pk, refused.fault, now)
    except FileNotFoundError:
        _fail(batch_pk, SheetFault.BROKEN, now)


def import_rows(*, batch_pk: int, now: datetime) -> None:
    """The good rows that are not imported yet. For a list that is at this step; else nothing."""
    while _import_some(batch_pk, now):
        pass


@transaction.atomic
def drop_old_batches(*, now: datetime) -> int:
    """How many: what people did not bring to an end, and the faulty rows of what was imported."""
    old = ImportBatch.objects.filter(changed_at__lt=now - KEPT_FOR)
    for batch in old:
        _take_file_away(batch)
    return old.delete()[1].get("casework.ImportBatch", 0)


def _check_all(batch: ImportBatch, file: BinaryIO, atlas: Atlas, now: datetime) -> None:
    columns = {int(column): Field(field) for column, field in batch.columns.items()}
    reader = RowReader(columns, PlaceNames(atlas), TradeNames(atlas), today=timezone.localdate(now))
    people = (
        row
        for row in open_table(file, sheet=batch.sheet).rows
        if row.number > batch.header_row and not _is_title(row, columns, len(batch.headings))
    )
    earlier = KnownPeople([])
    while rows := list(islice(people, CHUNK)):
        read = [(row, reader.read(row.cells, is_garbled=row.is_garbled)) for row in rows]
        if not _keep_checked(batch, columns, read, earlier, now):
            return
    with transaction.atomic(), suppress(NotNow):
        held = _held(batch, BatchState.CHECKING)
        held.total = held.rows.count()
        if not held.total:
            raise SheetRefused(SheetFault.EMPTY)
        _go(held, BatchState.CHECKED, now)


def _is_title(row: Row, columns: Mapping[int, Field], width: int) -> bool:
    """Nothing that was asked for; or one cell alone, as "Order of May" over a group of rows."""
    filled = [at for at, cell in enumerate(row.cells) if text_of(cell)]
    return not set(filled) & set(columns) or (len(filled) == 1 and width > 2)


@transaction.atomic
def _keep_checked(
    batch: ImportBatch,
    columns: Mapping[int, Field],
    read: Sequence[tuple[Row, Understood]],
    earlier: KnownPeople,
    now: datetime,
) -> bool:
    """False when somebody else has this list in hand, or dropped it."""
    try:
        held = _held(batch, BatchState.CHECKING)
    except NotNow:
        return False
    kept_to = held.rows.aggregate(Max("number"))["number__max"] or 0
    good = [said.values for _row, said in read if not said.is_held_back]
    known = known_people(batch.agency, good)
    places = {field: column for column, field in columns.items()}
    made = []
    for row, said in read:
        state, faults = _judged(said, known, earlier, batch)
        if not said.is_held_back:
            earlier.add(Person.of(said.values, row.number))
        if row.number > kept_to:
            made.append(
                ImportRow(
                    batch=held,
                    number=row.number,
                    cells=[text_of(cell) for cell in row.cells],
                    values=said.values.to_json(),
                    faults=[
                        fault.to_json() | {"column": places.get(Field(fault.field))}
                        for fault in faults
                    ],
                    state=state,
                )
            )
    ImportRow.objects.bulk_create(made)
    held.done = held.done + len(made)
    held.changed_at = now
    held.save(update_fields=["done", "changed_at"])
    return True


def _judged(
    said: Understood, known: KnownPeople, earlier: KnownPeople, batch: ImportBatch
) -> tuple[RowState, list[Fault]]:
    faults = list(said.faults)
    if said.is_held_back:
        return RowState.FAULTY, faults
    match, before = known.match(said.values), earlier.match(said.values)
    if two := match.two or before.two:
        return RowState.FAULTY, [*faults, Fault(two, FaultCode.TWO_PEOPLE)]
    if match.person and batch.by and (code := why_left_alone(match.person, batch.by)):
        return RowState.FAULTY, [*faults, Fault(Field.NAME, code)]
    faults += _worth_a_look(match, before)
    return (RowState.KNOWN if match.person or before.person else RowState.READY), faults


def _worth_a_look(match: Match, before: Match) -> Iterator[Fault]:
    if before.person:
        yield Fault(Field.NAME, FaultCode.SAME_ROW, str(before.person.row))
    elif shared := match.shared or before.shared:
        yield Fault(shared, FaultCode.SHARED)


@transaction.atomic
def _import_some(batch_pk: int, now: datetime) -> bool:
    """One chunk; whether there may be more."""
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_pk).first()
    if batch is None or batch.state != BatchState.IMPORTING:
        return False
    by, counselor = batch.by, batch.counselor
    if not _are_there(batch, by, counselor) or by is None or counselor is None:
        batch.fault = NOBODY
        _go(batch, BatchState.FAILED, now)
        return False
    waiting = batch.rows.filter(state__in=(RowState.READY, RowState.KNOWN)).order_by("number")
    rows = list(waiting[:CHUNK])
    if not rows:
        _take_file_away(batch)
        _go(batch, BatchState.DONE, now)
        return False
    kept = keep_workers(
        agency=batch.agency,
        counselor=counselor,
        rows=[WorkerValues.from_json(row.values) for row in rows],
        by=by,
        now=now,
    )
    for row, answer in zip(rows, kept, strict=True):
        _note(row, answer)
    # Four times as fast as an update of many, and the same.
    ImportRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["batch", "number"],
        update_fields=["state", "case", "cells", "values", "faults"],
    )
    batch.done += len(rows)
    batch.changed_at = now
    batch.save(update_fields=["done", "changed_at"])
    return True


def _are_there(batch: ImportBatch, *people: User | None) -> bool:
    return all(person and cares_in(person, agency_id=batch.agency_id) for person in people)


def _note(row: ImportRow, answer: Kept | FaultCode) -> None:
    """What was taken over stands with the case: here it goes."""
    if isinstance(answer, FaultCode):
        row.state = RowState.FAULTY
        row.faults = [*row.faults, Fault(Field.NAME, answer).to_json() | {"column": None}]
        return
    row.case = answer.case
    row.state = (
        RowState.MADE if answer.is_new else RowState.RENEWED if answer.is_changed else RowState.SAME
    )
    row.cells, row.values = [], {}


def _best_sheet(file: BinaryIO) -> tuple[str, str, list[tuple[int, list[str]]]]:
    """The sheet whose headings tell the most; of several alike the first."""
    best: tuple[int, str, str, list[tuple[int, list[str]]]] | None = None
    refused = SheetRefused(SheetFault.EMPTY)
    for table in tables_of(file):
        try:
            top = [
                (row.number, [text_of(cell) for cell in row.cells])
                for row in islice(table.rows, 2 * LOOKED_AT)
            ]
        except SheetRefused as error:
            refused = error
            continue
        heading = find_heading(top)
        count = len(heading.columns) if heading else 0
        if best is None or count > best[0]:
            # A CSV has no sheet; how its letters were guessed is said in the same place.
            best = (count, table.kind, table.sheet or table.encoding, top)
    if best is None:
        raise refused
    return best[1:]


def _heading_of(top: Sequence[tuple[int, Sequence[str]]]) -> Heading:
    """A list without any known heading begins with its first row that has more than a title."""
    first = next(((number, texts) for number, texts in top if sum(map(bool, texts)) > 1), top[0])
    return find_heading(top) or Heading(first[0], tuple(first[1]), {})


def _with_samples(
    heading: Heading, top: Sequence[tuple[int, Sequence[str]]]
) -> list[dict[str, object]]:
    """Of each column, as wide as the rows are: the heading and the first values below it."""
    below = [texts for number, texts in top if number > heading.row and sum(map(bool, texts)) > 1]
    width = max([len(heading.texts), *map(len, below)])
    return [
        {
            "heading": heading.texts[at][:120] if at < len(heading.texts) else "",
            "samples": [texts[at][:80] for texts in below if at < len(texts) and texts[at]][
                :SAMPLES
            ],
        }
        for at in range(width)
    ]


def _held(batch: ImportBatch, state: BatchState) -> ImportBatch:
    """As it is now, until the transaction ends. Raises NotNow when it is at another step."""
    held = ImportBatch.objects.select_for_update().filter(pk=batch.pk, state=state).first()
    if held is None:
        raise NotNow
    return held


def _go(batch: ImportBatch, state: BatchState, now: datetime) -> None:
    batch.state, batch.done, batch.changed_at = state, 0, now
    if state in (BatchState.CHECKED, BatchState.DONE):
        batch.done = batch.total
    batch.save()


@transaction.atomic
def _fail(batch_pk: int, fault: str, now: datetime) -> None:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_pk)
    batch.rows.all().delete()
    batch.fault = fault
    _take_file_away(batch)
    _go(batch, BatchState.FAILED, now)


def _take_file_away(batch: ImportBatch) -> None:
    if batch.file:
        name, storage = str(batch.file.name), batch.file.storage
        batch.file = ""
        transaction.on_commit(lambda: storage.delete(name))
