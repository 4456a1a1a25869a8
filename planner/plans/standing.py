"""How a benchmark of a plan stands on a day: worked out, never kept."""

from datetime import date, timedelta

from django.utils.timezone import get_current_timezone

from planner.benchmarks.enums import Standing
from planner.benchmarks.standing import DAYS_TO_CATCH_UP, standing
from planner.plans.models import Benchmark


def day_that_counts(row: Benchmark) -> date:
    """The day after which it is late."""
    added_on = row.added_at.astimezone(get_current_timezone()).date()
    return row.due_on if row.due_on >= added_on else added_on + timedelta(days=DAYS_TO_CATCH_UP)


def is_to_catch_up(row: Benchmark, today: date) -> bool:
    """Its day had passed when it came into the plan: should be done by now."""
    is_open = row.done_on is None and row.dropped_on is None
    return is_open and row.due_on < today <= day_that_counts(row)


def standing_of(row: Benchmark, today: date) -> Standing:
    return standing(day_that_counts(row), row.done_on, row.dropped_on is not None, today)
