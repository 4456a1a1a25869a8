"""Tables that people send: XLSX and CSV, read row by row within limits, whatever the file says of itself."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from planner.documents.limits import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    SheetFault,
    SheetRefused,
)
from planner.documents.xlsx_reading import Workbook

Cell = str | int | float | bool | date | datetime | None
ZIP, OLD_EXCEL, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
MOST_LOOKED_AT = 10
NAMES = {"cp1258": "Windows-1258", "cp1252": "Windows-1252"}
# A cell may have lines of its own.
MOST_LINES, LONGEST_LINE = 200_000, 200_000
DELIMITERS = (",", ";", "\t")
# Letters that no language but Vietnamese has: of Windows-1258, they tell it from Windows-1252.
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u0300\u0301\u0303\u0309\u0323]")


@dataclass(frozen=True)
class Row:
    """`number`: as a spreadsheet counts. `is_garbled`: in another encoding than the rest; its letters are a guess."""

    number: int
    cells: tuple[Cell, ...]
    is_garbled: bool = False

    @property
    def is_empty(self) -> bool:
        return all(
            cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells
        )


@dataclass(frozen=True)
class Table:
    """`sheet`: its name in a workbook. `encoding`: of a CSV, where it had to be guessed."""

    kind: str
    rows: Iterator[Row]
    sheet: str = ""
    encoding: str = ""


def open_table(file: BinaryIO, *, sheet: str = "") -> Table:
    """The rows of a file, from the first on, empty ones left out; of a workbook the first sheet with anything in it.

    Raises SheetRefused, also while rows are read.
    """
    _check_size(file)
    start = file.read(2048)
    if start.startswith(ZIP):
        book = Workbook(file)
        name = sheet or book.first_filled()
        return Table("xlsx", _within(book.rows(name)), sheet=name)
    _refuse_other_kinds(start)
    file.seek(0)
    text, encoding, guessed = _decoded(file.read(MOST_BYTES + 1))
    text = _plain_lines(text)
    _check_lines(text)
    return Table("csv", _within(_csv_rows(text, guessed)), encoding=NAMES.get(encoding, ""))


def tables_of(file: BinaryIO) -> Iterator[Table]:
    """For a first look: the top rows of each visible sheet of a workbook, the first ones; of anything else the table.

    Raises SheetRefused, also while rows are read.
    """
    _check_size(file)
    if file.read(4) != ZIP:
        yield open_table(file)
        return
    book = Workbook(file)
    for name in list(book.sheets)[:MOST_LOOKED_AT]:
        yield Table("xlsx", _within(book.top_rows(name)), sheet=name)


def text_of(cell: Cell) -> str:
    """As somebody would type it: days first, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e18 else f"{cell:.12g}"
    text = unicodedata.normalize("NFC", str(cell)).replace("\0", "")
    return " ".join(text.split())


def _check_size(file: BinaryIO) -> None:
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size > MOST_BYTES:
        raise SheetRefused(SheetFault.TOO_LARGE)
    if size == 0:
        raise SheetRefused(SheetFault.EMPTY)


def _within(rows: Iterator[tuple[int, list[Cell], bool]]) -> Iterator[Row]:
    count = 0
    for number, cells, is_garbled in rows:
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise SheetRefused(SheetFault.TOO_MANY_COLUMNS)
        row = Row(number, tuple(cells), is_garbled)
        if row.is_empty:
            continue
        count += 1
        if count > MOST_ROWS:
            raise SheetRefused(SheetFault.TOO_MANY_ROWS)
        yield row
    if not count:
        raise SheetRefused(SheetFault.EMPTY)


def _refuse_other_kinds(start: bytes) -> None:
    if start.startswith(OLD_EXCEL):
        raise SheetRefused(SheetFault.OLD_EXCEL)
    if start.startswith(PDF):
        raise SheetRefused(SheetFault.PDF)
    words = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if words.startswith((b"<", b"{\\rtf")):
        raise SheetRefused(SheetFault.HTML)
    is_utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(start)
    if not is_utf16 and (b"\0" in start or _share_of_controls(start) > 0.02):
        raise SheetRefused(SheetFault.OTHER_KIND)


