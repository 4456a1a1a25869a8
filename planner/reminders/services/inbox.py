"""Writes of who reads the own reminders: seen, and later please."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from planner.plans.services.writing import NotThere, hold
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Outgoing
from planner.reminders.selectors.inbox import came_to
from planner.reminders.selectors.people import recipients_of
from planner.reminders.timing import instant_of
from planner.sharing.audiences import PersonalQuerySet

# A code waits for nobody, and tomorrow has a morning of its own.
NEVER_LATER = (Source.ADDRESS, Source.DIGEST)


def see_reminders(*, person: User, pks: Collection[int], now: datetime) -> int:
    """Those of the person among these are seen from now on. How many were new."""
    shown = came_to(person).filter(pk__in=pks, state=State.SENT, seen_at=None)
    return Outgoing.objects.filter(pk__in=shown.values("pk")).update(seen_at=now)


@transaction.atomic
def snooze(*, person: User, pk: int, days: int, now: datetime) -> Outgoing:
    """The same once more, so many days from today at the person's hour. Asked again before then, it moves.

    What leaves the app follows from the row of the app, as always. Raises NotThere.
    """
    hold(person)
    row = came_to(person).filter(pk=pk, state=State.SENT).select_related("rule").first()
    if row is None or row.source in NEVER_LATER:
        raise NotThere
    Outgoing.objects.filter(pk=row.pk, seen_at=None).update(seen_at=now)
    at = _instant(person, days, now)
    times = {
        "planned_for": at,
        "due_at": at,
        "expires_at": at + timedelta(hours=row.rule.expires_after_hours),
    }
    _keep_quiet(row, at)
    rounds = _same(row).filter(channel=Channel.IN_APP)
    later = rounds.filter(round__gt=row.round, state=State.PLANNED)
    # In one statement: a sender may claim the row meanwhile, and then it comes as it was.
    if later.update(**times):
        moved: Outgoing = later.latest("round")
        return moved
    return Outgoing.objects.create(
        person=person,
        source=row.source,
        subject_id=row.subject_id,
        occasion_on=row.occasion_on,
        step=row.step,
        round=rounds.aggregate(last=Max("round"))["last"] + 1,
        channel=Channel.IN_APP,
        rule=row.rule,
        eligible_from=now,
        made_at=now,
        **times,
    )


def _instant(person: User, days: int, now: datetime) -> datetime:
    clock = recipients_of([person.pk])[person.pk].clock
    day = now.astimezone(clock.hours(now).zone).date() + timedelta(days=days)
    return instant_of(day, clock.hours_of_day(day))


def _keep_quiet(row: Outgoing, at: datetime) -> None:
    """What is held back of it outside the app waits too, and goes out together with the new one."""
    held = _same(row).exclude(channel=Channel.IN_APP).filter(state=State.HELD, due_at__lt=at)
    held.update(due_at=at)


def _same(row: Outgoing) -> PersonalQuerySet:
    return Outgoing.objects.filter(
        person=row.person_id,
        source=row.source,
        subject_id=row.subject_id,
        occasion_on=row.occasion_on,
        step=row.step,
    )
