"""Files as they come from spreadsheets and editors, into checked values or faults."""

import csv
import io
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.reference.enums import Basis
from planner.reference.loading.reading import (
    Fault,
    FileRow,
    ReferenceDataError,
    keys_in_file,
    read_folder,
    read_rows,
)
from planner.reference.loading.tables import TABLE_OF, TABLES, Table
from planner.reference.models import (
    BenchmarkTemplate,
    ExamFact,
    HelpLine,
    Industry,
    MinimumWage,
    Pathway,
    PathwayFact,
    Province,
    ReferenceAmount,
    Region,
    Statistic,
    Wage,
)
from planner.reference.services import DATA_FOLDER
from tests.reference.csv_files import lines_of, set_cell, write_lines

REGIONS = TABLE_OF[Region]
FILES = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)


def read(table: Table, folder: Path) -> tuple[list[FileRow], list[Fault]]:
    items = list(read_rows(table, folder, {}))
    rows = [item for item in items if isinstance(item, FileRow)]
    return rows, [item for item in items if isinstance(item, Fault)]


def read_bytes(table: Table, content: bytes) -> tuple[list[FileRow], list[Fault]]:
    with TemporaryDirectory() as folder:
        (Path(folder) / table.file).write_bytes(content)
        return read(table, Path(folder))


def with_cell(table: Table, column: str, value: str) -> tuple[list[FileRow], list[Fault]]:
    """The first row of a file with one cell changed."""
    header, first = lines_of(DATA_FOLDER / table.file)[:2]
    first[header.index(column)] = value
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, first])
    return read_bytes(table, text.getvalue().encode())


def test_all_files_are_read_without_a_fault() -> None:
    read_all = read_folder(DATA_FOLDER)

    assert {file: len(rows) for file, rows in read_all.items()} == {
        table.file: len(lines_of(DATA_FOLDER / table.file)) - 1 for table in TABLES
    }


def test_every_file_of_the_folder_is_read() -> None:
    assert {path.name for path in DATA_FOLDER.glob("*.csv")} == {table.file for table in TABLES}


@FILES
def test_no_figure_stands_without_source_and_year(table: Table) -> None:
    with (DATA_FOLDER / table.file).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "source" in row]

    unsourced = [row for row in rows if not row["source"] and not row.get("growth_source")]
    undated = [row for row in rows if row.get("year") == "" and not row.get("growth_year")]
    assert {row["basis"] for row in unsourced} <= {Basis.UNSOURCED, Basis.JUDGEMENT}
    # Pages that carry no date: shown as undated, with little confidence.
    undatable = {Wage, HelpLine, BenchmarkTemplate, ExamFact, ReferenceAmount}
    assert not undated or table.model in undatable


def test_keys_name_the_rows_of_one_file() -> None:
    assert ("former", "01") in keys_in_file(TABLE_OF[Province], DATA_FOLDER)


@pytest.mark.parametrize(
    "content, problem",
    [
        ("code,name_en,name_vi\n1,Café,Sông\n".encode("cp1258"), "not UTF-8"),
        ("code,name_en,name_vi\n1,Café,Café\n".encode("latin-1"), "not UTF-8"),
        ("code,name_en,name_vi\n1,A,Á\n".encode("utf-16"), "not UTF-8"),
        ("code,name_en,name_vi\n1,A,B\n".encode("utf-16-le"), "NUL byte"),
        (b"code,name_en,name_vi\n1,A\0,B\n", "NUL byte"),
        (b"", "is empty"),
        (b'code,name_en,name_vi\n1,"A,B\n', "not a readable CSV file"),
        (b'code,name_en,name_vi\n1,"A"x,B\n', "not a readable CSV file"),
        (b"code,name_en,name_vi\n1," + b"x" * 200_000 + b",B\n", "not a readable CSV file"),
    ],
)
def test_what_is_no_such_file_is_refused_as_a_whole(content: bytes, problem: str) -> None:
    rows, [fault] = read_bytes(REGIONS, content)

    assert rows == []
    assert (fault.file, fault.row) == ("regions.csv", 0)
    assert problem in fault.problem


