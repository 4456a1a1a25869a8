"""What is in the outbox already."""

from typing import Any

from django.db.models import Exists, OuterRef

from planner.reminders.enums import Channel, State
from planner.reminders.models import Outgoing, ReminderRule


def is_planned(rule: ReminderRule, *, person: Any, subject: Any, occasion: Any) -> Exists:
    """Of this rule there is a row for the app, and it was not cancelled. By names of columns or values.

    A cancelled one may come back: a day moves there and back.
    """
    return Exists(
        Outgoing.objects.filter(
            person=_outer(person),
            source=rule.source,
            subject_id=_outer(subject),
            occasion_on=_outer(occasion),
            step=rule.days,
            round=0,
            channel=Channel.IN_APP,
        ).exclude(state=State.CANCELLED)
    )


def _outer(column: Any) -> Any:
    return OuterRef(column) if isinstance(column, str) else column
