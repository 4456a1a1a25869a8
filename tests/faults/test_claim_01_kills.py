"""Claims 1 and 2: none is lost when workers die, and a repeat happens only in the moment of a kill."""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.factories.many_reminders import Many, rule_for_benchmarks
from tests.faults.figures import Figures
from tests.faults.people import NOON, due_now
from tests.faults.rig import Rig, put_up
from tests.faults.sizes import sizes
from tests.faults.waiting import until
from tests.faults.wire import Wire

WORKERS = ("worker1", "worker2")


@dataclass(frozen=True)
class Size:
    rounds: int
    sends: int
    calm_rounds: int


@dataclass
class Tally:
    lost: int = 0
    repeats: int = 0
    slowest: float = 0
    kills: Counter[str] = field(default_factory=Counter)

    def all_out(self, rig: Rig, many: Many) -> None:
        self.slowest = max(self.slowest, rig.all_sent(many.emails(), seconds=120))
        until(lambda: not rig.waiting(), seconds=60, what="all rows at their end")
        self.lost += len(many.emails() - rig.wire.recipients())
        self.repeats += rig.wire.repeats()


@pytest.mark.parametrize("size", sizes(long=Size(20, 100, 5), full=Size(200, 500, 50)))
def test_claim_1_and_2(size: Size, tmp_path: Path, wire: Wire, figures: Figures) -> None:
    rule_for_benchmarks(now=NOON)
    chance, killed, calm = random.Random(1), Tally(), Tally()

    with put_up(tmp_path, wire) as rig:
        rig.set_clock(NOON)
        rig.staff()
        wire.fail(delay=0.01)
        for number in range(size.rounds):
            wire.forget()
            many = due_now(f"kill{number}", size.sends)
            at = chance.randrange(1, size.sends * 9 // 10)
            rig.sending_begins(at)
            killed.kills[kill_one(rig, chance, is_child=number % 2 == 0)] += 1
            killed.all_out(rig, many)
        for number in range(size.calm_rounds):
            wire.forget()
            calm.all_out(rig, due_now(f"calm{number}", size.sends))

    sends, kills = size.rounds * size.sends, killed.kills.total()
    figures.add(
        "1",
        f"{size.sends} sends a round, kill -9 of a worker in the midst of them: a child "
        f"{killed.kills['child']} times, a parent {killed.kills['parent']} times",
        size.rounds,
        f"{killed.lost} lost of {sends:,}; all out within {killed.slowest:.0f} s of the kill",
        "0 lost",
        passed=killed.lost + calm.lost == 0,
    )
    figures.add(
        "2",
        f"the same, and {size.calm_rounds} rounds without a kill",
        size.rounds + size.calm_rounds,
        f"{killed.repeats} repeats in {kills} kills, {calm.repeats} without",
        "at most 1 per kill, 0 without",
        passed=killed.repeats <= kills and calm.repeats == 0,
    )
    assert killed.lost + calm.lost == 0
    assert killed.repeats <= kills
    assert calm.repeats == 0
    assert wire.numbers_used_twice_for_others() == 0


@pytest.mark.django_db
def test_nothing_is_lost_when_workers_and_the_broker_die(tmp_path: Path, wire: Wire) -> None:
    """Claims 1 to 4 in short, on SQLite and the embedded broker: two workers, two beats, real kills."""
    rule_for_benchmarks(now=NOON)
    many = due_now("short", 80)

    with put_up(tmp_path, wire, lease=6) as rig:
        rig.set_clock(NOON)
        wire.fail(delay=0.02)
        rig.staff()
        rig.sending_begins(20)
        # Of both: one of them is at it.
        killed = [rig.crew.kill_child(name) for name in WORKERS]
        rig.broker.wipe()
        rig.sending_begins(50)
        for name in WORKERS:
            rig.crew.kill_parent(name)
        rig.broker.down()
        rig.broker.up()
        for name in WORKERS:
            rig.crew.worker(name)
        rig.all_sent(many.emails(), seconds=60)
        until(lambda: not rig.waiting(), seconds=30, what="all rows at their end")

    assert any(killed)
    # At most one for each time that the one that sends was killed.
    assert wire.repeats() <= 2
    assert wire.numbers_used_twice_for_others() == 0


def kill_one(rig: Rig, chance: random.Random, *, is_child: bool) -> str:
    """One of the two workers, at random; what was killed."""
    name = chance.choice(WORKERS)
    if is_child and rig.crew.kill_child(name):
        return "child"
    rig.crew.kill_parent(name)
    rig.crew.worker(name)
    return "parent"
