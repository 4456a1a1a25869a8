"""Claim 40: when something stands still, staff get a mail within five minutes that says what and since when."""

import time as real_time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_string
from email.header import decode_header, make_header
from functools import partial
from pathlib import Path

import pytest
from django.core import mail
from django.utils import translation

from planner.reminders.enums import Channel, Trouble
from planner.reminders.models import Alarm
from planner.reminders.services.pulses import beat_of, trouble_of
from planner.reminders.services.watching import Teller, look
from tests.factories.accounts import UserFactory
from tests.factories.many_reminders import rule_for_benchmarks
from tests.faults.driver import Driver, waiting
from tests.faults.figures import Figures
from tests.faults.people import NOON, due_now
from tests.faults.rig import Rig, put_up
from tests.faults.sizes import sizes
from tests.faults.waiting import until
from tests.faults.wire import Wire

FIVE_MINUTES = timedelta(minutes=5)
# Signs of life come in real time: no faster, or they would seem to be missing.
SPEED = 5


@dataclass(frozen=True)
class Size:
    rounds: int


@pytest.mark.parametrize("size", sizes(long=Size(1), full=Size(10)))
def test_claim_40(
    size: Size, tmp_path: Path, wire: Wire, figures: Figures, request: pytest.FixtureRequest
) -> None:
    rule_for_benchmarks(now=NOON)
    UserFactory.create(staff=True, email="staff@example.com", language="en")
    alarms = Wire(tmp_path / "alarms")
    request.addfinalizer(alarms.stop)
    alarms.fail(keep=True)
    told: dict[str, float] = {}

    relay = {"ALARM_EMAIL_HOST": "127.0.0.1", "ALARM_EMAIL_PORT": str(alarms.port)}
    with put_up(tmp_path, wire, lease=60, ALARM_EMAIL_USE_TLS="0", **relay) as rig:
        rig.set_clock(NOON, speed=SPEED)
        rig.staff()
        rig.all_sent(due_now("first", 5).emails(), seconds=90)
        rig.crew.command("watch", "watch_reminders", "--every", "1")
        # Nobody is blamed before all had time to give a sign.
        real_time.sleep(5)
        for number in range(size.rounds):
            for trouble, breaks, mends in steps(rig, number):
                alarms.forget()
                told[trouble] = max(
                    told.get(trouble, 0), minutes_until_told(alarms, trouble, breaks)
                )
                mends()
                until(
                    lambda: not Alarm.objects.filter(ended_at=None).exists(),
                    seconds=90,
                    what=f"the alarm is over: {trouble}\n{rig.crew.said()[-2000:]}",
                )

    passed = len(told) == 4 and max(told.values()) <= 5
    figures.add(
        "40",
        "mail server broken; workers stopped; more due than leaves; beats stopped",
        size.rounds,
        "mail to staff after " + ", ".join(f"{name} {late:.1f} min" for name, late in told.items()),
        "mail within 5 min that says what and since when",
        passed=passed,
    )
    assert passed, told


def steps(rig: Rig, number: int) -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    def break_mail() -> None:
        rig.wire.fail(down=True)
        due_now(f"broken{number}", 5)

    def fill_queue() -> None:
        # They sit on what they claimed: each answer takes long.
        rig.wire.fail(delay=0.9)
        due_now(f"many{number}", 3000)

    return [
        (Trouble.CHANNEL, break_mail, rig.wire.fail),
        (Trouble.WORKER, partial(stop, rig, "worker"), partial(start, rig, "worker")),
        (Trouble.QUEUE, fill_queue, rig.wire.fail),
        (Trouble.BEAT, partial(stop, rig, "beat"), partial(start, rig, "beat")),
    ]


def stop(rig: Rig, kind: str) -> None:
    for number in (1, 2):
        rig.crew.kill_parent(f"{kind}{number}")


def start(rig: Rig, kind: str) -> None:
    for number in (1, 2):
        (rig.crew.worker if kind == "worker" else rig.crew.beat)(f"{kind}{number}")


def minutes_until_told(alarms: Wire, trouble: str, breaks: Callable[[], object]) -> float:
    """On the clock of the rig, from the break to the mail."""
    breaks()
    begin = real_time.time()
    until(
        lambda: any(is_about(message.content, trouble) for message in alarms.accepted()),
        seconds=FIVE_MINUTES.total_seconds() / SPEED + 20,
        what=f"an alarm about {trouble}",
    )
    at = next(m.at for m in alarms.accepted() if is_about(m.content, trouble))
    return (at - begin) * SPEED / 60


def name_of(trouble: str) -> str:
    """As staff read it, in English."""
    with translation.override("en"):
        return str(Trouble(trouble).label)


def is_about(content: str, trouble: str) -> bool:
    """The subject says what; the text since when."""
    parsed = message_from_string(content)
    subject = str(make_header(decode_header(parsed["Subject"])))
    text = bytes(parsed.get_payload(decode=True) or b"")
    return subject.startswith(f"Alarm: {name_of(trouble)}") and b"2026" in text


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", Trouble)
def test_staff_are_told_within_five_minutes(trouble: str) -> None:
    """Looked at every half minute; the others are alive all the while."""
    rule_for_benchmarks(now=NOON)
    UserFactory.create(staff=True, email="staff@example.com", language="en")
    begin, now, teller = NOON - timedelta(hours=1), NOON, Teller()
    if trouble == Trouble.QUEUE:
        stuck_since(NOON)

    while now < NOON + FIVE_MINUTES:
        now += timedelta(seconds=30)
        for process in (Trouble.BEAT, Trouble.WORKER):
            beat_of(process, now=NOON if process == trouble else now)
        if trouble == Trouble.CHANNEL:
            trouble_of(Channel.EMAIL, error="OSError", now=now)
        teller.tell(look(now=now, watching_since=begin), now=now)

    assert [name_of(trouble) in message.subject for message in mail.outbox] == [True]
    assert "2026" in mail.outbox[0].body
    assert [alarm.trouble for alarm in Alarm.objects.all()] == [trouble]


def stuck_since(when: object) -> None:
    due_now("stuck", 3)
    Driver(NOON - timedelta(hours=1)).plan()
    waiting().update(due_at=when)
