"""The days on which a plan is looked at again."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.benchmarks.reviews import APART, review_days

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_three_years_have_points_by_phase() -> None:
    days = review_days(date(2027, 1, 15), date(2027, 2, 1), date(2030, 2, 1))

    assert days == [
        date(2026, 12, 15),  # a month before departure
        date(2027, 8, 1),
        date(2028, 2, 1),
        date(2028, 8, 1),
        date(2029, 2, 1),  # a year before the return
        date(2029, 8, 1),
        date(2030, 3, 1),  # a month after it
    ]


def test_without_a_return_it_goes_on_each_half_year() -> None:
    days = review_days(date(2027, 8, 31), None, None)

    assert days[:4] == [date(2027, 7, 31), date(2028, 2, 29), date(2028, 8, 31), date(2029, 2, 28)]
    assert len(days) == 21


def test_short_stay_has_no_point_before_it_began() -> None:
    days = review_days(date(2027, 1, 15), None, date(2027, 7, 1))

    assert days == [date(2026, 12, 15), date(2027, 8, 1)]


@given(departs_on=DAYS, stay=st.integers(30, 2500))
def test_points_lie_apart_and_in_order(departs_on: date, stay: int) -> None:
    returns_on = departs_on + timedelta(days=stay)

    days = review_days(departs_on, None, returns_on)

    in_japan = [day for day in days if departs_on < day < returns_on]
    assert days == sorted(set(days))
    assert all(day >= departs_on + APART for day in in_japan)
    assert all(later - day >= APART for day, later in itertools.pairwise(in_japan))
