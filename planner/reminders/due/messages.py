"""Messages of a thread that the other side has not read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from planner.casework.models import Message
from planner.reminders.due.of_carers import not_planned
from planner.reminders.due.planned import is_planned
from planner.reminders.enums import Reason
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.selectors.carers import Carers, carers_of
from planner.reminders.timing import HOME, at_clock
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment

WORKER = "case__assignment__worker"


@dataclass(frozen=True, slots=True)
class Unread:
    """The oldest one of a side in a case. `agency_id` None: nobody of it cares for the worker now."""

    case_id: int
    is_from_worker: bool
    sent_at: datetime
    worker_id: int
    is_worker_active: bool
    agency_id: int | None
    counselor_id: int | None
    began_at: datetime | None

    @property
    def day(self) -> date:
        """By the clock of Viet Nam, wherever it is read: a flight makes no second day of it."""
        return self.sent_at.astimezone(HOME).date()


class UnreadMessages:
    """The occasion is the day of the oldest unread one, the subject the case: one reminder a day."""

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        step = timedelta(days=rule.days)
        first, end = days.first - step, days.last - step + timedelta(days=1)
        rows = _oldest().filter(
            sent_at__gte=at_clock(first, time(0), HOME), sent_at__lt=at_clock(end, time(0), HOME)
        )
        yield from not_planned(rule, _told(_read(_without_planned(rows, rule))), people)

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        unread = _read(_oldest().filter(case__in={row.subject_id for row in rows}))
        wanted = {(row.person_id, row.subject_id, row.occasion_on) for row in _told(unread)}
        # Where it still waits, but for somebody else.
        waits = {(row.case_id, row.day): row.worker_id for row in unread if row.is_from_worker}
        found = {}
        for row in rows:
            if (row.person_id, row.subject_id, row.occasion_on) in wanted:
                continue
            worker = waits.get((row.subject_id, row.occasion_on), row.person_id)
            found[row.pk] = Reason.DONE if worker == row.person_id else Reason.CLOSED
        return found


def _oldest() -> "QuerySet[Any]":
    """What is read is read from the beginning: the oldest unread one has no unread one before it."""
    before = Message.objects.filter(
        case=OuterRef("case"),
        is_from_worker=OuterRef("is_from_worker"),
        read_at=None,
        pk__lt=OuterRef("pk"),
    )
    return Message.objects.filter(~Exists(before), read_at=None)


def _without_planned(rows: "QuerySet[Any]", rule: ReminderRule) -> "QuerySet[Any]":
    """Of those to workers: there may be many of them. To whom the others go is not known yet."""
    planned = is_planned(rule, person=WORKER, subject="case", occasion="day")
    dated: QuerySet[Any] = rows.alias(day=TruncDate("sent_at", tzinfo=HOME))
    return dated.filter(Q(is_from_worker=True) | ~planned)


def _read(rows: "QuerySet[Any]") -> list[Unread]:
    care = Assignment.objects.open().filter(
        worker=OuterRef(WORKER), agency=OuterRef("case__assignment__agency"), agency__is_active=True
    )
    in_care = {
        name: Subquery(care.values(name)[:1]) for name in ("agency", "counselor", "started_at")
    }
    found = rows.values_list(
        *("case_id", "is_from_worker", "sent_at", WORKER, f"{WORKER}__is_active"),
        *in_care.values(),
    )
    return [Unread(*row) for row in found.order_by("pk")]


def _told(unread: Sequence[Unread]) -> list[Occurrence]:
    carers = carers_of({row.agency_id for row in unread if row.agency_id and row.is_from_worker})
    return [
        Occurrence(person, row.case_id, row.day, since)
        for row in unread
        for person, since in _readers(row, carers)
    ]


def _readers(row: Unread, carers: Mapping[int, Carers]) -> list[tuple[int, datetime]]:
    """Each with the instant from which on it is theirs."""
    if not row.is_from_worker:
        return [(row.worker_id, row.sent_at)] if row.is_worker_active else []
    if row.agency_id is None or row.began_at is None:
        return []
    there = carers[row.agency_id]
    people = [row.counselor_id] if there.have(row.counselor_id) else there.supervisors
    since = max(row.sent_at, row.began_at)
    return [(person, since) for person in people if person is not None]