def test_a_missing_file_is_one_fault_and_no_more(folder: Path) -> None:
    (folder / "provinces.csv").unlink()

    with pytest.raises(ReferenceDataError) as error:
        read_folder(folder)

    assert [str(fault) for fault in error.value.faults] == [
        "provinces.csv: whole file: the file is missing"
    ]


def test_a_folder_in_place_of_a_file_is_a_fault(folder: Path) -> None:
    (folder / "regions.csv").unlink()
    (folder / "regions.csv").mkdir()

    _rows, [fault] = read(REGIONS, folder)

    assert fault.row == 0


@pytest.mark.parametrize(
    "header, column, problem",
    [
        ("code,name_en,name_vi,name_vi", "name_vi", "this column is there twice"),
        ("code,name_en,name_vi,colour", "colour", "unknown column"),
        ("code,name_en,name_vi,search_name", "search_name", "unknown column"),
        ("code,name_en,name_vi,edited_at", "edited_at", "unknown column"),
        ("code,name_en,name_vi,id", "id", "unknown column"),
        ("code,name_en,name_vi,", "", "unknown column"),
        ("code,name_en", "name_vi", "this column is missing"),
        ("1,Red River Delta,Đồng bằng sông Hồng", "1", "unknown column"),
        ("", "code", "this column is missing"),
        ("code;name_en;name_vi", "code;name_en;name_vi", "unknown column"),
    ],
)
def test_a_wrong_header_names_the_column(header: str, column: str, problem: str) -> None:
    rows, faults = read_bytes(REGIONS, f"{header}\n1,A,B\n".encode())

    assert rows == []
    assert faults == [Fault("regions.csv", 1, column, problem)]


def test_columns_may_stand_in_any_order_and_begin_with_a_mark() -> None:
    content = "\ufeffname_vi, code ,name_en\n Biển ,1,Sea\n".encode()

    [row], faults = read_bytes(REGIONS, content)

    assert faults == []
    assert row.values == {"code": "1", "name_en": "Sea", "name_vi": "Biển"}


@pytest.mark.parametrize("line", ["1,A", "1,A,B,C", "", "1"])
def test_a_ragged_row_is_named(line: str) -> None:
    rows, [fault] = read_bytes(REGIONS, f"code,name_en,name_vi\n1,A,B\n{line}\n2,C,D\n".encode())

    assert [row.number for row in rows] == [2, 4]
    assert fault.row == 3


def test_the_same_row_twice_is_named() -> None:
    rows, [fault] = read_bytes(REGIONS, b"code,name_en,name_vi\n1,A,B\n1,C,D\n")

    assert len(rows) == 1
    assert fault == Fault("regions.csv", 3, "code", "the same row stands in the file twice")


@pytest.mark.parametrize("line, column", [("1,A,", "name_vi"), ("1,,B", "name_en")])
def test_a_text_in_one_language_only_is_named(line: str, column: str) -> None:
    _rows, faults = read_bytes(REGIONS, f"code,name_en,name_vi\n{line}\n".encode())

    assert "name_vi: one language is filled and the other is blank" in "\n".join(map(str, faults))
    assert {fault.column for fault in faults} == {column, "name_vi"}


@pytest.mark.parametrize("blank", ["note_en", "note_vi"])
def test_a_note_in_one_language_only_is_named(blank: str) -> None:
    header, row = lines_of(DATA_FOLDER / "minimum_wages.csv")[:2]
    cells = {**dict(zip(header, row, strict=True)), "note_en": "a", "note_vi": "b", blank: ""}
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, list(cells.values())])

    _rows, [fault] = read_bytes(TABLE_OF[MinimumWage], text.getvalue().encode())

    assert (fault.row, fault.column) == (2, "note_vi")


