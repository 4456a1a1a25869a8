"""How somebody wants reminders, as the form for it shows it."""

from datetime import date
from typing import Any

from accounts.enums import Role
from accounts.models import User
from planner.plans.models import Plan
from planner.reminders.enums import Source
from planner.reminders.kinds import KINDS
from planner.reminders.models import ReminderSettings, StoppedKind
from planner.reminders.selectors.people import usual_hour


def kinds_for(person: User) -> tuple[Source, ...]:
    """Those that somebody of this role gets at all."""
    return KINDS[Role(person.role)]


def wanted_by(person: User) -> dict[str, Any]:
    """Plain values, of the person's own row or the usual ones. `kinds`: those that are not stopped."""
    row = ReminderSettings.objects.of(person).first()
    row = row or ReminderSettings(at=usual_hour(person.role))
    stopped = set(StoppedKind.objects.of(person).values_list("source", flat=True))
    return {
        "at": f"{row.at:%H:%M}",
        "quiet_from": f"{row.quiet_from:%H:%M}",
        "quiet_to": f"{row.quiet_to:%H:%M}",
        "time_zone": row.time_zone,
        "daily_cap": row.daily_cap,
        "language": person.language,
        "kinds": [kind.value for kind in kinds_for(person) if kind not in stopped],
    }


def days_in_japan(person: User) -> tuple[date | None, date | None]:
    """Of departure and return, as the plan has them."""
    way = Plan.objects.of(person).first()
    return (way.departs_on, way.returns_on) if way else (None, None)
