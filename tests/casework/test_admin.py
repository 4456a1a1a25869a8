import pytest

from planner.casework.enums import CaseEventKind
from planner.casework.models import Case
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import case_of
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

ADD = "/staff/sharing/assignment/add/"


@pytest.mark.parametrize("stays", [True, False], ids=["same agency", "another agency"])
def test_case_goes_along_when_staff_move_the_worker_within_the_agency(stays: bool) -> None:
    before = AssignmentFactory.create()
    case = case_of(before)
    agency = {"agency": before.agency} if stays else {}
    to = UserFactory.create(counselor=True, **agency)
    before.worker.agency = to.agency
    before.worker.save()

    sent = {"worker": before.worker.pk, "counselor": to.pk}
    signed_in(UserFactory.create(staff=True, is_superuser=True)).post(ADD, sent)

    now_open = Assignment.objects.open().get()
    assert (now_open.worker, now_open.counselor) == (before.worker, to)
    assert Case.objects.get() == case
    case.refresh_from_db()
    assert case.assignment == (now_open if stays else before)
    assert case.events.filter(kind=CaseEventKind.HANDED_OVER).exists() == stays
