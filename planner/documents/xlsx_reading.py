"""An XLSX workbook, read as a stream: no tree is built, and what it says of its own size is not believed.

ECMA-376 part 1, SpreadsheetML. Document types, and with them entities, are refused: no spreadsheet needs them.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import Any, BinaryIO
from xml.parsers import expat

from planner.documents.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_DIRECTORY_BYTES,
    MOST_ENTRIES,
    MOST_PLAN_BYTES,
    MOST_SHEETS,
    MOST_STRING_SIGNS,
    MOST_STRINGS,
    MOST_STYLES,
    MOST_TAGS,
    MOST_UNPACKED_BYTES,
    SheetFault,
    SheetRefused,
)

Cell = str | int | float | bool | date | datetime | None
Numbered = tuple[int, list[Cell], bool]
Attributes = dict[str, str]
CHUNK = 65_536
FIRST_LOOK = 1_500_000
# Of one tag, of tags within tags, of names: far above what a spreadsheet has, far below what fills a memory.
LONGEST_TAG, DEEPEST, MOST_NAMES = 1_000_000, 100, 5_000
_ARCHIVES = re.compile(
    r"\.(zip|xls[xmb]?|doc[xm]|ppt[xm]|od[st]|jar|7z|rar|gz|bz2|xz|tar)$", re.IGNORECASE
)
_ARCHIVE_STARTS = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"\xfd7zX", b"BZh")
# What unpacking and parsing raise for a file that is none: RuntimeError where it is locked or packed in another way.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError),
    *(EOFError, OSError, RuntimeError, ValueError),
)
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_NUMBER = re.compile(r"\d{1,7}", re.ASCII)
# Formats of days without a code of their own in the file, Japanese ones among them.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NO_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
# An odd day out in the oldest ones (29 February 1900) lies before anybody's birth.
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_FIRST_SERIAL, _LAST_SERIAL = 1.0, 200_000.0


class Workbook:
    """Raises SheetRefused, when it is opened and while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        _check_directory(file)
        self.unpacked = self._looked_at = 0
        try:
            self._zip = zipfile.ZipFile(file)
        except _UNREADABLE as error:
            raise SheetRefused(SheetFault.BROKEN) from error
        self._names = set(self._zip.namelist())
        self._check_entries()

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Its visible sheets in order: name -> part."""
        book = self._target_of("", "officeDocument") or "xl/workbook.xml"
        if book not in self._names:
            raise SheetRefused(SheetFault.OTHER_KIND)
        self._book = book
        targets = self._targets(book)
        found: dict[str, str] = {}
        self.is_1904 = False

        def start(tag: str, given: Attributes) -> None:
            if tag == "workbookPr":
                self.is_1904 = given.get("date1904", "") in ("1", "true")
            if tag == "sheet" and given.get("state", "visible") == "visible":
                key = next((value for name, value in given.items() if name.endswith(":id")), "")
                if key in targets and len(found) < MOST_SHEETS:
                    found[given.get("name", "")[:120]] = targets[key][1]

        self._read(book, start, most=MOST_PLAN_BYTES)
        if not found:
            raise SheetRefused(SheetFault.EMPTY)
        return found

    def first_filled(self) -> str:
        """The first sheet with anything in it."""
        for name in self.sheets:
            if any(
                any(cell not in (None, "") for cell in cells) for _, cells, _ in self.rows(name)
            ):
                return name
        raise SheetRefused(SheetFault.EMPTY)

    def rows(self, sheet: str) -> Iterator[Numbered]:
        """Number and cells of each row, up to the last cell with a value."""
        for rows in self._read_rows(sheet):
            yield from rows

    def top_rows(self, sheet: str) -> Iterator[Numbered]:
        """For a first look: of all sheets together only so much is read, whatever stands there instead of rows."""
        for rows in self._read_rows(sheet):
            yield from rows
            self._looked_at += CHUNK
            if self._looked_at > FIRST_LOOK:
                return

    def _read_rows(self, sheet: str) -> Iterator[list[Numbered]]:
        part = self.sheets.get(sheet)
        if part is None or part not in self._names:
            raise SheetRefused(SheetFault.BROKEN)
        reader = _Rows(self._strings, self._days, is_1904=self.is_1904)
        for _ in self._chunks(part, reader.start, reader.end, reader.text):
            yield reader.taken()

    def _check_entries(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise SheetRefused(SheetFault.SWELLS)
        lowered = {name.lower() for name in self._names}
        if "mimetype" in lowered:
            raise SheetRefused(SheetFault.OPEN_DOCUMENT)
        if any(name.endswith("vbaproject.bin") for name in lowered):
            raise SheetRefused(SheetFault.MACROS)
        if "xl/workbook.bin" in lowered or not any(name.startswith("xl/") for name in lowered):
            raise SheetRefused(SheetFault.OTHER_KIND)
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
            raise SheetRefused(SheetFault.SWELLS)
        for entry in entries:
            # Others than plain and deflated ones may ask for any amount of memory.
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise SheetRefused(SheetFault.BROKEN)
            if entry.flag_bits & 1:
                raise SheetRefused(SheetFault.OLD_EXCEL)
            if _ARCHIVES.search(entry.filename) or self._first(entry).startswith(_ARCHIVE_STARTS):
                raise SheetRefused(SheetFault.SWELLS)

    def _first(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.is_dir() or not entry.file_size:
            return b""
        try:
            with self._zip.open(entry) as part:
                return part.read(6)
        except _UNREADABLE as error:
            raise SheetRefused(SheetFault.BROKEN) from error

    def _targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> kind and part, of what a part refers to."""
        folder = dirname(part)
        relations = f"{folder}/_rels/{part[len(folder) :].lstrip('/')}.rels".lstrip("/")
        if relations not in self._names:
            return {}
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, given: Attributes) -> None:
            if tag == "Relationship" and given.get("TargetMode") != "External":
                target = normpath(join("/", folder, given.get("Target", ""))).lstrip("/")
                found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], target)

        self._read(relations, start, most=MOST_PLAN_BYTES)
        return found

    def _target_of(self, part: str, kind: str) -> str:
        return next((target for name, target in self._targets(part).values() if name == kind), "")

    @cached_property
    def _strings(self) -> list[str]:
        part = self._target_of(self._book, "sharedStrings")
        if part not in self._names:
            return []
        reader = _Strings()
        for _ in self._chunks(part, reader.start, reader.end, reader.text):
            pass
        return reader.found

    @cached_property
    def _days(self) -> list[bool]:
        """Of each style of a cell: whether its numbers are days."""
        part = self._target_of(self._book, "styles")
        if part not in self._names:
            return []
        formats: dict[str, str] = {}
        styles: list[bool] = []
        inside: list[str] = []

        def start(tag: str, given: Attributes) -> None:
            if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
                inside[:] = [tag]
            elif tag == "numFmt" and len(formats) < MOST_STYLES:
                formats[given.get("numFmtId", "")] = given.get("formatCode", "")[:300]
            elif tag == "xf" and inside == ["cellXfs"] and len(styles) < MOST_STYLES:
                styles.append(_is_day(given.get("numFmtId", ""), formats))

        self._read(part, start, most=MOST_PLAN_BYTES)
        return styles

    def _read(self, part: str, start: Callable[[str, Attributes], None], *, most: int) -> None:
        for _ in self._chunks(part, start, None, None, most=most):
            pass

    def _chunks(
        self,
        part: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None,
        text: Callable[[str], None] | None,
        most: int = MOST_UNPACKED_BYTES,
    ) -> Iterator[None]:
        names: dict[str, str] = {}
        parser = _parser(names, start, end, text)
        fed = 0
        try:
            with self._zip.open(part) as source:
                while chunk := source.read(CHUNK):
                    fed += len(chunk)
                    self.unpacked += len(chunk)
                    if fed > most or self.unpacked > 2 * MOST_UNPACKED_BYTES:
                        raise SheetRefused(SheetFault.SWELLS)
                    parser.Parse(chunk, False)
                    if len(names) > MOST_NAMES or fed - parser.CurrentByteIndex > LONGEST_TAG:
                        raise SheetRefused(SheetFault.BROKEN)
                    yield
            parser.Parse(b"", True)
            yield
        except _UNREADABLE as error:
            raise SheetRefused(SheetFault.BROKEN) from error


