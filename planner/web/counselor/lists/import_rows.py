"""Rows of a list as the pages show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from planner.casework.importing.values import Field, WorkerValues
from planner.casework.models import ImportBatch, ImportRow
from planner.matching.atlas import Atlas
from planner.plans.enums import Sex
from planner.web.counselor.lists.import_words import FIELDS, fault_words
from planner.web.shared.rows import Text
from planner.wording.languages import localized


@dataclass(frozen=True)
class FaultRow:
    """`cell`: as it stands in the file."""

    number: int
    name: str
    column: Text
    cell: str
    words: str


@dataclass(frozen=True)
class GoodRow:
    number: int
    name: str
    is_known: bool
    birth: str
    phone: str
    email: str
    place: str
    trade: str
    employer: str
    departs: str
    returns: str
    status_ends: str
    reference: str
    sex: Text


def fault_rows(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[FaultRow]:
    return [found for row in rows for found in _faults(batch, row)]


def good_row(row: ImportRow, atlas: Atlas) -> GoodRow:
    values = WorkerValues.from_json(row.values)
    place = atlas.former.get(values.former_province) or atlas.current.get(values.province)
    trade = atlas.trades_by_code.get(values.trade)
    born = values.birth_on
    return GoodRow(
        number=row.number,
        name=values.name,
        is_known=row.state == "known",
        birth=_day(born) if born else str(values.birth_year or ""),
        phone=values.phone,
        email=values.email,
        place=place.name if place else "",
        trade=localized(trade) if trade else "",
        employer=values.employer,
        departs=_day(values.departs_on),
        returns=_day(values.returns_on),
        status_ends=_day(values.status_ends_on),
        reference=values.reference,
        sex=Sex(values.sex).label if values.sex else "",
    )


def heading_of(batch: ImportBatch, column: int | None, field: str) -> Text:
    """As it stands in the file; without any, what it means."""
    if column is not None and column < len(batch.headings):
        return batch.headings[column]["heading"] or FIELDS.get(field, "")
    return FIELDS.get(field, "")


def what_to_mend(batch: ImportBatch, row: ImportRow) -> Iterator[tuple[Text, str]]:
    """Column and words of each fault."""
    for fault in row.faults:
        yield heading_of(batch, fault.get("column"), fault["field"]), fault_words(fault)


def _faults(batch: ImportBatch, row: ImportRow) -> Iterator[FaultRow]:
    name = _name_in(batch, row)
    for fault in row.faults:
        column = fault.get("column")
        cell = row.cells[column] if column is not None and column < len(row.cells) else ""
        yield FaultRow(
            number=row.number,
            name=name,
            column=heading_of(batch, column, fault["field"]),
            cell=cell,
            words=fault_words(fault),
        )


def _name_in(batch: ImportBatch, row: ImportRow) -> str:
    """As the row has it, whether it is understood or not."""
    names = (Field.FAMILY_NAME, Field.GIVEN_NAME, Field.NAME)
    at = [int(column) for column, field in batch.columns.items() if field in names]
    return " ".join(row.cells[column] for column in sorted(at) if column < len(row.cells)).strip()


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
