"""The rate of the day on which something was promised."""

from collections.abc import Sequence
from datetime import date

from planner.money.values import ExchangeRate


def nearest_rate(history: Sequence[ExchangeRate], day: date) -> ExchangeRate | None:
    """Of the month nearest to a day, the earlier of two; None without any month."""
    return min(history, key=lambda rate: (_distance(rate.month, day), rate.month), default=None)


def rate_of(history: Sequence[ExchangeRate], month: date | None) -> ExchangeRate | None:
    return next((rate for rate in history if rate.month == month), None)


def _distance(month: date, day: date) -> int:
    return abs((month.year - day.year) * 12 + month.month - day.month)
