"""What reaches the inbox, and what goes out of the app from there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Address, Outgoing
from planner.reminders.selectors.people import Recipient, recipients_of
from planner.reminders.services import claiming
from planner.reminders.services.claiming import Claim, held_by
from planner.reminders.services.reading import Verdict, read_again
from planner.reminders.timing import quiet_until

# What has come too late inside may still be sent outside for so long: it waits for the morning there.
SPARE = timedelta(days=1)


@transaction.atomic
def deliver_inside(claim: Claim, *, now: datetime) -> Counter[str]:
    """The rows for the app: in the inbox from now on, and on their way outside in the same transaction."""
    rows = claim.in_app()
    counts: Counter[str] = Counter()
    if not rows:
        return counts
    reading = read_again(rows, now=now)
    groups: dict[Verdict, list[Outgoing]] = {}
    for row in rows:
        groups.setdefault(reading.verdicts[row.pk], []).append(row)
    for verdict, same in groups.items():
        pks = [row.pk for row in same]
        counts[verdict.state] += len(pks)
        if verdict.state != State.SENT:
            claiming.ended(claim, pks, state=verdict.state, reason=verdict.reason)
            continue
        ours = set(held_by(claim, pks).values_list("pk", flat=True))
        claiming.sent(claim, pks, now=now)
        _send_out([row for row in same if row.pk in ours], reading.recipients, now)
    return counts


def _send_out(rows: Sequence[Outgoing], recipients: Mapping[int, Recipient], now: datetime) -> None:
    Outgoing.objects.bulk_create(
        (
            outside(row, address, recipients[row.person_id], now)
            for row in rows
            if (address := _first(recipients[row.person_id], row.source))
        ),
        ignore_conflicts=True,
    )


def _first(who: Recipient, source: str) -> Address | None:
    return next(iter(who.working), None) if source not in who.stopped else None


def outside(row: Outgoing, address: Address, who: Recipient, now: datetime) -> Outgoing:
    """The same reminder on this address: now, or after the quiet hours."""
    return Outgoing(
        person_id=row.person_id,
        source=row.source,
        subject_id=row.subject_id,
        occasion_on=row.occasion_on,
        step=row.step,
        round=row.round,
        channel=address.channel,
        address=address,
        rule_id=row.rule_id,
        planned_for=row.planned_for,
        due_at=quiet_until(now, who.clock.hours(now)) or now,
        eligible_from=row.eligible_from,
        expires_at=max(row.expires_at, now + SPARE),
        made_at=now,
    )


def next_channel(row: Outgoing, *, now: datetime) -> None:
    """This address did not work: the reminder goes to the next one that does, on a channel not tried yet."""
    if row.source == Source.ADDRESS or row.channel == Channel.IN_APP:
        return
    who = recipients_of([row.person_id])[row.person_id]
    tried = set(
        Outgoing.objects.filter(
            person=row.person_id,
            source=row.source,
            subject_id=row.subject_id,
            occasion_on=row.occasion_on,
            step=row.step,
            round=row.round,
        ).values_list("channel", flat=True)
    )
    address = next((kept for kept in who.working if kept.channel not in tried), None)
    if address:
        Outgoing.objects.bulk_create([outside(row, address, who, now)], ignore_conflicts=True)
