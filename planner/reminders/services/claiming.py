"""Takes rows that are due, for as long as a lease lasts. Nothing is locked while they are sent."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import sleep
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from planner.reminders.enums import WAITING, Channel, State
from planner.reminders.models import Outgoing
from planner.reminders.selectors.among import among
from planner.sharing.audiences import PersonalQuerySet

# What sending asks for. Every instant that is not read saves a twentieth of the time of a row.
READ = (
    *("person", "source", "subject_id", "occasion_on", "step", "round", "channel", "rule"),
    *("address__channel", "address__value", "address__verified_at", "address__refusals"),
    *("state", "lead", "tries", "expires_at"),
)
# Seconds; together less than a lease lasts.
WAITS_TO_MARK = (0, 1, 2, 4)
SENT = (
    f"UPDATE {Outgoing._meta.db_table} SET state = 'sent', sent_at = %s, reason = '', error = '',"  # noqa: S608
    " claim = NULL WHERE id {} AND claim = %s AND state = 'claimed'"
)


@dataclass(frozen=True)
class Claim:
    """`rows`: ours until `until`. `again`: those that somebody had before, who may have sent them."""

    token: UUID
    rows: Sequence[Outgoing]
    again: frozenset[int]
    until: datetime

    def in_app(self) -> list[Outgoing]:
        return [row for row in self.rows if row.channel == Channel.IN_APP]

    def outside(self) -> list[Outgoing]:
        """What was claimed, and what was written for this claim since."""
        people = {row.person_id for row in self.rows}
        rows = _held(people, self.token).exclude(channel=Channel.IN_APP)
        return list(rows.order_by("pk"))

    def bundles(self) -> Iterator[list[Outgoing]]:
        """What goes out in one message. A message that was tried before stays as it was, so that it keeps its name."""
        found: dict[object, list[Outgoing]] = {}
        for row in self.outside():
            found.setdefault(self._message(row), []).append(row)
        yield from found.values()

    def _message(self, row: Outgoing) -> object:
        if row.lead or row.tries or row.pk in self.again:
            return row.lead or row.pk
        # An address that is verified gets its code alone.
        alone = row.source if row.address_id and not row.address.verified_at else ""  # type: ignore[union-attr]
        return row.person_id, row.channel, row.address_id, alone


@transaction.atomic
def claim_due(*, now: datetime, limit: int) -> Claim:
    """Rows of up to `limit` people or so, with all that is due for each of them.

    Two at once: whoever comes second passes over what the first one holds, and finds it claimed afterwards.
    """
    due = Outgoing.objects.filter(state__in=WAITING, due_at__lte=now)
    people = set(due.order_by("due_at").values_list("person", flat=True)[:limit])
    free = due.filter(person__in=among(people)).select_for_update(skip_locked=True)
    picked = dict(free.values_list("pk", "state"))
    token, until = uuid4(), now + timedelta(seconds=settings.REMINDER_LEASE_SECONDS)
    if picked:
        due.filter(pk__in=among(picked)).update(state=State.CLAIMED, claim=token, due_at=until)
    again = frozenset(pk for pk, state in picked.items() if state == State.CLAIMED)
    rows = list(_held(people, token).order_by("pk")) if picked else []
    return Claim(token, rows, again, until)


def _held(people: Collection[int], token: UUID) -> PersonalQuerySet:
    """By person: the constraint has the index."""
    rows = Outgoing.objects.filter(person__in=among(people), claim=token, state=State.CLAIMED)
    return rows.select_related("address").only(*READ)


def sent(claim: Claim, pks: Sequence[int], *, now: datetime) -> None:
    """One statement, one commit: it says that a message was accepted. Fails silently for who lost the lease.

    The message is out: a database that was cut off is worth waiting for.
    """
    for seconds in WAITS_TO_MARK:
        try:
            _mark_sent(claim, pks, now)
            return
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise
            connection.close()
            sleep(seconds)
    _mark_sent(claim, pks, now)


def _mark_sent(claim: Claim, pks: Sequence[int], now: datetime) -> None:
    # Not through the ORM: building the statement would cost as much as running it.
    sent_at, token = adapted("sent_at", now), adapted("claim", claim.token)
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        # Prepared once for all messages of a run.
        cursor = connection.Database.Cursor(connection.connection)  # type: ignore[attr-defined]
        cursor.execute(SENT.format("= ANY(%s)"), [sent_at, list(pks), token], prepare=True)
        return
    marks = ", ".join(["%s"] * len(pks))
    with connection.cursor() as cursor:
        cursor.execute(SENT.format(f"IN ({marks})"), [sent_at, *pks, token])


def put_back(
    claim: Claim,
    pks: Sequence[int],
    *,
    state: State,
    reason: str,
    due_at: datetime,
    **values: object,
) -> None:
    """Held back, or to be tried again."""
    held_by(claim, pks).update(state=state, reason=reason, due_at=due_at, claim=None, **values)


def ended(claim: Claim, pks: Sequence[int], *, state: State, reason: str, error: str = "") -> None:
    """For good: cancelled, expired or failed."""
    held_by(claim, pks).update(state=state, reason=reason, error=error[:200], claim=None)


def held_by(claim: Claim, pks: Sequence[int]) -> PersonalQuerySet:
    return Outgoing.objects.filter(pk__in=pks, claim=claim.token, state=State.CLAIMED)


def adapted(field: str, value: object) -> Any:
    """As the database keeps it."""
    return Outgoing._meta.get_field(field).get_db_prep_value(value, connection)  # type: ignore[union-attr]
