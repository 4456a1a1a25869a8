"""Somebody who reads every published table and does the sums. Knows nothing of how cells were hidden.

Unknown: how many people there are of every full description. Known: every figure shown, each the sum of some of them.
A group is worked out if its sum follows from the figures: it lies in the span of what is known, over the rationals.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction

Vector = dict[int, Fraction]


class Knowledge:
    """Linear equations, kept in echelon form: by leading place."""

    def __init__(self) -> None:
        self.rows: dict[int, tuple[Vector, Fraction]] = {}

    def learn(self, places: Iterable[int], value: int) -> None:
        vector, rest = self._reduced({place: Fraction(1) for place in places}, Fraction(value))
        if not vector:
            assert rest == 0, "two published figures contradict each other"
            return
        lead = min(vector)
        factor = vector[lead]
        self.rows[lead] = ({place: part / factor for place, part in vector.items()}, rest / factor)

    def value_of(self, places: Iterable[int]) -> Fraction | None:
        """None: it does not follow."""
        vector, rest = self._reduced({place: Fraction(1) for place in places}, Fraction(0))
        return None if vector else -rest

    def _reduced(self, vector: Vector, value: Fraction) -> tuple[Vector, Fraction]:
        kept: Vector = {}
        while vector:
            lead = min(vector)
            factor = vector.pop(lead)
            if lead not in self.rows:
                kept[lead] = factor
                continue
            row, known = self.rows[lead]
            for place, part in row.items():
                if place != lead:
                    left = vector.get(place, Fraction(0)) - factor * part
                    if left:
                        vector[place] = left
                    else:
                        vector.pop(place, None)
            value -= factor * known
        return kept, value


def ranges(
    cells: Mapping[tuple[str, str], int], hidden: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], tuple[int, int]]:
    """The least and the most of each hidden cell, by all totals of rows and columns and by no count below 0."""
    return {
        cell: (
            cells[cell] - _flow(cells, hidden, cell, is_up=False),
            cells[cell] + _flow(cells, hidden, cell, is_up=True),
        )
        for cell in hidden
    }


def _flow(
    cells: Mapping[tuple[str, str], int],
    hidden: Sequence[tuple[str, str]],
    cell: tuple[str, str],
    *,
    is_up: bool,
) -> int:
    """How far the cell can go up or down: people moved along cycles of hidden cells. The most that can flow."""
    endless = 10**6
    room: dict[tuple[Hashable, Hashable], int] = {}
    for row, column in hidden:
        if (row, column) != cell:
            room[("r", row), ("c", column)] = endless
            room[("c", column), ("r", row)] = cells[row, column]
    row, column = cell
    start, end = (("c", column), ("r", row)) if is_up else (("r", row), ("c", column))
    most = endless if is_up else cells[cell]
    flowed = 0
    while flowed < most:
        path = _path(room, start, end)
        if path is None:
            break
        step = min(most - flowed, *(room[edge] for edge in path))
        for one, other in path:
            room[one, other] -= step
            room[other, one] = room.get((other, one), 0) + step
        flowed += step
        if flowed >= 1000:
            break
    return flowed


def _path(
    room: Mapping[tuple[Hashable, Hashable], int], start: Hashable, end: Hashable
) -> list[tuple[Hashable, Hashable]] | None:
    came: dict[Hashable, Hashable] = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            path = []
            while came[here] != here:
                path.append((came[here], here))
                here = came[here]
            return path
        for one, other in room:
            if one == here and other not in came and room[one, other] > 0:
                came[other] = here
                queue.append(other)
    return None
