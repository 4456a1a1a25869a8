"""A case is closed and opened again."""

import pytest

from planner.casework.enums import CloseReason, ReferralKind, ReferralState
from planner.casework.models import Case, CaseEvent
from planner.casework.services.closing import (
    AlreadyClosed,
    NotClosed,
    TransferIsOpen,
    close_case,
    reopen_case,
)
from planner.sharing.models import Assignment
from tests.factories.cases import (
    NOW,
    case_of,
    closed_case,
    done_follow_up,
    follow_up,
    referral_of,
)
from tests.factories.plans import opened_by_counselor
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(db: None) -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def closed(assignment: Assignment, reason: CloseReason = CloseReason.LEFT) -> Case:
    assert assignment.counselor is not None
    return close_case(
        opened=opened_by_counselor(assignment),
        by=assignment.counselor,
        reason=reason,
        words="Đã nghỉ",
        now=NOW,
    )


def reopened(assignment: Assignment) -> Case:
    assert assignment.counselor is not None
    return reopen_case(
        opened=opened_by_counselor(assignment),
        by=assignment.counselor,
        words="Quay lại",
        now=NOW,
    )


def test_closed_case_has_its_reason_and_history_and_keeps_the_care(assignment: Assignment) -> None:
    case = closed(assignment)

    assignment.refresh_from_db()
    assert (case.closed_at, case.close_reason) == (NOW, CloseReason.LEFT)
    assert assignment.ended_at is None
    event = CaseEvent.objects.get()
    assert (event.case, event.kind, event.words) == (case, "closed", "left Đã nghỉ")
    assert event.by == assignment.counselor


def test_open_steps_end_and_done_ones_stay(assignment: Assignment) -> None:
    case = case_of(assignment)
    row, done = follow_up(case), done_follow_up(case)
    elsewhere = follow_up(case_of())

    closed(assignment)

    for step in (row, done, elsewhere):
        step.refresh_from_db()
    assert (row.done_at, row.result) == (NOW, "")
    assert done.result == "Đã gọi"
    assert elsewhere.done_at is None


def test_case_is_not_closed_twice(assignment: Assignment) -> None:
    closed(assignment)

    with pytest.raises(AlreadyClosed):
        closed(assignment, CloseReason.HOME)

    assert Case.objects.get().close_reason == CloseReason.LEFT
    assert CaseEvent.objects.count() == 1


@pytest.mark.parametrize("state", [ReferralState.ASKED, ReferralState.AGREED])
def test_case_with_an_open_transfer_stays_open(
    state: ReferralState, assignment: Assignment
) -> None:
    referral_of(case_of(assignment), state=state)

    with pytest.raises(TransferIsOpen):
        closed(assignment)

    assert Case.objects.get().closed_at is None


@pytest.mark.parametrize(
    "referral",
    [
        {"kind": ReferralKind.HELP},
        {"state": ReferralState.REFUSED},
        {"state": ReferralState.REVOKED},
    ],
)
def test_what_is_no_open_transfer_does_not_hold_it(
    referral: dict[str, object], assignment: Assignment
) -> None:
    referral_of(case_of(assignment), **referral)  # type: ignore[arg-type]

    assert closed(assignment).closed_at == NOW


def test_case_is_opened_again(assignment: Assignment) -> None:
    closed_case(assignment)

    case = reopened(assignment)

    assert (case.closed_at, case.close_reason) == (None, "")
    event = CaseEvent.objects.get()
    assert (event.kind, event.words) == ("reopened", "Quay lại")


def test_open_case_is_not_opened_again(assignment: Assignment) -> None:
    case_of(assignment)

    with pytest.raises(NotClosed):
        reopened(assignment)

    assert CaseEvent.objects.count() == 0
