from datetime import date

import pytest

from planner.benchmarks.enums import Standing
from planner.benchmarks.standing import next_of, standing
from planner.benchmarks.values import Kept

DUE = date(2027, 3, 31)


@pytest.mark.parametrize(
    "today, expected",
    [
        (date(2027, 2, 28), Standing.UPCOMING),
        (date(2027, 3, 1), Standing.DUE_SOON),
        (date(2027, 3, 31), Standing.DUE_SOON),
        (date(2027, 4, 1), Standing.IN_GRACE),
        (date(2027, 4, 14), Standing.IN_GRACE),
        (date(2027, 4, 15), Standing.MISSED),
    ],
)
def test_standing_follows_the_day(today: date, expected: Standing) -> None:
    assert standing(DUE, None, False, today) == expected


@pytest.mark.parametrize("today", [date(2027, 1, 1), DUE, date(2028, 1, 1)])
def test_done_and_dropped_do_not_depend_on_the_day(today: date) -> None:
    assert standing(DUE, date(2027, 6, 1), False, today) == Standing.DONE
    assert standing(DUE, None, True, today) == Standing.DROPPED
    assert standing(DUE, date(2027, 6, 1), True, today) == Standing.DONE


def test_days_of_warning_and_grace_can_be_told() -> None:
    assert standing(DUE, None, False, date(2027, 3, 30), soon_days=0) == Standing.UPCOMING
    assert standing(DUE, None, False, date(2027, 4, 1), grace_days=0) == Standing.MISSED


def test_next_is_the_earliest_that_is_open() -> None:
    rows = [
        Kept("later", date(2027, 9, 1)),
        Kept("done", date(2027, 1, 1), is_done=True),
        Kept("dropped", date(2027, 2, 1), is_dropped=True),
        Kept("b", date(2027, 3, 1)),
        Kept("a", date(2027, 3, 1)),
    ]

    assert next_of(rows) == Kept("a", date(2027, 3, 1))


def test_nothing_is_next_when_all_is_done() -> None:
    assert next_of([Kept("done", DUE, is_done=True)]) is None