@pytest.mark.parametrize(
    "amount",
    [
        "1.000.000",
        "1,000,000",
        "1 000 000",
        "1_000_000",
        "1e6",
        "1000000.5",
        "１００００００",
        "5500",
        "-5500000",
        "NaN",
        "inf",
        "một triệu",
        "9" * 30,
        "9" * 5000,
        "🦆",
        "",
    ],
)
def test_an_amount_that_could_be_misread_is_refused(amount: str) -> None:
    rows, [fault] = with_cell(TABLE_OF[MinimumWage], "vnd_month", amount)

    assert rows == []
    assert (fault.file, fault.row, fault.column) == ("minimum_wages.csv", 2, "vnd_month")


@pytest.mark.parametrize("value", ["1.000.000", "1,000", "1_0", "1e3", "NaN", "12.3456", "9" * 20])
def test_a_figure_that_could_be_misread_is_refused(value: str) -> None:
    rows, [fault] = with_cell(TABLE_OF[Statistic], "value", value)

    assert rows == []
    assert (fault.row, fault.column) == (2, "value")


@pytest.mark.parametrize(
    "table, column, value",
    [
        (TABLE_OF[Pathway], "entry_from", "01/04/2027"),
        (TABLE_OF[Pathway], "entry_from", "2027-02-30"),
        (TABLE_OF[Pathway], "source_url", "javascript:alert(1)"),
        (TABLE_OF[Pathway], "basis", "rumour"),
        (TABLE_OF[Industry], "sector", "space"),
        (TABLE_OF[Industry], "name_en", "x" * 121),
        (TABLE_OF[MinimumWage], "area", "moon"),
        (TABLE_OF[HelpLine], "phone", "ask at the desk"),
        (TABLE_OF[HelpLine], "phone", "0120-250-168|110"),
        (TABLE_OF[HelpLine], "phone_alt", "1|"),
        (TABLE_OF[HelpLine], "kind", "gossip"),
        (TABLE_OF[PathwayFact], "topic", "rumour"),
        (TABLE_OF[PathwayFact], "year", ""),
        (TABLE_OF[PathwayFact], "unit", "fortnight"),
        (TABLE_OF[PathwayFact], "amount_jpy", "0"),
    ],
)
def test_a_wrong_value_is_named(table: Table, column: str, value: str) -> None:
    rows, [fault] = with_cell(table, column, value)

    assert rows == []
    assert (fault.row, fault.column) == (2, column)


@pytest.mark.parametrize("valid_to", ["", "2026-01-01", "2030-01-01"])
def test_minimum_wages_of_one_place_that_overlap_are_named(folder: Path, valid_to: str) -> None:
    lines = lines_of(folder / "minimum_wages.csv")
    assert lines[1][:2] == lines[3][:2]
    set_cell(folder / "minimum_wages.csv", 2, "valid_to", valid_to)

    _rows, [fault] = read(TABLE_OF[MinimumWage], folder)

    assert fault == Fault(
        "minimum_wages.csv", 4, "valid_from", "overlaps the row that holds from 2024-07-01"
    )


def test_a_link_to_nowhere_is_named(folder: Path) -> None:
    set_cell(folder / "provinces.csv", 3, "region_code", "77")
    set_cell(folder / "home_work.csv", 4, "group_key", "weaving_of_clouds")

    with pytest.raises(ReferenceDataError) as error:
        read_folder(folder)

    named = {(fault.file, fault.row, fault.column) for fault in error.value.faults}
    assert {("provinces.csv", 3, "region_code"), ("home_work.csv", 4, "group_key")} <= named


@pytest.mark.parametrize(
    "file, column, value, unknown",
    [
        ("fields.csv", "vsic_divisions", "10|77x", "77x"),
        ("wages.csv", "vsic_divisions", "ten", "ten"),
        ("wages.csv", "province_codes", "01|1|nowhere", "1, nowhere"),
        ("operations.csv", "vsic_divisions", "10;11", "10;11"),
        ("operations.csv", "ssw_fields", "ssw-moon", "ssw-moon"),
        ("operations.csv", "esd_fields", "esd-moon", "esd-moon"),
        ("home_work.csv", "needs", "land|luck", "luck"),
    ],
)
def test_a_code_that_no_table_knows_is_named(
    folder: Path, file: str, column: str, value: str, unknown: str
) -> None:
    set_cell(folder / file, 3, column, value)

    with pytest.raises(ReferenceDataError) as error:
        read_folder(folder)

    [fault] = error.value.faults
    assert (fault.file, fault.row, fault.column) == (file, 3, column)
    assert fault.problem == f"not known: {unknown} ({value!r})"


