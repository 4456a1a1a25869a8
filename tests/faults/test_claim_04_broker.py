"""Claim 4: the broker may vanish; all it holds is that somebody should look."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories.many_reminders import rule_for_benchmarks
from tests.faults.figures import Figures
from tests.faults.people import NOON, due_now
from tests.faults.rig import put_up
from tests.faults.sizes import sizes
from tests.faults.waiting import until
from tests.faults.wire import Wire

# A sweep each second, and what workers and beats need to notice that the broker is back.
MOST_SECONDS = 40


@dataclass(frozen=True)
class Size:
    rounds: int
    sends: int


@pytest.mark.parametrize("size", sizes(long=Size(4, 100), full=Size(40, 500)))
def test_claim_4(size: Size, tmp_path: Path, wire: Wire, figures: Figures) -> None:
    rule_for_benchmarks(now=NOON)
    lost = repeats = 0
    slowest = 0.0

    with put_up(tmp_path, wire) as rig:
        rig.set_clock(NOON)
        rig.staff()
        wire.fail(delay=0.01)
        for number in range(size.rounds):
            wire.forget()
            many = due_now(f"mid{number}", size.sends)
            rig.sending_begins(size.sends // 4)
            rig.broker.wipe()
            rig.broker.down()
            # Everything that is due while nobody can wake anybody.
            more = due_now(f"away{number}", size.sends)
            rig.set_clock(NOON + timedelta(minutes=30 * (number + 1)))
            rig.broker.up()
            both = many.emails() | more.emails()
            slowest = max(slowest, rig.all_sent(both, seconds=120))
            until(lambda: not rig.waiting(), seconds=60, what="all rows at their end")
            lost += len(both - wire.recipients())
            repeats += wire.repeats()

    passed = lost == repeats == 0 and slowest <= MOST_SECONDS
    figures.add(
        "4",
        f"FLUSHALL and kill -9 of the broker amidst {size.sends} sends; away for 30 minutes, "
        f"{size.sends} more due meanwhile",
        size.rounds,
        f"{lost} lost, {repeats} repeats; all out {slowest:.0f} s after its return",
        f"0 lost; out with the first sweep, within {MOST_SECONDS} s",
        passed=passed,
    )
    assert passed


def test_the_broker_holds_nothing_that_matters() -> None:
    entries = settings.CELERY_BEAT_SCHEDULE.values()
    ours = [entry for entry in entries if "reminders" in str(entry["task"])]

    assert len(ours) >= 2
    for entry in ours:
        assert "args" not in entry
        assert "kwargs" not in entry
