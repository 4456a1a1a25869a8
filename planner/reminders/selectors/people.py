"""Who gets reminders, and how they want them. Five queries, however many people."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from accounts.enums import Role
from accounts.models import User
from planner.plans.models import Plan
from planner.reminders.models import Address, ReminderSettings, StoppedKind
from planner.reminders.timing import Clock

# Who works at a desk reads in the morning.
AT_THE_DESK = time(8)


@dataclass(frozen=True, slots=True)
class Recipient:
    """`addresses`: all of them, in order; `working`: verified and not switched off."""

    pk: int
    name: str
    language: str
    is_active: bool
    clock: Clock
    daily_cap: int
    stopped: frozenset[str]
    addresses: tuple[Address, ...]

    @property
    def working(self) -> tuple[Address, ...]:
        return tuple(row for row in self.addresses if row.verified_at and not row.off_at)


def recipients_of(people: Collection[int]) -> dict[int, Recipient]:
    wanted = {row.person_id: row for row in ReminderSettings.objects.filter(person__in=people)}
    ways = {
        person: (departs_on, returns_on)
        for person, departs_on, returns_on in Plan.objects.filter(person__in=people).values_list(
            "person_id", "departs_on", "returns_on"
        )
    }
    stopped, addresses = defaultdict(set), defaultdict(list)
    for person, source in StoppedKind.objects.filter(person__in=people).values_list(
        "person_id", "source"
    ):
        stopped[person].add(source)
    for address in Address.objects.filter(person__in=people).order_by("position", "pk"):
        addresses[address.person_id].append(address)
    users = User.objects.filter(pk__in=people).values_list(
        "pk", "name", "language", "is_active", "role", "time_zone"
    )
    return {
        pk: Recipient(
            pk,
            name,
            language,
            is_active,
            _clock(wanted.get(pk), role, time_zone, ways.get(pk, (None, None))),
            (wanted.get(pk) or _USUAL).daily_cap,
            frozenset(stopped[pk]),
            tuple(addresses[pk]),
        )
        for pk, name, language, is_active, role, time_zone in users
    }


_USUAL = ReminderSettings()


def usual_hour(role: str) -> time:
    return _USUAL.at if role == Role.WORKER else AT_THE_DESK


def _clock(
    row: ReminderSettings | None, role: str, time_zone: str, way: tuple[date | None, date | None]
) -> Clock:
    wanted = row or _USUAL
    fixed = wanted.time_zone or ("" if role == Role.WORKER else time_zone)
    departs_on, returns_on = way
    return Clock(
        row.at if row else usual_hour(role),
        wanted.quiet_from,
        wanted.quiet_to,
        ZoneInfo(fixed) if fixed else None,
        departs_on,
        returns_on,
    )
