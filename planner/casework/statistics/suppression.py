"""Hiding of cells: which of a table stay hidden, so that no group of 1–9 is shown and none can be worked out.

The scheme, and why it holds, is told in docs/reports.md. In short:

- Small categories of a dimension are put together until ten are in them; what is left are *classes*, and the
  total of every class may be shown.
- In a table of two dimensions the small cells are covered by *blocks*: some rows × some columns, at least two by
  two, all of it hidden, with ten or more in every row and in every column of the block. Even somebody who knew the
  sums of a block's rows and columns could move ten people or more round any four of its cells, so that nothing of a
  hidden cell is known but that it lies in a range ten wide or wider.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from planner.casework.statistics.families import Atoms, Count, added

LEAST = 10
# Rows looked at for the one that fits a block best: a table of 2,000 agencies is done in seconds.
LOOKED_AT = 24
# Above, only the plainest way is tried.
MANY_CELLS = 20_000

Key = TypeVar("Key", bound=str)
Cell = tuple[str, str]
AtomsOf = Callable[[Count], Atoms]


@dataclass(frozen=True)
class Safety:
    """When a count may be told. An atom of which there is nobody at all, in the whole, says nothing of anybody."""

    atoms: AtomsOf
    whole: Count

    def __post_init__(self) -> None:
        places = [place for place, number in enumerate(self.atoms(self.whole)) if number]
        object.__setattr__(self, "_places", places)

    def allows(self, count: Count) -> bool:
        atoms = self.atoms(count)
        places: list[int] = self._places  # type: ignore[attr-defined]
        return bool(places) and all(atoms[place] >= LEAST for place in places)


def pooled(
    counts: Mapping[str, Count], safety: Safety, forced: Collection[str] = ()
) -> frozenset[str]:
    """The categories that cannot be told apart from each other: none, or two and more with enough in them together.

    `forced`: those that must be among them. The smallest others join until they are enough; if even all together
    are not, all are returned, and not even the whole may be told.
    """
    hidden = {key for key, count in counts.items() if key in forced or not safety.allows(count)}
    if not hidden:
        return frozenset()
    others = sorted(
        (key for key in counts if key not in hidden), key=lambda key: (counts[key], key)
    )
    sum_of = _sum_of([counts[key] for key in hidden])
    for key in [*others, None]:
        if len(hidden) > 1 and safety.allows(sum_of):
            break
        if key is not None:
            hidden.add(key)
            sum_of = added(sum_of, counts[key])
    return frozenset(hidden)


def hidden_cells(
    rows: Iterable[str],
    columns: Iterable[str],
    cells: Mapping[Cell, Count],
    safety: Safety,
    forced: Collection[Cell] = (),
) -> frozenset[Cell]:
    """The cells of a table that stay hidden; every row and column is a class, so that its total may be told.

    `cells`: by (row, column); one that is missing is empty. `forced`: hidden in any case. The same table gives the
    same cells.
    """
    table = _Table(sorted(rows), sorted(columns), cells, safety, forced)
    small = table.small()
    if not small:
        return frozenset()
    size = len(table.rows) * len(table.columns)
    if size > MANY_CELLS and len(small) * 10 > size * 9:
        return frozenset(_everything(table))
    turned = _covered(table.turned(), {(column, row) for row, column in small})
    upright, across = _covered(table, small), {(row, column) for column, row in turned}
    return frozenset(across if len(across) < len(upright) else upright)


@dataclass
class _Table:
    rows: list[str]
    columns: list[str]
    cells: Mapping[Cell, Count]
    safety: Safety
    forced: Collection[Cell] = ()
    nothing: Count = field(init=False)

    def __post_init__(self) -> None:
        self.nothing = (0,) * len(self.safety.whole)

    def of(self, row: str, column: str) -> Count:
        return self.cells.get((row, column), self.nothing)

    def small(self) -> set[Cell]:
        forced = set(self.forced)
        return {
            (row, column)
            for row in self.rows
            for column in self.columns
            if (row, column) in forced or not self.safety.allows(self.of(row, column))
        }

    def turned(self) -> "_Table":
        cells = {(column, row): count for (row, column), count in self.cells.items()}
        return _Table(self.columns, self.rows, cells, self.safety)


def _covered(table: _Table, small: set[Cell]) -> set[Cell]:
    """Blocks of few rows, one below the other; of several ways, the one that hides least."""
    by_column: dict[str, int] = {}
    for _row, column in small:
        by_column[column] = by_column.get(column, 0) + 1
    order = sorted(by_column, key=lambda column: (-by_column[column], column))
    found: list[set[Cell]] = []
    size = len(table.rows) * len(table.columns)
    parts = (0, 1, 2, 3) if size <= MANY_CELLS else (0,)
    for number in sorted({len(order) * part // 4 for part in parts} | {2}):
        whole_columns = order[:number]
        if number == 1 or not _hold(table, whole_columns):
            continue
        rest = [column for column in table.columns if column not in set(whole_columns)]
        hidden = {(row, column) for row in table.rows for column in whole_columns}
        blocks = _blocks(table, rest, {cell for cell in small if cell not in hidden})
        if blocks is not None:
            found.append(hidden | blocks)
    return min(found, key=len) if found else _everything(table)


def _everything(table: _Table) -> set[Cell]:
    return {(row, column) for row in table.rows for column in table.columns}


def _hold(table: _Table, columns: list[str]) -> bool:
    """Every row has enough in these columns, taken as one block of all rows."""
    return not columns or all(
        table.safety.allows(_sum_of([table.of(row, column) for column in columns]))
        for row in table.rows
    )


def _blocks(table: _Table, columns: list[str], small: set[Cell]) -> set[Cell] | None:
    """Blocks that cover these small cells in these columns. None: there are none."""
    needed: dict[str, set[str]] = {}
    for row, column in small:
        needed.setdefault(row, set()).add(column)
    waiting = sorted(needed, key=lambda row: (-len(needed[row]), sorted(needed[row]), row))
    spare = [row for row in table.rows if row not in needed]
    done: list[_Block] = []
    while waiting:
        block = _Block(table, columns)
        block.take(waiting.pop(0), needed)
        while not block.is_closed():
            if not block.grow(waiting, spare, done, needed):
                return None
        done.append(block)
    return {(row, column) for block in done for row in block.rows for column in block.hidden}


class _Block:
    """Some rows × some columns, while it grows. The sums go along, for adding them up anew takes too long."""

    def __init__(self, table: _Table, columns: list[str]) -> None:
        self.table = table
        self.columns = columns
        self.rows: list[str] = []
        self.hidden: set[str] = set()
        self.row_sums: dict[str, Count] = {}
        self.column_sums: dict[str, Count] = {}

    def take(self, row: str, needed: Mapping[str, set[str]]) -> None:
        for column in sorted(needed.get(row, set()) - self.hidden):
            self._hide(column)
        of = self.table.of
        self.rows.append(row)
        self.row_sums[row] = _sum_of(
            [self.table.nothing, *(of(row, column) for column in self.hidden)]
        )
        for column in self.columns:
            count = of(row, column)
            before = self.column_sums.get(column)
            self.column_sums[column] = added(before, count) if before else count

    def is_closed(self) -> bool:
        is_wide = len(self.rows) > 1 and len(self.hidden) > 1
        return is_wide and not self._thin_columns() and self._rows_hold()

    def grow(
        self,
        waiting: list[str],
        spare: list[str],
        done: "list[_Block]",
        needed: Mapping[str, set[str]],
    ) -> bool:
        """By a column if the rows want one, else by a row, else by a finished block. False: nothing is left."""
        more = len(self.hidden) < 2 or (len(self.rows) > 1 and not self._rows_hold())
        if more and len(self.hidden) < len(self.columns):
            self._hide(self._best_column())
        elif waiting or spare:
            rows = waiting or spare
            row = self._best_row(rows[:LOOKED_AT], needed)
            rows.remove(row)
            self.take(row, needed)
        elif done:
            other = done.pop()
            for column in sorted(other.hidden - self.hidden):
                self._hide(column)
            for row in other.rows:
                self.take(row, {})
        else:
            return False
        return True

    def _hide(self, column: str) -> None:
        self.hidden.add(column)
        for row in self.rows:
            self.row_sums[row] = added(self.row_sums[row], self.table.of(row, column))

    def _thin_columns(self) -> list[str]:
        allows = self.table.safety.allows
        return [column for column in self.hidden if not allows(self.column_sums[column])]

    def _rows_hold(self) -> bool:
        return all(map(self.table.safety.allows, self.row_sums.values()))

    def _best_column(self) -> str:
        """With most in it: it helps the rows, and needs no further row itself."""
        others = [column for column in self.columns if column not in self.hidden]
        return min(
            others, key=lambda column: ([-part for part in self.column_sums[column]], column)
        )

    def _best_row(self, rows: list[str], needed: Mapping[str, set[str]]) -> str:
        """The one that widens the block least and fills most of its thin columns."""
        thin = self._thin_columns()

        def cost(row: str) -> tuple[int, int, str]:
            wider = len(needed.get(row, set()) - self.hidden)
            fills = sum(min(self.table.of(row, column)[0], LEAST) for column in thin)
            return wider, -fills, row

        return min(rows, key=cost)


def _sum_of(counts: list[Count]) -> Count:
    return tuple(map(sum, zip(*counts, strict=True)))
