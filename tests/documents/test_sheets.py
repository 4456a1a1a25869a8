"""Tables that people send, as they come out of Excel, LibreOffice and old programs."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from planner.documents import limits
from planner.documents.limits import SheetFault, SheetRefused
from planner.documents.sheets import open_table, tables_of, text_of

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: list[Any], title: str = "Danh sách") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, parts: dict[str, bytes]) -> bytes:
    """With other parts in the archive."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def rows_of(content: bytes) -> list[tuple[int, tuple[Any, ...]]]:
    return [(row.number, row.cells) for row in open_table(io.BytesIO(content)).rows]


def fault_of(content: bytes) -> SheetFault:
    with pytest.raises(SheetRefused) as refused:
        rows_of(content)
    return refused.value.fault


def test_a_workbook_gives_plain_cells_by_row() -> None:
    content = workbook(
        ["DANH SÁCH"],
        [],
        ["Họ tên", "Ngày sinh", "SĐT", "Ghi chú"],
        ["Lan", date(1999, 9, 8), 912345678, None],
        ["Hoa", datetime(2000, 1, 2, 8, 30), 0.5, True],  # noqa: DTZ001 - as spreadsheets have them
    )

    assert rows_of(content) == [
        (1, ("DANH SÁCH",)),
        (3, ("Họ tên", "Ngày sinh", "SĐT", "Ghi chú")),
        (4, ("Lan", date(1999, 9, 8), 912345678)),
        (5, ("Hoa", date(2000, 1, 2), 0.5, True)),
    ]


def test_texts_within_cells_and_without_addresses_are_read_and_readings_left_out() -> None:
    sheet = (
        b'<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:r><x:t>La</x:t></x:r>'
        b'<x:r><x:t>n</x:t></x:r><x:rPh><x:t>ran</x:t></x:rPh></x:is></x:c><x:c t="e"><x:v>#N/A</x:v></x:c>'
        b'<x:c t="d"><x:v>2024-09-08T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )

    assert rows_of(changed(workbook(["x"]), {SHEET: sheet})) == [(1, ("Lan", None, "2024-09-08"))]


def test_texts_that_cells_share_are_read_and_their_readings_left_out() -> None:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        b'<Relationships><Relationship Id="rId1" Type="%s/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        b'<Relationship Id="rId9" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ) % (kind, kind)
    strings = (
        "<sst><si><r><t>山</t></r><r><t>田</t></r><rPh><t>ヤマダ</t></rPh></si><si><t>Lan</t></si></sst>"
    ).encode()
    cells = b"".join(b'<c t="s"><v>%d</v></c>' % number for number in (1, 0, 7))
    sheet = b"<worksheet><sheetData><row>" + cells + b"</row></sheetData></worksheet>"
    parts = {
        SHEET: sheet,
        "xl/sharedStrings.xml": strings,
        "xl/_rels/workbook.xml.rels": relations,
    }

    assert rows_of(changed(workbook(["x"]), parts)) == [(1, ("Lan", "山田"))]


