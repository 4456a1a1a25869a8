"""Claim 16, of spreadsheets: what swells is refused in time and in little memory, and its name goes nowhere."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.settings.base import BASE_DIR
from planner.casework.models import ImportBatch
from tests.factories.accounts import UserFactory
from tests.factories.imports import list_of, xlsx
from tests.faults.figures import Figures
from tests.signing_in import signed_in

MOST_MB, MOST_SECONDS = 100.0, 2.0
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
READ = """
import json, resource, sys, time
from planner.casework.services import imports
from planner.documents.limits import SheetRefused
from planner.documents.sheets import open_table, tables_of
from itertools import islice
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin, fault = time.monotonic(), ""
try:
    with open(sys.argv[1], "rb") as file:
        for table in tables_of(file):
            list(islice(table.rows, 40))
except SheetRefused as refused:
    fault = refused.fault
seconds = time.monotonic() - begin
try:
    with open(sys.argv[1], "rb") as file:
        for row in open_table(file).rows:
            pass
except SheetRefused as refused:
    fault = fault or refused.fault
rise = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
print(json.dumps([fault, seconds, rise]))
"""


def archive(parts: dict[str, bytes | Iterator[bytes]]) -> bytes:
    """A good workbook with these parts in it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(list_of(1)))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            if name not in parts:
                bad.writestr(name, good.read(name))
        for name, content in parts.items():
            with bad.open(name, "w") as part:
                for chunk in [content] if isinstance(content, bytes) else content:
                    part.write(chunk)
    return out.getvalue()


def many(start: bytes, part: bytes, times: int, end: bytes = b"") -> Iterator[bytes]:
    return chain([start], repeat(part, times), [end])


def swelling_sheet() -> bytes:
    """About 511 kB that become 210 MB."""
    rows = b"<row><c><v>1</v></c></row>" * 40_000
    return archive({SHEET: many(b"<worksheet><sheetData>", rows, 210_000_000 // len(rows))})


def lying_sheet() -> bytes:
    """Says of itself that it is small."""
    content = bytearray(swelling_sheet())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.find(
            SHEET.encode(), 0 if mark == b"PK\x03\x04" else content.rfind(b"xl/styles")
        )
        start = content.rfind(mark, 0, place)
        content[start + at : start + at + 4] = (1000).to_bytes(4, "little")
    return bytes(content)


def sheet_just_below_the_limit() -> bytes:
    tag = b"<a" + b" " * 36 + b"/>"
    return archive({SHEET: many(b"<worksheet>", tag * 1_000, 1_400, b"</worksheet>")})


def many_tags() -> bytes:
    """As large, and nothing but the shortest tags."""
    return archive({SHEET: many(b"<worksheet>", b"<a/>" * 10_000, 1_400, b"</worksheet>")})


def many_strings() -> bytes:
    strings = many(b"<sst>", b"<si><t>a</t></si>" * 10_000, 300, b"</sst>")
    return archive({STRINGS: strings, RELATIONS: relations()})


def relations() -> bytes:
    """Of a workbook whose cells share their texts."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}/{name}" Target="{target}"/>'
        for number, (name, target) in enumerate(parts, start=1)
    )
    return f"<Relationships>{lines}</Relationships>".encode()


def many_entries() -> bytes:
    return archive({f"xl/media/{number}.png": b"" for number in range(10_000)})


def nested() -> bytes:
    return archive({"xl/media/image1.png": archive({})})


def entities() -> bytes:
    deep = b"".join(b'<!ENTITY e%d "&e%d;&e%d;">' % (n, n - 1, n - 1) for n in range(1, 40))
    return archive({STYLES: b'<!DOCTYPE a [<!ENTITY e0 "ha">' + deep + b"]><a>&e39;</a>"})


def page() -> bytes:
    return b"<!DOCTYPE html><script>alert(1)</script><table><tr><td>Lan"


def page_before_an_archive() -> bytes:
    return b"<!DOCTYPE html><script>alert(1)</script>" + xlsx(list_of(1))


def picture_and_archive() -> bytes:
    return b"GIF89a;" + xlsx(list_of(1))


FILES: list[Callable[[], bytes]] = [
    *(swelling_sheet, lying_sheet, sheet_just_below_the_limit, many_tags, many_strings),
    *(many_entries, nested, entities, page, page_before_an_archive, picture_and_archive),
]


@pytest.mark.parametrize("made", FILES, ids=lambda made: made.__name__)
def test_claim_16(made: Callable[[], bytes], tmp_path: Path, figures: Figures) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(made())

    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()\n" + READ, str(path)],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"DJANGO_SETTINGS_MODULE": "config.settings.testing", "PATH": ""},
    )

    assert done.returncode == 0, done.stderr
    fault, seconds, rise = json.loads(done.stdout)
    passed = bool(fault) and seconds < MOST_SECONDS and rise < MOST_MB
    figures.add(
        "16",
        made.__name__.replace("_", " "),
        1,
        f"{fault}, {seconds:.2f} s, {rise:.0f} MB",
        "refused",
        passed=passed,
    )
    assert passed, (fault, seconds, rise)


@pytest.mark.django_db
def test_claim_16_on_the_page() -> None:
    browser = signed_in(UserFactory.create(counselor=True, language="en"))

    for content in (nested(), entities(), page(), picture_and_archive()):
        answer = browser.post(
            reverse("new_import"), {"file": SimpleUploadedFile("a.xlsx", content)}
        )
        assert answer.status_code == 200
        assert not ImportBatch.objects.exists()
    browser.post(
        reverse("new_import"),
        {"file": SimpleUploadedFile("../../../etc/passwd\u202exslx.xlsx", xlsx(list_of(1)))},
    )

    batch = ImportBatch.objects.get()
    assert "/" not in batch.name
    assert "\u202e" not in batch.name
    assert str(batch.file.name).startswith("importbatch/")
