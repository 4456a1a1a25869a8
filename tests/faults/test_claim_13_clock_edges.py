"""Claim 13: instants against an oracle that only counts minutes; clocks that jump."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Outgoing
from planner.reminders.timing import at_clock
from tests.factories.many_reminders import (
    many_workers,
    rule_for_benchmarks,
    with_addresses,
    with_benchmarks,
    with_plans,
    with_settings,
)
from tests.faults.driver import Driver, waiting
from tests.faults.figures import Figures
from tests.faults.people import LONG_BEFORE, NOON, due_at
from tests.faults.sizes import sizes
from tests.faults.test_claim_12_quiet_hours import CHANGES, ZONES
from tests.faults.wire import Wire

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Size:
    instants: int
    people: int


@pytest.mark.parametrize(
    "size", sizes(short=Size(25, 10), long=Size(700, 300), full=Size(7000, 3000))
)
def test_claim_13(size: Size, wire: Wire, figures: Figures) -> None:
    chance = random.Random(13)
    wrong = sum(not is_right(*drawn) for drawn in instants(chance, size.instants))
    wrong_days = days_of_reminders()
    wire.forget()
    doubles, missing = jumping_clock(size.people, wire)

    passed = wrong == wrong_days == doubles == missing == 0
    figures.add(
        "13",
        f"{size.instants:,} hours in {len(ZONES)} zones, most on days of a clock change, by an "
        "oracle that counts minutes; 29 February, month ends, the zone at departure; the clock "
        f"back and forward by 2 hours and by a second with {size.people:,} reminders due",
        1,
        f"{wrong + wrong_days} other than the oracle, {doubles} doubles, {missing} missing",
        "0, 0, 0",
        passed=passed,
    )
    assert passed, (wrong, wrong_days, doubles, missing)


def instants(chance: random.Random, count: int) -> Iterator[tuple[date, time, ZoneInfo]]:
    for _ in range(count):
        day = chance.choice(CHANGES) + chance.randrange(-1, 2) * DAY
        yield (
            day,
            time(chance.randrange(24), chance.choice((0, 10, 30, 45))),
            ZoneInfo(chance.choice(ZONES)),
        )


def is_right(day: date, clock: time, zone: ZoneInfo) -> bool:
    """The first minute at which the wall shows it; where the clock skips it, as much later as is skipped."""
    wanted = datetime.combine(day, clock)
    minute = datetime.combine(day, time(0), UTC) - 15 * HOUR
    wall = minute.astimezone(zone).replace(tzinfo=None)
    while wall < wanted:
        before, minute = wall, minute + MINUTE
        wall = minute.astimezone(zone).replace(tzinfo=None)
        if wall > wanted > before:
            skipped = wall - before - MINUTE
            minute += wanted - before - MINUTE
            wall = minute.astimezone(zone).replace(tzinfo=None)
            return at_clock(day, clock, zone) == minute and wall == wanted + skipped
    return at_clock(day, clock, zone) == minute


def days_of_reminders() -> int:
    """Planned for another day or hour than the oracle's: how many. The oracle's days are written by hand."""
    begin = datetime(2028, 1, 20, tzinfo=UTC)
    many = many_workers(1, "days", now=begin, joined_at=LONG_BEFORE)
    with_addresses(many, now=begin)
    with_settings(many, at=time(19))
    # Japan from 28 February 2028 on: nine hours ahead of UTC, Viet Nam seven.
    with_plans(many, departs_on=date(2028, 2, 28))
    days = [date(2028, 2, 27), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 30)]
    with_benchmarks(many, days, each=len(days), added_at=LONG_BEFORE)
    rule_for_benchmarks(now=begin, key="day", days=0)
    rule_for_benchmarks(now=begin, key="before", days=-30)
    rule_for_benchmarks(now=begin, key="month", days=0, source=Source.CHECK_IN)
    Driver(begin).forward(datetime(2028, 5, 3, tzinfo=UTC), plan_every=2 * DAY)
    made = Outgoing.objects.filter(person__name="days", channel=Channel.IN_APP)
    found = set(made.values_list("occasion_on", "planned_for"))
    expected = {
        (date(2028, 2, 27), datetime(2028, 1, 28, 12, tzinfo=UTC)),
        (date(2028, 2, 28), datetime(2028, 1, 29, 12, tzinfo=UTC)),
        (date(2028, 2, 29), datetime(2028, 1, 30, 12, tzinfo=UTC)),
        (date(2028, 3, 30), datetime(2028, 2, 29, 10, tzinfo=UTC)),
        (date(2028, 2, 27), datetime(2028, 2, 27, 12, tzinfo=UTC)),
        (date(2028, 2, 28), datetime(2028, 2, 28, 10, tzinfo=UTC)),
        (date(2028, 2, 29), datetime(2028, 2, 29, 10, tzinfo=UTC)),
        (date(2028, 3, 30), datetime(2028, 3, 30, 10, tzinfo=UTC)),
        # Of March and April: they left too late for a word about February.
        (date(2028, 4, 1), datetime(2028, 4, 1, 10, tzinfo=UTC)),
        (date(2028, 5, 1), datetime(2028, 5, 1, 10, tzinfo=UTC)),
    }
    return len(found ^ expected)


def jumping_clock(people: int, wire: Wire) -> tuple[int, int]:
    """Doubles and missing ones of a clock that is put back and forward amidst the sends."""
    first, second, third = (due_at(f"jump{hour}", people, time(hour)) for hour in (12, 13, 15))
    driver = Driver(NOON - HOUR)
    driver.tick()
    for shift in (HOUR, -MINUTE / 60, MINUTE / 60, -2 * HOUR, HOUR, 3 * HOUR, -2 * HOUR, 2 * HOUR):
        driver.now += shift
        driver.tick()
    driver.forward(NOON + 4 * HOUR)
    everybody = first.emails() | second.emails() | third.emails()
    left = waiting().filter(due_at__lte=driver.now).count()
    sent = Outgoing.objects.filter(state=State.SENT, person__name__startswith="jump")
    early = sum(row.sent_at < row.planned_for for row in sent)
    return wire.repeats(), len(everybody - wire.recipients()) + left + early
