"""A counselor's morning: who needs a word today."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from accounts.enums import Role
from accounts.models import User
from accounts.selectors import CARING
from planner.reminders.enums import Channel, Reason
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.selectors.caseload import in_need_of_a_word
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment


class Mornings:
    """The occasion is the day itself, whoever it is about. Whether anybody needs a word is asked when it goes.

    Two queries for each day. Once planned a day costs nothing more, with a caseload of any size; to look through
    every caseload each minute would.
    """

    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        step = timedelta(days=rule.days)
        for number in range((days.last - days.first).days + 1):
            occasion = days.first + timedelta(days=number) - step
            for readers in _with_a_caseload():
                wanted = readers if people is None else readers.filter(pk__in=people)
                rows = wanted.filter(~_is_decided(rule, occasion)).values_list("pk", "since")
                for person, since in rows:
                    yield Occurrence(person, 0, occasion, since)

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        people = {row.person_id for row in rows}
        caring = User.objects.active().filter(
            pk__in=people, role__in=CARING, agency__is_active=True
        )
        readers = {reader.pk: reader for reader in caring}
        by_day: defaultdict[date, list[Outgoing]] = defaultdict(list)
        for row in rows:
            by_day[row.occasion_on + timedelta(days=row.step)].append(row)
        found = {}
        for day, group in by_day.items():
            asked = [readers[row.person_id] for row in group if row.person_id in readers]
            needed = in_need_of_a_word(asked, day)
            for row in group:
                if row.person_id not in needed:
                    found[row.pk] = Reason.DONE if row.person_id in readers else Reason.CLOSED
        return found


def _with_a_caseload() -> Iterator["QuerySet[Any]"]:
    """Counselors, then supervisors, each with `since` when. Whoever takes over at noon is not told of the morning."""
    inside = Assignment.objects.open().filter(agency=OuterRef("agency"))
    own = inside.filter(counselor=OuterRef("pk"))
    for role, care in ((Role.COUNSELOR, own), (Role.SUPERVISOR, inside)):
        first = Subquery(care.order_by("started_at").values("started_at")[:1])
        people = User.objects.active().filter(Exists(care), role=role, agency__is_active=True)
        yield people.annotate(since=Greatest("date_joined", first))


def _is_decided(rule: ReminderRule, occasion: date) -> Exists:
    """Also where it was cancelled: a morning on which nobody needed a word does not come back at noon."""
    return Exists(
        Outgoing.objects.filter(
            person=OuterRef("pk"),
            source=rule.source,
            subject_id=0,
            occasion_on=occasion,
            step=rule.days,
            round=0,
            channel=Channel.IN_APP,
        )
    )