def test_codes_of_a_file_that_cannot_be_read_are_not_blamed(folder: Path) -> None:
    (folder / "fields.csv").unlink()

    with pytest.raises(ReferenceDataError) as error:
        read_folder(folder)

    assert {fault.file for fault in error.value.faults} == {"fields.csv"}


def test_faults_of_all_files_and_rows_are_listed(folder: Path) -> None:
    for file, row, column in (
        ("regions.csv", 3, "name_vi"),
        ("wages.csv", 2, "isco08"),
        ("wages.csv", 9, "low_vnd_month"),
        ("statistics.csv", 4000, "value"),
    ):
        set_cell(folder / file, row, column, "" if column == "name_vi" else "1.000.000")

    with pytest.raises(ReferenceDataError) as error:
        read_folder(folder)

    assert {(fault.file, fault.row, fault.column) for fault in error.value.faults} == {
        ("regions.csv", 3, "name_vi"),
        ("wages.csv", 2, "isco08"),
        ("wages.csv", 9, "low_vnd_month"),
        ("statistics.csv", 4000, "value"),
    }


def test_decomposed_text_is_kept_composed(folder: Path) -> None:
    path = folder / "provinces.csv"
    path.write_text(unicodedata.normalize("NFD", path.read_text("utf-8")), "utf-8")

    assert read(TABLE_OF[Province], folder) == read(TABLE_OF[Province], DATA_FOLDER)


@given(content=st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\r\r\n\n")
@example(b'"')
def test_any_bytes_give_rows_or_faults(content: bytes) -> None:
    rows, faults = read_bytes(REGIONS, b"code,name_en,name_vi\n" + content)

    assert all(row.values["code"] and row.values["name_vi"] for row in rows)
    assert all(fault.problem for fault in faults)


@given(lines=st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=4)))
def test_any_lines_give_rows_or_faults(lines: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["code", "name_en", "name_vi"], *lines])

    rows, faults = read_bytes(REGIONS, text.getvalue().encode())

    named = {fault.row for fault in faults} - {0, 1}
    assert named.isdisjoint(row.number for row in rows)
    assert len({row.key for row in rows}) == len(rows)


CELLS = [
    (table, column)
    for model in (MinimumWage, Wage, Province, Statistic, Pathway)
    for table in [TABLE_OF[model]]
    for column in sorted(table.columns)
]


@given(
    cell=st.sampled_from(CELLS),
    value=st.one_of(
        st.text(st.characters(codec="utf-8"), max_size=40),
        st.integers().map(str),
        st.decimals().map(str),
        st.dates().map(str),
        st.sampled_from(["1.000.000", "1,000,000", "\0", "🦆", "Hải Dương", "=1+1", "'", "-"]),
    ),
)
def test_any_text_in_a_cell_is_kept_composed_or_named(cell: tuple[Table, str], value: str) -> None:
    table, column = cell

    rows, faults = with_cell(table, column, value)

    texts = [text for row in rows for text in row.values.values() if isinstance(text, str)]
    assert bool(rows) != bool(faults)
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)
    assert all(fault.row in {0, 2} for fault in faults)
    assert all(_is_stored(value, found) for row in rows for found in [row.values[column]])


def _is_stored(value: str, found: Any) -> bool:
    """What was read says the same as what was written."""
    text = unicodedata.normalize("NFC", value).strip()
    if found is None or found == "":
        return not text
    return isinstance(found, str) is False or found == text


def test_written_lines_are_read_back(folder: Path) -> None:
    path = folder / "regions.csv"

    write_lines(path, lines_of(path))

    assert path.read_bytes() == (DATA_FOLDER / "regions.csv").read_bytes()
