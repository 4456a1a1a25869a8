import calendar
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.benchmarks.dates import add_months, jlpt_december, jlpt_july

starts = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    "day, months, expected",
    [
        (date(2027, 1, 31), "1", date(2027, 2, 28)),
        (date(2028, 1, 31), "1", date(2028, 2, 29)),
        (date(2028, 2, 29), "12", date(2029, 2, 28)),
        (date(2028, 2, 29), "48", date(2032, 2, 29)),
        (date(2027, 12, 15), "1", date(2028, 1, 15)),
        (date(2027, 1, 15), "-1", date(2026, 12, 15)),
        (date(2027, 3, 31), "-1", date(2027, 2, 28)),
        (date(2027, 3, 10), "0", date(2027, 3, 10)),
        (date(2027, 3, 10), "0.25", date(2027, 3, 17)),
        (date(2027, 3, 10), "-0.25", date(2027, 3, 3)),
        (date(2027, 3, 10), "0.5", date(2027, 3, 24)),
        (date(2027, 3, 10), "5.5", date(2027, 8, 24)),
        (date(2026, 8, 31), "5.5", date(2027, 2, 14)),
        (date(2027, 3, 31), "-1.5", date(2027, 2, 14)),
    ],
)
def test_months_are_added(day: date, months: str, expected: date) -> None:
    assert add_months(day, Decimal(months)) == expected


@given(starts, st.integers(-150, 150))
def test_whole_months_agree_with_stepping_through_a_calendar(day: date, months: int) -> None:
    assert add_months(day, Decimal(months)) == _stepped(day, months)


@given(starts, st.integers(-600, 600))
def test_quarters_are_seven_days_after_the_whole_months(day: date, quarters: int) -> None:
    whole, rest = divmod(abs(quarters), 4)
    sign = 1 if quarters > 0 else -1
    expected = _stepped(day, sign * whole) + timedelta(days=7 * sign * rest)

    assert add_months(day, Decimal(quarters) / 4) == expected


def test_a_finer_part_than_a_quarter_is_refused() -> None:
    with pytest.raises(ValueError, match="quarters"):
        add_months(date(2027, 1, 1), Decimal("0.3"))


@pytest.mark.parametrize(
    "july, december",
    [
        (date(2025, 7, 6), date(2025, 12, 7)),
        (date(2026, 7, 5), date(2026, 12, 6)),
        (date(2028, 7, 2), date(2028, 12, 3)),
        (date(2029, 7, 1), date(2029, 12, 2)),
    ],
)
def test_jlpt_is_held_on_first_sundays(july: date, december: date) -> None:
    assert jlpt_july(july.year) == july
    assert jlpt_december(december.year) == december


@given(st.integers(1990, 2090))
def test_first_sundays_agree_with_the_calendar(year: int) -> None:
    for month, held in ((7, jlpt_july(year)), (12, jlpt_december(year))):
        sundays = [week[calendar.SUNDAY] for week in calendar.monthcalendar(year, month)]
        assert held == date(year, month, next(day for day in sundays if day))


def _stepped(day: date, months: int) -> date:
    """The oracle: from month to month by their lengths, then the day cut to the last one."""
    first = day.replace(day=1)
    for _ in range(abs(months)):
        if months > 0:
            first += timedelta(days=calendar.monthrange(first.year, first.month)[1])
        else:
            first = (first - timedelta(days=1)).replace(day=1)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))
