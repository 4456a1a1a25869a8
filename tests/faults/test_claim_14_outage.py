"""Claim 14: after an outage one message, and a record of what came too late."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest

from planner.reminders.enums import Channel, Reason, State
from planner.reminders.models import Outgoing
from tests.factories.many_reminders import (
    Many,
    many_workers,
    rule_for_benchmarks,
    with_addresses,
    with_benchmarks,
    with_settings,
)
from tests.faults.driver import Driver, waiting
from tests.faults.figures import Figures
from tests.faults.people import LONG_BEFORE, NOON
from tests.faults.sizes import sizes
from tests.faults.wire import Wire

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OUTAGES = {"6 h": 6 * HOUR, "3 d": 3 * DAY, "10 d": 10 * DAY}
# Three reminders for everybody on each day.
A_DAY, DAYS, CAP = 3, 20, 2
KEPT_HOURS = 24


@dataclass(frozen=True)
class Size:
    people: int


@pytest.mark.parametrize("size", sizes(short=Size(4), long=Size(100), full=Size(1000)))
@pytest.mark.parametrize("outage", OUTAGES)
def test_claim_14(outage: str, size: Size, wire: Wire, figures: Figures) -> None:
    rule_for_benchmarks(now=NOON, expires_after_hours=KEPT_HOURS)
    many = busy(size.people)
    driver = Driver(NOON - 2 * DAY)
    driver.forward(NOON - HOUR)
    driver.now, off_at = NOON - HOUR + OUTAGES[outage], driver.now
    wire.forget()

    driver.tick()

    at_once = Counter(message.to for message in wire.accepted())
    back_at = driver.now
    wrong = wrong_records(size, off_at, back_at)
    driver.forward(back_at + 3 * DAY)
    most = most_a_day()
    passed = (
        wrong == 0
        and set(at_once.values()) <= {1}
        and set(at_once) == many.emails()
        and most <= CAP
        and not waiting().filter(due_at__lte=driver.now).exists()
    )
    expired = Outgoing.objects.filter(state=State.EXPIRED, reason=Reason.LATE).count()
    figures.add(
        "14",
        f"all senders off for {outage}, {size.people:,} people with {A_DAY} reminders a day, "
        f"at most {CAP} messages a day",
        1,
        f"{expired:,} expired with a record, {wrong} wrong or without one; one digest each at the "
        f"return ({len(at_once):,}); at most {most} on a day",
        "stale ones expire with a record, a digest, the cap holds",
        passed=passed,
    )
    assert passed, (wrong, Counter(at_once.values()), most, expired)


def busy(count: int) -> Many:
    many = many_workers(count, "busy", now=NOON)
    with_addresses(many, now=NOON)
    with_settings(many, at=time(12), zone="UTC", daily_cap=CAP)
    begin = NOON.date() - 2 * DAY
    for number in range(A_DAY):
        days = [begin + day * DAY for day in range(DAYS)]
        with_benchmarks(many, days, each=DAYS, added_at=LONG_BEFORE, template_key=f"kind{number}")
    return many


def wrong_records(size: Size, off_at: datetime, back_at: datetime) -> int:
    """What was due meanwhile: expired if it was of no use any more, else told now. Each has a row."""
    rows = Outgoing.objects.filter(
        channel=Channel.IN_APP, planned_for__gt=off_at, planned_for__lte=back_at
    )
    noons = [NOON + day * DAY for day in range(DAYS) if off_at < NOON + day * DAY <= back_at]
    stale = sum(back_at - noon > KEPT_HOURS * HOUR for noon in noons)
    each = size.people * A_DAY
    expected = Counter({State.EXPIRED: stale * each, State.SENT: (len(noons) - stale) * each})
    found = Counter(rows.values_list("state", flat=True))
    return sum(abs(found[state] - expected[state]) for state in {*found, *expected})


def most_a_day() -> int:
    """Messages to one person on one day."""
    rows = Outgoing.objects.filter(channel=Channel.EMAIL, state=State.SENT).values_list(
        "person_id", "lead", "pk", "sent_at"
    )
    messages = {(person, lead or pk, sent_at.date()) for person, lead, pk, sent_at in rows}
    return max(Counter((person, day) for person, _, day in messages).values(), default=0)
