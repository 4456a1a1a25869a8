"""Writes of when somebody wants reminders, and of which kinds."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.enums import Language
from accounts.models import User
from accounts.services import set_language
from planner.plans.services.writing import hold
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Outgoing, ReminderSettings, StoppedKind
from planner.reminders.selectors.people import recipients_of
from planner.reminders.selectors.settings import kinds_for, wanted_by
from planner.reminders.timing import instant_of, is_quiet
from planner.reminders.values import Hours
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen

UTC_ZONE = ZoneInfo("UTC")
# They go when something happens, or when somebody asks: at no hour of theirs.
AT_ONCE = (Source.MESSAGE, Source.ADDRESS)


class HourIsQuiet(Exception):
    """The wanted hour lies in the quiet hours."""


@transaction.atomic
def change_settings(*, person: User, values: Mapping[str, Any], seen: str, now: datetime) -> None:
    """`values`: at, quiet_from, quiet_to, time_zone, daily_cap, language and kinds, the ones that are wanted.

    What is planned for a later time moves to the new hour. Raises ChangedMeanwhile, HourIsQuiet.
    """
    hold(person, Section.PROFILE)
    check_seen(seen, wanted_by(person))
    if lies_in_quiet_hours(values["at"], values["quiet_from"], values["quiet_to"]):
        raise HourIsQuiet
    columns = ("at", "quiet_from", "quiet_to", "time_zone", "daily_cap")
    ReminderSettings.objects.update_or_create(
        person=person, defaults={name: values[name] for name in columns}
    )
    if values["language"] != person.language:
        set_language(person=person, language=Language(values["language"]))
    _keep_kinds(person, values["kinds"], now)
    _move_planned(person, now)


def lies_in_quiet_hours(at: time, quiet_from: time, quiet_to: time) -> bool:
    return is_quiet(at, Hours(at, quiet_from, quiet_to, UTC_ZONE))


def _keep_kinds(person: User, wanted: Collection[str], now: datetime) -> None:
    """Kinds that this role does not get stay as they are."""
    own = StoppedKind.objects.filter(person=person)
    own.filter(source__in=wanted).delete()
    stopped = [kind for kind in kinds_for(person) if kind not in wanted]
    StoppedKind.objects.bulk_create(
        [StoppedKind(person=person, source=kind, stopped_at=now) for kind in stopped],
        ignore_conflicts=True,
    )


def _move_planned(person: User, now: datetime) -> None:
    """To the new hour of the same day. Where that is over already, it stays at the old one."""
    clock = recipients_of([person.pk])[person.pk].clock
    planned = Outgoing.objects.filter(
        person=person,
        channel=Channel.IN_APP,
        state=State.PLANNED,
        round=0,
        planned_for__gt=now,
    ).exclude(source__in=AT_ONCE)
    for row in planned:
        day = row.occasion_on + timedelta(days=row.step)
        at = instant_of(day, clock.hours_of_day(day))
        if at > max(now, row.eligible_from) and at != row.planned_for:
            # Only while it waits: the sender may have taken it since.
            planned.filter(pk=row.pk).update(
                planned_for=at, due_at=at, expires_at=row.expires_at + (at - row.planned_for)
            )
