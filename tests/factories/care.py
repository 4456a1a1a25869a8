"""People in care as a list of them needs: with a case, steps, flags."""

from datetime import date
from typing import Any

from accounts.models import User
from planner.casework.enums import CloseReason, FlagKind
from planner.casework.models import Case, CaseFlag, FollowUp
from planner.sharing.models import Assignment
from tests.factories import cases
from tests.factories.accounts import UserFactory
from tests.factories.plans import NOW
from tests.factories.sharing import AssignmentFactory


def in_care(counselor: User, name: str, *, is_invited: bool = False, **case: Any) -> Assignment:
    """A worker of the counselor's agency in the counselor's care; with a case if anything of it is given."""
    cast: dict[str, Any] = {"is_invited": True, "is_active": False, "email": None}
    worker = UserFactory.create(agency=counselor.agency, name=name, **(cast if is_invited else {}))
    assignment: Assignment = AssignmentFactory.create(worker=worker, counselor=counselor)
    if case:
        Case.objects.create(assignment=assignment, opened_at=NOW, **case)
    return assignment


def closed(counselor: User, name: str, **case: Any) -> Assignment:
    return in_care(counselor, name, closed_at=NOW, close_reason=CloseReason.HOME, **case)


def step(assignment: Assignment, due_on: date, words: str = "", **more: Any) -> FollowUp:
    return cases.follow_up(cases.case_of(assignment), due_on, words=words, **more)


def flag(assignment: Assignment, kind: FlagKind, **more: Any) -> CaseFlag:
    return cases.flag(cases.case_of(assignment), kind, **more)
