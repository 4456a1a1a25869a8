"""What is in the outbox already, where the people to tell are known only one by one."""

from collections.abc import Collection, Iterable

from planner.reminders.enums import Channel, State
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.values import Occurrence


def not_planned(
    rule: ReminderRule, found: Iterable[Occurrence], people: Collection[int] | None
) -> list[Occurrence]:
    """As `is_planned` has it, of few people: those who care for others. `people`: of these alone. One query."""
    wanted = [row for row in found if people is None or row.person_id in people]
    rows = Outgoing.objects.filter(
        person__in={row.person_id for row in wanted},
        source=rule.source,
        occasion_on__in={row.occasion_on for row in wanted},
        step=rule.days,
        round=0,
        channel=Channel.IN_APP,
    ).exclude(state=State.CANCELLED)
    planned = set(rows.values_list("person_id", "subject_id", "occasion_on"))
    return [
        row for row in wanted if (row.person_id, row.subject_id, row.occasion_on) not in planned
    ]
