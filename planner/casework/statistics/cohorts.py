"""Cohorts: years of departure that have come so far. Each year is a table of its own; nothing is added up over years.

So a year that has not come so far takes nothing away from the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.casework.statistics.families import FAMILIES, Count, Figure, What, added, nothing
from planner.casework.statistics.suppression import Cell, Safety, pooled
from planner.casework.statistics.tables import Told, told_table

# A year is told of once all of it is so many years past, the months of the flight and of arrival among it.
YEARS_AFTER = {Figure.FREE_12: 2, Figure.FREE_24: 3, Figure.FREE_36: 4}


@dataclass(frozen=True)
class CohortTable:
    """`people`: by (other dimension, year). `shown`: what may be told, by (year, category); None is the whole year."""

    people: Told
    shown: Mapping[tuple[str, str | None], Count]
    this_year: int

    def count(self, year: str, category: str | None = None) -> Count | None:
        """None = hidden."""
        return self.shown.get((year, category))

    def has_come(self, year: str, figure: Figure) -> bool:
        return year.isdigit() and int(year) <= self.this_year - YEARS_AFTER[figure]


def cohort_table(cells: Mapping[Cell, Count], this_year: int) -> CohortTable:
    """`cells`: counts of DEBT by (category of the other dimension, year). Nothing is told of people hidden there."""
    people = told_table(What.PEOPLE, {cell: count[:1] for cell, count in cells.items()})
    shown: dict[tuple[str, str | None], Count] = {}
    for year in people.columns:
        of_year = {row: count for (row, column), count in cells.items() if column == year}
        whole = nothing(What.DEBT)
        for count in of_year.values():
            whole = added(whole, count)
        safety = Safety(FAMILIES[What.DEBT].atoms, whole)
        if people.people(None, year) is None or not safety.allows(whole):
            continue
        shown[year, None] = whole
        hidden = {row for row in of_year if people.people(row, year) is None}
        hidden |= pooled(of_year, safety, forced=hidden)
        shown |= {(year, row): count for row, count in of_year.items() if row not in hidden}
    return CohortTable(people, shown, this_year)
