"""Months counted through, so that they can be added and compared."""

from datetime import date


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def first_of(number: int) -> date:
    """The first day of the month with this number."""
    return date(number // 12, number % 12 + 1, 1)
