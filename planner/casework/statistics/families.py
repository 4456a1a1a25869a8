"""What a report tells of a group of people, and which groups its figures are made of.

A *count* is a tuple of whole numbers, the first of them people; several are added place by place. *Atoms* of a
count are the groups that its figures tell apart: each of them is shown only with ten people or more in it. Two
families whose groups lie one inside the other by their meaning share their atoms here, for else the difference
of two figures would be a group that nobody looked at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Count = tuple[int, ...]
Atoms = tuple[int, ...]


class What(StrEnum):
    """What a report is about."""

    PEOPLE = "people"
    TRADE = "trade"
    PLAN = "plan"
    BENCHMARKS = "benchmarks"
    MONTHS = "months"
    ACTIVE = "active"
    RETURN = "return"
    DEBT = "debt"
    PAY = "pay"


class Figure(StrEnum):
    """One column of a report."""

    CHOSEN = "chosen"
    ALIGNED = "aligned"
    AGREED = "agreed"
    REACHED = "reached"
    TOLD = "told"
    ACTIVE = "active"
    HOME = "home"
    FREE_12 = "free_12"
    FREE_24 = "free_24"
    FREE_36 = "free_36"


@dataclass(frozen=True, slots=True)
class Family:
    """`places`: of each figure, where its part and its whole stand in the count.

    `size`: of the count. `atoms`: of a count. `is_cohort`: by year of departure only.
    """

    size: int
    atoms: Callable[[Count], Atoms]
    places: Mapping[Figure, tuple[int, int]]
    is_cohort: bool = False


def _people(count: Count) -> Atoms:
    return count


def _trade(count: Count) -> Atoms:
    people, chosen, aligned = count
    return aligned, chosen - aligned, people - chosen


def _part(count: Count) -> Atoms:
    people, part = count
    return part, people - part


def _benchmarks(count: Count) -> Atoms:
    """Due and reached are benchmarks, not people; they are kept to the same."""
    people, asked, due, reached = count
    return asked, people - asked, reached, due - reached


def _months(count: Count) -> Atoms:
    """Who told a month has as a rule been active: that difference is a group too."""
    people, due, told, active_untold = count
    return told, due - told, people - due, active_untold


def _return(count: Count) -> Atoms:
    """Who is to tell a month is not yet to be home: what both leave over is a group too."""
    people, due, home, months_due = count
    return home, due - home, people - due, people - due - months_due


def _debt(count: Count) -> Atoms:
    """Free after 12 months, in the year after it, in the third, not by then; and who told no debt."""
    people, told, by_12, by_24, by_36 = count
    return by_12, by_24 - by_12, by_36 - by_24, told - by_36, people - told


FAMILIES: Mapping[What, Family] = {
    What.PEOPLE: Family(1, _people, {}),
    What.TRADE: Family(3, _trade, {Figure.CHOSEN: (1, 0), Figure.ALIGNED: (2, 1)}),
    What.PLAN: Family(2, _part, {Figure.AGREED: (1, 0)}),
    What.BENCHMARKS: Family(4, _benchmarks, {Figure.REACHED: (3, 2)}),
    What.MONTHS: Family(4, _months, {Figure.TOLD: (2, 1)}),
    What.ACTIVE: Family(2, _part, {Figure.ACTIVE: (1, 0)}),
    What.RETURN: Family(4, _return, {Figure.HOME: (2, 1)}),
    What.DEBT: Family(
        5,
        _debt,
        {Figure.FREE_12: (2, 1), Figure.FREE_24: (3, 1), Figure.FREE_36: (4, 1)},
        is_cohort=True,
    ),
    What.PAY: Family(2, _part, {}),
}


def added(one: Count, other: Count) -> Count:
    return tuple(map(sum, zip(one, other, strict=True)))


def nothing(what: What) -> Count:
    return (0,) * FAMILIES[what].size
