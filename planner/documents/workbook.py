"""A table as XLSX. Loading the library is slow: import this only where somebody takes a file out."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from planner.documents.cells import Cell, is_like_a_formula

# XLSX writes signs as _x000A_; the same letters typed by a person must not be read so.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Letters in a cell and in a sheet's name; letters that a column is wide; rows looked at for that.
_LONGEST, _LONGEST_TITLE = 32_767, 31
_NARROWEST, _WIDEST, _LOOKED_AT = 10, 48, 200
_BOLD = Font(bold=True)


def workbook_bytes(title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet, its headings frozen."""
    book = Workbook(write_only=True)
    book.properties.creator = "Lối Về"
    sheet = book.create_sheet(_title(title))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths([headings, *rows[:_LOOKED_AT]]), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_text(sheet, text, font=_BOLD) for text in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Cell) -> Any:
    if isinstance(value, str):
        return _text(sheet, value) if value else None
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    return cell


def _text(sheet: Any, text: str, *, font: Font | None = None) -> Any:
    """The library takes "=1+1" for a formula and "#N/A" for an error: here both are text."""
    cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_", text)[:_LONGEST])
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    if is_like_a_formula(text):
        # Whoever edits the cell by hand must not turn it into a formula either.
        cell.quotePrefix = True
    return cell


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    widths = [_NARROWEST] * len(rows[0])
    for row in rows:
        for number, value in enumerate(row[: len(widths)]):
            widths[number] = max(widths[number], min(len(str(value or "")) + 2, _WIDEST))
    return widths


def _title(text: str) -> str:
    """A sheet's name as a spreadsheet takes it."""
    clean = re.sub(r"[\[\]:*?/\\]", " ", "".join(sign for sign in text if sign.isprintable()))
    return " ".join(clean.split())[:_LONGEST_TITLE].strip("' ") or "1"
