"""Claim 11: what is done is not reminded of, up to the last look before it is sent."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from planner.reminders.enums import Channel, Reason, State
from planner.reminders.models import Outgoing
from planner.reminders.services import sending
from planner.reminders.services.claiming import Claim
from planner.reminders.services.inside import deliver_inside
from tests.factories.many_reminders import Many, rule_for_benchmarks
from tests.faults.driver import Driver, waiting
from tests.faults.figures import Figures
from tests.faults.people import NOON, due_at
from tests.faults.sizes import sizes
from tests.faults.wire import Wire

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Size:
    people: int


def complete(many: Many, on: date) -> None:
    many.benchmarks.update(done_on=on)


@pytest.mark.parametrize("size", sizes(short=Size(20), long=Size(500), full=Size(5000)))
def test_claim_11(
    size: Size, wire: Wire, figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One group is done a second before the claim, one as soon as its e-mails are claimed, one not at all."""
    rule_for_benchmarks(now=NOON)
    before, between, not_at_all = (
        due_at(label, size.people, NOON.time()) for label in ("before", "between", "open")
    )
    driver = Driver(NOON - timedelta(hours=1))
    driver.tick()
    driver.now = NOON - SECOND
    complete(before, driver.now.date())
    claimed: list[int] = []

    def done_once_claimed(claim: Claim, *, now: datetime) -> Counter[str]:
        counts = deliver_inside(claim, now=now)
        claimed.extend(row.pk for row in claim.outside())
        if claimed:
            complete(between, now.date())
        return counts

    monkeypatch.setattr(sending, "deliver_inside", done_once_claimed)
    driver.now = NOON
    driver.send()

    sends = {many.label: len(many.emails() & wire.recipients()) for many in (before, between)}
    stopped = rows_of(between).filter(pk__in=claimed)
    why = set(stopped.values_list("state", "reason"))
    passed = (
        sends == {"before": 0, "between": 0}
        and wire.recipients() == not_at_all.emails()
        and why == {(State.CANCELLED, Reason.DONE)}
        and stopped.count() > 0
        and not waiting().exists()
    )
    figures.add(
        "11",
        f"benchmarks of {size.people:,} people done a second before the claim, of {size.people:,} "
        "between claim and send",
        1,
        f"{sends['before']} and {sends['between']} sent; {stopped.count():,} claimed e-mails were "
        "stopped by the second look",
        "0 sends; the second look stops it",
        passed=passed,
    )
    assert passed, (sends, why, stopped.count())


def rows_of(many: Many) -> Any:
    return Outgoing.objects.filter(person__name=many.label, channel=Channel.EMAIL)
