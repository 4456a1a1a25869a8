"""Who is due, for the claims."""

from datetime import UTC, datetime, time

from tests.factories.many_reminders import (
    Many,
    many_workers,
    with_addresses,
    with_benchmarks,
    with_settings,
)

LONG_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def due_at(label: str, count: int, at: time, *, now: datetime = NOON, daily_cap: int = 3) -> Many:
    """Each due for one message on the day of `now`, at this hour of UTC."""
    many = many_workers(count, label, now=now)
    with_addresses(many, now=now)
    with_settings(many, at=at, zone="UTC", daily_cap=daily_cap)
    # Last: whoever looks in between must find nobody half made.
    with_benchmarks(many, [now.date()], added_at=LONG_BEFORE)
    return many


def due_now(label: str, count: int) -> Many:
    return due_at(label, count, time(11, 59))
