"""What will come to one person: what is in the outbox, and beyond that what the rules of now will find."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.models import User
from planner.plans.models import Benchmark
from planner.reminders.due import SOURCES
from planner.reminders.due.foreseen import FORESEEN, foreseen
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.selectors.inbox import OF_BENCHMARKS, benchmarks_named, waiting_for
from planner.reminders.selectors.people import Recipient
from planner.reminders.services.planning import planned_instant
from planner.reminders.values import Days, Occurrence

DAYS_AHEAD = timedelta(days=60)
A_DAY = timedelta(days=1)
# Nobody can tell them before they are in the outbox. To look for them goes through every caseload.
UNFORESEEN = (
    *(Source.ADDRESS, Source.MESSAGE, Source.PLAN_MOVED),
    *(Source.DIGEST, Source.SILENCE, Source.NUDGE, Source.REFERRAL),
)


@dataclass(slots=True)
class Coming:
    """`at`: on the clock of the person. `held`: the reason why it did not go out at its time."""

    row: Outgoing
    at: datetime
    channels: list[str] = field(default_factory=list)
    held: str = ""
    benchmark: Benchmark | None = None


def coming_to(person: User, who: Recipient, *, now: datetime) -> list[Coming]:
    """Of the next 60 days, by time. As many queries for one as for a hundred."""
    until = now + DAYS_AHEAD
    found = _waiting(person, who, until)
    for row in _derived(person, who, now, until):
        found.setdefault(_key(row), _coming(row, who))
    return sorted(_shown(person, found.values()), key=lambda item: (item.at, item.row.occasion_on))


def _waiting(person: User, who: Recipient, until: datetime) -> dict[tuple[object, ...], Coming]:
    found: dict[tuple[object, ...], Coming] = {}
    for row in waiting_for(person, until=until):
        item = found.setdefault(_key(row), _coming(row, who))
        if row.channel not in item.channels:
            item.channels.append(row.channel)
        if row.reason and row.state != State.CLAIMED:
            item.held, item.at = row.reason, local_time(row.due_at, who)
    return found


def _derived(person: User, who: Recipient, now: datetime, until: datetime) -> Iterator[Outgoing]:
    """As rows that nobody keeps."""
    days = Days((now - A_DAY).date(), (until + A_DAY).date())
    for rule, occurrence in _found(person, days):
        at = planned_instant(rule, occurrence, who)
        if max(now, occurrence.since, rule.holds_from) <= at <= until:
            yield Outgoing(
                person_id=person.pk,
                source=rule.source,
                subject_id=occurrence.subject_id,
                occasion_on=occurrence.occasion_on,
                step=rule.days,
                rule=rule,
                channel=Channel.IN_APP,
                planned_for=at,
                due_at=at,
            )


def _found(person: User, days: Days) -> Iterator[tuple[ReminderRule, Occurrence]]:
    """Of the plan's days, and of what another room adds."""
    rules = ReminderRule.objects.on().exclude(source__in=UNFORESEEN).order_by("pk")
    yield from foreseen(person, rules, days)
    for rule in rules:
        if rule.source not in FORESEEN and (source := SOURCES.get(rule.source)):
            for occurrence in source.find(rule, days, people=[person.pk]):
                yield rule, occurrence


def _coming(row: Outgoing, who: Recipient) -> Coming:
    """By the first address that works, unless its kind was stopped."""
    item = Coming(row, local_time(row.planned_for, who))
    if row.channel == Channel.IN_APP:
        item.channels.append(Channel.IN_APP)
        if row.source not in who.stopped:
            item.channels += [address.channel for address in who.working[:1]]
    return item


def _key(row: Outgoing) -> tuple[object, ...]:
    return row.source, row.subject_id, row.occasion_on, row.step, row.round


def _shown(person: User, found: Collection[Coming]) -> Iterator[Coming]:
    """With their benchmarks; without those that are closed to this browser."""
    about = [item for item in found if item.row.source in OF_BENCHMARKS]
    named = benchmarks_named(person, [item.row.subject_id for item in about])
    for item in about:
        item.benchmark = named.get(item.row.subject_id)
    return (item for item in found if item.benchmark or item.row.source not in OF_BENCHMARKS)


def local_time(at: datetime, who: Recipient) -> datetime:
    return at.astimezone(who.clock.hours(at).zone)
