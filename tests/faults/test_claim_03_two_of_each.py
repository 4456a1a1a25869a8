"""Claim 3: two schedulers and two senders do what one of each does."""

from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path

import pytest

from tests.factories.many_reminders import rule_for_benchmarks
from tests.faults.driver import outside
from tests.faults.figures import Figures
from tests.faults.people import NOON, due_at
from tests.faults.rig import put_up
from tests.faults.sizes import sizes
from tests.faults.waiting import until
from tests.faults.wire import Wire

# In real seconds an hour takes a minute.
SPEED, STEPS = 60, 12


@dataclass(frozen=True)
class Size:
    people: int


@pytest.mark.parametrize("size", sizes(long=Size(600), full=Size(6000)))
def test_claim_3(size: Size, tmp_path: Path, wire: Wire, figures: Figures) -> None:
    rule_for_benchmarks(now=NOON)
    groups = [
        due_at(f"hour{number}", size.people // STEPS, time(12, number * 60 // STEPS))
        for number in range(STEPS)
    ]
    everybody = set().union(*(group.emails() for group in groups))

    with put_up(tmp_path, wire, lease=20 * SPEED) as rig:
        rig.set_clock(NOON - timedelta(minutes=10))
        rig.staff()
        until(lambda: rig.planned() >= size.people, seconds=90, what="all is planned")
        rig.set_clock(NOON, speed=SPEED)
        rig.all_sent(everybody, seconds=180)
        rig.set_clock(NOON + timedelta(hours=1), speed=SPEED)
        until(lambda: not rig.waiting(), seconds=60, what="all rows at their end")

    early = sum(row.sent_at < row.planned_for for row in outside())
    latest = max((row.sent_at - row.planned_for for row in outside()), default=timedelta())
    missing, repeats = len(everybody - wire.recipients()), wire.repeats()
    passed = missing == repeats == early == 0
    figures.add(
        "3",
        f"two beats and two workers, an hour at {SPEED}-fold speed, {size.people:,} reminders",
        1,
        f"{repeats} repeats, {missing} missing, {early} too early; "
        f"the latest {latest.total_seconds() / SPEED:.0f} s of real time after its time",
        "0 repeats, 0 missing",
        passed=passed,
    )
    assert passed
