"""How large a table may be that somebody sends, and why one is refused."""

from enum import StrEnum

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
# Signs. One more is kept, so that a longer cell is seen to be longer.
LONGEST_CELL = 500
# Of a workbook, which is an archive.
MOST_ENTRIES = 500
MOST_DIRECTORY_BYTES = 100_000
MOST_UNPACKED_BYTES = 60_000_000
MOST_STRINGS = 200_000
MOST_STRING_SIGNS = 10_000_000
MOST_STYLES = 70_000
MOST_SHEETS = 100
# Of one part: three for each cell of the largest table, and one for each row.
MOST_TAGS = 3 * MOST_ROWS * MOST_COLUMNS + 400_000
# Of a part of the workbook that says how it is built.
MOST_PLAN_BYTES = 4_000_000


class SheetFault(StrEnum):
    """Why a file is not read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    SWELLS = "swells"  # much more comes out of it than lies in it
    OLD_EXCEL = "old_excel"  # xls; also a workbook with a password
    MACROS = "macros"
    OPEN_DOCUMENT = "open_document"
    PDF = "pdf"
    HTML = "html"  # a page, or a text with formats, under another name
    OTHER_KIND = "other_kind"
    BROKEN = "broken"


class SheetRefused(Exception):
    """The table is not read. `fault`: why."""

    def __init__(self, fault: SheetFault) -> None:
        super().__init__(fault)
        self.fault = fault
