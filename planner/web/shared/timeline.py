"""Where the marks of a timeline lie. Plain values in, positions out; no Django, no words.

Across in percent of the width, down in em, as in the other charts. A mark stands on its day; where there is no room
it stands above the others.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.web.shared.charts import LETTER, NARROWEST, Mark

MARK = 0.86  # em, with the room around it
LEFT, RIGHT = 3.0, 97.0
TOP = 2.6  # em: the word at the line of today, and a ring
FOOT = 1.7  # em: the years
NEVER = -1_000.0


@dataclass(frozen=True)
class DatedMark:
    """`shape`: done, missed, late, soon, later or dropped. `is_next`: with a ring around it."""

    on: date
    shape: str
    is_next: bool = False


@dataclass(frozen=True)
class PlacedMark:
    x: float
    y: float
    shape: str
    is_next: bool


@dataclass(frozen=True)
class Timeline:
    """`base`: the axis. `ticks`: the first days of the years. `today`: x of its line."""

    height: float
    base: float
    marks: tuple[PlacedMark, ...]
    ticks: tuple[float, ...]
    years: tuple[Mark, ...]
    today: float
    today_anchor: str


def lay_out_timeline(marks: Sequence[DatedMark], today: date) -> Timeline:
    """The first to the last of them, and today. No time at all is drawn as one year."""
    days = [today, *(mark.on for mark in marks)]
    first, last = min(days), max(days)
    length = max((last - first).days, 365)

    def x_of(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - first).days / length, 2)

    levels: list[float] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: mark.on):
        x = x_of(mark.on)
        level = _free_level(levels, x)
        levels[level] = x
        placed.append((x, level, mark))
    base = round(TOP + MARK * max(len(levels), 3) + 0.3, 2)
    starts = [
        (year, x_of(date(year, 1, 1)))
        for year in range(first.year, last.year + 2)
        if 0 < x_of(date(year, 1, 1)) < 100
    ]
    today_x = x_of(today)
    return Timeline(
        height=round(base + FOOT, 2),
        base=base,
        marks=tuple(
            PlacedMark(x, round(base - MARK * (level + 0.7), 2), mark.shape, mark.is_next)
            for x, level, mark in placed
        ),
        ticks=tuple(x for _year, x in starts),
        years=_years(starts, base),
        today=today_x,
        today_anchor="start" if today_x < 15 else "end" if today_x > 85 else "middle",
    )


def _free_level(levels: list[float], x: float) -> int:
    """The lowest on which nothing is in the way; a new one above all, if need be."""
    room = 100 * MARK / NARROWEST
    for level, taken in enumerate(levels):
        if x - taken >= room:
            return level
    levels.append(NEVER)
    return len(levels) - 1


def _years(starts: Sequence[tuple[int, float]], base: float) -> tuple[Mark, ...]:
    """As many as have room on the narrowest screen. A year is written where it begins."""
    if not starts:
        return ()
    apart = 100.0 if len(starts) == 1 else starts[1][1] - starts[0][1]
    step = max(1, math.ceil(100 * (4 * LETTER + 0.6) / NARROWEST / apart))
    room = 100 - 100 * 4 * LETTER / NARROWEST
    return tuple(
        Mark(str(year), round(base + 1.3, 2), x=x, dx=0.15, tone="quiet")
        for year, x in starts[::step]
        if x <= room
    )
