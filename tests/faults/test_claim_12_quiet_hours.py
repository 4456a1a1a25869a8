"""Claim 12: no message in anybody's quiet hours, wherever they are, on the days of the clock change too."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from planner.plans.models import Benchmark
from planner.reminders.enums import WAITING, Channel, State
from planner.reminders.models import Outgoing, ReminderSettings
from tests.factories.many_reminders import (
    Many,
    many_workers,
    rule_for_benchmarks,
    with_addresses,
    with_benchmarks,
    with_settings,
)
from tests.faults.driver import Driver
from tests.faults.figures import Figures
from tests.faults.people import LONG_BEFORE
from tests.faults.sizes import sizes
from tests.faults.wire import Wire

ZONES = (
    "Asia/Tokyo",
    "Asia/Ho_Chi_Minh",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
)
# Over midnight, within a night and in the hour that is skipped or comes twice, by day.
WINDOWS = (
    *((time(22), time(7)), (time(23, 30), time(1, 30))),
    *((time(1, 45), time(2, 15)), (time(2), time(3)), (time(12), time(13))),
)
HOURS = (time(21, 30), time(0, 30), time(2, 10), time(11, 45), time(22))
# Spring and autumn of Berlin, New York and Lord Howe, and a day on which no clock changes.
CHANGES = (
    *(date(2027, 3, 28), date(2027, 10, 31), date(2027, 3, 14), date(2027, 11, 7)),
    *(date(2027, 10, 3), date(2027, 4, 4), date(2027, 6, 15)),
)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Size:
    days: int
    hours: int
    # The senders come back at each of these hours after they were off.
    step: int


@pytest.mark.parametrize("size", sizes(short=Size(2, 1, 7), long=Size(7, 3, 5), full=Size(7, 5, 1)))
def test_claim_12(size: Size, wire: Wire, figures: Figures) -> None:
    rule_for_benchmarks(now=datetime(2027, 1, 1, tzinfo=UTC), expires_after_hours=72)
    count = in_window = lost = twice = undone = held = 0
    for day, hour in product(CHANGES[: size.days], HOURS[: size.hours]):
        wire.forget()
        groups = [
            group_of(f"{day:%m%d}{hour:%H}{zone[-4:].lower()}{number}", zone, window, hour, day)
            for (number, window), zone in product(enumerate(WINDOWS), ZONES)
        ]
        held += run_about(day, size.step)
        sent = sent_rows(day, hour)
        count += len(sent)
        in_window += sum(is_in_window(row) for row in sent)
        lost += sum(1 for many in groups if f"{many.label}-1@example.com" not in wire.recipients())
        undone += sum(1 for m in groups if f"{m.label}-2@example.com" in wire.recipients())
        twice += wire.repeats()

    passed = in_window == lost == twice == undone == 0 and held > 0
    figures.add(
        "12",
        f"{len(ZONES)} zones × {len(WINDOWS)} windows × {size.hours} wanted hours, on "
        f"{size.days} days, most with a clock change; senders on now and then",
        size.days * size.hours,
        f"{in_window} of {count:,} in a window ({held:,} were held back), {lost} lost, "
        f"{twice} twice, {undone} sent of those done while held",
        "0 in the window, 0 lost, at most one each, condition read again",
        passed=passed,
    )
    assert passed, (count, in_window, lost, twice, undone, held)


def group_of(label: str, zone: str, window: tuple[time, time], hour: time, day: date) -> Many:
    """Two people; the second one's benchmark gets done while it is held."""
    many = many_workers(2, label, now=LONG_BEFORE)
    with_addresses(many, now=LONG_BEFORE)
    with_settings(many, at=hour, quiet=window, zone=zone)
    with_benchmarks(many, [day], added_at=LONG_BEFORE)
    return many


def run_about(day: date, step: int) -> int:
    """Two days from the eve on, looked at every `step` hours, so that much becomes due at night. Rows held back."""
    driver = Driver(datetime.combine(day, time(0), UTC) - 24 * HOUR)
    driver.plan()
    doing = Outgoing.objects.filter(occasion_on=day)
    # Of each pair the second is done before it is looked at for the last time.
    held: set[int] = set()
    for _ in range(96 // step):
        driver.now += step * HOUR
        driver.send()
        now_held = doing.filter(channel=Channel.EMAIL, state__in=WAITING, due_at__gt=driver.now)
        held |= set(now_held.values_list("pk", flat=True))
        seconds_of_pairs(day).update(done_on=day)
    return len(held)


def seconds_of_pairs(day: date) -> Any:
    return Benchmark.objects.filter(due_on=day, person__email__contains="-2@")


def sent_rows(day: date, hour: time) -> list[Any]:
    rows = Outgoing.objects.filter(occasion_on=day, channel=Channel.EMAIL, state=State.SENT)
    return list(rows.filter(person__name__startswith=f"{day:%m%d}{hour:%H}"))


def is_in_window(row: Any) -> bool:
    """By the wall clock where the person is: an independent look."""
    wanted = ReminderSettings.objects.get(person=row.person_id)
    wall = row.sent_at.astimezone(ZoneInfo(wanted.time_zone))
    minutes = wall.hour * 60 + wall.minute
    start = wanted.quiet_from.hour * 60 + wanted.quiet_from.minute
    length = (wanted.quiet_to.hour * 60 + wanted.quiet_to.minute - start) % 1440
    return bool((minutes - start) % 1440 < length)
