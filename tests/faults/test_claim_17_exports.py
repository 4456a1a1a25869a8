"""Claim 17: whatever a cell holds, a spreadsheet finds no formula in the file."""

import csv
import random
import re
from dataclasses import dataclass
from io import BytesIO, StringIO
from unicodedata import category, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from planner.documents.cells import Cell
from planner.documents.tables import write_csv, write_xlsx
from tests.faults.figures import Figures
from tests.faults.sizes import sizes

# What begins a formula in some spreadsheet, and what may stand before it and is trimmed or not seen.
SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−"
BEFORE = (
    "", " ", "\u00a0", "\ufeff", "\t", "\r", "\n", "\r\n", "\v", "\f", "\x00", "\x1f", "\u200b", "\u200e",
    "\u2060", "\u3000", "\u00ad", "\u2028", "\u3164", "\u115f", "\u2800", "\u0301", "\ufe0f", '"', '""', "a;",
    "a|", "a\n", "a\r", "a\t", 'a;"', 'a";"', "a,", '",', ";", ';"',
)  # fmt: skip
AFTER = (
    "1+1", "SUM(A1:A9)", "cmd|'/C calc'!A0", 'HYPERLINK("http://evil","x")', '1;"', "1\n", "", "1,2", '"', "\t1",
)  # fmt: skip
LETTERS = "aZ0Đ'\"=+-@＝＋－＠;,|\t\r\n \u00a0\ufeff\u200b\u3164_x(){}!$"
SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class Size:
    texts: int


@pytest.mark.parametrize("size", sizes(short=Size(400), long=Size(20_000), full=Size(100_000)))
def test_claim_17(size: Size, figures: Figures) -> None:
    chance = random.Random(17)
    texts = [before + sign + after for before in BEFORE for sign in SIGNS for after in AFTER]
    chance.shuffle(texts)
    texts = [*texts[: size.texts], *("".join(some(chance)) for _ in range(size.texts))]
    rows: list[list[Cell]] = [["Hoa", text, number] for number, text in enumerate(texts, -99)]

    formulas = formulas_in_csv(write_csv(["a", "b", "c"], rows))
    cells, kept = formulas_in_xlsx(write_xlsx("x", ["a", "b", "c"], rows))

    passed = formulas == cells == 0 and kept == len(rows)
    figures.add(
        "17",
        f"{len(texts):,} texts that begin with = + - @, tab or CR, full-width, behind blanks, marks that "
        "are not seen and the ends of cells, in XLSX and CSV; read with four signs between the cells",
        1,
        f"{formulas + cells} formulas; {len(rows) - kept} numbers that are none",
        "0; 0",
        passed=passed,
    )
    assert passed, (formulas, cells, kept)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from(LETTERS)) | st.text(), min_size=1, max_size=20))
def test_no_text_becomes_a_formula(texts: list[str]) -> None:
    rows: list[list[Cell]] = [["Hoa", text, -1] for text in texts]

    assert formulas_in_csv(write_csv(["a", "b", "c"], rows)) == 0
    assert formulas_in_xlsx(write_xlsx("x", ["a", "b", "c"], rows)) == (0, len(rows))


@pytest.mark.parametrize(
    "content",
    [
        "=1+1", "Hoa,=1+1", "Hoa, ＝1", 'Hoa,"\t@A1"', "Hoa,\u200b-A1", "Hoa;=1", "Hoa,+84 912",
        'Hoa,"x;""=1+1;"""', '"x\r=1"', "-", "Hoa,\tHoa", "-1,=1",
    ],
)  # fmt: skip
def test_our_reader_finds_a_formula(content: str) -> None:
    assert formulas_in_csv(content.encode("utf-8-sig")) > 0


@pytest.mark.parametrize("content", ["'=1+1", "-1,+2,-2.5", "Hoa - Lan", "a@b.vn,1=1", "' =1"])
def test_our_reader_finds_none_where_none_is(content: str) -> None:
    assert formulas_in_csv(content.encode("utf-8-sig")) == 0


def some(chance: random.Random) -> list[str]:
    return chance.choices(LETTERS, k=chance.randrange(1, 12))


def formulas_in_csv(content: bytes) -> int:
    """As spreadsheets would find them, whichever sign they take between cells; some mind no quotation marks."""
    text = content.decode("utf-8-sig")
    cells = [
        cell
        for separator in SEPARATORS
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator)
        for cell in row
    ]
    blind = [part.strip('"') for part in re.split(r"[;|\t\r\n]", text)]
    return sum(map(is_formula, [*cells, *blind]))


def is_formula(cell: str) -> bool:
    """A number is none, nor a row that begins with one."""
    if re.fullmatch(r"[+-]?\d+(\.\d+)?(,.*)?", cell, re.DOTALL):
        return False
    if cell[:1] in ("\t", "\r"):
        return True
    seen = [
        sign
        for sign in cell
        if category(sign)[0] not in "CZM" and sign not in "\u3164\u115f\u1160\u2800\uffa0"
    ]
    return bool(seen) and normalize("NFKC", seen[0])[0] in "=+-@−"


def formulas_in_xlsx(content: bytes) -> tuple[int, int]:
    """And how many numbers of the third column are numbers still."""
    rows = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(min_row=2))
    formulas = sum(cell.data_type not in "sn" for row in rows for cell in row)
    return formulas, sum(row[2].data_type == "n" for row in rows)
