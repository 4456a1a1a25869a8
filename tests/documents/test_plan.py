import os
import threading
from dataclasses import replace

import pypdfium2
import pytest
from PIL import ImageChops

from planner.documents.glyphs import INSTEAD
from planner.documents.parts import (
    Bullets,
    Column,
    Facts,
    Notice,
    Paragraph,
    Part,
    PlanDocument,
    Section,
    Signature,
    Signatures,
    Sources,
    Table,
    UnevenTable,
)
from planner.documents.plan import StartedBeforeFork, plan_pdf
from tests.documents.reading import (
    has_ink,
    language_of,
    letters_of,
    marked_languages,
    pages_of,
    tags_of,
    text_of,
)
from tests.documents.sample import AT_HOME, BEFORE, BEFORE_RETURN, IN_JAPAN, full_plan
from tests.documents.test_glyphs import JAPANESE, VIETNAMESE

HOSTILE = {
    '#read("/etc/passwd")': '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *': '#import "@preview/x:1.0.0": *',
    "$x^2$": "$x^2$",
    "*_`= - / + @a <b> \\u{41} \\": "*_`= - / + @a <b> \\u{41} \\",
    '"}); #panic()': '"}); #panic()',
    "a" * 10_000: "a" * 10_000,
    "\n" * 500 + "end": "end",
    "a あ " * 600: "a あ " * 600,
    "Tuấn 😀": f"Tuấn {INSTEAD}",
    "שלום": INSTEAD * 4,
    "\u202egnp.exe": "gnp.exe",
    "nul\x00 here": "nul here",
    "\ud800": INSTEAD,
    "{page}{pages}": "{page}{pages}",
}


def document_of(*parts: Part) -> PlanDocument:
    return replace(full_plan(), sections=(Section(title="Phần", parts=parts),))


def test_whole_plan_fits_on_five_pages_with_every_benchmark() -> None:
    pdf = plan_pdf(full_plan())

    text = text_of(pdf)
    rows = (*BEFORE, *IN_JAPAN, *BEFORE_RETURN, *AT_HOME)
    assert len(rows) == 46
    assert [row for row in rows if " ".join(row[0].split()) not in text] == []
    assert len(pages_of(pdf)) <= 5


def test_pages_are_numbered_and_named() -> None:
    pages = pages_of(plan_pdf(full_plan()))

    count = len(pages)
    assert [f"Trang {at}/{count}" in page for at, page in enumerate(pages, 1)] == [True] * count
    assert all("Nguyễn Văn Tuấn · In ngày 22/11/2026" in page for page in pages)


def test_headers_of_a_long_table_come_again_on_each_page() -> None:
    columns = (Column(header="Mốc"), Column(header="Ngày", is_number=True))
    rows = tuple((f"Việc {number}", "1") for number in range(100))

    pages = pages_of(plan_pdf(document_of(Table(columns=columns, rows=rows))))

    assert len(pages) > 2
    assert all("Mốc" in page for page in pages)


def test_document_is_tagged_and_says_its_title_and_language() -> None:
    pdf = plan_pdf(full_plan())

    read = pypdfium2.PdfDocument(pdf)
    assert read.is_tagged()
    assert read.get_metadata_value("Title") == "Kế hoạch đi và về"
    assert language_of(pdf).startswith("vi")
    assert language_of(plan_pdf(replace(full_plan(), language="en"))).startswith("en")


def test_headings_tables_lists_and_japanese_are_marked() -> None:
    pdf = plan_pdf(full_plan())

    assert {"H1", "H2", "Table", "THead", "TH", "TD", "TFoot", "L", "LI"} <= tags_of(pdf)
    assert marked_languages(pdf) == {"ja"}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_printed_as_text(hostile: str) -> None:
    part_kinds: tuple[Part, ...] = (
        Facts(rows=((hostile, hostile),), title=hostile),
        Table(
            columns=(Column(header=hostile, width=1), Column(header="Số", width=9, is_number=True)),
            rows=((hostile, hostile), (hostile, "1")),
            has_total=True,
        ),
        Bullets(items=(hostile,)),
        Paragraph(text=hostile),
        Notice(text=hostile),
        Sources(items=(hostile,)),
        Signatures(lines=(Signature(role=hostile, name=hostile, note=hostile),)),
    )
    document = replace(
        document_of(*part_kinds),
        title=hostile,
        subtitle=(hostile,),
        agreed=hostile,
        footer=hostile[:40],
    )

    text = "".join(text_of(plan_pdf(document)).split())

    assert "".join(HOSTILE[hostile].split())[:500] in text
    assert "root:x:0:0" not in text


