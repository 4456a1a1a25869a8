from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.services import (
    AssignmentEnded,
    MayNotMove,
    NotInOneAgency,
    assign,
    end_assignment,
    move_assignment,
    open_person,
)
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PAGE = "/staff/sharing/assignment/"


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def colleague(assignment: Assignment) -> User:
    person: User = UserFactory.create(counselor=True, agency=assignment.agency)
    return person


@pytest.fixture
def supervisor(assignment: Assignment) -> User:
    person: User = UserFactory.create(supervisor=True, agency=assignment.agency)
    return person


@pytest.fixture
def clerk() -> User:
    """Staff with the rights over assignments."""
    person: User = UserFactory.create(staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="sharing"))
    return person


def open_ones() -> list[tuple[User, User | None]]:
    return [(item.worker, item.counselor) for item in Assignment.objects.open()]


def test_a_new_assignment_ends_the_one_before(assignment: Assignment, colleague: User) -> None:
    made = assign(worker=assignment.worker, counselor=colleague, agency=assignment.agency, now=NOW)

    assignment.refresh_from_db()
    assert assignment.ended_at == NOW
    assert (made.started_at, made.ended_at) == (NOW, None)
    assert open_ones() == [(assignment.worker, colleague)]


def test_the_same_counselor_again_changes_nothing(assignment: Assignment) -> None:
    assert assignment.counselor is not None

    again = assign(
        worker=assignment.worker,
        counselor=assignment.counselor,
        agency=assignment.agency,
        now=NOW,
    )

    assert again == assignment
    assert Assignment.objects.count() == 1


def test_a_worker_who_changes_agency_is_out_of_the_old_ones_sight(
    assignment: Assignment,
) -> None:
    agency = AgencyFactory.create()
    counselor = UserFactory.create(counselor=True, agency=agency)
    User.objects.filter(pk=assignment.worker_id).update(agency=agency)

    assign(worker=assignment.worker, counselor=counselor, agency=agency, now=NOW)

    assert open_ones() == [(assignment.worker, counselor)]


@pytest.mark.parametrize("kind", [{}, {"staff": True}, {"counselor": True, "is_active": False}])
def test_nobody_but_a_counselor_of_the_agency_gets_a_worker(
    assignment: Assignment, kind: dict[str, bool]
) -> None:
    person = UserFactory.create(**{"agency": assignment.agency, **kind})

    with pytest.raises(NotInOneAgency):
        assign(worker=assignment.worker, counselor=person, agency=assignment.agency, now=NOW)

    assert open_ones() == [(assignment.worker, assignment.counselor)]


def test_a_worker_of_no_agency_or_another_is_not_assigned(
    assignment: Assignment, colleague: User
) -> None:
    for worker in (UserFactory.create(), UserFactory.create(agency=AgencyFactory.create())):
        with pytest.raises(NotInOneAgency):
            assign(worker=worker, counselor=colleague, agency=assignment.agency, now=NOW)


def test_only_workers_are_assigned(
    assignment: Assignment, colleague: User, supervisor: User
) -> None:
    with pytest.raises(NotInOneAgency):
        assign(worker=supervisor, counselor=colleague, agency=assignment.agency, now=NOW)


def test_the_supervisor_and_staff_move_and_it_can_be_read_later(
    assignment: Assignment, colleague: User, supervisor: User
) -> None:
    first = assignment.counselor
    assert first is not None

    there = move_assignment(assignment=assignment, to=colleague, by=supervisor, now=NOW)
    move_assignment(
        assignment=there,
        to=first,
        by=UserFactory.create(staff=True),
        now=NOW + timedelta(days=1),
    )

    rows = Assignment.objects.order_by("pk").values_list("counselor", "ended_at")
    assert list(rows) == [
        (first.pk, NOW),
        (colleague.pk, NOW + timedelta(days=1)),
        (first.pk, None),
    ]


def test_counselors_and_other_agencies_move_nobody(assignment: Assignment, colleague: User) -> None:
    own, other = assignment.counselor, UserFactory.create(supervisor=True)
    assert own is not None

    for by in (own, colleague, other, assignment.worker):
        with pytest.raises(MayNotMove):
            move_assignment(assignment=assignment, to=colleague, by=by, now=NOW)


