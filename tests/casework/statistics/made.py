"""People made by chance, all tables published of them, and what an auditor learns from these."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from planner.casework.statistics.families import FAMILIES, Count, What, added
from planner.casework.statistics.tables import ALL, Told, told_table
from tests.casework.statistics.auditor import Knowledge

SMALL = range(1, 10)
# A person: a category of each dimension, and what the family counts.
Person = tuple[tuple[str, ...], Count]


@dataclass(frozen=True)
class Made:
    """`parts`: the dimension that refines another, (fine, coarse)."""

    what: What
    people: tuple[Person, ...]
    dimensions: int
    parts: tuple[int, int] | None = None

    def table(self, one: int, other: int | None = None) -> Told:
        cells: dict[tuple[str, str], Count] = {}
        for categories, count in self.people:
            cell = categories[one], ALL if other is None else categories[other]
            cells[cell] = added(cells[cell], count) if cell in cells else count
        return told_table(
            self.what, cells, has_parts=self.parts is not None and one == self.parts[0]
        )

    @cached_property
    def tables(self) -> dict[tuple[int, int | None], Told]:
        """The finer of two in the rows, as the pages have it."""
        pairs = [pair for pair in combinations(range(self.dimensions), 2) if pair != self._nested]
        if self.parts:
            fine = self.parts[0]
            pairs = [(b, a) if b == fine else (a, b) for a, b in pairs]
        return {
            **{(one, None): self.table(one) for one in range(self.dimensions)},
            **{pair: self.table(*pair) for pair in pairs},
        }

    @property
    def _nested(self) -> tuple[int, ...] | None:
        return tuple(sorted(self.parts)) if self.parts else None


def figures(made: Made) -> Iterator[tuple[dict[int, str], Count | None, int | None]]:
    """Every figure of every table: of whom (dimension → category), the count and the people, None = hidden."""
    for (one, other), told in made.tables.items():
        for row in (None, *told.rows):
            for column in (None, *(told.columns if other is not None else ())):
                of = {one: row, other: column}
                yield (
                    {d: key for d, key in of.items() if d is not None and key is not None},
                    told.count(row, column),
                    told.people(row, column),
                )


def worked_out(made: Made) -> list[tuple[dict[int, str], int]]:
    """Groups of 1–9 that follow from all that is published: (of whom, how many)."""
    atoms = FAMILIES[made.what].atoms
    kinds = len(atoms(made.people[0][1]))
    full = sorted({categories for categories, _count in made.people} | _made_up(made))
    place = {categories: number * kinds for number, categories in enumerate(full)}
    known = Knowledge()
    # Any description may have people, as far as the auditor knows.
    for of, count, people in figures(made):
        within = [place[full_one] for full_one in full if _is_of(full_one, of)]
        if people is not None and made.what in PARTITIONS:
            known.learn((base + kind for base in within for kind in range(kinds)), people)
        if count is not None:
            for kind, number in enumerate(atoms(count)):
                known.learn((base + kind for base in within), number)
    found = []
    for of, _count, _people in figures(made):
        within = [place[full_one] for full_one in full if _is_of(full_one, of)]
        for kind in range(kinds):
            value = known.value_of(base + kind for base in within)
            if value is not None and value in SMALL:
                found.append((of, int(value)))
        if made.what in PARTITIONS:
            value = known.value_of(base + kind for base in within for kind in range(kinds))
            if value is not None and value in SMALL:
                found.append((of, int(value)))
    return found


# The atoms of these part the people: together they are all of them.
PARTITIONS = {What.PEOPLE, What.PLAN, What.TRADE, What.ACTIVE}


def _made_up(made: Made) -> set[tuple[str, ...]]:
    """Every full description there could be; a part lies in its own whole only."""
    found: set[tuple[str, ...]] = {()}
    for dimension in range(made.dimensions):
        keys = {categories[dimension] for categories, _count in made.people}
        found = {(*before, key) for before in found for key in keys}
    if made.parts:
        fine, coarse = made.parts
        found = {one for one in found if one[fine].split("/")[0] == one[coarse]}
    return found


def _is_of(categories: Sequence[str], of: dict[int, str]) -> bool:
    return all(categories[dimension] == key for dimension, key in of.items())


def by_chance(
    seed: int,
    what: What,
    sizes: Sequence[int],
    people: int,
    *,
    parts: tuple[int, int] | None = None,
) -> Made:
    """Categories of very different sizes, so that small cells are many."""
    chance = random.Random(seed)
    count = COUNTS[what]
    rows = []
    weights = [[chance.random() ** 3 + 0.02 for _key in range(size)] for size in sizes]
    for _number in range(people):
        keys = [
            f"{chr(97 + dimension)}{chance.choices(range(size), weights[dimension])[0]}"
            for dimension, size in enumerate(sizes)
        ]
        if parts:
            fine, coarse = parts
            keys[fine] = f"{keys[coarse]}/{keys[fine]}"
        rows.append((tuple(keys), count(chance)))
    return Made(what, tuple(rows), len(sizes), parts)


def _trade(chance: random.Random) -> Count:
    chosen = chance.random() < 0.7
    return 1, int(chosen), int(chosen and chance.random() < 0.5)


COUNTS: dict[What, Callable[[random.Random], Count]] = {
    What.PEOPLE: lambda _chance: (1,),
    What.PLAN: lambda chance: (1, int(chance.random() < 0.6)),
    What.TRADE: _trade,
}