def test_every_part_may_be_empty() -> None:
    empty = document_of(
        Facts(rows=()),
        Table(columns=(Column(header="Mốc"),), rows=()),
        Table(columns=(Column(header="Mốc"),), rows=(), has_total=True),
        Bullets(items=()),
        Paragraph(text=""),
        Notice(text=""),
        Sources(items=()),
        Signatures(lines=()),
    )

    pdf = plan_pdf(replace(empty, subtitle=(), agreed="", footer=""))

    assert "Phần" in text_of(pdf)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(UnevenTable):
        Table(columns=(Column(header="Mốc"),), rows=(("một", "hai"),))


@pytest.mark.parametrize("length", [300, 3_000])
def test_long_words_stay_on_the_page(length: int) -> None:
    cell = "a" * length
    columns = (Column(header="Mốc", width=9), Column(header="Đích", width=1))

    pdf = plan_pdf(document_of(Table(columns=columns, rows=((cell, cell),))))

    assert text_of(pdf).count("a") >= 2 * length
    for page in pypdfium2.PdfDocument(pdf):
        words = page.get_textpage()
        boxes = [words.get_charbox(at) for at in range(words.count_chars())]
        assert max(right for _, _, right, _ in boxes) <= page.get_width() - 50
        assert min(bottom for _, bottom, _, _ in boxes) >= 25


@pytest.mark.parametrize("letters", [VIETNAMESE, "".join(dict.fromkeys(JAPANESE))])
def test_every_letter_is_drawn_and_unlike_a_missing_one(letters: str) -> None:
    letters = "".join(dict.fromkeys(letters))
    spaced = Paragraph(text=" ".join(f"{letter}" for letter in "\u0378" + letters))
    bare = replace(document_of(spaced), subtitle=(), agreed="", footer="", brand=".", title="-")

    drawn = list(letters_of(plan_pdf(bare)))

    start = next(at for at, (letter, _) in enumerate(drawn) if letter == INSTEAD)
    (_, missing), *shown = drawn[start : start + 1 + len(letters)]
    assert "".join(letter for letter, _ in shown) == letters
    assert [letter for letter, picture in shown if not has_ink(picture)] == []
    pictures = {letter: picture.resize((40, 40)) for letter, picture in shown}
    tofu = missing.resize((40, 40))
    alike = [
        letter
        for letter, picture in pictures.items()
        if sum(ImageChops.difference(picture, tofu).histogram()[64:]) < 40
    ]
    assert alike == []


def test_the_next_document_holds_nothing_of_the_one_before() -> None:
    plan_pdf(replace(full_plan(), subtitle=("Canary Nguyễn",)))

    text = text_of(plan_pdf(replace(full_plan(), subtitle=("Trần Thị Lan",))))

    assert "Trần Thị Lan" in text
    assert "Canary" not in text


def test_the_same_document_gives_the_same_bytes() -> None:
    assert plan_pdf(full_plan()) == plan_pdf(full_plan())


def test_threads_each_get_their_own_document() -> None:
    titles: dict[int, str] = {}

    def print_one(number: int) -> None:
        pdf = plan_pdf(replace(full_plan(), title=f"Kế hoạch {number}"))
        titles[number] = pypdfium2.PdfDocument(pdf).get_metadata_value("Title")

    threads = [threading.Thread(target=print_one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert titles == {number: f"Kế hoạch {number}" for number in range(4)}


def test_a_process_forked_after_the_first_document_is_told_instead_of_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan_pdf(full_plan())
    monkeypatch.setattr(os, "getpid", lambda: 1)

    with pytest.raises(StartedBeforeFork):
        plan_pdf(full_plan())
