"""What the sources of a plan's days would find of one person, out of a few plain queries for all rules together.

A page cannot wait for one large query per rule. The tests hold it against the sources, rule by rule.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accounts.models import User
from planner.benchmarks.check_ins import LAST_DAY_OF_FIRST_MONTH, due_day, months_between
from planner.plans.models import Benchmark, CheckIn, Miss, Plan
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.values import Days, Occurrence

FORESEEN = (Source.BENCHMARK, Source.MISS, Source.CHECK_IN)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """Of one person. `planned`: source, subject, day and step of what the outbox has already."""

    person: User
    benchmarks: Collection[Benchmark]
    missed: frozenset[tuple[int, date]]
    way: Plan | None
    months: frozenset[date]
    planned: frozenset[tuple[str, int, date, int]]

    def of(self, rule: ReminderRule, days: Days) -> Iterator[Occurrence]:
        """As the source of this rule finds it."""
        step = timedelta(days=rule.days)
        window = Days(days.first - step, days.last - step)
        if rule.source == Source.CHECK_IN:
            found = self._months(window)
        else:
            found = self._benchmarks(rule, window)
        for item in found:
            key = (rule.source, item.subject_id, item.occasion_on, rule.days)
            if key not in self.planned:
                yield item

    def _benchmarks(self, rule: ReminderRule, window: Days) -> Iterator[Occurrence]:
        for row in self.benchmarks:
            since = row.dated_at or row.added_at
            if not window.first <= row.due_on <= window.last:
                continue
            if rule.template_key not in ("", row.template_key):
                continue
            if rule.source == Source.MISS and (
                (row.pk, row.due_on) in self.missed or row.due_on < since.astimezone(UTC).date()
            ):
                continue
            yield Occurrence(self.person.pk, row.pk, row.due_on, since)

    def _months(self, window: Days) -> Iterator[Occurrence]:
        if self.way is None:
            return
        arrived = self.way.arrives_on or self.way.departs_on
        for month in months_between(window.first - A_DAY * 31, window.last):
            occasion = due_day(month)
            since = datetime.combine(occasion, time(0), UTC) - A_DAY
            if (
                window.first <= occasion <= window.last
                and month not in self.months
                and arrived <= month.replace(day=LAST_DAY_OF_FIRST_MONTH)
                and (self.way.returns_on is None or self.way.returns_on >= occasion)
                and self.person.date_joined < since
            ):
                yield Occurrence(self.person.pk, 0, occasion, self.person.date_joined)


def known_of(person: User) -> Known:
    """Five queries."""
    planned = Outgoing.objects.filter(person=person, channel=Channel.IN_APP, round=0)
    return Known(
        person,
        list(Benchmark.objects.filter(person=person, done_on=None, dropped_on=None)),
        frozenset(Miss.objects.filter(person=person).values_list("benchmark_id", "due_on")),
        Plan.objects.filter(person=person).first(),
        frozenset(CheckIn.objects.filter(person=person).values_list("month", flat=True)),
        frozenset(
            planned.exclude(state=State.CANCELLED).values_list(
                "source", "subject_id", "occasion_on", "step"
            )
        ),
    )


def foreseen(
    person: User, rules: Iterable[ReminderRule], days: Days
) -> Iterator[tuple[ReminderRule, Occurrence]]:
    """Of the rules about a plan's days."""
    known = known_of(person)
    for rule in rules:
        if rule.source in FORESEEN:
            yield from ((rule, found) for found in known.of(rule, days))
