"""Whose chat it is."""

from accounts.models import User
from planner.reminders.models import Address


def people_of_chat(channel: str, value: str) -> list[User]:
    """Who has shown it to be theirs, and still uses it. Two may share a phone."""
    rows = Address.objects.filter(
        channel=channel,
        value=value,
        verified_at__isnull=False,
        off_at=None,
        person__is_active=True,
    )
    return [row.person for row in rows.select_related("person").order_by("pk")]
