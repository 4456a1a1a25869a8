"""Claim 7: an address that refuses is switched off, alone, and somebody sees it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from planner.reminders.enums import OffReason, Reason, State
from planner.reminders.models import Address
from planner.reminders.selectors.reach import cut_off
from tests.factories.many_reminders import rule_for_benchmarks, with_benchmarks
from tests.faults.driver import Driver, outside, waiting
from tests.faults.figures import Figures
from tests.faults.people import LONG_BEFORE, NOON, due_now
from tests.faults.sizes import sizes
from tests.faults.wire import Wire

DAYS = 4


@dataclass(frozen=True)
class Size:
    sends: int


@pytest.mark.parametrize("size", sizes(short=Size(60), long=Size(1000), full=Size(10_000)))
def test_claim_7(size: Size, wire: Wire, figures: Figures) -> None:
    rule_for_benchmarks(now=NOON)
    dead, live = due_now("dead", size.sends // 20), due_now("live", size.sends - size.sends // 20)
    for many in (dead, live):
        for day in range(1, DAYS):
            on = [NOON.date() + timedelta(days=day)]
            with_benchmarks(many, on, added_at=LONG_BEFORE, template_key=f"day{day}")
    driver = Driver(NOON)

    driver.forward(NOON + timedelta(days=DAYS))

    refused = outside().filter(person__name="dead")
    off = Address.objects.filter(off_reason=OffReason.REFUSED, off_at__isnull=False)
    wrongly_off = off.exclude(person__name="dead").count()
    # What counselors are shown.
    shown = set(cut_off().values_list("person__name", "person"))
    arrived = sum(message.to in live.emails() for message in wire.accepted())
    tried = refused.filter(state=State.FAILED, reason=Reason.REFUSED).count()
    passed = (
        arrived == live.count * DAYS
        and off.count() == dead.count
        and wrongly_off == waiting().count() == 0
        and tried == dead.count * 2
        and shown == set(dead.people.values_list("name", "pk"))
    )
    figures.add(
        "7",
        f"550 for 5 % of {size.sends:,} addresses, {DAYS} reminders for each on {DAYS} days",
        DAYS,
        f"{off.count()} of {dead.count} switched off after {tried / dead.count:.0f} refusals, "
        f"{wrongly_off} others, {len(shown)} shown to counselors; {arrived:,} of {live.count * DAYS:,} of the others arrived; "
        f"{waiting().count()} rows left",
        "all dead ones off and seen, nobody else; no row without end",
        passed=passed,
    )
    assert passed, (arrived, off.count(), wrongly_off, waiting().count(), tried)
