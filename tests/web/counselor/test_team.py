"""The supervisor's team, and moving a worker from one counselor to another."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.services import assign
from tests.factories.accounts import UserFactory
from tests.factories.cases import case_of, closed_case, flag, follow_up
from tests.factories.casework import from_worker
from tests.factories.plans import agreed_plan
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import NOW
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

TEAM = reverse("team")


@pytest.fixture
def colleague(counselor: User) -> User:
    return UserFactory.create(counselor=True, agency=counselor.agency, name="Lê Ngọc Mai")


@pytest.fixture
def overseer(supervisor: User) -> Client:
    """The supervisor's browser."""
    return signed_in(supervisor)


def move(worker: User) -> str:
    return reverse("move_worker", args=[worker.pk])


def cared_for_by(worker: User) -> User | None:
    return Assignment.objects.open().get(worker=worker).counselor


def row_of(response: Any, person: User) -> Any:
    [row] = [row for row in response.context["rows"] if row.name == person.name]
    return row


def test_team_tells_how_many_each_looks_after(
    worker: User, counselor: User, colleague: User, supervisor: User, overseer: Client
) -> None:
    AssignmentFactory.create(counselor=counselor, agency=counselor.agency)
    AssignmentFactory.create(counselor=counselor, agency=counselor.agency, ended_at=NOW)
    closed_case(AssignmentFactory.create(counselor=counselor, agency=counselor.agency))
    elsewhere: Assignment = AssignmentFactory.create()

    response = overseer.get(TEAM)

    loads = {row.name: row.workers.count for row in response.context["rows"]}
    assert loads == {counselor.name: 2, colleague.name: 0, supervisor.name: 0}
    assert elsewhere.counselor
    assert elsewhere.counselor.name not in page_of(response)
    ratios = response.context["ratios"]
    assert (ratios.workers, ratios.counselors, ratios.supervisors) == (2, 2, 1)
    assert (ratios.per_counselor, ratios.per_supervisor) == (1, 2)
    [row] = AccessLog.objects.all()
    assert (row.filters, row.count) == ("team", 2)


def test_team_tells_of_each_what_waits(
    assignment: Assignment, counselor: User, supervisor: User, overseer: Client
) -> None:
    """An urgent flag is of today, an overdue step too; the other worker has none set."""
    today = timezone.localdate()
    case = case_of(assignment)
    flag(case)
    follow_up(case, today - timedelta(days=1))
    from_worker(assignment)
    second: Assignment = AssignmentFactory.create(counselor=counselor, agency=counselor.agency)
    agreed_plan(second.worker)

    response = overseer.get(TEAM)

    row = row_of(response, counselor)
    assert [number.words for number in row.waiting] == ["1 today"]
    assert [number.words for number in row.steps] == ["1 overdue", "1 without one"]
    assert (row.unread.count, row.sign_offs.count) == (1, 1)
    query = f"?counselor={counselor.pk}"
    assert row.workers.url == reverse("my_workers") + query
    assert row.steps[0].url == reverse("my_workers") + query + "&step=overdue"
    page = page_of(response)
    assert "Plans to sign off (1)" in page
    assert row_of(response, supervisor).workers.url == ""


def test_somebody_who_has_gone_comes_first_with_the_way_to_hand_over(
    assignment: Assignment, counselor: User, overseer: Client
) -> None:
    counselor.is_active = False
    counselor.save()

    response = overseer.get(TEAM)

    row = response.context["rows"][0]
    assert (row.name, row.is_gone, row.workers.count) == (counselor.name, True, 1)
    assert (row.workers.url, row.steps[0].url) == ("", "")
    assert f'href="{reverse("hand_over", args=[counselor.pk])}"' in page_of(response)


def test_team_names_those_whom_nobody_looks_after(assignment: Assignment, overseer: Client) -> None:
    assert "Nobody looks after these" not in page_of(overseer.get(TEAM))
    assignment.counselor = None
    assignment.save()

    page = page_of(overseer.get(TEAM))

    assert "Nobody looks after these" in page
    assert f'href="{move(assignment.worker)}"' in page
    assert f'href="{reverse("my_workers")}?counselor=nobody"' in page


def test_the_case_goes_along_when_a_worker_is_moved(
    assignment: Assignment, worker: User, colleague: User, overseer: Client
) -> None:
    case = case_of(assignment, reference="HV-7")

    overseer.post(move(worker), {"counselor": colleague.pk})

    case.refresh_from_db()
    assert (case.assignment.counselor, case.assignment.ended_at) == (colleague, None)
    assert [event.kind for event in case.events.all()] == ["handed_over"]


