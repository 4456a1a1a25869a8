"""Reads again, just before sending, whether a row is still to be sent, and to whom, and whether now."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from planner.reminders.due import SOURCES
from planner.reminders.enums import Channel, Reason, Source, State
from planner.reminders.models import Outgoing
from planner.reminders.selectors.among import among
from planner.reminders.selectors.people import Recipient, recipients_of
from planner.reminders.timing import day_begins, next_morning, quiet_until


@dataclass(frozen=True, slots=True)
class Verdict:
    """`state` SENT: send it now. HELD: not before `until`. Everything else is its end."""

    state: State
    reason: str = ""
    until: datetime | None = None


SEND = Verdict(State.SENT)


@dataclass(frozen=True)
class Reading:
    verdicts: Mapping[int, Verdict]
    recipients: Mapping[int, Recipient]


def read_again(rows: Sequence[Outgoing], *, now: datetime) -> Reading:
    """One verdict for each row. The same number of queries for any number of rows of one kind."""
    recipients = recipients_of({row.person_id for row in rows})
    outside = [row for row in rows if row.channel != Channel.IN_APP]
    sent_today = _sent_today({row.person_id for row in outside}, recipients, now)
    over = _over(rows, now)
    verdicts = {}
    for row in rows:
        who = recipients[row.person_id]
        verdict = _verdict(row, who, over.get(row.pk), now)
        if verdict is SEND and row.channel != Channel.IN_APP:
            verdict = _outside(row, who, sent_today.get(who.pk, 0), now)
        verdicts[row.pk] = verdict
    return Reading(verdicts, recipients)


def _verdict(row: Outgoing, who: Recipient, over: Reason | None, now: datetime) -> Verdict:
    if not who.is_active:
        return Verdict(State.CANCELLED, Reason.CLOSED)
    if over:
        return Verdict(State.CANCELLED, over)
    return Verdict(State.EXPIRED, Reason.LATE) if now > row.expires_at else SEND


def _outside(row: Outgoing, who: Recipient, sent_today: int, now: datetime) -> Verdict:
    address = next((kept for kept in who.addresses if kept.pk == row.address_id), None)
    if row.source == Source.ADDRESS:
        # The person waits for it, at any hour.
        return SEND if address else Verdict(State.CANCELLED, Reason.NO_ADDRESS)
    if row.source in who.stopped:
        return Verdict(State.CANCELLED, Reason.STOPPED)
    if address is None or not address.is_working:
        return Verdict(State.CANCELLED, Reason.NO_ADDRESS)
    hours = who.clock.hours(now)
    if until := quiet_until(now, hours):
        return Verdict(State.HELD, Reason.QUIET, until)
    if sent_today >= who.daily_cap:
        return Verdict(State.HELD, Reason.CAP, next_morning(now, hours))
    return SEND


def _over(rows: Sequence[Outgoing], now: datetime) -> dict[int, Reason]:
    by_source = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row)
    found: dict[int, Reason] = {}
    for source, same in by_source.items():
        # What no source knows any more has nobody to say that it still holds.
        gone = {row.pk: Reason.CLOSED for row in same}
        found |= SOURCES[source].over(same, now) if source in SOURCES else gone
    return found


def _sent_today(
    people: Collection[int], recipients: Mapping[int, Recipient], now: datetime
) -> dict[int, int]:
    """Messages that left the app since midnight, where each person is."""
    if not people:
        return {}
    rows = Outgoing.objects.filter(
        Q(lead=None) | Q(lead=F("pk")),
        person__in=among(people),
        state=State.SENT,
        sent_at__gt=now - timedelta(days=1, hours=2),
    ).exclude(Q(channel=Channel.IN_APP) | Q(source=Source.ADDRESS))
    counts: dict[int, int] = defaultdict(int)
    for person, sent_at in rows.values_list("person_id", "sent_at"):
        if sent_at >= day_begins(now, recipients[person].clock.hours(now).zone):
            counts[person] += 1
    return counts
