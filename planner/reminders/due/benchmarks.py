"""Days of a plan that come near, and those that passed without a word."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from planner.plans.models import Benchmark, Miss
from planner.reminders.due.planned import is_planned
from planner.reminders.enums import Reason
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.selectors.among import among
from planner.reminders.values import Days, Occurrence


class BenchmarkDays:
    """`due_on` comes near, or is today."""

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        step = timedelta(days=rule.days)
        rows = _open().filter(due_on__range=(days.first - step, days.last - step))
        if rule.template_key:
            rows = rows.filter(template_key=rule.template_key)
        if people is not None:
            rows = rows.filter(person__in=people)
        return _occurrences(self._narrowed(rows), rule)

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        kept = _standing({row.subject_id for row in rows})
        told = self._told(rows)
        return {
            row.pk: reason
            for row in rows
            if (reason := _why_over(row, kept.get(row.subject_id), row.subject_id in told))
        }

    def _narrowed(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        return rows

    def _told(self, rows: Sequence[Outgoing]) -> set[int]:
        return set()


class MissedBenchmarks(BenchmarkDays):
    """`due_on` is over by `rule.days`, and no cause was told."""

    def _narrowed(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        told = Miss.objects.filter(benchmark=OuterRef("pk"), due_on=OuterRef("due_on"))
        # What was over when it was written down was not missed here.
        written = TruncDate(Coalesce("dated_at", "added_at"), tzinfo=UTC)
        return rows.filter(~Exists(told), due_on__gte=written)

    def _told(self, rows: Sequence[Outgoing]) -> set[int]:
        misses = Miss.objects.filter(benchmark__in={row.subject_id for row in rows})
        return set(misses.filter(due_on=F("benchmark__due_on")).values_list("benchmark", flat=True))


def _open() -> "QuerySet[Any]":
    return Benchmark.objects.filter(done_on=None, dropped_on=None, person__is_active=True)


def _occurrences(rows: "QuerySet[Any]", rule: ReminderRule) -> Iterator[Occurrence]:
    planned = is_planned(rule, person="person", subject="pk", occasion="due_on")
    found: Iterable[Any] = (
        rows.filter(~planned)
        .annotate(since=Coalesce("dated_at", "added_at"))
        .values_list("person_id", "pk", "due_on", "since")
        .iterator(chunk_size=2000)
    )
    return (Occurrence(*row) for row in found)


@dataclass(frozen=True, slots=True)
class _Kept:
    person_id: int
    due_on: date
    is_open: bool


def _standing(pks: Collection[int]) -> dict[int, _Kept]:
    rows = Benchmark.objects.filter(pk__in=among(pks)).values_list(
        "pk", "person_id", "due_on", "done_on", "dropped_on"
    )
    return {
        pk: _Kept(person, due_on, done_on is None and dropped_on is None)
        for pk, person, due_on, done_on, dropped_on in rows
    }


def _why_over(row: Outgoing, kept: _Kept | None, is_told: bool) -> Reason | None:
    if kept is None or kept.person_id != row.person_id or not kept.is_open or is_told:
        return Reason.DONE
    return Reason.MOVED if kept.due_on != row.occasion_on else None
