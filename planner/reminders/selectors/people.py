"""Who gets reminders, and how they want them. Five queries, however many people."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from django.db.models import Q

from accounts.enums import Role
from accounts.models import User
from planner.plans.models import Plan
from planner.reminders.models import Address, ReminderSettings, StoppedKind
from planner.reminders.selectors.among import among
from planner.reminders.timing import Clock
from planner.sharing.audiences import PersonalQuerySet

# Who works at a desk reads in the morning.
AT_THE_DESK = time(8)


@dataclass(frozen=True, slots=True)
class Place:
    """An address, as far as sending asks for it. `is_working`: verified and not switched off."""

    pk: int
    channel: str
    is_working: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    """`addresses`: all of them, in order."""

    pk: int
    name: str
    language: str
    is_active: bool
    clock: Clock
    daily_cap: int
    stopped: frozenset[str]
    addresses: tuple[Place, ...]

    @property
    def working(self) -> tuple[Place, ...]:
        return tuple(place for place in self.addresses if place.is_working)


# When, quiet from, quiet to, zone, at most a day.
Wanted = tuple[time, time, time, str, int]
Way = tuple[date | None, date | None]


def recipients_of(people: Collection[int]) -> dict[int, Recipient]:
    """Plain values, no rows: this is asked for everybody who is sent anything, twice."""
    wanted: dict[int, Wanted] = {
        person: tuple(values)
        for person, *values in ReminderSettings.objects.filter(
            person__in=among(people)
        ).values_list("person_id", "at", "quiet_from", "quiet_to", "time_zone", "daily_cap")
    }
    ways: dict[int, Way] = {
        person: (departs_on, returns_on)
        for person, departs_on, returns_on in Plan.objects.filter(
            person__in=among(people)
        ).values_list("person_id", "departs_on", "returns_on")
    }
    stopped = _by_person(StoppedKind.objects.filter(person__in=among(people)), "source")
    users = User.objects.filter(pk__in=among(people)).values_list(
        "pk", "name", "language", "is_active", "role", "time_zone"
    )
    places = _places(people)
    return {
        pk: Recipient(
            pk,
            name,
            language,
            is_active,
            _clock(wanted.get(pk), role, time_zone, ways.get(pk, NO_WAY)),
            wanted[pk][-1] if pk in wanted else _USUAL.daily_cap,
            frozenset(stopped.get(pk, ())),
            tuple(places.get(pk, ())),
        )
        for pk, name, language, is_active, role, time_zone in users
    }


def _by_person(rows: PersonalQuerySet, column: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person, value in rows.values_list("person_id", column):
        found[person].append(value)
    return found


def _places(people: Collection[int]) -> dict[int, list[Place]]:
    works = Q(verified_at__isnull=False, off_at=None)
    rows = Address.objects.filter(person__in=among(people)).annotate(works=works)
    found: dict[int, list[Place]] = defaultdict(list)
    rows = rows.order_by("position", "pk")
    for person, *place in rows.values_list("person_id", "pk", "channel", "works"):
        found[person].append(Place(*place))
    return found


NO_WAY: Way = (None, None)
_USUAL = ReminderSettings()


def usual_hour(role: str) -> time:
    return _USUAL.at if role == Role.WORKER else AT_THE_DESK


def _clock(wanted: Wanted | None, role: str, time_zone: str, way: Way) -> Clock:
    usual = (usual_hour(role), _USUAL.quiet_from, _USUAL.quiet_to, "", 0)
    at, quiet_from, quiet_to, zone, _ = wanted or usual
    fixed = zone or ("" if role == Role.WORKER else time_zone)
    return Clock(at, quiet_from, quiet_to, ZoneInfo(fixed) if fixed else None, *way)
