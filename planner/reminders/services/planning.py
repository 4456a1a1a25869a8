"""Writes what is due into the outbox, ahead of its time. What is there already is left alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic

from django.db import transaction

from planner.reminders.due import SOURCES
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Outgoing, Pulse, ReminderRule
from planner.reminders.selectors.people import Recipient, recipients_of
from planner.reminders.services.pulses import beat_of
from planner.reminders.timing import instant_of
from planner.reminders.values import Days, Occurrence

PLAN = "plan"
# A day begins up to 14 hours earlier than here and ends up to 12 later; and a run may come late.
DAYS_AHEAD, DAYS_BACK = timedelta(days=2), timedelta(days=2)
# Who was away for longer than this is told by the pages what lies behind.
LONGEST_OUTAGE = timedelta(days=30)
PORTION = 1000
# What somebody else does is told at once; a message when it has lain unread for so long.
AT_ONCE = {
    Source.MESSAGE: timedelta(minutes=10),
    Source.NUDGE: timedelta(0),
    Source.REFERRAL: timedelta(0),
}


def plan_due(*, now: datetime, seconds: float = 120) -> int:
    """How many rows were made. Stops after so many seconds; the next run goes on where this one stopped."""
    end = monotonic() + seconds
    days = _days(now)
    made = 0
    for rule in ReminderRule.objects.on().order_by("pk"):
        if rule.source not in SOURCES:
            continue
        found = iter(list(SOURCES[rule.source].find(rule, days)))
        while portion := list(islice(found, PORTION)):
            made += plan(rule, portion, now=now)
            if monotonic() > end:
                return made
    beat_of(PLAN, now=now)
    return made


def _days(now: datetime) -> Days:
    """From the last run that came to its end."""
    last = Pulse.objects.filter(name=PLAN).first()
    since = max(last.seen_at, now - LONGEST_OUTAGE) if last else now
    return Days((min(since, now) - DAYS_BACK).date(), (now + DAYS_AHEAD).date())


@transaction.atomic
def plan(rule: ReminderRule, occurrences: Sequence[Occurrence], *, now: datetime) -> int:
    """Rows for the app. What leaves it is written when they are delivered there."""
    recipients = recipients_of({found.person_id for found in occurrences})
    rows = [
        row
        for found in occurrences
        if (who := recipients.get(found.person_id)) and (row := _row(rule, found, who, now))
    ]
    Outgoing.objects.bulk_create(rows, ignore_conflicts=True)
    _revive(rule, rows)
    return len(rows)


def _row(rule: ReminderRule, found: Occurrence, who: Recipient, now: datetime) -> Outgoing | None:
    planned_for = planned_instant(rule, found, who)
    since = max(found.since, rule.holds_from)
    if planned_for < since:
        return None
    return Outgoing(
        person_id=found.person_id,
        source=rule.source,
        subject_id=found.subject_id,
        occasion_on=found.occasion_on,
        step=rule.days,
        channel=Channel.IN_APP,
        rule=rule,
        state=State.PLANNED,
        planned_for=planned_for,
        due_at=planned_for,
        eligible_from=since,
        expires_at=planned_for + timedelta(hours=rule.expires_after_hours),
        made_at=now,
    )


def planned_instant(rule: ReminderRule, found: Occurrence, who: Recipient) -> datetime:
    if rule.source in AT_ONCE and rule.days == 0:
        return found.since + AT_ONCE[Source(rule.source)]
    day = found.occasion_on + timedelta(days=rule.days)
    return instant_of(day, who.clock.hours_of_day(day))


def _revive(rule: ReminderRule, rows: Sequence[Outgoing]) -> None:
    """A day that moved away and came back, a benchmark that is open again: what was cancelled is planned anew."""
    wanted = {_key(row): row for row in rows}
    cancelled = Outgoing.objects.filter(
        person__in={row.person_id for row in rows},
        source=rule.source,
        step=rule.days,
        round=0,
        state=State.CANCELLED,
    )
    for row in cancelled.order_by("pk"):
        if again := wanted.get(_key(row)):
            cancelled.filter(pk=row.pk).update(
                state=State.PLANNED,
                reason="",
                rule=again.rule,
                planned_for=again.planned_for,
                due_at=again.due_at,
                eligible_from=again.eligible_from,
                expires_at=again.expires_at,
            )


def _key(row: Outgoing) -> tuple[object, ...]:
    return row.person_id, row.subject_id, row.occasion_on, row.channel
