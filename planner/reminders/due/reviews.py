"""Fixed points of the way on which worker and counselor look at the plan together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from accounts.selectors import CARING
from planner.benchmarks.dates import add_months
from planner.benchmarks.reviews import (
    AFTER_RETURN,
    BEFORE_DEPARTURE,
    BEFORE_RETURN,
    EVERY_MONTHS_IN_JAPAN,
    MOST_MONTHS_IN_JAPAN,
    review_days,
)
from planner.casework.enums import ContactResult
from planner.casework.models import CaseNote, ContactAttempt
from planner.plans.models import Agreement, Plan, SignOff
from planner.reminders.due.of_carers import not_planned
from planner.reminders.enums import Channel, Reason, State
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.selectors.among import among
from planner.reminders.timing import HOME, at_clock
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment

A_DAY = timedelta(days=1)
# Who looked at it so shortly before has done it.
LOOKED_SINCE = timedelta(days=14)
HALF_YEARS = range(EVERY_MONTHS_IN_JAPAN, MOST_MONTHS_IN_JAPAN + 1, EVERY_MONTHS_IN_JAPAN)


@dataclass(frozen=True, slots=True)
class Way:
    """`since`: when the plan was as it is. `counselor_id`: the named one, of an open case, who is there."""

    worker_id: int
    departs_on: date
    arrives_on: date | None
    returns_on: date | None
    since: datetime
    counselor_id: int | None
    in_care_since: datetime | None

    def told(self, first: date, last: date) -> Iterator[Occurrence]:
        for day in review_days(self.departs_on, self.arrives_on, self.returns_on):
            if first <= day <= last:
                yield Occurrence(self.worker_id, self.worker_id, day, self.since)
                if self.counselor_id and self.in_care_since:
                    since = max(self.since, self.in_care_since)
                    yield Occurrence(self.counselor_id, self.worker_id, day, since)


class ReviewDays:
    """The subject is the worker, for the worker too. Once it was looked at, or somebody spoke to the worker, it is done."""

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        step = timedelta(days=rule.days)
        first, last = days.first - step, days.last - step
        rows = _whose_day_may_come(rule, first, last) if people is None else _plans_of(people)
        found = [item for way in _read(rows) for item in way.told(first, last)]
        looked = _looked({item.subject_id for item in found}, first)
        open_still = [item for item in found if not _is_looked_at(item, looked)]
        yield from not_planned(rule, open_still, people)

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        if not rows:
            return {}
        workers, days = {row.subject_id for row in rows}, [row.occasion_on for row in rows]
        ways = _read(_plans().filter(person__in=among(workers)))
        wanted = {
            (item.person_id, item.subject_id, item.occasion_on)
            for way in ways
            for item in way.told(min(days), max(days))
        }
        looked = _looked(workers, min(days))
        found = {}
        for row in rows:
            if _is_looked_at(row, looked):
                found[row.pk] = Reason.DONE
            elif (row.person_id, row.subject_id, row.occasion_on) not in wanted:
                is_own = row.person_id == row.subject_id
                # The counselor's goes where the care went.
                found[row.pk] = Reason.MOVED if is_own else Reason.CLOSED
        return found


def _is_looked_at(item: Occurrence | Outgoing, looked: dict[int, datetime]) -> bool:
    at = looked.get(item.subject_id)
    return at is not None and at >= _begins(item.occasion_on - LOOKED_SINCE)


def _begins(day: date) -> datetime:
    return at_clock(day, time(0), HOME)


def _looked(workers: Collection[int], first: date) -> dict[int, datetime]:
    """When the plan was signed or agreed last, a note written, or the worker reached. Four queries."""
    since, case = _begins(first - LOOKED_SINCE), "case__assignment__worker"
    sources: tuple[tuple[QuerySet[Any], str, str], ...] = (
        (SignOff.objects.all(), "person", "signed_at"),
        (Agreement.objects.all(), "person", "agreed_at"),
        (CaseNote.objects.all(), case, "made_at"),
        (ContactAttempt.objects.filter(result=ContactResult.REACHED), case, "at"),
    )
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for rows, worker, at in sources if workers else ():
        recent = rows.filter(**{f"{worker}__in": among(workers), f"{at}__gte": since})
        for pk, newest in recent.values_list(worker).annotate(newest=Max(at)):
            found[pk].append(newest)
    return {pk: max(times) for pk, times in found.items()}


def _whose_day_may_come(rule: ReminderRule, first: date, last: date) -> "QuerySet[Any]":
    """`review_days` says whether it does. Whoever is told already costs nothing more, every minute."""
    own, desk = (_is_planned(rule, person, first, last) for person in ("person", "carer"))
    return _plans().filter(_may_fall(first, last)).exclude(Q(own) & (Q(carer=None) | Q(desk)))


def _is_planned(rule: ReminderRule, person: str, first: date, last: date) -> Exists:
    """The days of a way lie further apart than any window."""
    planned = Outgoing.objects.filter(
        person=OuterRef(person),
        source=rule.source,
        subject_id=OuterRef("person"),
        occasion_on__range=(first, last),
        step=rule.days,
        round=0,
        channel=Channel.IN_APP,
    )
    return Exists(planned.exclude(state=State.CANCELLED))


def _plans_of(people: Collection[int]) -> "QuerySet[Any]":
    """Their own, and those of whom they care for. By keys: one query for both would read every plan there is."""
    cared_for = Assignment.objects.open().filter(counselor__in=people)
    return _plans().filter(person__in={*people, *cared_for.values_list("worker", flat=True)})


def _plans() -> "QuerySet[Any]":
    care = Assignment.objects.open().filter(
        worker=OuterRef("person"),
        agency__is_active=True,
        counselor__is_active=True,
        counselor__agency=F("agency"),
        counselor__role__in=CARING,
        case__closed_at=None,
    )
    plans: QuerySet[Any] = Plan.objects.filter(person__is_active=True).annotate(
        arrived=Coalesce("arrives_on", "departs_on"),
        since=Greatest("person__date_joined", Coalesce("laid_out_at", "person__date_joined")),
        carer=Subquery(care.values("counselor")[:1]),
        in_care_since=Subquery(care.values("started_at")[:1]),
    )
    return plans


def _read(rows: "QuerySet[Any]") -> list[Way]:
    columns = ("person_id", "departs_on", "arrives_on", "returns_on")
    found = rows.order_by("person_id").values_list(*columns, "since", "carer", "in_care_since")
    return [Way(*row) for row in found.iterator(chunk_size=2000)]


def _may_fall(first: date, last: date) -> Q:
    days = [first + A_DAY * number for number in range((last - first).days + 1)]
    return (
        Q(departs_on__in=_from(days, [BEFORE_DEPARTURE]))
        | Q(returns_on__in=_from(days, [*BEFORE_RETURN, AFTER_RETURN]))
        | Q(arrived__in=_from(days, HALF_YEARS))
    )


def _from(days: Iterable[date], months: Iterable[int]) -> set[date]:
    """Days that lead to these by so many months; a few more, for months have different ends."""
    found = set()
    for number in months:
        for day in days:
            back = add_months(day, Decimal(-number))
            found |= {back + A_DAY * more for more in range(4)}
    return found
