"""Days counted in months, and the usual days of the Japanese Language Proficiency Test (JLPT)."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

JULY, DECEMBER = 7, 12
SUNDAY = 6
DAYS_OF_A_MONTH_IN_QUARTERS = 28


def add_months(day: date, months: Decimal) -> date:
    """`day` moved by `months`, forward or (negative) back.

    Whole months keep the day of the month, cut to the month's end: 31 January + 1 = 28 or 29
    February. A quarter of a month is 7 days, counted after the whole months: 5.5 = 5 months and
    14 days. Raises ValueError for a finer part than a quarter.
    """
    whole = int(months)  # towards zero: -1.5 is one month back and 14 days back
    days = (months - whole) * DAYS_OF_A_MONTH_IN_QUARTERS
    if days % 7:
        raise ValueError(f"{months} months: only quarters of a month can be counted")
    year, month = divmod(day.year * 12 + day.month - 1 + whole, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=int(days))


def jlpt_july(year: int) -> date:
    """The first Sunday of July."""
    return _first_sunday(year, JULY)


def jlpt_december(year: int) -> date:
    """The first Sunday of December."""
    return _first_sunday(year, DECEMBER)


def _first_sunday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=SUNDAY - first.weekday())
