"""Months in Japan that are over and not told."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from planner.benchmarks.check_ins import LAST_DAY_OF_FIRST_MONTH, due_day, months_between
from planner.plans.models import CheckIn, Plan
from planner.reminders.due.planned import is_planned
from planner.reminders.enums import Reason
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.values import Days, Occurrence

A_DAY = timedelta(days=1)


class UntoldMonths:
    """The occasion is the first day after the month. One query for each month that is over in these days."""

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        step = timedelta(days=rule.days)
        first, last = days.first - step, days.last - step
        for month in months_between(first - A_DAY * 31, last):
            if first <= due_day(month) <= last:
                yield from _untold(rule, month, people)

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        people = {row.person_id for row in rows}
        told = set(CheckIn.objects.filter(person__in=people).values_list("person_id", "month"))
        ways = {way.person_id: way for way in Plan.objects.filter(person__in=people)}
        return {
            row.pk: reason
            for row in rows
            if (reason := _why_over(row, told, ways.get(row.person_id)))
        }


def _untold(
    rule: ReminderRule, month: date, people: Collection[int] | None
) -> Iterator[Occurrence]:
    """Of who was in Japan by the middle of the month and did not return before its end."""
    occasion = due_day(month)
    there = Plan.objects.filter(
        Q(returns_on=None) | Q(returns_on__gte=occasion), person__is_active=True
    )
    if people is not None:
        there = there.filter(person__in=people)
    planned = is_planned(rule, person="person", subject=0, occasion=Value(occasion))
    told = CheckIn.objects.filter(person=OuterRef("person"), month=month)
    rows = (
        there.alias(arrived=Coalesce("arrives_on", "departs_on"))
        .filter(~Exists(told), ~planned, arrived__lte=month.replace(day=LAST_DAY_OF_FIRST_MONTH))
        .values_list("person_id", "person__date_joined")
    )
    since = datetime.combine(occasion, time(0), UTC) - A_DAY
    for person, joined in rows.iterator(chunk_size=2000):
        # Months that were over before somebody joined are expected of nobody.
        if joined < since:
            yield Occurrence(person, 0, occasion, joined)


def _why_over(row: Outgoing, told: set[tuple[int, date]], way: Plan | None) -> Reason | None:
    month = (row.occasion_on - A_DAY).replace(day=1)
    if (row.person_id, month) in told:
        return Reason.DONE
    if way is None or (way.returns_on and way.returns_on < row.occasion_on):
        return Reason.MOVED
    arrived = way.arrives_on or way.departs_on
    return Reason.MOVED if arrived > month.replace(day=LAST_DAY_OF_FIRST_MONTH) else None