class _Strings:
    """The texts that cells share; how Japanese names are read aloud stands beside them and is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.signs = 0
        self._parts: list[str] = []
        self._is_text = self._is_reading = False

    def start(self, tag: str, _given: Attributes) -> None:
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._is_reading = True
        elif tag == "t":
            self._is_text = not self._is_reading

    def end(self, tag: str) -> None:
        if tag == "t":
            self._is_text = False
        elif tag == "rPh":
            self._is_reading = False
        elif tag == "si":
            text = "".join(self._parts)[: LONGEST_CELL + 1]
            self.signs += len(text)
            self.found.append(text)
            if len(self.found) > MOST_STRINGS or self.signs > MOST_STRING_SIGNS:
                raise SheetRefused(SheetFault.SWELLS)

    def text(self, text: str) -> None:
        # A text may come in any number of pieces; what lies beyond the longest cell is not kept.
        if self._is_text and len(self._parts) <= LONGEST_CELL:
            self._parts.append(text[: LONGEST_CELL + 1])


class _Rows:
    def __init__(self, strings: list[str], days: list[bool], *, is_1904: bool) -> None:
        self._shared, self._days = strings, days
        self._first_day = _FIRST_DAY_1904 if is_1904 else _FIRST_DAY
        self._done: list[Numbered] = []
        self._number = self._column = 0
        self._cells: list[Cell] = []
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._is_value = self._is_reading = False

    def taken(self) -> list[Numbered]:
        done, self._done = self._done, []
        return done

    def start(self, tag: str, given: Attributes) -> None:
        if tag == "c":
            at = _CELL.fullmatch(given.get("r", ""))
            self._column = _column_of(at[1]) if at else self._column + 1
            self._kind, self._style = given.get("t", "n"), given.get("s", "")
            self._parts = []
        elif tag in ("v", "t"):
            self._is_value = not self._is_reading
        elif tag == "rPh":
            self._is_reading = True
        elif tag == "row":
            said = given.get("r", "")
            self._number = int(said) if _NUMBER.fullmatch(said) else self._number + 1
            self._column, self._cells = 0, []

    def text(self, text: str) -> None:
        if self._is_value and len(self._parts) <= LONGEST_CELL:
            self._parts.append(text[: LONGEST_CELL + 1])

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._is_value = False
        elif tag == "rPh":
            self._is_reading = False
        elif tag == "c":
            self._keep(self._value("".join(self._parts)[: LONGEST_CELL + 1]))
        elif tag == "row":
            self._done.append((self._number, self._cells, False))
            self._cells = []

    def _keep(self, value: Cell) -> None:
        if value is None or value == "":
            return
        if self._column > MOST_COLUMNS:
            raise SheetRefused(SheetFault.TOO_MANY_COLUMNS)
        self._cells.extend([None] * (self._column - len(self._cells)))
        self._cells[self._column - 1] = value

    def _value(self, text: str) -> Cell:
        if self._kind == "s":
            place = int(text) if _NUMBER.fullmatch(text) else -1
            return self._shared[place] if 0 <= place < len(self._shared) else None
        if self._kind in ("str", "inlineStr"):
            return text
        if self._kind == "b":
            return text == "1"
        if self._kind == "e" or not text:
            return None
        if self._kind == "d":
            return text[:10]
        return self._number_or_day(text)

    def _number_or_day(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return text
        is_day = self._style.isdecimal() and len(self._style) < 6
        if is_day and self._style_is_day(int(self._style)):
            if _FIRST_SERIAL <= number <= _LAST_SERIAL:
                return (self._first_day + timedelta(days=int(number))).date()
            return number
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _style_is_day(self, style: int) -> bool:
        return style < len(self._days) and self._days[style]


def _check_directory(file: BinaryIO) -> None:
    """The list of what is in an archive, before it is read: it alone may fill a memory."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 22:
        raise SheetRefused(SheetFault.BROKEN)
    count = int.from_bytes(end[at + 10 : at + 12], "little")
    length = int.from_bytes(end[at + 12 : at + 16], "little")
    if count > MOST_ENTRIES or length > MOST_DIRECTORY_BYTES:
        raise SheetRefused(SheetFault.SWELLS)
    file.seek(0)


def _parser(
    names: dict[str, str],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
) -> Any:
    parser = expat.ParserCreate(intern=names)
    parser.buffer_text = True
    depth = tags = 0

    def begin(name: str, given: Attributes) -> None:
        nonlocal depth, tags
        depth += 1
        tags += 1
        if depth > DEEPEST:
            raise SheetRefused(SheetFault.BROKEN)
        if tags > MOST_TAGS:
            raise SheetRefused(SheetFault.SWELLS)
        start(name.rpartition(":")[2], given)

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(name.rpartition(":")[2])

    def refuse(*_args: object) -> None:
        raise SheetRefused(SheetFault.BROKEN)

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    return parser


def _is_day(key: str, formats: dict[str, str]) -> bool:
    if key in formats:
        return bool(re.search("[dmy]", _NO_FORMAT.sub("", formats[key].split(";")[0].lower())))
    return key.isdecimal() and len(key) < 4 and int(key) in _DATE_FORMATS


def _column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
