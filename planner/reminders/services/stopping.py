"""Somebody wants no more of a kind outside the app."""

from datetime import datetime

from accounts.models import User
from planner.reminders.models import StoppedKind
from planner.reminders.stopping import Stop


def stop_by_link(stop: Stop, *, now: datetime) -> None:
    """Again: nothing happens. An account that has gone has no reminders left to stop."""
    if User.objects.filter(pk=stop.person_id).exists():
        StoppedKind.objects.get_or_create(
            person_id=stop.person_id, source=stop.source, defaults={"stopped_at": now}
        )
