"""Referrals and transfers that wait for an answer: first the worker's, then that of the other agency."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from planner.casework.enums import OPEN_REFERRALS, ReferralKind, ReferralState
from planner.casework.models import Referral
from planner.reminders.due.of_carers import not_planned
from planner.reminders.enums import Reason
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.selectors.carers import carers_of
from planner.reminders.timing import HOME, at_clock
from planner.reminders.values import Days, Occurrence

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`since`: when it came to whoever is to answer it now."""

    pk: int
    state: str
    worker_id: int
    is_worker_active: bool
    to_agency: int | None
    since: datetime

    @property
    def day(self) -> date:
        return self.since.astimezone(HOME).date()


class OpenReferrals:
    """The subject is the referral; the occasion the day, in Viet Nam, on which it came to who is to answer it."""

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        step = timedelta(days=rule.days)
        first, end = days.first - step, days.last - step + A_DAY
        rows = _open().filter(
            since__gte=at_clock(first, time(0), HOME), since__lt=at_clock(end, time(0), HOME)
        )
        yield from not_planned(rule, _told(_read(rows)), people)

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        waiting = _read(_open().filter(pk__in={row.subject_id for row in rows}))
        wanted = {(row.person_id, row.subject_id, row.occasion_on) for row in _told(waiting)}
        # Where it still waits, but for somebody else, or for nobody who could answer.
        unanswered = {(row.pk, row.day) for row in waiting}
        return {
            row.pk: Reason.CLOSED
            if (row.subject_id, row.occasion_on) in unanswered
            else Reason.DONE
            for row in rows
            if (row.person_id, row.subject_id, row.occasion_on) not in wanted
        }


def _open() -> "QuerySet[Any]":
    """Of workers who are in that care still. What a place that helps says, the counselor writes down."""
    since = Case(When(state=ReferralState.AGREED, then=F("worker_answered_at")), default="made_at")
    to_agency = Q(state=ReferralState.AGREED, kind=ReferralKind.TRANSFER)
    return Referral.objects.filter(
        Q(state=ReferralState.ASKED) | to_agency,
        state__in=OPEN_REFERRALS,
        case__assignment__ended_at=None,
    ).annotate(since=since)


def _read(rows: "QuerySet[Any]") -> list[Waiting]:
    worker = "case__assignment__worker"
    columns = ("pk", "state", worker, f"{worker}__is_active", "to_agency", "since")
    return [Waiting(*row) for row in rows.order_by("pk").values_list(*columns)]


def _told(waiting: Sequence[Waiting]) -> list[Occurrence]:
    agencies = {row.to_agency for row in waiting if row.to_agency and not _is_asked(row)}
    carers = carers_of(agencies) if agencies else {}
    found = []
    for row in waiting:
        if _is_asked(row):
            readers = [row.worker_id] if row.is_worker_active else []
        else:
            readers = carers[row.to_agency].supervisors if row.to_agency in carers else []
        found += [Occurrence(person, row.pk, row.day, row.since) for person in readers]
    return found


def _is_asked(row: Waiting) -> bool:
    return row.state == ReferralState.ASKED
