"""Claim 35: no group below ten can be worked out from all reports together, filters and differences among it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import pytest

from planner.casework.selectors.indicators import PLACES, Dimension, Report, counts_of, report_of
from planner.casework.statistics.families import FAMILIES, Count, What
from tests.casework.statistics.auditor import Knowledge, ranges
from tests.casework.statistics.made import SMALL, by_chance, figures, worked_out
from tests.factories.statistics import TODAY, counted_people
from tests.faults.figures import Figures
from tests.faults.sizes import sizes

MADE = (What.PEOPLE, What.PLAN, What.TRADE)
SEEDED = (What.PEOPLE, What.PLAN, What.TRADE, What.MONTHS)
PAIRS = [pair for pair in combinations(Dimension, 2) if set(pair) != set(PLACES)]


@dataclass(frozen=True)
class Size:
    worlds: int
    people: int
    pairs: int


@pytest.mark.usefixtures("_reference_data")
@pytest.mark.parametrize(
    "size", sizes(short=Size(2, 260, 6), long=Size(60, 900, 20), full=Size(600, 3000, 20))
)
def test_claim_35(size: Size, figures: Figures) -> None:
    groups = worlds = 0
    found: list[object] = []
    for seed in range(size.worlds):
        for what in MADE:
            made = by_chance(35_000 + seed, what, (3, 3, 3), 90 + 97 * seed % 900, parts=(1, 0))
            found += [*worked_out(made), *differences(made)]
            worlds += 1
    counted_people(size.people)
    tables = [(what, rows, column) for what in SEEDED for rows, column in PAIRS[: size.pairs]]
    for what, rows, column in tables:
        groups += 1
        found += attacked(what, rows, column)

    figures.add(
        "35",
        f"{worlds} made worlds, all tables of three dimensions of them at once, and {groups} reports of "
        f"{size.people} seeded people: sums and differences of every figure, ranges of every hidden cell",
        1,
        f"{len(found)} groups of 1–9 worked out",
        "0",
        passed=not found,
    )
    assert not found, found[:5]


def differences(made: object) -> Iterator[object]:
    """Of two figures of which one group lies in the other: who is in the one and not in the other."""
    atoms = FAMILIES[made.what].atoms  # type: ignore[attr-defined]
    shown = [(of, atoms(count)) for of, count, _people in figures(made) if count is not None]  # type: ignore[arg-type]
    for (wide, more), (narrow, less) in combinations(sorted(shown, key=lambda one: len(one[0])), 2):
        if wide.items() <= narrow.items():
            for one, other in zip(more, less, strict=True):
                if one - other in SMALL:
                    yield wide, narrow, one - other


def attacked(what: What, rows: Dimension, column: Dimension) -> Iterator[object]:
    """One report with every filter: what follows by sums, and how near a hidden cell can be known."""
    report = report_of(what, rows, column, today=TODAY)
    counts = counts_of(what, rows, column, today=TODAY)
    atoms = FAMILIES[what].atoms
    for kind in range(len(atoms(next(iter(counts.values()))))):
        cells = {cell: atoms(count)[kind] for cell, count in counts.items()}
        yield from ((what, rows, column, *one) for one in _worked_out(report, cells, atoms, kind))


def _worked_out(
    report: Report, cells: Mapping[tuple[str, str], int], atoms: object, kind: int
) -> Iterator[tuple[object, ...]]:
    rows = sorted({row for row, _column in cells})
    columns = sorted({column for _row, column in cells})
    place = {
        (row, column): n * len(columns) + m
        for n, row in enumerate(rows)
        for m, column in enumerate(columns)
    }
    known = Knowledge()
    asked = [(row, column) for row in (None, *rows) for column in (None, *columns)]
    for row, column in asked:
        count: Count | None = report.count(row, column)
        if count is not None:
            known.learn(_within(place, row, column), atoms(count)[kind])  # type: ignore[operator]
    for row, column in asked:
        value = known.value_of(_within(place, row, column))
        if value is not None and value in SMALL:
            yield row, column, int(value)
    told_rows = [row for row in rows if report.count(row) is not None]
    told_columns = [column for column in columns if report.count(None, column) is not None]
    hidden = [
        (row, column) for row in rows for column in columns if report.count(row, column) is None
    ]
    if len(told_rows) == len(rows) and len(told_columns) == len(columns):
        full = {cell: cells.get(cell, 0) for cell in place}
        for cell, (least, most) in ranges(full, hidden).items():
            if most - least < 1 and full[cell] in SMALL:
                yield cell, least, most


def _within(place: Mapping[tuple[str, str], int], row: str | None, column: str | None) -> list[int]:
    return [
        number
        for (of_row, of_column), number in place.items()
        if row in (None, of_row) and column in (None, of_column)
    ]
