"""A copy of the data files that a test may spoil."""

import csv
import io
from pathlib import Path


def lines_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8"), "")))


def write_lines(path: Path, lines: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    path.write_text(text.getvalue(), "utf-8")


def set_cell(path: Path, row: int, column: str, value: str) -> str:
    """Write one cell; `row` as a fault counts it. Gives what stood there."""
    lines = lines_of(path)
    index = lines[0].index(column)
    before = lines[row - 1][index]
    lines[row - 1][index] = value
    write_lines(path, lines)
    return before
