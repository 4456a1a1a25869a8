"""What reaches the inbox, and what goes out of the app from there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Address, Outgoing
from planner.reminders.selectors.people import Place, Recipient, recipients_of
from planner.reminders.services import claiming
from planner.reminders.services.claiming import Claim, adapted, held_by
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
        _send_out(claim, [row for row in same if row.pk in ours], reading.recipients, now)
    return counts


def _send_out(
    claim: Claim, rows: Sequence[Outgoing], recipients: Mapping[int, Recipient], now: datetime
) -> None:
    """Each to the first address that works: now, by who has this claim, or after the quiet hours."""
    groups: dict[datetime | None, list[tuple[int, int]]] = {}
    for row in rows:
        who = recipients[row.person_id]
        if address := _first(who, row.source):
            until = quiet_until(now, who.clock.hours(now))
            groups.setdefault(until, []).append((row.pk, address.pk))
    for until, pairs in groups.items():
        if until:
            _write_outside(pairs, now=now, due_at=until)
        else:
            _write_outside(pairs, now=now, due_at=claim.until, claim=claim)


def _first(who: Recipient, source: str) -> Place | None:
    return next(iter(who.working), None) if source not in who.stopped else None


# The same reminder on an address of its person. The database copies it: for thousands of rows that is a tenth of the time.
OUTSIDE = f"""
    INSERT INTO {Outgoing._meta.db_table} (
        person_id, source, subject_id, occasion_on, step, round, channel, address_id, rule_id, state, reason,
        planned_for, due_at, eligible_from, expires_at, claim, lead, tries, error, made_at, sent_at, seen_at)
    SELECT inside.person_id, inside.source, inside.subject_id, inside.occasion_on, inside.step, inside.round,
        place.channel, place.id, inside.rule_id, %s, '', inside.planned_for, %s, inside.eligible_from,
        CASE WHEN inside.expires_at > %s THEN inside.expires_at ELSE %s END, %s, NULL, 0, '', %s, NULL, NULL
    FROM {Outgoing._meta.db_table} inside
    JOIN {Address._meta.db_table} place ON place.person_id = inside.person_id
    WHERE inside.id IN ({{rows}}) AND place.id IN ({{places}})
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - names of our own
PORTION = 500


def _write_outside(
    pairs: Sequence[tuple[int, int]], *, now: datetime, due_at: datetime, claim: Claim | None = None
) -> None:
    """`pairs`: the row for the app, and an address of its person; one address for each person."""
    state = State.CLAIMED if claim else State.PLANNED
    due, end, made = (adapted("due_at", at) for at in (due_at, now + SPARE, now))
    token = adapted("claim", claim.token) if claim else None
    for portion in (pairs[at : at + PORTION] for at in range(0, len(pairs), PORTION)):
        rows, places = [row for row, _ in portion], list({place for _, place in portion})
        statement = OUTSIDE.format(rows=_marks(rows), places=_marks(places))
        with connection.cursor() as cursor:
            values = [state.value, due, end, end, token, made, *rows, *places]
            cursor.execute(statement, values)


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


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
        due_at = quiet_until(now, who.clock.hours(now)) or now
        _write_outside([(row.pk, address.pk)], now=now, due_at=due_at)
