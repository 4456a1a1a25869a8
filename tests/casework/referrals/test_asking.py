"""What is asked, of whom, and what is not."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Agency, User
from planner.casework.enums import CaseEventKind, CloseReason, ReferralKind
from planner.casework.enums import ReferralState as State
from planner.casework.models import Case, CaseEvent, Referral
from planner.casework.selectors.referrals import (
    agencies_called,
    agencies_to_transfer_to,
)
from planner.casework.services.cases import open_case
from planner.casework.services.referrals import (
    MOST_OPEN,
    AgencyCannotTake,
    CannotBeReferred,
    TooManyReferrals,
    TransferIsOpen,
    ask_referral,
)
from planner.sharing.models import Assignment
from planner.sharing.services import end_assignment
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.cases import referral_of
from tests.factories.plans import NOW, opened_by_counselor

pytestmark = pytest.mark.django_db


def ask(assignment: Assignment, **said: Any) -> Referral:
    assert assignment.counselor is not None
    return ask_referral(
        **{
            "opened": opened_by_counselor(assignment),
            "by": assignment.counselor,
            "kind": ReferralKind.TRANSFER,
            "why": "Em chuyển về Đà Nẵng",
            "now": NOW,
            **said,
        }
    )


def test_asking_is_kept_with_who_why_and_when(
    case: Case, counselor: User, assignment: Assignment, to: Agency
) -> None:
    row = ask(assignment, to_agency=to, to_place="không ghi")

    assert (row.case, row.state, row.to_agency, row.to_place) == (case, State.ASKED, to, "")
    assert (row.by, row.by_name, row.made_at) == (counselor, counselor.name, NOW)
    [event] = CaseEvent.objects.filter(case=case)
    assert (event.kind, event.words) == (CaseEventKind.ASKED, f"→ {to.name}")


@pytest.mark.parametrize("case_is", ["closed", "account closed", "care ended"])
def test_who_is_out_of_the_caseload_is_not_referred(
    case_is: str, case: Case, worker: User, assignment: Assignment, to: Agency
) -> None:
    if case_is == "closed":
        case.closed_at, case.close_reason = NOW, CloseReason.LEFT
        case.save()
    elif case_is == "account closed":
        worker.is_active = False
        worker.save()
    else:
        end_assignment(worker=worker, now=NOW)

    with pytest.raises(CannotBeReferred):
        ask(assignment, to_agency=to)


@pytest.mark.parametrize("agency", ["none", "own", "closed", "without supervisor"])
def test_an_agency_that_nobody_answers_for_is_not_asked(
    agency: str, assignment: Assignment, counselor: User, there: User, to: Agency
) -> None:
    UserFactory.create(supervisor=True, agency=counselor.agency)
    Agency.objects.filter(pk=to.pk).update(is_active=agency != "closed")
    User.objects.filter(pk=there.pk).update(is_active=agency != "without supervisor")
    asked = {"none": None, "own": counselor.agency}.get(agency, to)

    with pytest.raises(AgencyCannotTake):
        ask(assignment, to_agency=asked)


def test_one_transfer_is_open_at_a_time_and_help_beside_it(
    assignment: Assignment, case: Case, to: Agency
) -> None:
    ask(assignment, to_agency=to)

    with pytest.raises(TransferIsOpen):
        ask(assignment, to_agency=to)
    with pytest.raises(IntegrityError), transaction.atomic():
        referral_of(case, to_agency=to)
    for number in range(MOST_OPEN - 1):
        ask(assignment, kind=ReferralKind.HELP, to_place=f"Nơi {number}")
    with pytest.raises(TooManyReferrals):
        ask(assignment, kind=ReferralKind.HELP, to_place="Nơi nữa")


def test_agencies_to_choose_from_can_answer_and_are_not_the_own_one(
    assignment: Assignment, to: Agency
) -> None:
    UserFactory.create(supervisor=True, agency=assignment.agency)
    AgencyFactory.create()
    UserFactory.create(supervisor=True, is_active=False)
    UserFactory.create(supervisor=True, agency__is_active=False)

    assert list(agencies_to_transfer_to(assignment.agency_id)) == [to]


def test_agency_is_found_by_its_name_however_it_is_typed() -> None:
    names = ("Công ty Sông Hồng", "Công ty Sông Lam", "Hữu Nghị", "Hữu Nghi")
    made = {name: AgencyFactory.create(name=name) for name in names}
    among = Agency.objects.all()

    assert agencies_called("cong ty song lam", among) == (made["Công ty Sông Lam"], [])
    assert agencies_called("Hữu Nghi", among) == (made["Hữu Nghi"], [])
    assert agencies_called("huu nghi", among) == (None, ["Hữu Nghị", "Hữu Nghi"])
    assert set(agencies_called("Song", among)[1]) == set(names[:2])
    assert agencies_called("Cong ti Song Hong", among)[1][0] == "Công ty Sông Hồng"
    assert agencies_called("", among) == (None, [])


def test_worker_who_goes_takes_the_referrals_along(case: Case, worker: User) -> None:
    open_case(assignment=case.assignment, now=NOW)
    referral_of(case)

    worker.delete()

    assert not Referral.objects.exists()
