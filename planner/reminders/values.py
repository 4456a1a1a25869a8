from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from planner.reminders.enums import Reason
from planner.reminders.models import Outgoing, ReminderRule


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that one person is reminded of. `since`: what was to be sent before then never is."""

    person_id: int
    subject_id: int
    occasion_on: date
    since: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """Days on which reminders fall, in anybody's zone; both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody wants reminders, on the clock of their zone. Nothing from `quiet_from` to `quiet_to`."""

    at: time
    quiet_from: time
    quiet_to: time
    zone: ZoneInfo


class DueSource(Protocol):
    """What `planner.reminders.due` knows of one kind of reminder. Each way a fixed number of queries."""

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterable[Occurrence]:
        """What this rule reminds of on these days and what is not in the outbox yet. `people`: of these alone."""

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        """Which of these rows are no longer due, by pk, and why."""