def test_every_visible_sheet_is_offered_and_the_first_filled_one_is_read() -> None:
    book = Workbook()
    empty, full, hidden = book.active, book.create_sheet("Đợt 2"), book.create_sheet("Ẩn")
    assert empty is not None
    empty.title = "Bìa"
    full.append(["Lan"])
    hidden.append(["Bí mật"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)

    assert open_table(out).sheet == "Đợt 2"
    assert [table.sheet for table in tables_of(out)] == ["Bìa", "Đợt 2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_form(encoding: str, delimiter: str) -> None:
    lines = [["Họ và tên", "Địa chỉ"], ["Trần Thị Đào", f"Thôn 5{delimiter} Thanh Hóa"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)

    table = open_table(io.BytesIO(text.encode(encoding)))

    assert [list(row.cells) for row in table.rows] == lines
    assert table.encoding == ""


def test_an_old_vietnamese_encoding_is_guessed_and_said() -> None:
    text = "Họ và tên,Quê\nTrần Thị Đào,Thanh Hóa\n"
    for whole, parts in {"ọ": "o\u0323", "ầ": "â\u0300", "ị": "i\u0323"}.items():
        text = text.replace(whole, parts)

    table = open_table(io.BytesIO(text.encode("cp1258")))

    assert [row.cells for row in table.rows][1] == ("Trần Thị Đào", "Thanh Hóa")
    assert table.encoding == "Windows-1258"


def test_a_row_in_another_encoding_than_the_rest_is_named() -> None:
    lines = [
        "Họ và tên,Quê".encode(),
        "Trần Thị Đào,Thanh Hóa".encode(),
        "Lê Hòa,Huế".encode("cp1252", errors="replace").replace(b"?", b"\xea"),
        "Phạm Bình,Hà Nội".encode(),
    ]

    rows = list(open_table(io.BytesIO(b"\r\n".join(lines))).rows)

    assert [row.number for row in rows if row.is_garbled] == [3]
    assert rows[3].cells == ("Phạm Bình", "Hà Nội")


@pytest.mark.parametrize(
    "content, fault",
    [
        (b"", SheetFault.EMPTY),
        (b" \n,,\n", SheetFault.EMPTY),
        (b"%PDF-1.7", SheetFault.PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", SheetFault.OLD_EXCEL),
        (b"\xef\xbb\xbf <!DOCTYPE html><table><tr><td>Lan", SheetFault.HTML),
        (b'<?xml version="1.0"?><Workbook/>', SheetFault.HTML),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0", SheetFault.OTHER_KIND),
        (b"PK\x03\x04 and nothing more", SheetFault.BROKEN),
        (b"a," * 61 + b"a\n", SheetFault.TOO_MANY_COLUMNS),
        (b"a\n" * (limits.MOST_ROWS + 1), SheetFault.TOO_MANY_ROWS),
        (b"," * 300_000, SheetFault.BROKEN),
        (b'"' + b"a" * 150_000, SheetFault.BROKEN),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(content: bytes, fault: SheetFault) -> None:
    assert fault_of(content) == fault


@pytest.mark.parametrize(
    "parts, fault",
    [
        ({"xl/vbaProject.bin": b"x"}, SheetFault.MACROS),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, SheetFault.OPEN_DOCUMENT),
        ({"xl/embeddings/a.zip": b"x"}, SheetFault.SWELLS),
        ({"xl/media/a.png": b"PK\x03\x04...."}, SheetFault.SWELLS),
        ({SHEET: b"<worksheet><sheetData><row>"}, SheetFault.BROKEN),
        (
            {
                SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet><row><c><v>&b;</v></c></row></worksheet>'
            },
            SheetFault.BROKEN,
        ),
        ({SHEET: b"<worksheet>" + b"<a>" * 200}, SheetFault.BROKEN),
        ({SHEET: b"<worksheet a='" + b"x" * 3_000_000 + b"'/>"}, SheetFault.BROKEN),
        (
            {
                SHEET: b"<worksheet>"
                + b"".join(b"<a%d/>" % n for n in range(9000))
                + b"</worksheet>"
            },
            SheetFault.BROKEN,
        ),
        (
            {SHEET: b'<worksheet><row><c r="ZZ1"><v>1</v></c></row></worksheet>'},
            SheetFault.TOO_MANY_COLUMNS,
        ),
        ({"xl/workbook.xml": b"<workbook/>"}, SheetFault.EMPTY),
    ],
)
def test_a_workbook_that_is_more_than_a_list_is_refused(
    parts: dict[str, bytes], fault: SheetFault
) -> None:
    assert fault_of(changed(workbook(["Lan"]), parts)) == fault


def test_a_sheet_of_more_tags_than_the_largest_list_has_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planner.documents.xlsx_reading.MOST_TAGS", 200)

    # A cell with a text has three tags: c, is and t.
    assert len(rows_of(workbook(*[["Lan"]] * 40))) == 40
    assert fault_of(workbook(*[["Lan"]] * 60)) == SheetFault.SWELLS
    assert 3 * limits.MOST_ROWS * limits.MOST_COLUMNS + limits.MOST_ROWS < limits.MOST_TAGS


def test_a_very_long_cell_is_seen_to_be_long_and_no_more_of_it_is_kept() -> None:
    long = "x" * 5_000

    for content in (workbook([long]), f"{long}\n".encode()):
        assert len(rows_of(content)[0][1][0]) == limits.LONGEST_CELL + 1


@pytest.mark.parametrize(
    "cell, text",
    [
        (None, ""),
        (912345678.0, "912345678"),
        (date(2024, 9, 8), "08/09/2024"),
        ("a\u0302\u0300 \n x", "ầ x"),
        (True, "TRUE"),
    ],
)
def test_a_cell_reads_as_somebody_would_type_it(cell: Any, text: str) -> None:
    assert text_of(cell) == text
