import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from planner.sharing.models import Assignment
from planner.sharing.services import NotInCare, open_person
from planner.web.accounts import invitations
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.accounts.conftest import AnswersWith, NothingWritten

pytestmark = pytest.mark.django_db

LEAVE = "/account/leave-agency/"


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def test_who_leaves_keeps_everything_and_is_seen_no_more(
    assignment: Assignment, answers_with: AnswersWith
) -> None:
    worker, counselor = assignment.worker, assignment.counselor
    assert counselor is not None
    keep_answers(person=worker, answers=answers_with("farm"))

    response = signed_in(worker).post(LEAVE)

    worker.refresh_from_db()
    assignment.refresh_from_db()
    assert assignment.ended_at is not None
    assert (response.status_code, worker.agency) == (302, None)
    assert answers_of(worker) == answers_with("farm")
    with pytest.raises(NotInCare):
        open_person(reader=counselor, worker_pk=worker.pk, now=assignment.ended_at)


def test_leaving_is_all_or_nothing(assignment: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(invitations, "end_assignment", refuse)
    with pytest.raises(RuntimeError):
        signed_in(assignment.worker).post(LEAVE)

    assert User.objects.get(pk=assignment.worker_id).agency == assignment.agency


def test_looking_leaves_nothing(assignment: Assignment, nothing_written: NothingWritten) -> None:
    client = signed_in(assignment.worker)

    with nothing_written():
        page = client.get(LEAVE)

    assert page.status_code == 200
    assert str(assignment.agency) in page.content.decode()


def test_an_agency_without_counselor_can_be_left(assignment: Assignment) -> None:
    Assignment.objects.all().delete()
    client = signed_in(assignment.worker)

    assert client.get(LEAVE).status_code == 200
    client.post(LEAVE)

    assert User.objects.get(pk=assignment.worker_id).agency is None


@pytest.mark.parametrize("kind", [{}, {"counselor": True}, {"staff": True}])
def test_who_has_nothing_to_leave_goes_on(kind: dict[str, bool]) -> None:
    person = UserFactory.create(**kind)
    client = signed_in(person)

    answers = [client.get(LEAVE), client.post(LEAVE)]

    assert [a.headers["Location"] for a in answers] == [reverse("after_sign_in")] * 2
    assert User.objects.get(pk=person.pk).agency == person.agency


def test_leaving_is_not_for_strangers(client: Client) -> None:
    assert client.post(LEAVE).headers["Location"].startswith(reverse("account_login"))
