"""Reads for the calendar of a phone: whose it is, and which days stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from accounts.tokens import digest_of
from planner.benchmarks.check_ins import due_day, first_month, months_between
from planner.plans.models import Benchmark, CheckIn
from planner.plans.selectors.benchmarks import way_of_person
from planner.reminders.models import CalendarFeed

YEARS_AHEAD = timedelta(days=3 * 365)
CHECK_INS_AHEAD = timedelta(days=365)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PlannedDays:
    """Open benchmarks by day, and the first days of the months that will be asked for, by month."""

    benchmarks: Sequence[Benchmark]
    months: Sequence[date]


def calendar_of(person: User) -> CalendarFeed | None:
    row: CalendarFeed | None = CalendarFeed.objects.of(person).first()
    return row


def calendar_by_token(token: str) -> CalendarFeed | None:
    """With the person. None for an address that was never given, was renewed, or belongs to a closed account."""
    row: CalendarFeed | None = (
        CalendarFeed.objects.filter(token_digest=digest_of(token), person__is_active=True)
        .select_related("person")
        .first()
    )
    return row


def planned_days(person: User, *, today: date) -> PlannedDays:
    """From today: benchmarks of three years, check-ins of twelve months."""
    rows = Benchmark.objects.of(person).filter(
        done_on=None, dropped_on=None, due_on__range=(today, today + YEARS_AHEAD)
    )
    return PlannedDays(list(rows.order_by("due_on", "key")), _months(person, today))


def _months(person: User, today: date) -> list[date]:
    """Those of the stay in Japan whose check-in is due from today on and that are not told yet."""
    way = way_of_person(person)
    if way is None:
        return []
    first = max(first_month(way.arrives_on or way.departs_on), (today - A_DAY).replace(day=1))
    last = today + CHECK_INS_AHEAD
    told = set(CheckIn.objects.of(person).filter(month__gte=first).values_list("month", flat=True))
    return [
        month
        for month in months_between(first, last)
        if today <= due_day(month) <= last
        and month not in told
        and (way.returns_on is None or due_day(month) <= way.returns_on)
    ]
