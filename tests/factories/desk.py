"""What counselors write down about a case, and what they ask for, as rows."""

from datetime import datetime

from accounts.models import Agency
from planner.casework.enums import (
    ContactChannel,
    ContactResult,
    NudgeKind,
    ReferralKind,
    ReferralState,
)
from planner.casework.models import Case, ContactAttempt, Nudge, Referral
from planner.casework.services.cases import open_case
from planner.sharing.models import Assignment
from tests.factories.reminders import NOW


def case_of(assignment: Assignment, *, now: datetime = NOW) -> Case:
    return open_case(assignment=assignment, now=now)


def nudge(
    assignment: Assignment, kind: NudgeKind = NudgeKind.PLAN, *, now: datetime = NOW
) -> Nudge:
    return Nudge.objects.create(case=case_of(assignment), kind=kind, by_name="Chị Hoa", at=now)


def contact(
    assignment: Assignment, result: ContactResult = ContactResult.REACHED, *, now: datetime = NOW
) -> ContactAttempt:
    return ContactAttempt.objects.create(
        case=case_of(assignment),
        channel=ContactChannel.CALL,
        result=result,
        at=now,
        by_name="Chị Hoa",
    )


def transfer_asked(assignment: Assignment, to: Agency, *, now: datetime = NOW) -> Referral:
    return Referral.objects.create(
        case=case_of(assignment),
        kind=ReferralKind.TRANSFER,
        to_agency=to,
        why="Về gần nhà",
        state=ReferralState.ASKED,
        by_name="Chị Hoa",
        made_at=now,
    )


def agreed_to(referral: Referral, *, now: datetime) -> Referral:
    """The worker said yes."""
    referral.state, referral.worker_answered_at = ReferralState.AGREED, now
    referral.save()
    return referral