def test_worker_is_moved_to_another_counselor(
    worker: User, counselor: User, colleague: User, overseer: Client
) -> None:
    page = page_of(overseer.get(move(worker)))

    response = overseer.post(move(worker), {"counselor": colleague.pk}, follow=True)

    assert f"{worker.name} is with {counselor.name} now." in page
    assert response.redirect_chain == [(reverse("worker", args=[worker.pk]), 302)]
    assert f"Lê Ngọc Mai now looks after {worker.name}." in page_of(response)
    assert cared_for_by(worker) == colleague
    assert Assignment.objects.filter(worker=worker).count() == 2
    assert signed_in(counselor).get(reverse("worker", args=[worker.pk])).status_code == 404
    assert signed_in(colleague).get(reverse("worker", args=[worker.pk])).status_code == 200


def test_worker_whom_nobody_looks_after_gets_a_counselor(
    assignment: Assignment, colleague: User, overseer: Client
) -> None:
    assignment.counselor = None
    assignment.save()

    page = page_of(overseer.get(move(assignment.worker)))
    overseer.post(move(assignment.worker), {"counselor": colleague.pk})

    assert f"Nobody looks after {assignment.worker.name} now." in page
    assert cared_for_by(assignment.worker) == colleague


def test_a_supervisor_may_take_the_worker(worker: User, supervisor: User, overseer: Client) -> None:
    overseer.post(move(worker), {"counselor": supervisor.pk})

    assert cared_for_by(worker) == supervisor


def test_offered_are_the_others_of_the_agency(
    worker: User, counselor: User, colleague: User, supervisor: User, overseer: Client
) -> None:
    UserFactory.create(counselor=True, agency=counselor.agency, is_active=False)
    UserFactory.create(counselor=True)
    UserFactory.create(agency=counselor.agency)

    field = overseer.get(move(worker)).context["form"].fields["counselor"]

    assert set(field.queryset) == {colleague, supervisor}


@pytest.mark.parametrize(
    "who", ["elsewhere", "closed", "worker", "same", "nobody", "nonsense", "none"]
)
def test_worker_is_moved_to_nobody_else(
    who: str, worker: User, counselor: User, overseer: Client
) -> None:
    to = {
        "elsewhere": UserFactory.create(counselor=True).pk,
        "closed": UserFactory.create(counselor=True, agency=counselor.agency, is_active=False).pk,
        "worker": UserFactory.create(agency=counselor.agency).pk,
        "same": counselor.pk,
        "nobody": 10**30,
        "nonsense": "x",
        "none": "",
    }[who]

    page = page_of(overseer.post(move(worker), {"counselor": to}))

    expected = "Choose a counselor." if who == "none" else "no counselor of your agency"
    assert expected in page
    assert cared_for_by(worker) == counselor
    assert Assignment.objects.filter(worker=worker).count() == 1


def test_a_move_that_somebody_else_made_meanwhile_is_found_and_made_again(
    worker: User, counselor: User, colleague: User, supervisor: User, overseer: Client
) -> None:
    """The page rests on who looks after the worker now, not on who did when it was opened."""
    overseer.get(move(worker))
    assert worker.agency
    assign(worker=worker, counselor=supervisor, agency=worker.agency, now=NOW)

    overseer.post(move(worker), {"counselor": colleague.pk})

    assert cared_for_by(worker) == colleague


def test_who_opens_the_page_to_move_somebody_is_seen(
    worker: User, supervisor: User, overseer: Client
) -> None:
    overseer.get(move(worker))

    look = AccessLog.objects.get()
    assert (look.reader, look.worker) == (supervisor, worker)


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_move_is_not_there_for_an_outsider(
    method: str, worker: User, colleague: User, outsider: Client
) -> None:
    response = getattr(outsider, method)(move(worker), {"counselor": colleague.pk})

    assert response.status_code == 404
    assert AccessLog.objects.count() == 0
    assert Assignment.objects.filter(worker=worker).count() == 1


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_move_is_not_there_for_the_own_counselor(
    method: str, worker: User, counselor: User, colleague: User, browser: Client
) -> None:
    response = getattr(browser, method)(move(worker), {"counselor": colleague.pk})

    assert response.status_code == 404
    assert AccessLog.objects.count() == 0
    assert cared_for_by(worker) == counselor


@pytest.mark.parametrize("pk", [0, 999_999, 2**63, 10**30])
def test_move_of_nobody_is_not_found(pk: int, overseer: Client) -> None:
    assert overseer.get(reverse("move_worker", args=[pk])).status_code == 404
    assert overseer.post(reverse("move_worker", args=[pk])).status_code == 404


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    "cast", [{}, {"counselor": True}, {"staff": True}, {"role": "supervisor", "agency": None}]
)
def test_team_is_not_there_for_others(method: str, cast: dict[str, object]) -> None:
    browser = signed_in(UserFactory.create(**cast))

    assert getattr(browser, method)(TEAM).status_code == 404


def test_team_takes_the_same_queries_for_one_and_for_ten(counselor: User, overseer: Client) -> None:
    numbers = []
    for count in (0, 9):
        for _number in range(count):
            person = UserFactory.create(counselor=True, agency=counselor.agency)
            AssignmentFactory.create(counselor=person, agency=counselor.agency)
        with CaptureQueriesContext(connection) as queries:
            overseer.get(TEAM)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
