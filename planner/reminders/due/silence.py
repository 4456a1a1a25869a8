"""Workers of whom nothing is heard: to the counselor, then to the supervisors."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models.functions import Greatest
from django.utils.timezone import get_current_timezone

from planner.benchmarks.check_ins import months_between
from planner.reminders.due.of_carers import not_planned
from planner.reminders.enums import Reason
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.selectors.carers import Carers, carers_of, staff
from planner.reminders.selectors.silence import began_on
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment

# From this day of silence on it goes to the supervisors.
TO_SUPERVISORS = 21


@dataclass(frozen=True, slots=True)
class Silent:
    worker_id: int
    agency_id: int
    counselor_id: int | None
    since: datetime


class SilentWorkers:
    """The occasion is the day on which the silence began: the first of a month.

    The subject is the worker; to whoever may not open the worker's page it is 0 − the agency: no person is named.
    """

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        step = timedelta(days=rule.days)
        for occasion in months_between(days.first - step, days.last - step):
            if days.first <= occasion + step <= days.last:
                silent = _silent(occasion, occasion + step)
                yield from not_planned(rule, _told(silent, occasion, rule.days), people)

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        today = now.astimezone(get_current_timezone()).date()
        groups: defaultdict[tuple[date, int], list[Outgoing]] = defaultdict(list)
        for row in rows:
            groups[row.occasion_on, row.step].append(row)
        found: dict[int, Reason] = {}
        for (occasion, step), group in groups.items():
            still = began_on(occasion, today).filter(person__in={row.subject_id for row in group})
            silent = _silent(occasion, today, group)
            wanted = {(row.person_id, row.subject_id) for row in _told(silent, occasion, step)}
            found |= _why_over(group, wanted, set(still.values_list("person_id", flat=True)))
        return found


def _why_over(
    rows: Sequence[Outgoing], wanted: set[tuple[int, int]], still: set[int]
) -> dict[int, Reason]:
    """`still`: workers who are silent, in whosever care."""
    return {
        row.pk: Reason.CLOSED if row.subject_id in still or row.subject_id < 0 else Reason.DONE
        for row in rows
        if (row.person_id, row.subject_id) not in wanted
    }


def _silent(day: date, today: date, rows: Iterable[Outgoing] = ()) -> list[Silent]:
    """In the care of an agency that is open, silent from this day until today. `rows`: of their subjects alone."""
    care = Assignment.objects.open().filter(agency__is_active=True)
    subjects = {row.subject_id for row in rows}
    if subjects:
        care = care.filter(worker__in=subjects) | care.filter(agency__in={-pk for pk in subjects})
    silent = began_on(day, today).values("person")
    found = care.filter(worker__in=silent).annotate(
        since=Greatest("started_at", "worker__date_joined")
    )
    columns = found.values_list("worker_id", "agency_id", "counselor_id", "since")
    return [Silent(*row) for row in columns.order_by("worker_id")]


def _told(silent: Sequence[Silent], occasion: date, step: int) -> list[Occurrence]:
    """Who is told of whom, each once."""
    carers = carers_of({row.agency_id for row in silent})
    nobody_there = [row for row in silent if not _readers(row, carers[row.agency_id], step)]
    found = [
        Occurrence(person, row.worker_id, occasion, row.since)
        for row in silent
        for person in _readers(row, carers[row.agency_id], step)
    ]
    if not nobody_there:
        return found
    programme = staff()
    first: dict[int, datetime] = {}
    for row in nobody_there:
        first[row.agency_id] = min(row.since, first.get(row.agency_id, row.since))
    return found + [
        Occurrence(person, -agency, occasion, since)
        for agency, since in first.items()
        for person in carers[agency].counselors or programme
    ]


def _readers(row: Silent, carers: Carers, step: int) -> list[int]:
    """Who of the agency may open the worker's page, and is the one to be told."""
    named = [row.counselor_id] if row.counselor_id and carers.have(row.counselor_id) else []
    if step < TO_SUPERVISORS:
        return named or carers.supervisors
    return carers.supervisors or named
