"""What the demo people were reminded of lately, and where some of them can be reached."""

from datetime import datetime, timedelta

from accounts.enums import Role
from accounts.models import User
from planner.reminders.due import SOURCES
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Address, Outgoing, ReminderRule
from planner.reminders.selectors.people import Recipient, recipients_of
from planner.reminders.services.planning import planned_instant
from planner.reminders.values import Days, Occurrence

# So far back; what came in the last days is not read yet.
SHOWN, NEW = timedelta(days=40), timedelta(days=5)
REACHED_BY_EMAIL = ("tuan", "huong")


def remind(accounts: dict[str, User], now: datetime) -> None:
    """As if everything had run all along, in the app. Nothing is sent anywhere."""
    for key in REACHED_BY_EMAIL:
        if key in accounts:
            _reach(accounts[key], now)
    workers = {row.pk for row in accounts.values() if row.role == Role.WORKER}
    recipients = recipients_of(workers)
    days = Days((now - SHOWN).date(), now.date())
    kinds = (Source.BENCHMARK, Source.MISS, Source.CHECK_IN)
    rows = [
        row
        for rule in ReminderRule.objects.on().filter(source__in=kinds)
        for found in SOURCES[rule.source].find(rule, days, people=workers)
        if (row := _came(rule, found, recipients[found.person_id], now))
    ]
    Outgoing.objects.bulk_create(rows, ignore_conflicts=True)


def _reach(person: User, now: datetime) -> None:
    Address.objects.create(
        person=person,
        channel=Channel.EMAIL,
        value=person.email or "",
        added_at=now,
        verified_at=now,
    )


def _came(rule: ReminderRule, found: Occurrence, who: Recipient, now: datetime) -> Outgoing | None:
    at = planned_instant(rule, found, who)
    if at > now:
        return None
    return Outgoing(
        person_id=found.person_id,
        source=rule.source,
        subject_id=found.subject_id,
        occasion_on=found.occasion_on,
        step=rule.days,
        channel=Channel.IN_APP,
        rule=rule,
        state=State.SENT,
        planned_for=at,
        due_at=at,
        eligible_from=found.since,
        expires_at=at + timedelta(hours=rule.expires_after_hours),
        made_at=at,
        sent_at=at,
        seen_at=at if now - at > NEW else None,
    )
