from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.benchmarks.check_ins import (
    SILENT_DAYS,
    asked_month,
    due_day,
    first_month,
    months_between,
    months_due,
    silent_since,
    tellable_months,
)

ARRIVED = date(2026, 1, 10)
days = st.dates(date(2018, 1, 1), date(2035, 12, 31))


def month(number: int, year: int = 2026) -> date:
    return date(year, number, 1)


def asked(today: date, *told: int, returned_on: date | None = None) -> date | None:
    return asked_month(
        arrived_on=ARRIVED,
        returned_on=returned_on,
        told={month(number) for number in told},
        today=today,
    )


def silent(today: date, *told: int, joined_on: date | None = None) -> date | None:
    return silent_since(
        arrived_on=ARRIVED,
        returned_on=None,
        told={month(number) for number in told},
        today=today,
        joined_on=joined_on,
    )


@pytest.mark.parametrize(
    ("arrives_on", "first"),
    [
        (date(2026, 1, 1), month(1)),
        (date(2026, 1, 15), month(1)),
        (date(2026, 1, 16), month(2)),
        (date(2026, 12, 31), month(1, 2027)),
    ],
)
def test_first_month_is_that_of_arrival_unless_it_is_half_over(
    arrives_on: date, first: date
) -> None:
    assert first_month(arrives_on) == first


def test_a_month_is_due_when_it_is_over() -> None:
    assert due_day(month(12)) == month(1, 2027)
    assert due_day(date(2028, 2, 29)) == date(2028, 3, 1)


@pytest.mark.parametrize(
    ("today", "told", "wanted"),
    [
        (date(2026, 1, 12), [], None),
        (date(2026, 1, 20), [], month(1)),
        (date(2026, 2, 19), [], month(1)),
        (date(2026, 2, 19), [1], month(1)),
        (date(2026, 2, 20), [1], month(2)),
        (date(2026, 2, 20), [], month(1)),
        (date(2026, 8, 3), [], month(5)),
        (date(2026, 8, 3), [5, 6], month(7)),
        (date(2026, 8, 3), [5, 7], month(6)),
        (date(2026, 8, 25), [6, 7, 8], month(8)),
    ],
)
def test_oldest_untold_of_the_last_three_is_asked_for(
    today: date, told: list[int], wanted: date | None
) -> None:
    assert asked(today, *told) == wanted


def test_nothing_after_the_return_is_asked_for() -> None:
    assert asked(date(2027, 5, 2), 8, 9, returned_on=date(2026, 10, 4)) == month(10)
    assert asked(date(2026, 1, 5)) is None


def test_months_due_are_over_and_untold() -> None:
    due = months_due(arrived_on=ARRIVED, returned_on=None, told={month(2)}, today=date(2026, 4, 30))

    assert due == (month(1), month(3))


@pytest.mark.parametrize(
    ("today", "told", "since"),
    [
        (date(2026, 2, 14), [], None),
        (date(2026, 2, 15), [], date(2026, 2, 1)),
        (date(2026, 6, 2), [1, 2, 3, 4, 5], None),
        (date(2026, 6, 2), [1, 2, 3, 5], None),
        (date(2026, 6, 2), [1, 2, 3], date(2026, 5, 1)),
        (date(2026, 5, 10), [1, 2, 3], None),
    ],
)
def test_silence_begins_where_the_unbroken_run_begins(
    today: date, told: list[int], since: date | None
) -> None:
    assert silent(today, *told) == since


def test_silence_is_not_counted_from_before_somebody_joined() -> None:
    assert silent(date(2026, 8, 20), joined_on=date(2026, 7, 12)) == date(2026, 8, 1)
    assert silent(date(2026, 8, 10), joined_on=date(2026, 7, 12)) is None


def test_who_returned_is_not_silent() -> None:
    since = silent_since(
        arrived_on=ARRIVED, returned_on=date(2026, 5, 1), told=(), today=date(2026, 9, 1)
    )

    assert since is None


@given(days, days, st.sets(st.integers(0, 240)))
def test_what_is_asked_for_is_tellable_and_untold_while_one_of_the_last_is(
    arrived_on: date, today: date, told_at: set[int]
) -> None:
    stay = tellable_months(arrived_on=arrived_on, returned_on=None, today=today)
    told = {stay[index] for index in told_at if index < len(stay)}

    wanted = asked_month(arrived_on=arrived_on, returned_on=None, told=told, today=today)
    due = months_due(arrived_on=arrived_on, returned_on=None, told=told, today=today)

    assert wanted is None or wanted in stay
    assert set(due) <= set(stay) - told
    if set(due[-3:]) & set(stay[-3:]):
        assert wanted is not None
        assert wanted not in told


@given(days, days, st.sets(st.integers(0, 240)))
def test_silence_is_the_due_day_of_an_untold_month_and_tells_of_two_weeks(
    arrived_on: date, today: date, told_at: set[int]
) -> None:
    months = months_between(arrived_on, today)
    told = {months[index] for index in told_at if index < len(months)}

    since = silent_since(arrived_on=arrived_on, returned_on=None, told=told, today=today)

    if since is not None:
        run = [
            month
            for month in months
            if month >= since - timedelta(days=31) and due_day(month) <= today
        ]
        before = months_between(since - timedelta(days=1), since - timedelta(days=1))
        assert not told & {*run[1:], *before}
        assert today - since >= timedelta(days=SILENT_DAYS)
