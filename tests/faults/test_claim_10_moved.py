"""Claim 10: a day that moves takes its reminder along."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from planner.reminders.enums import Channel, Reason, State
from planner.reminders.models import Outgoing
from tests.factories.many_reminders import Many, rule_for_benchmarks
from tests.factories.plans import edited_benchmark
from tests.faults.driver import Driver
from tests.faults.figures import Figures
from tests.faults.people import NOON, due_now
from tests.faults.sizes import sizes
from tests.faults.wire import Wire

DAY = timedelta(days=1)
# Days from now on which it is moved, and to which day. The last is where it stays.
COURSES = {
    "later": [(99, 190), (189, 280)],
    "sooner": [(0, 10), (9, 100)],
    "away": [(0, 190), (99, 100)],
    "back": [(99, 190), (99, 100)],
}
BEGIN = 100


@dataclass(frozen=True)
class Size:
    people: int


@pytest.mark.parametrize("size", sizes(short=Size(2), long=Size(50), full=Size(500)))
def test_claim_10(size: Size, wire: Wire, figures: Figures) -> None:
    """±90 days, twice before it was due; mostly on the eve, when the reminder is in the outbox already."""
    rule_for_benchmarks(now=NOON)
    groups = {name: due_now(name, size.people) for name in COURSES}
    for many in groups.values():
        many.benchmarks.update(due_on=NOON.date() + BEGIN * DAY)
    driver = Driver(NOON - timedelta(hours=6))
    moves = [(on, name, to) for name, course in COURSES.items() for on, to in course]

    for day in sorted({to for _, _, to in moves} | {on for on, _, _ in moves}):
        # Nothing is due in the days between.
        driver.now = max(driver.now, NOON + (day - 1) * DAY)
        driver.forward(NOON + day * DAY - timedelta(hours=5))
        for on, name, to in moves:
            if on == day:
                move(groups[name], to, driver)
        driver.forward(NOON + day * DAY + timedelta(hours=5))

    wrong = sum(not holds(many, COURSES[name][-1][1]) for name, many in groups.items())
    cancelled = Outgoing.objects.filter(state=State.CANCELLED, reason=Reason.MOVED).count()
    # Later: two eves; sooner: one. There and back: nobody looked in between.
    expected = size.people * 3
    passed = wrong == 0 and wire.count() == 4 * size.people and cancelled == expected
    figures.add(
        "10",
        f"the day of {4 * size.people:,} benchmarks moved by 90 days twice, there and back too",
        len(COURSES),
        f"{wire.count():,} messages on {len(wire.recipients()):,} addresses, all at the new time; "
        f"{cancelled:,} old occurrences cancelled as moved",
        "one message each, at the new time; the old one cancelled, visible",
        passed=passed,
    )
    assert passed, (wrong, wire.count(), cancelled, expected)


def move(many: Many, to: int, driver: Driver) -> None:
    for row in many.benchmarks:
        edited_benchmark(row, now=driver.now, due_on=NOON.date() + to * DAY)


def holds(many: Many, last: int) -> bool:
    """One e-mail each, about the last day and on it."""
    rows: list[Any] = list(
        Outgoing.objects.filter(person__name=many.label, channel=Channel.EMAIL, state=State.SENT)
    )
    day = NOON.date() + last * DAY
    return len(rows) == many.count and all(
        row.occasion_on == day and row.sent_at.date() == day for row in rows
    )
