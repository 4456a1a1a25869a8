"""Tables as files for a spreadsheet: plain values in, bytes out. No text can become a formula.

In XLSX a text cell says that it is text, and stays as it is. CSV knows no types: there an apostrophe stands
before a text that a spreadsheet might take for a formula, so "+84 912 345 678" reads "'+84 912 345 678" and
keeps its plus, and tabs and line breaks become spaces. Numbers and days are written as such and never get an
apostrophe. Signs that XLSX cannot hold are dropped in both.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

from planner.documents.cells import Cell, is_like_a_formula, plain

_BREAKS = re.compile(r"[\t\r\n]+")
# Programs that do not take the comma for the end of a cell take one of these.
_CELL_ENDS = re.compile(r"([;|])")


def write_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet with this title. An instant is written as its clock shows it, without the zone."""
    from planner.documents.workbook import workbook_bytes  # noqa: PLC0415 - loads slowly

    table = [[plain(value) for value in row] for row in rows]
    return workbook_bytes(title, [str(plain(text)) for text in headings], table)


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel breaks Vietnamese. Days are written as 2026-11-22."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_harmless(str(plain(text))) for text in headings])
    writer.writerows([_written(plain(value)) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _harmless(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _harmless(text: str) -> str:
    """With an apostrophe before what looks like a formula, at the beginning or where another program begins a cell."""
    if text.isalnum():
        return text
    parts = _CELL_ENDS.split(_BREAKS.sub(" ", text))
    return "".join(f"'{part}" if is_like_a_formula(part) else part for part in parts)