def test_a_move_stays_inside_the_agency(assignment: Assignment, supervisor: User) -> None:
    for to in (UserFactory.create(counselor=True), UserFactory.create(staff=True)):
        with pytest.raises(NotInOneAgency):
            move_assignment(assignment=assignment, to=to, by=supervisor, now=NOW)


def test_what_has_been_moved_is_not_moved_again(
    assignment: Assignment, colleague: User, supervisor: User
) -> None:
    move_assignment(assignment=assignment, to=colleague, by=supervisor, now=NOW)

    with pytest.raises(AssignmentEnded):
        move_assignment(assignment=assignment, to=supervisor, by=supervisor, now=NOW)

    assert open_ones() == [(assignment.worker, colleague)]


def test_an_end_before_the_beginning_is_the_beginning(assignment: Assignment) -> None:
    end_assignment(worker=assignment.worker, now=assignment.started_at - timedelta(hours=1))

    assignment.refresh_from_db()
    assert assignment.ended_at == assignment.started_at


def test_ending_what_never_began_is_no_mistake() -> None:
    end_assignment(worker=UserFactory.create(), now=NOW)

    assert not Assignment.objects.exists()


def test_staff_assign_and_move(assignment: Assignment, colleague: User, clerk: User) -> None:
    response = signed_in(clerk).post(
        f"{PAGE}add/", {"worker": assignment.worker_id, "counselor": colleague.pk}
    )

    assert response.status_code == 302
    assert open_ones() == [(assignment.worker, colleague)]
    assert Assignment.objects.count() == 2


def test_staff_cannot_get_at_a_worker_this_way(assignment: Assignment, clerk: User) -> None:
    own = UserFactory.create(staff=True, agency=assignment.agency)
    client = signed_in(clerk)

    for counselor in (clerk, own, UserFactory.create(counselor=True), UserFactory.create()):
        page = client.post(
            f"{PAGE}add/", {"worker": assignment.worker_id, "counselor": counselor.pk}
        )
        assert list(page.context["adminform"].form.errors) == ["counselor"]

    assert open_ones() == [(assignment.worker, assignment.counselor)]


def test_a_worker_without_agency_is_not_given_away(colleague: User, clerk: User) -> None:
    worker = UserFactory.create()

    page = signed_in(clerk).post(f"{PAGE}add/", {"worker": worker.pk, "counselor": colleague.pk})

    assert list(page.context["adminform"].form.errors) == ["worker"]
    assert not Assignment.objects.filter(worker=worker).exists()


def test_staff_end_one_and_change_or_delete_none(assignment: Assignment, clerk: User) -> None:
    client = signed_in(clerk)
    one = f"{PAGE}{assignment.pk}/"

    refused = [
        client.post(f"{one}change/", {"counselor": clerk.pk}).status_code,
        client.post(f"{one}delete/", {"post": "yes"}).status_code,
    ]
    client.post(PAGE, {"action": "end", "_selected_action": assignment.pk})

    assert refused == [403, 403]
    assert open_ones() == []
    assert Assignment.objects.count() == 1


def test_who_may_only_look_ends_nothing(assignment: Assignment) -> None:
    looker = UserFactory.create(staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_assignment"))
    client = signed_in(looker)

    client.post(PAGE, {"action": "end", "_selected_action": assignment.pk})

    assert client.get(PAGE).status_code == 200
    assert open_ones() == [(assignment.worker, assignment.counselor)]


def test_the_log_is_there_to_read_only(assignment: Assignment, clerk: User) -> None:
    assert assignment.counselor is not None
    open_person(reader=assignment.counselor, worker_pk=assignment.worker_id, now=NOW)
    row, client = AccessLog.objects.get(), signed_in(clerk)
    page = "/staff/sharing/accesslog/"

    answers = [
        client.get(page).status_code,
        client.get(f"{page}{row.pk}/change/").status_code,
        client.post(f"{page}{row.pk}/change/", {"reader_name": "x"}).status_code,
        client.post(f"{page}{row.pk}/delete/", {"post": "yes"}).status_code,
        client.get(f"{page}add/").status_code,
    ]

    assert answers == [200, 200, 403, 403, 403]


def test_a_stranger_finds_no_staff_page(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
