import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from planner.documents.cells import Cell
from planner.documents.tables import write_csv, write_xlsx

HEADINGS = ["Họ và tên", "Điện thoại", "Về nước", "Số tháng"]
ROW: list[Cell] = ["Phạm Thị Hoa", "+84 912 345 678", date(2026, 12, 24), 36]


def sheet_of(rows: list[list[Cell]], title: str = "Danh sách") -> Any:
    return load_workbook(BytesIO(write_xlsx(title, HEADINGS, rows))).worksheets[0]


def lines_of(rows: list[list[Cell]]) -> list[list[str]]:
    return list(csv.reader(StringIO(write_csv(HEADINGS, rows).decode("utf-8-sig"))))


def in_csv(value: Cell) -> str:
    return lines_of([["", value]])[1][1]


def in_xlsx(value: Cell) -> Any:
    return sheet_of([[value]])["A2"]


def day_of(value: Any) -> Any:
    """The library reads every day as an instant."""
    return value.date() if isinstance(value, datetime) else value


def test_workbook_holds_headings_and_rows_typed() -> None:
    sheet = sheet_of([ROW])

    assert [[day_of(cell.value) for cell in row] for row in sheet] == [
        HEADINGS,
        ["Phạm Thị Hoa", "+84 912 345 678", date(2026, 12, 24), 36],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "d", "n"]
    assert sheet["C2"].number_format == "yyyy-mm-dd"


def test_workbook_keeps_its_headings_in_sight_and_its_columns_wide_enough() -> None:
    sheet = sheet_of([ROW, ["Dài " * 40, *ROW[1:]]])

    widths = [sheet.column_dimensions[letter].width for letter in "ABCD"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert widths == [48, 17, 12, 10]


@pytest.mark.parametrize(
    "title, expected",
    [
        ("Danh sách", "Danh sách"),
        ("a/b\\c[1]: d?*", "a b c 1 d"),
        ("x" * 40, "x" * 31),
        ("'Hoa'", "Hoa"),
        ("\x00\n", "1"),
    ],
)
def test_sheet_is_named_as_a_spreadsheet_takes_it(title: str, expected: str) -> None:
    assert sheet_of([], title).title == expected


def test_csv_opens_in_vietnamese() -> None:
    content = write_csv(HEADINGS, [ROW])

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == (
        "Họ và tên,Điện thoại,Về nước,Số tháng\r\nPhạm Thị Hoa,'+84 912 345 678,2026-12-24,36\r\n"
    )


@pytest.mark.parametrize(
    "value, written",
    [
        (-5, "-5"),
        (-2.5, "-2.5"),
        (Decimal("-0.0000001"), "-0.0000001"),
        (Decimal("1E+3"), "1000"),
        (True, "True"),
        (None, ""),
        (float("inf"), ""),
        (Decimal("nan"), ""),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "2026-01-02 03:04:00"),
    ],
)
def test_numbers_and_days_are_written_as_such_in_csv(value: Cell, written: str) -> None:
    assert in_csv(value) == written


@pytest.mark.parametrize("value", [-5, 0, 10**15 - 1, -2.5])
def test_numbers_stay_numbers_in_xlsx(value: Cell) -> None:
    cell = in_xlsx(value)

    assert (cell.data_type, cell.value) == ("n", value)


@pytest.mark.parametrize(
    "value, kept",
    [
        (10**15, "1000000000000000"),
        (date(1899, 12, 31), "1899-12-31"),
        ("#N/A", "#N/A"),
        ("0912345678", "0912345678"),
        ("2026-01-02", "2026-01-02"),
    ],
)
def test_what_a_spreadsheet_would_change_is_text_in_xlsx(value: Cell, kept: str) -> None:
    cell = in_xlsx(value)

    assert (cell.data_type, cell.value) == ("s", kept)


@pytest.mark.parametrize(
    "text, written",
    [
        ("=1+1", "'=1+1"),
        ("-", "'-"),
        (" \ufeff\u00a0\u200b＝1", "' \ufeff\u00a0\u200b＝1"),
        ("\t=1", "' =1"),
        ("\tHoa\r\nLan", " Hoa Lan"),
        ('"=1+1"', '\'"=1+1"'),
        ("Hoa;=1+1", "Hoa;'=1+1"),
        ("Hoa|;=1+1", "Hoa|;'=1+1"),
        ("Hoa\n+84", "Hoa +84"),
        ("Hoa - Lan", "Hoa - Lan"),
        ("hoa@example.com", "hoa@example.com"),
        ("1+1=2", "1+1=2"),
        ("'=1", "'=1"),
        ("", ""),
        ("Hoa, Lan", "Hoa, Lan"),
    ],
)
def test_apostrophe_stands_only_before_what_looks_like_a_formula(text: str, written: str) -> None:
    assert in_csv(text) == written


@pytest.mark.parametrize("text", ["=1+1", "＝1+1", " \t@SUM(A1)", "+84 912 345 678", '"-1"'])
def test_text_like_a_formula_stays_text_in_xlsx_when_it_is_edited(text: str) -> None:
    cell = in_xlsx(text)

    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_heading_is_no_formula_either() -> None:
    sheet = load_workbook(BytesIO(write_xlsx("x", ["=1+1"], []))).worksheets[0]

    assert (sheet["A1"].data_type, sheet["A1"].quotePrefix) == ("s", True)
    assert write_csv(["=1+1"], []).decode("utf-8-sig") == "'=1+1\r\n"


def test_signs_that_xlsx_cannot_hold_are_dropped_in_both() -> None:
    text = "H\x00o\x07a\ud800\uffff"

    assert (in_xlsx(text).value, in_csv(text)) == ("Hoa", "Hoa")


def test_spelled_out_sign_is_no_sign() -> None:
    """A spreadsheet reads _x003D_ as the sign that it names."""
    assert in_xlsx("_x003D_1+1").value == "_x005F_x003D_1+1"


def test_text_longer_than_a_cell_is_cut_in_xlsx() -> None:
    assert len(in_xlsx("x" * 40_000).value) == 32_767
