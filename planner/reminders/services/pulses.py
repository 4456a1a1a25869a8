"""Signs of life."""

from datetime import datetime

from planner.reminders.models import Pulse


def beat_of(name: str, *, now: datetime) -> None:
    """Alive, and nothing is in the way."""
    _write(name, seen_at=now, failing_since=None, error="")


def trouble_of(name: str, *, error: str, now: datetime) -> None:
    """Tried, and nothing got through. Since when is kept from the first time on."""
    row = Pulse.objects.filter(name=name).first()
    since = row.failing_since if row and row.failing_since else now
    seen_at = row.seen_at if row else now
    _write(name, seen_at=seen_at, failing_since=since, error=error[:200])


def _write(name: str, **values: object) -> None:
    Pulse.objects.update_or_create(name=name, defaults=values)
