"""Claim 9: whoever joins late hears nothing of what lies behind."""

from dataclasses import dataclass
from datetime import time, timedelta

import pytest

from planner.reminders.enums import Source
from planner.reminders.models import Outgoing
from tests.factories.many_reminders import (
    many_workers,
    rule_for_benchmarks,
    with_addresses,
    with_benchmarks,
    with_plans,
    with_settings,
)
from tests.faults.driver import Driver, outside
from tests.faults.figures import Figures
from tests.faults.people import NOON
from tests.faults.sizes import sizes
from tests.faults.wire import Wire

YEARS = 5


@dataclass(frozen=True)
class Size:
    people: int


@pytest.mark.parametrize("size", sizes(short=Size(40), long=Size(1000), full=Size(1000)))
def test_claim_9(size: Size, wire: Wire, figures: Figures) -> None:
    """Departed in the past five years, with all their days behind them but one, which is tomorrow."""
    for days in (-30, 0):
        rule_for_benchmarks(now=NOON, key=f"day{days}".replace("-", "before"), days=days)
    rule_for_benchmarks(now=NOON, key="missed", days=3, source=Source.MISS)
    rule_for_benchmarks(now=NOON, key="month", days=0, source=Source.CHECK_IN)
    for year in range(YEARS):
        label = f"late{year}"
        many = many_workers(size.people // YEARS, label, now=NOON, joined_at=NOON)
        with_addresses(many, now=NOON)
        with_settings(many, at=time(19), zone="UTC")
        with_plans(many, departs_on=(NOON - timedelta(days=365 * year + 30)).date())
        past = [(NOON - timedelta(days=1 + 61 * number)).date() for number in range(6 * (year + 1))]
        with_benchmarks(many, past, each=len(past), added_at=NOON)
        tomorrow = [NOON.date() + timedelta(days=1)]
        with_benchmarks(many, tomorrow, each=1, added_at=NOON, template_key="ahead")
    driver = Driver(NOON)

    driver.forward(NOON + timedelta(days=2))

    joined_on = NOON.date()
    about_the_past = Outgoing.objects.filter(occasion_on__lt=joined_on).count()
    planned_before = Outgoing.objects.filter(planned_for__lt=NOON).count()
    ahead = len(wire.recipients())
    passed = about_the_past == planned_before == 0 and ahead == wire.count() == size.people
    figures.add(
        "9",
        f"{size.people:,} workers added who departed in the past {YEARS} years, with all days of "
        "their plans behind them but one",
        1,
        f"{about_the_past} messages about the past; {ahead:,} about the day that lies ahead",
        "0 about the past",
        passed=passed,
    )
    assert passed, (about_the_past, planned_before, ahead, outside().count())
