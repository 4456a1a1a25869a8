"""A table of one or two dimensions, with what may be told of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from planner.casework.statistics.families import FAMILIES, Count, What, added, nothing
from planner.casework.statistics.suppression import Cell, Safety, hidden_cells, pooled

# Stands for the categories that are told together only.
REST = "*"
# The one column of a table that has one dimension.
ALL = ""
# Between a province of today and a former one of it.
PART = "/"


@dataclass(frozen=True)
class Layer:
    """Which class a category belongs to, which cells of classes stay hidden, and what the cells count."""

    row_class: Mapping[str, str]
    column_class: Mapping[str, str]
    hidden: frozenset[Cell]
    is_whole_told: bool

    def may_tell(self, row: str | None, column: str | None) -> bool:
        """None: all of that dimension."""
        if not self.is_whole_told:
            return False
        if row is not None and self.row_class.get(row) != row:
            return False
        if column is not None and self.column_class.get(column) != column:
            return False
        return row is None or column is None or (row, column) not in self.hidden


@dataclass(frozen=True)
class Told:
    """A table as it may be told. `rows`, `columns`: their categories in order."""

    what: What
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, Count]
    people_layer: Layer
    layer: Layer

    def people(self, row: str | None = None, column: str | None = None) -> int | None:
        """None = hidden."""
        if not self.people_layer.may_tell(row, column):
            return None
        return self._sum(row, column)[0]

    def count(self, row: str | None = None, column: str | None = None) -> Count | None:
        """All that the family counts; None = hidden."""
        return self._sum(row, column) if self.layer.may_tell(row, column) else None

    def _sum(self, row: str | None, column: str | None) -> Count:
        if row is not None and column is not None:
            return self.cells.get((row, column), nothing(self.what))
        found = nothing(self.what)
        for (of_row, of_column), count in self.cells.items():
            if row in (None, of_row) and column in (None, of_column):
                found = added(found, count)
        return found


def told_table(what: What, cells: Mapping[Cell, Count], *, has_parts: bool = False) -> Told:
    """`cells`: the counts by (row, column), column ALL in a table of one dimension.

    `has_parts`: the rows are parts, "province/former province", and the provinces have tables of their own.
    """
    rows = tuple(sorted({row for row, _column in cells}))
    columns = tuple(sorted({column for _row, column in cells}))
    make = _layer_of_parts if has_parts else _layer
    people = make({cell: count[:1] for cell, count in cells.items()}, What.PEOPLE, None)
    layer = people if what == What.PEOPLE else make(cells, what, people)
    return Told(what, rows, columns, cells, people, layer)


def _layer(cells: Mapping[Cell, Count], what: What, base: Layer | None) -> Layer:
    """`base`: the layer of people. Nothing is told of a finer class or cell than there."""
    cells = _recoded(cells, base.row_class, base.column_class) if base else cells
    safety = Safety(FAMILIES[what].atoms, _whole(cells, what))
    rows = _classes(_margins(cells, 0), safety)
    columns = _classes(_margins(cells, 1), safety)
    table = _recoded(cells, rows, columns)
    forced = {
        (rows[row], columns[column])
        for row, column in (base.hidden if base else ())
        if row in rows and column in columns
    }
    hidden = hidden_cells(set(rows.values()), set(columns.values()), table, safety, forced)
    if len(set(columns.values())) == 1 or len(set(rows.values())) == 1:
        hidden = frozenset()  # the cells are totals of classes
    return Layer(
        _through(base.row_class if base else None, rows),
        _through(base.column_class if base else None, columns),
        hidden,
        safety.allows(safety.whole),
    )


def _layer_of_parts(cells: Mapping[Cell, Count], what: What, base: Layer | None) -> Layer:
    """As the layer of the provinces has it, and no finer: where a part is hidden in a column, all parts are."""
    of_province = {row: row.split(PART)[0] for row, _column in cells}
    provinces = _recoded(cells, of_province, {})
    people = {cell: count[:1] for cell, count in provinces.items()}
    above = _layer(people, What.PEOPLE, None)
    if what != What.PEOPLE:
        above = _layer(provinces, what, above)
    safety = Safety(FAMILIES[what].atoms, _whole(cells, what))
    if base:
        cells = _recoded(cells, base.row_class, {})
    table = _recoded(cells, {}, above.column_class)
    columns = sorted(set(above.column_class.values()))
    margins = _margins(table, 0)
    row_class = {REST: REST}
    hidden: set[Cell] = set()
    for province in sorted(set(of_province.values())):
        parts = {row: n for row, n in margins.items() if row.split(PART)[0] == province}
        if above.row_class[province] != province:
            row_class |= dict.fromkeys(parts, REST)
            continue
        classes = _classes(parts, safety, f"{province}{PART}{REST}")
        row_class |= classes
        own = _recoded({cell: n for cell, n in table.items() if cell[0] in classes}, classes, {})
        shut = _shut_columns(province, classes, above, base)
        names = sorted(set(classes.values()))
        hidden |= {
            (part, column)
            for part in names
            for column in _columns_of_parts(names, columns, own, safety, shut)
        }
    return Layer(
        _through(base.row_class if base else None, row_class),
        above.column_class,
        frozenset(hidden),
        above.is_whole_told,
    )


def _shut_columns(
    province: str, parts: Collection[str], above: Layer, base: Layer | None
) -> set[str]:
    """Where the province is hidden, or the people of one of its parts."""
    shut = {column for row, column in above.hidden if row == province}
    if base:
        classes = above.column_class
        shut |= {classes.get(column, column) for row, column in base.hidden if row in parts}
    return shut


def _columns_of_parts(
    parts: list[str],
    columns: list[str],
    cells: Mapping[Cell, Count],
    safety: Safety,
    shut: Collection[str],
) -> set[str]:
    """The columns in which the parts of a province are hidden: none, or two and more with enough of each part."""
    none = tuple(0 for _number in safety.whole)
    if len(parts) == 1:
        return set(shut)
    found = set(shut) | {
        column
        for column in columns
        for part in parts
        if not safety.allows(cells.get((part, column), none))
    }
    others = sorted(
        (column for column in columns if column not in found),
        key=lambda column: ([-cells.get((part, column), none)[0] for part in parts], column),
    )
    while found and others and (len(found) < 2 or not _enough(parts, found, cells, safety)):
        found.add(others.pop(0))
    return found if len(columns) > 1 else set()


def _enough(
    parts: Iterable[str], columns: Collection[str], cells: Mapping[Cell, Count], safety: Safety
) -> bool:
    for part in parts:
        found = tuple(0 for _number in safety.whole)
        for column in columns:
            if (part, column) in cells:
                found = added(found, cells[part, column])
        if not safety.allows(found):
            return False
    return True


def _classes(margins: Mapping[str, Count], safety: Safety, name: str = REST) -> dict[str, str]:
    """`name`: of those told together. Where some are already, they stay among them."""
    rest = pooled(margins, safety)
    if rest and name in margins:
        rest = pooled(margins, safety, forced={name})
    return {key: name if key in rest else key for key in margins}


def _through(first: Mapping[str, str] | None, second: Mapping[str, str]) -> dict[str, str]:
    return dict(second) if first is None else {key: second[value] for key, value in first.items()}


def _recoded(
    cells: Mapping[Cell, Count], rows: Mapping[str, str], columns: Mapping[str, str]
) -> dict[Cell, Count]:
    found: dict[Cell, Count] = {}
    for (row, column), count in cells.items():
        cell = rows.get(row, row), columns.get(column, column)
        found[cell] = added(found[cell], count) if cell in found else count
    return found


def _margins(cells: Mapping[Cell, Count], place: int) -> dict[str, Count]:
    found: dict[str, Count] = {}
    for cell, count in cells.items():
        found[cell[place]] = added(found[cell[place]], count) if cell[place] in found else count
    return found


def _whole(cells: Mapping[Cell, Count], what: What) -> Count:
    found = nothing(what)
    for count in cells.values():
        found = added(found, count)
    return found
