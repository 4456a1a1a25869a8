"""Plans that a changed rate or rule has moved, as long as nobody has read of it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models.functions import TruncDate

from planner.plans.models import PlanMove
from planner.reminders.due.planned import is_planned
from planner.reminders.enums import Reason
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.timing import HOME, at_clock
from planner.reminders.values import Days, Occurrence

A_DAY = timedelta(days=1)


class MovedPlans:
    """The occasion is the day after it was found, by the calendar of Viet Nam: on that very day the wanted hour may be over."""

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        step = timedelta(days=rule.days) + A_DAY
        first, last = days.first - step, days.last - step
        rows = PlanMove.objects.filter(
            at__gte=_begins(first),
            at__lt=_begins(last + A_DAY),
            seen_at=None,
            person__is_active=True,
        )
        if people is not None:
            rows = rows.filter(person__in=people)
        day = TruncDate("at", tzinfo=HOME) + A_DAY
        planned = is_planned(rule, person="person", subject="pk", occasion="occasion")
        found = rows.annotate(occasion=day).filter(~planned)
        for pk, person, at in found.values_list("pk", "person_id", "at").iterator(chunk_size=2000):
            yield Occurrence(person, pk, at.astimezone(HOME).date() + A_DAY, at)

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        unread = set(
            PlanMove.objects.filter(
                pk__in={row.subject_id for row in rows}, seen_at=None
            ).values_list("pk", "person_id")
        )
        return {
            row.pk: Reason.DONE for row in rows if (row.subject_id, row.person_id) not in unread
        }


def _begins(day: date) -> datetime:
    return at_clock(day, time(0), HOME)
