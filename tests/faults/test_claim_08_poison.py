"""Claim 8: a reminder that cannot be made holds up nobody."""

from dataclasses import dataclass

import pytest

from planner.reminders.enums import Reason, State
from tests.factories.many_reminders import rule_for_benchmarks, with_benchmarks
from tests.faults.driver import Driver, outside, waiting
from tests.faults.figures import Figures
from tests.faults.people import LONG_BEFORE, NOON, due_now
from tests.faults.sizes import sizes
from tests.faults.wire import Wire


@dataclass(frozen=True)
class Size:
    sends: int


@pytest.mark.parametrize("size", sizes(short=Size(20), long=Size(500), full=Size(5000)))
def test_claim_8(size: Size, wire: Wire, figures: Figures) -> None:
    """Of each group as many: only the broken one, only a good one, both together."""
    rule_for_benchmarks(now=NOON, key="good", template_key="passport")
    rule_for_benchmarks(now=NOON, key="broken", template_key="poison", body="{nobody_knows}")
    good, both = due_now("good", size.sends), due_now("both", size.sends)
    poisoned = due_now("poisoned", size.sends)
    poisoned.benchmarks.delete()
    for many in (both, poisoned):
        with_benchmarks(many, [NOON.date()], added_at=LONG_BEFORE, template_key="poison")

    Driver(NOON).tick()

    broken = outside().filter(rule__key="broken")
    parked = broken.filter(state=State.FAILED, reason=Reason.BROKEN).exclude(error="").count()
    late = len((good.emails() | both.emails()) - wire.recipients())
    wrong = len(wire.recipients() & poisoned.emails())
    passed = parked == 2 * size.sends and late == wrong == waiting().count() == 0
    figures.add(
        "8",
        f"a rule whose text cannot be made, due for {2 * size.sends:,} people; for half of them "
        "together with a good one",
        1,
        f"{late} of {2 * size.sends:,} others late, {parked:,} rows parked with the reason, "
        f"{waiting().count()} left",
        "others on time, row parked with reason",
        passed=passed,
    )
    assert passed, (parked, late, wrong, waiting().count())
