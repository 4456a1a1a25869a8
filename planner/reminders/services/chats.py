"""What LINE and Zalo tell us of a chat."""

from datetime import datetime

from planner.reminders.enums import OffReason
from planner.reminders.models import Address


def close_chat(*, channel: str, value: str, now: datetime) -> int:
    """Its owner has blocked us there: what is sent would be taken and shown to nobody. How many it was the address of."""
    rows = Address.objects.filter(channel=channel, value=value, off_at=None)
    return rows.update(off_at=now, off_reason=OffReason.REFUSED)
