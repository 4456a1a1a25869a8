"""Cases and what counselors do about them. Any column can be given."""

from datetime import UTC, date, datetime
from typing import Any

from planner.casework.enums import (
    ContactChannel,
    ContactResult,
    FlagKind,
    ReferralKind,
    ReferralState,
    StepKind,
)
from planner.casework.models import Case, CaseFlag, ContactAttempt, FollowUp, Referral
from planner.casework.services.cases import open_case
from planner.sharing.models import Assignment
from tests.factories.accounts import AgencyFactory
from tests.factories.sharing import AssignmentFactory

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
WHO = "Trần Thị Hương"


def case_of(assignment: Assignment | None = None, *, now: datetime = NOW, **values: Any) -> Case:
    """The case of an assignment, of a new one if none is given; with these columns."""
    case = open_case(assignment=assignment or AssignmentFactory.create(), now=now)
    for name, value in values.items():
        setattr(case, name, value)
    case.save()
    return case


def closed_case(assignment: Assignment | None = None, **values: Any) -> Case:
    usual: dict[str, Any] = {"closed_at": NOW, "close_reason": "home"}
    return case_of(assignment, **usual | values)


def follow_up(case: Case, due_on: date = TODAY, **values: Any) -> FollowUp:
    """An open one."""
    usual: dict[str, Any] = {"kind": StepKind.CALL, "made_at": NOW, "made_by_name": WHO}
    return FollowUp.objects.create(case=case, due_on=due_on, **usual | values)


def done_follow_up(case: Case, due_on: date = TODAY, **values: Any) -> FollowUp:
    usual = {"done_at": NOW, "done_by_name": WHO, "result": "Đã gọi"}
    return follow_up(case, due_on, **usual | values)


def contact(case: Case, at: datetime = NOW, **values: Any) -> ContactAttempt:
    usual: dict[str, Any] = {
        "channel": ContactChannel.CALL,
        "result": ContactResult.REACHED,
        "by_name": WHO,
    }
    return ContactAttempt.objects.create(case=case, at=at, **usual | values)


def flag(case: Case, kind: FlagKind = FlagKind.URGENT, **values: Any) -> CaseFlag:
    """An open one."""
    usual: dict[str, Any] = {"raised_at": NOW, "raised_by_name": WHO}
    return CaseFlag.objects.create(case=case, kind=kind, **usual | values)


def referral_of(case: Case, kind: ReferralKind = ReferralKind.TRANSFER, **values: Any) -> Referral:
    """Asked for, and waiting for the worker."""
    usual: dict[str, Any] = {
        "why": "Em chuyển về Đà Nẵng",
        "state": ReferralState.ASKED,
        "by_name": WHO,
        "made_at": NOW,
    }
    if kind == ReferralKind.HELP:
        usual["to_place"] = "Đường dây nóng"
    elif "to_agency" not in values:
        usual["to_agency"] = AgencyFactory.create()
    return Referral.objects.create(case=case, kind=kind, **usual | values)
