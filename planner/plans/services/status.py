"""Writes of a change of status or employer on the way."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from planner.benchmarks.enums import Refusal
from planner.benchmarks.status import StatusRules, way_after
from planner.benchmarks.values import Way
from planner.plans.choices import Offer, choice_of
from planner.plans.enums import ChangeKind
from planner.plans.models import StatusChange
from planner.plans.services.benchmarks import choose_way
from planner.plans.services.told import choose_trade
from planner.plans.services.writing import hold, record
from planner.reference.models import JobCategory
from planner.sharing.sections import Section


class ChangeRefused(Exception):
    """The law makes it impossible on that day. `code` says why."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class NewStatus:
    """`way`: the one before the change. `rules`: what they say of `changes_on`. Work not known: blank."""

    way: Way
    rules: StatusRules
    changes_on: date
    trade_code: str = ""
    operation: str = ""


@transaction.atomic
def change_status(
    *,
    person: User,
    new: NewStatus,
    offer: Offer | None,
    is_acknowledged: bool,
    seen: str,
    now: datetime,
) -> StatusChange:
    """The change, the way from then on, and the trade as it was matched, if it or the stage is another.

    `offer`: the match of the trade after the change; None = no home is told. `seen`: of the way before.
    Raises ChangeRefused, ChangedMeanwhile, NotAcknowledged.
    """
    hold(person, Section.PLAN)
    if new.rules.refusal:
        raise ChangeRefused(new.rules.refusal)
    step, before = new.rules.step, new.way
    after = way_after(step, before, new.changes_on)
    choose_way(
        person=person,
        values={
            "route": after.route,
            "operation": new.operation,
            "ssw_starts_on": after.ssw_starts_on,
            "returns_on": after.returns_on,
        },
        seen=seen,
        now=now,
    )
    earlier = _newest(person)
    row = StatusChange.objects.create(
        person=person,
        kind=step,
        from_route=before.route,
        to_route=after.route,
        changes_on=new.changes_on,
        trade=JobCategory.objects.filter(code=new.trade_code).first(),
        told_at=now,
    )
    record(
        ChangeKind.STATUS,
        person=person,
        section=Section.PLAN,
        now=now,
        about=step,
        before=_plain(earlier),
        after=_plain(row),
    )
    if offer and _is_new_choice(person, offer):
        choose_trade(person=person, offer=offer, is_acknowledged=is_acknowledged, now=now)
    return row


def _newest(person: User) -> StatusChange | None:
    row: StatusChange | None = StatusChange.objects.of(person).order_by("-pk").first()
    return row


def _plain(row: StatusChange | None) -> dict[str, str]:
    if row is None:
        return {}
    trade = row.trade.code if row.trade else ""
    return {"kind": row.kind, "changes_on": row.changes_on.isoformat(), "trade": trade}


def _is_new_choice(person: User, offer: Offer) -> bool:
    """Another trade than chosen last, or the same one at another stage of the way."""
    made = choice_of(person)
    return (
        made is None
        or made.trade_code != offer.match.trade.code
        or made.inputs.stage != offer.answers.stage
    )
