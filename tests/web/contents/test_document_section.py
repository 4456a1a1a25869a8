"""A section of a document on a page."""

from django.template.loader import render_to_string

from planner.documents.parts import (
    Bullets,
    Column,
    Facts,
    Notice,
    Paragraph,
    Part,
    Section,
    Sources,
    Table,
)


def shown(*parts: Part) -> str:
    section = Section(title="Mục", parts=parts)
    return render_to_string("components/document_section.html", {"section": section})


def table(*rows: tuple[str, str], has_total: bool = False) -> Table:
    columns = (Column(header="Khoản"), Column(header="Số tiền", is_number=True))
    return Table(columns=columns, rows=rows, has_total=has_total)


def test_section_shows_every_kind_of_part() -> None:
    page = shown(
        Facts(rows=(("Nơi", "Hải Dương"),), title="Quê"),
        table(("Vé", "1.000 đ")),
        Bullets(items=("cắt rau",)),
        Paragraph(text="Một câu."),
        Notice(text="Chú ý."),
        Sources(items=("GSO (2024)", "JETRO (2025)")),
    )

    for words in (
        *("<h2>Mục</h2>", "<h3>Quê</h3>", "<dt>Nơi</dt>", "Hải Dương", "Vé", "<li>cắt rau</li>"),
        *("<p>Một câu.</p>", "Chú ý.", "GSO (2024) · JETRO (2025)"),
    ):
        assert words in page, words


def test_what_follows_a_line_break_is_small() -> None:
    page = shown(Facts(rows=(("Nơi", "Nhà\nnhỏ"),)), table(("Vé\nmột chiều", "1")))

    assert 'Nhà<br><span class="small soft">nhỏ</span>' in page
    assert 'Vé<br><span class="small soft">một chiều</span>' in page


def test_total_stands_out_and_an_empty_cell_is_empty() -> None:
    page = shown(table(("Vé", "1"), ("Cộng", ""), has_total=True))

    assert "<strong>Cộng</strong>" in page
    assert "<strong>Vé</strong>" not in page
    assert 'data-label="Số tiền" class="n"></td>' in page


def test_texts_are_never_markup() -> None:
    page = shown(Facts(rows=(("<b>", "<i>\n<u>"),)), table(("<s>", "<q>")), Notice(text="<script>"))

    assert not [tag for tag in ("<b>", "<i>", "<u>", "<s>", "<q>", "<script>") if tag in page]
