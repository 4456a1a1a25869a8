"""Sends what is due. Each message that is accepted is marked at once, in a commit of its own."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection

from planner.reminders.channels import carrier_of
from planner.reminders.channels.base import Answer, Carrier, Message, Outcome
from planner.reminders.enums import Reason, Source, State
from planner.reminders.models import Outgoing
from planner.reminders.selectors.people import Recipient
from planner.reminders.services import claiming
from planner.reminders.services.addresses import new_code
from planner.reminders.services.claiming import Claim, claim_due
from planner.reminders.services.inside import deliver_inside, next_channel
from planner.reminders.services.pulses import beat_of, trouble_of
from planner.reminders.services.reading import read_again
from planner.reminders.services.refusals import note_accepted, note_refused
from planner.reminders.texts import Texts, message_of
from planner.reminders.timing import FIRST_GAP, gap_after

logger = logging.getLogger(__name__)

Now = Callable[[], datetime]
# Rows of so many people are claimed at once, and so many messages read again before they go.
CLAIMED, READ = 400, 100
# A channel that fails so often in a row is left alone until the next run.
FAILURES = 3
LONGEST_GAP_WHILE_DOWN = timedelta(minutes=9)


@dataclass
class Run:
    """One run of one process. `counts`: rows by the state they came to."""

    clock: Now
    carriers: dict[str, Carrier] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    delivered: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    stack: ExitStack = field(default_factory=ExitStack)

    def carrier(self, channel: str) -> Carrier:
        if channel not in self.carriers:
            self.carriers[channel] = self.stack.enter_context(carrier_of(channel))
        return self.carriers[channel]


def send_due(*, clock: Now, seconds: float = 40) -> Counter[str]:
    """Everything that is due, or what can be done in so many seconds."""
    end = monotonic() + seconds
    run = Run(clock)
    with run.stack, _commits_that_do_not_wait():
        while monotonic() < end:
            claim = claim_due(now=clock(), limit=CLAIMED)
            if not claim.rows:
                break
            run.counts += deliver_inside(claim, now=clock())
            _send_bundles(claim, run)
    for channel in run.delivered:
        if not run.failures[channel]:
            beat_of(channel, now=clock())
    return run.counts


@contextmanager
def _commits_that_do_not_wait() -> Iterator[None]:
    """PostgreSQL answers before a commit is on the disk. After a crash of its machine a mark may be missing."""
    is_postgres = connection.vendor == "postgresql"
    if not is_postgres:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO DEFAULT")


def _send_bundles(claim: Claim, run: Run) -> None:
    bundles = claim.bundles()
    while some := list(islice(bundles, READ)):
        _wait_for_channels(claim, some, run)
        _send_some(claim, [one for one in some if not _is_down(one, run)], run)


def _is_down(bundle: Sequence[Outgoing], run: Run) -> bool:
    return run.failures[bundle[0].channel] >= FAILURES


def _wait_for_channels(claim: Claim, bundles: Sequence[Sequence[Outgoing]], run: Run) -> None:
    """Nobody was asked, so it counts as no try: what waits goes out soon after the channel is back."""
    waiting = [row.pk for bundle in bundles if _is_down(bundle, run) for row in bundle]
    if waiting:
        due_at = run.clock() + FIRST_GAP
        claiming.put_back(claim, waiting, state=State.PLANNED, reason=Reason.RETRY, due_at=due_at)
        run.counts[State.PLANNED] += len(waiting)


def _lease_ends(claim: Claim, run: Run) -> bool:
    """A message may hang for as long as the channel waits; the lease must outlast it."""
    return run.clock() > claim.until - timedelta(seconds=settings.EMAIL_TIMEOUT)


def _send_some(claim: Claim, bundles: Sequence[Sequence[Outgoing]], run: Run) -> None:
    rows = [row for bundle in bundles for row in bundle]
    reading = read_again(rows, now=run.clock())
    texts = Texts(row.rule_id for row in rows)
    for bundle in bundles:
        if _lease_ends(claim, run):
            # The rest is free again when it has ended.
            return
        if _is_down(bundle, run):
            _wait_for_channels(claim, [bundle], run)
            continue
        going = []
        for row in bundle:
            verdict = reading.verdicts[row.pk]
            if verdict.state == State.SENT:
                going.append(row)
            else:
                _set_aside(claim, row, verdict.state, verdict.reason, verdict.until, run)
        if going:
            _send_one(claim, going, reading.recipients[going[0].person_id], texts, run)


def _set_aside(
    claim: Claim, row: Outgoing, state: State, reason: str, until: datetime | None, run: Run
) -> None:
    run.counts[state] += 1
    if until:
        claiming.put_back(claim, [row.pk], state=state, reason=reason, due_at=until)
        return
    claiming.ended(claim, [row.pk], state=state, reason=reason)
    if reason == Reason.NO_ADDRESS:
        next_channel(row, now=run.clock())


def _send_one(
    claim: Claim, bundle: Sequence[Outgoing], who: Recipient, texts: Texts, run: Run
) -> None:
    first, pks = bundle[0], [row.pk for row in bundle]
    try:
        if len(bundle) > 1 and first.lead is None:
            claiming.held_by(claim, pks).update(lead=first.pk)
        code = ""
        if first.source == Source.ADDRESS and first.address:
            code = new_code(first.address, now=run.clock())
        message = message_of(bundle, texts, name=who.name, language=who.language, code=code)
        carrier = run.carrier(first.channel)
    except DatabaseError:
        raise
    except Exception as error:
        if len(bundle) > 1:
            # One of them is broken: each alone, so that the others go.
            claiming.held_by(claim, pks).update(lead=None)
            for row in bundle:
                row.lead = None
                _send_one(claim, [row], who, texts, run)
            return
        # Whatever is wrong with this one, the others go on.
        logger.exception("Reminder %d could not be made.", first.pk)
        claiming.ended(claim, pks, state=State.FAILED, reason=Reason.BROKEN, error=repr(error))
        run.counts[State.FAILED] += len(pks)
        return
    _answered(claim, bundle, message, carrier.send(message), run)


def _answered(
    claim: Claim, bundle: Sequence[Outgoing], message: Message, answer: Answer, run: Run
) -> None:
    pks, channel = [row.pk for row in bundle], bundle[0].channel
    if answer.outcome == Outcome.ACCEPTED:
        claiming.sent(claim, pks, now=run.clock())
        run.counts[State.SENT] += len(pks)
        run.delivered.add(channel)
        run.failures[channel] = 0
        note_accepted(bundle[0])
        return
    said = Answer(answer.outcome, answer.error.replace(message.address, "…"))
    if said.outcome == Outcome.REFUSED:
        claiming.ended(claim, pks, state=State.FAILED, reason=Reason.REFUSED, error=said.error)
        run.counts[State.FAILED] += len(pks)
        note_refused(bundle[0], now=run.clock())
        for row in bundle:
            next_channel(row, now=run.clock())
        return
    if said.outcome == Outcome.DOWN:
        run.failures[channel] += 1
        trouble_of(channel, error=said.error, now=run.clock())
    _try_later(claim, bundle, said, run)


def _try_later(claim: Claim, bundle: Sequence[Outgoing], answer: Answer, run: Run) -> None:
    """It is tried until it is of no use any more: what ends a row is its own end, not a number of tries."""
    tries = bundle[0].tries + 1
    gap = gap_after(tries)
    if answer.outcome == Outcome.DOWN:
        # Not this address's fault: all of them go out soon after the channel is back.
        gap = min(gap, LONGEST_GAP_WHILE_DOWN)
    claiming.put_back(
        claim,
        [row.pk for row in bundle],
        state=State.PLANNED,
        reason=Reason.RETRY,
        due_at=run.clock() + gap,
        tries=tries,
        error=answer.error[:200],
    )
    run.counts[State.PLANNED] += len(bundle)


def states(counts: Counter[str]) -> Iterator[str]:
    """For the log."""
    return (f"{count} {state}" for state, count in sorted(counts.items()))
