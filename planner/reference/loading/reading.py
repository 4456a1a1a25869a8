"""Read the files into checked values. Nothing here writes."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from planner.reference.codes import CodesOf, unknown_codes
from planner.reference.loading.tables import TABLES, Key, Table
from planner.reference.models import ReferenceRow

# Python reads "1_000", "1e6" and other digits than ours as numbers too; no spreadsheet does.
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where. `row` counts from 1 at the header, as a spreadsheet does; 0 = the file."""

    file: str
    row: int
    column: str
    problem: str

    def __str__(self) -> str:
        place = f"row {self.row}, column {self.column}" if self.row else "whole file"
        return f"{self.file}: {place}: {self.problem}"


class ReferenceDataError(Exception):
    """The files cannot be loaded; nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of a file. `targets`: for each link the key of the row it points at."""

    number: int
    key: Key
    values: dict[str, Any]
    targets: dict[str, Key | None]


# The keys read so far. A model that is not in here has a file that could not be read.
Known = dict[type[ReferenceRow], set[Key]]


def read_folder(folder: Path) -> dict[str, list[FileRow]]:
    """The rows of every file. Raises ReferenceDataError with all faults of all files."""
    known: Known = {}
    read = {table.file: list(read_rows(table, folder, known)) for table in TABLES}
    faults = [item for items in read.values() for item in items if isinstance(item, Fault)]
    if faults:
        raise ReferenceDataError(faults)
    return {
        file: [item for item in items if isinstance(item, FileRow)] for file, items in read.items()
    }


def keys_in_file(table: Table, folder: Path) -> frozenset[Key]:
    """What names the rows of one file, the links unchecked."""
    return frozenset(item.key for item in read_rows(table, folder, {}) if isinstance(item, FileRow))


def read_rows(table: Table, folder: Path, known: Known) -> Iterator[FileRow | Fault]:
    """The rows of one file, or their faults. What they may point at is `known`, which grows by them."""
    try:
        header, lines = read_cells(folder / table.file)
    except ReferenceDataError as error:
        yield from error.faults
        return
    if problem := _header_problem(header, table.file_columns):
        yield Fault(table.file, 1, *problem)
        return
    reader = _RowReader(table, known)
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header):
            problem_text = f"{len(line)} cells where the header has {len(header)}"
            yield Fault(table.file, number, header[-1], problem_text)
        else:
            yield from reader.read(number, dict(zip(header, line, strict=True)))


def read_cells(path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV file, NFC, trimmed. Raises ReferenceDataError for what is no such file."""

    def refuse(problem: str) -> ReferenceDataError:
        return ReferenceDataError([Fault(path.name, 0, "", problem)])

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise refuse("the file is missing") from None
    except OSError as error:
        raise refuse(f"cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise refuse(f"not UTF-8 (byte {error.start}); save it as CSV UTF-8") from None
    if "\0" in text:
        raise refuse("has a NUL byte; save it again as CSV UTF-8")
    try:
        lines = list(csv.reader(io.StringIO(unicodedata.normalize("NFC", text), ""), strict=True))
    except csv.Error as error:
        raise refuse(f"not a readable CSV file: {error}") from None
    if not lines:
        raise refuse("is empty")
    return [name.strip() for name in lines[0]], [
        [cell.strip() for cell in row] for row in lines[1:]
    ]


def _header_problem(header: list[str], wanted: set[str]) -> tuple[str, str] | None:
    for name in header:
        if header.count(name) > 1:
            return name, "this column is there twice"
        if name not in wanted:
            return name, "unknown column"
    for name in sorted(wanted - set(header)):
        return name, "this column is missing"
    return None


class _RowReader:
    """Reads the rows of one table, and keeps what it has made of a cell: most cells occur many times."""

    def __init__(self, table: Table, known: Known) -> None:
        self._table = table
        self._known = known
        self._own_keys = known.setdefault(table.model, set())
        self._columns: list[tuple[str, models.Field[Any, Any], dict[str, Any]]] = [
            (name, column, {}) for name, column in table.columns.items()
        ]
        self._periods: dict[Key, list[tuple[date, date]]] = {}
        self._pairs = [(name, f"{name[:-3]}_en") for name in table.columns if name.endswith("_vi")]

    def read(self, number: int, cells: Mapping[str, str]) -> Iterator[FileRow | Fault]:
        problems: list[tuple[str, str]] = []
        values: dict[str, Any] = {}
        for name, column, cleaned in self._columns:
            cell = cells[name]
            if cell not in cleaned:
                try:
                    cleaned[cell] = self._clean(name, column, cell)
                except ValidationError as error:
                    values[name] = cell
                    problems.append((name, f"{' '.join(error.messages)} ({cell[:60]!r})"))
                    continue
            values[name] = cleaned[cell]
        targets = {name: self._target(name, cells, problems) for name in self._table.links}
        for vietnamese, english in self._pairs:
            if bool(cells[vietnamese]) != bool(cells[english]):
                problems.append((vietnamese, "one language is filled and the other is blank"))
        key = self._table.key_of(values, targets)
        if key in self._own_keys:
            problems.append((next(iter(cells)), "the same row stands in the file twice"))
        if self._table.period and not problems:
            problems.extend(self._overlaps(*self._table.period, key, values))
        # A row with a fault counts as known, or all that points at it would be at fault too.
        self._own_keys.add(key)
        for column_name, problem in problems:
            yield Fault(self._table.file, number, column_name, problem)
        if not problems:
            yield FileRow(number, key, values | self._derived(values), targets)

    def _overlaps(
        self, first: str, last: str, key: Key, values: Mapping[str, Any]
    ) -> Iterator[tuple[str, str]]:
        start, end = values[first] or date.min, values[last] or date.max
        named = zip(self._table.key, key, strict=True)
        siblings = self._periods.setdefault(
            tuple(part for name, part in named if name != first), []
        )
        for other_start, other_end in siblings:
            if start <= other_end and other_start <= end:
                yield first, f"overlaps the row that holds from {other_start}"
        siblings.append((start, end))

    def _clean(self, name: str, column: "models.Field[Any, Any]", cell: str) -> Any:
        is_number = isinstance(column, models.IntegerField | models.DecimalField)
        if cell and is_number and not _NUMBER.fullmatch(cell):
            raise ValidationError("Write a number like 1000000 or 12.5.")
        value = column.clean(cell or (None if column.null else ""), None)
        if unknown := unknown_codes(name, cell, self._in_files):
            raise ValidationError(f"not known: {', '.join(unknown)}")
        return value

    def _in_files(self, codes: CodesOf) -> set[str] | None:
        keys = self._known.get(codes.model)
        return None if keys is None else {key[-1] for key in keys}

    def _target(
        self, name: str, cells: Mapping[str, str], problems: list[tuple[str, str]]
    ) -> Key | None:
        link = self._table.links[name]
        spelled = [cells[column] for column in link.columns]
        if not any(spelled) and self._table.model._meta.get_field(name).null:
            return None
        key = (*link.constant, *spelled)
        if link.to in self._known and key not in self._known[link.to]:
            problems.append((link.columns[-1], f"{' '.join(spelled)!r} is not known"))
        return key

    def _derived(self, values: dict[str, Any]) -> dict[str, Any]:
        if not self._table.derived:
            return {}
        row = self._table.model(**values)
        row.fill()
        return {name: getattr(row, name) for name in self._table.derived}
