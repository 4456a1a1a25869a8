"""Hidden cells. The auditor works out what follows from what is shown."""

import random
from typing import Any

import pytest

from planner.casework.statistics.families import FAMILIES, What
from planner.casework.statistics.suppression import LEAST, Safety, hidden_cells, pooled
from tests.casework.statistics.auditor import Knowledge, ranges
from tests.casework.statistics.made import by_chance, figures, worked_out

PEOPLE = FAMILIES[What.PEOPLE].atoms


def safety(numbers: list[int]) -> Safety:
    return Safety(PEOPLE, (sum(numbers),))


def counts_of(**numbers: int) -> tuple[dict[str, tuple[int]], Safety]:
    return {key: (number,) for key, number in numbers.items()}, safety(list(numbers.values()))


@pytest.mark.parametrize(
    "numbers, together",
    [
        ({"a": 10, "b": 200}, ""),
        ({"a": 9, "b": 12, "c": 200}, "ab"),
        ({"a": 3, "b": 7, "c": 200}, "ab"),
        ({"a": 3, "b": 6, "c": 200, "d": 30}, "abd"),
        ({"a": 0, "b": 40, "c": 200}, "ab"),
        ({"a": 3, "b": 4}, "ab"),
        ({"a": 9}, "a"),
        ({"a": 10}, ""),
    ],
)
def test_small_categories_are_told_together_with_ten_in_them(
    numbers: dict[str, int], together: str
) -> None:
    assert pooled(*counts_of(**numbers)) == frozenset(together)


def test_a_large_table_is_shown_whole() -> None:
    cells = {(row, column): (10,) for row in "ab" for column in "xyz"}

    assert hidden_cells("ab", "xyz", cells, safety([60])) == frozenset()


def test_one_small_cell_takes_three_others_along() -> None:
    cells = {(row, column): (100,) for row in "abcd" for column in "wxyz"}
    cells["b", "y"] = (3,)

    hidden = hidden_cells("abcd", "wxyz", cells, safety([1503]))

    assert ("b", "y") in hidden
    assert len(hidden) == 4


def test_the_same_table_in_another_order_hides_the_same() -> None:
    chance = random.Random(5)
    cells = {(row, column): (chance.randint(0, 40),) for row in "abcdef" for column in "vwxyz"}
    safe = safety([n for (n,) in cells.values()])
    shuffled = dict(sorted(cells.items(), key=lambda _item: chance.random()))

    assert hidden_cells("fedcba", "zyxwv", shuffled, safe) == hidden_cells(
        "abcdef", "vwxyz", cells, safe
    )


@pytest.mark.parametrize("seed", range(60))
def test_of_a_hidden_cell_nothing_is_known_but_a_range_ten_wide(seed: int) -> None:
    chance = random.Random(seed)
    rows = [f"r{number}" for number in range(chance.randint(2, 7))]
    columns = [f"c{number}" for number in range(chance.randint(2, 7))]
    cells = {(row, column): int(chance.random() ** 3 * 60) for row in rows for column in columns}
    for row in rows:
        cells[row, columns[0]] += LEAST
    for column in columns:
        cells[rows[0], column] += LEAST
    counts = {cell: (number,) for cell, number in cells.items()}

    hidden = hidden_cells(rows, columns, counts, safety(list(cells.values())))

    assert {cell for cell, number in cells.items() if number < LEAST} <= hidden
    for cell, (least, most) in ranges(cells, sorted(hidden)).items():
        assert most - least >= LEAST, (cell, least, most)


def test_the_auditor_finds_what_follows() -> None:
    known = Knowledge()
    known.learn([0, 1, 2], 30)
    known.learn([0, 1], 25)
    known.learn([1, 2], 17)

    assert [known.value_of([place]) for place in range(3)] == [13, 12, 5]
    assert known.value_of([3]) is None


def test_the_auditor_finds_a_table_in_which_only_the_small_cell_is_hidden() -> None:
    cells = {("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 20, ("b", "y"): 20}

    assert ranges(cells, [("a", "x")]) == {("a", "x"): (3, 3)}


@pytest.mark.parametrize("seed", range(0, 12, 3))
@pytest.mark.parametrize("what", [What.PEOPLE, What.PLAN, What.TRADE])
def test_no_small_group_follows_from_all_tables_together(what: What, seed: int) -> None:
    made = by_chance(seed, what, (3, 4, 3), 60 + 50 * seed)

    assert worked_out(made) == []


@pytest.mark.parametrize("seed", range(0, 10, 2))
@pytest.mark.parametrize("what", [What.PEOPLE, What.PLAN])
def test_no_small_group_follows_from_old_and_new_provinces(what: What, seed: int) -> None:
    made = by_chance(100 + seed, what, (3, 3, 3), 100 + 60 * seed, parts=(1, 0))

    assert worked_out(made) == []


def test_the_auditor_finds_small_groups_where_only_the_small_cells_are_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def only_small(
        rows: Any, columns: Any, cells: Any, safe: Safety, forced: Any = ()
    ) -> frozenset[Any]:
        return frozenset(cell for cell, count in cells.items() if not safe.allows(count)) | set(
            forced
        )

    monkeypatch.setattr("planner.casework.statistics.tables.hidden_cells", only_small)

    assert worked_out(by_chance(3, What.PLAN, (3, 4, 3), 400)) != []


def test_most_of_a_large_world_is_shown() -> None:
    """Else hiding everything would pass."""
    made = by_chance(7, What.PLAN, (3, 4, 3), 4000, parts=(1, 0))

    shown = [count is not None for _of, count, _people in figures(made)]

    assert sum(shown) > len(shown) / 2
