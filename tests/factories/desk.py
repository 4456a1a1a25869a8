"""What counselors write down about a case, and what they ask for, as rows."""

from datetime import datetime

from accounts.models import Agency
from planner.casework.enums import ContactResult, NudgeKind, ReferralState
from planner.casework.models import Case, ContactAttempt, Nudge, Referral
from planner.casework.services.cases import open_case
from planner.sharing.models import Assignment
from tests.factories import cases
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
    return cases.contact(case_of(assignment), now, result=result)


def transfer_asked(assignment: Assignment, to: Agency, *, now: datetime = NOW) -> Referral:
    return cases.referral_of(case_of(assignment), to_agency=to, made_at=now)


def agreed_to(referral: Referral, *, now: datetime) -> Referral:
    """The worker said yes."""
    referral.state, referral.worker_answered_at = ReferralState.AGREED, now
    referral.save()
    return referral
