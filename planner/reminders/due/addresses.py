"""Codes for new addresses. Whoever asks for one writes the row along with the address."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from planner.reminders.enums import Reason
from planner.reminders.models import Address, Outgoing, ReminderRule
from planner.reminders.values import Days, Occurrence


class AddressCodes:
    def find(
        self, rule: ReminderRule, days: Days, people: Collection[int] | None = None
    ) -> Iterator[Occurrence]:
        return iter(())

    def over(self, rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
        """The address is removed, or verified by now."""
        waiting = set(
            Address.objects.filter(
                pk__in={row.subject_id for row in rows}, verified_at=None
            ).values_list("pk", "person_id")
        )
        return {
            row.pk: Reason.DONE for row in rows if (row.subject_id, row.person_id) not in waiting
        }
