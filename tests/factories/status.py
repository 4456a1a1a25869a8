"""Changes of status, told as the page does it."""

from datetime import date, datetime

from accounts.models import User
from planner.benchmarks.enums import StatusStep
from planner.plans.changing_status import Standpoint, standpoint_of
from planner.plans.choices import offer_of
from planner.plans.models import StatusChange
from planner.plans.records import WAY, plain
from planner.plans.selectors.told import answers_of
from planner.plans.services.status import NewStatus, change_status
from planner.reference.selectors import current_atlas
from planner.sharing.stale import fingerprint
from tests.factories.plans import NOW


def standpoint(person: User) -> Standpoint:
    found = standpoint_of(person, answers_of(person), current_atlas())
    assert found is not None
    return found


def status_change(
    person: User,
    step: StatusStep = StatusStep.TITP_TO_SSW,
    on: date = date(2030, 3, 1),
    *,
    trade: str = "",
    operation: str = "",
    seen: str | None = None,
    now: datetime = NOW,
) -> StatusChange:
    """Of somebody whose way is chosen. `trade` after the change; "" = as before."""
    place = standpoint(person)
    after = place.atlas.trades_by_code.get(trade) or place.trade_after(step)
    code = after.code if after else ""
    return change_status(
        person=person,
        new=NewStatus(
            place.way_before(step), place.rules(step, on, after, operation), on, code, operation
        ),
        offer=offer_of(answers_of(person), code, place.atlas),
        is_acknowledged=True,
        seen=fingerprint(plain(place.plan, WAY)) if seen is None else seen,
        now=now,
    )
