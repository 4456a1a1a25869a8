"""Measure how fast messages reach the wire, in a process of their own. The database is DATABASE_URL's, and empty.

In turn, of so many messages each: `ours`, one worker from due rows of the inbox to the last mark "sent"; `one`, smtplib
with one connection, building the same messages; `each`, smtplib with a connection per message. Prints JSON, by round:
seconds of the wall and seconds of this process's processor. All three on the same sink; a small round before fills
what is filled once.
"""

import json
import smtplib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time as clock_time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from planner.reminders.channels.base import Message
from planner.reminders.channels.email import mail_of
from planner.reminders.enums import Channel, State
from planner.reminders.models import Outgoing
from planner.reminders.services.planning import plan_due
from planner.reminders.services.rules import load_rules
from planner.reminders.services.sending import send_due
from planner.reminders.texts import Texts, message_of
from tests.factories.many_reminders import (
    LONG_AGO,
    Many,
    many_workers,
    with_addresses,
    with_benchmarks,
    with_settings,
)

WARM_UP = 50
LONGEST = 600.0
MIDNIGHT = clock_time(0)


# Of the wall, of the processor.
Seconds = tuple[float, float]


@dataclass(frozen=True)
class Round:
    """`plan`: what it took to find these and write them down, which `ours` does not count."""

    plan: Seconds
    ours: Seconds
    one: Seconds
    each: Seconds


def main(count: str, rounds: str) -> None:
    call_command("migrate", verbosity=0)
    load_rules(now=timezone.now() - LONG_AGO)
    measured("warm", WARM_UP)
    found = [vars(measured(f"round-{number}", int(count))) for number in range(int(rounds))]
    print(json.dumps(found))


def measured(label: str, count: int) -> Round:
    many = due_today(label, count)
    plan = timed(lambda: plan_due(now=timezone.now()))
    ours = timed(lambda: send_due(clock=timezone.now, seconds=LONGEST))
    messages = list(the_same(many))
    assert len(messages) == count
    one = timed(lambda: over_one_connection(messages))
    return Round(plan, ours, one, timed(lambda: over_one_each(messages)))


def timed(call: Callable[[], object]) -> Seconds:
    wall, processor = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - processor


def due_today(label: str, count: int) -> Many:
    now = timezone.now()
    many = many_workers(count, label, now=now)
    with_addresses(many, now=now)
    # From = to: no quiet hours, whenever this runs.
    with_settings(many, at=MIDNIGHT, quiet=(MIDNIGHT, MIDNIGHT))
    with_benchmarks(many, [now.date()], added_at=now - timedelta(days=100))
    return many


def sent(many: Many) -> "QuerySet[Any]":
    rows = Outgoing.objects.filter(person__name=many.label, channel=Channel.EMAIL)
    return rows.filter(state=State.SENT).select_related("address", "person").order_by("pk")


def the_same(many: Many) -> Iterator[Message]:
    """What was sent, once more: under other names, so that the sink can tell."""
    rows = list(sent(many))
    texts = Texts(row.rule_id for row in rows)
    for row in rows:
        message = message_of([row], texts, name=row.person.name, language=row.person.language)
        yield replace(message, number=-row.pk)


def over_one_connection(messages: Sequence[Message]) -> None:
    with _connected() as connection:
        for message in messages:
            _send(connection, message)


def over_one_each(messages: Sequence[Message]) -> None:
    for message in messages:
        with _connected() as connection:
            _send(connection, message)


def _connected() -> smtplib.SMTP:
    # Named, so that it does not ask for the name of this machine each time.
    host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
    return smtplib.SMTP(host, port, local_hostname="localhost", timeout=settings.EMAIL_TIMEOUT)


def _send(connection: smtplib.SMTP, message: Message) -> None:
    ours = mail_of(message)
    # As anybody would build it; ours puts the same letter together out of parts that it has made before.
    usual = EmailMessage(ours.subject, ours.body, to=ours.to, headers=ours.extra_headers)
    content = usual.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    connection.sendmail(settings.DEFAULT_FROM_EMAIL, [message.address], content)
