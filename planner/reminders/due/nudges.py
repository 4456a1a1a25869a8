"""A counselor reminds by hand: each time once, to the worker."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from planner.casework.enums import NudgeKind
from planner.casework.models import Message, Nudge
from planner.plans.models import CheckIn
from planner.reminders.due.planned import is_planned
from planner.reminders.enums import Reason
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.selectors.among import among
from planner.reminders.timing import HOME, at_clock
from planner.reminders.values import Days, Occurrence

WORKER = "case__assignment__worker"


class Nudges:
    """The subject is the nudge, the occasion its day by the clock of Viet Nam."""

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        step = timedelta(days=rule.days)
        first, end = days.first - step, days.last - step + timedelta(days=1)
        rows = _wanted().filter(
            at__gte=at_clock(first, time(0), HOME), at__lt=at_clock(end, time(0), HOME)
        )
        if people is not None:
            rows = rows.filter(case__assignment__worker__in=people)
        planned = is_planned(rule, person=WORKER, subject="pk", occasion="day")
        found = rows.alias(day=TruncDate("at", tzinfo=HOME)).filter(~planned)
        for pk, person, at in found.values_list("pk", WORKER, "at").iterator(chunk_size=2000):
            yield Occurrence(person, pk, at.astimezone(HOME).date(), at)

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        kept = Nudge.objects.filter(pk__in=among({row.subject_id for row in rows}))
        waiting = set(_wanted().filter(pk__in=kept.values("pk")).values_list("pk", WORKER))
        done = set(kept.filter(_is_done()).values_list("pk", flat=True))
        return {
            row.pk: Reason.DONE if row.subject_id in done else Reason.CLOSED
            for row in rows
            if (row.subject_id, row.person_id) not in waiting
        }


def _wanted() -> "QuerySet[Any]":
    """Of an open case, in care still, not done. Whoever joined later was not meant."""
    return Nudge.objects.filter(
        ~_is_done(),
        case__closed_at=None,
        case__assignment__ended_at=None,
        case__assignment__agency__is_active=True,
        case__assignment__worker__is_active=True,
        case__assignment__worker__date_joined__lte=F("at"),
    )


def _is_done() -> Q:
    """What was asked for was done since."""
    told = CheckIn.objects.filter(person=OuterRef(WORKER), told_at__gte=OuterRef("at"))
    wrote = Message.objects.filter(
        case=OuterRef("case"), is_from_worker=True, sent_at__gte=OuterRef("at")
    )
    return Q(Exists(told), kind=NudgeKind.CHECK_IN) | Q(Exists(wrote), kind=NudgeKind.CALL)