def _share_of_controls(start: bytes) -> float:
    odd = sum(sign < 32 and sign not in (9, 10, 13) for sign in start)
    return odd / max(len(start), 1)


def _looks_like_utf16(start: bytes) -> bool:
    """Without a mark: every second byte of what is mostly Latin is zero."""
    even, odd = start[0:400:2], start[1:400:2]
    if not odd:
        return False
    return max(even.count(0) / len(even), odd.count(0) / len(odd)) > 0.6


def _decoded(content: bytes) -> tuple[str, str, frozenset[int]]:
    """The text, the encoding where it is a guess, and the lines (from 1 on) that are in another one."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "", frozenset()
    if _looks_like_utf16(content[:400]):
        little = content[1:400:2].count(0) >= content[0:400:2].count(0)
        text = content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
        return text, "", frozenset()
    try:
        return content.decode("utf-8-sig"), "", frozenset()
    except UnicodeDecodeError:
        return _line_by_line(content.removeprefix(b"\xef\xbb\xbf"))


def _line_by_line(content: bytes) -> tuple[str, str, frozenset[int]]:
    if content.count(b"\n") > MOST_LINES:
        raise SheetRefused(SheetFault.TOO_MANY_ROWS)
    lines = content.split(b"\n")
    texts: list[str] = []
    other: set[int] = set()
    good = 0
    for number, line in enumerate(lines, start=1):
        try:
            texts.append(line.decode("utf-8"))
            good += not line.isascii()
        except UnicodeDecodeError:
            texts.append("")
            other.add(number)
    is_mixed = good >= len(other)
    guess = _old_encoding(b"\n".join(lines[number - 1] for number in other))
    for number in other if is_mixed else range(1, len(lines) + 1):
        text = lines[number - 1].decode(guess, errors="replace")
        texts[number - 1] = unicodedata.normalize("NFC", text)
    return "\n".join(texts), guess, frozenset(other if is_mixed else ())


def _old_encoding(content: bytes) -> str:
    text = content.decode("cp1258", errors="replace")
    return "cp1258" if _VIETNAMESE.search(text) else "cp1252"


def _plain_lines(text: str) -> str:
    """Of old Macintosh files too; without what would end a text for others."""
    text = text.replace("\0", "")
    return text if "\n" in text else text.replace("\r", "\n")


def _check_lines(text: str) -> None:
    """Neither millions of empty lines nor one without end: each becomes as many cells."""
    at = count = 0
    while (end := text.find("\n", at)) >= 0:
        count += 1
        if count > MOST_LINES or end - at > LONGEST_LINE:
            raise SheetRefused(SheetFault.TOO_MANY_ROWS)
        at = end + 1
    if len(text) - at > LONGEST_LINE:
        raise SheetRefused(SheetFault.BROKEN)


def _csv_rows(text: str, garbled: frozenset[int]) -> Iterator[tuple[int, list[Cell], bool]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    before = 0
    try:
        for number, cells in enumerate(reader, start=1):
            lines = range(before + 1, reader.line_num + 1)
            before = reader.line_num
            is_garbled = bool(garbled) and any(line in garbled for line in lines)
            yield number, [cell[: LONGEST_CELL + 1] for cell in cells], is_garbled
    except csv.Error as error:
        raise SheetRefused(SheetFault.BROKEN) from error


def _delimiter(text: str) -> str:
    """Of the three the one that stands most often in the lines where it stands at all."""
    if text.startswith("sep=") and text[4:5] in DELIMITERS:
        return text[4]
    lines = [line for line in text[:20_000].splitlines()[:40] if line.strip()]
    outside = [re.sub(r'"[^"]*"', "", line) for line in lines]

    def weight(sign: str) -> tuple[int, int]:
        return sum(sign in line for line in outside), sum(line.count(sign) for line in outside)

    return max(DELIMITERS, key=weight)
