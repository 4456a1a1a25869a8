from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import User
from planner.sharing.audiences import CLOSED
from planner.sharing.enums import Look
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.sections import Section
from planner.sharing.services import NotInCare, log_list, open_person
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def counselor_of(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return User.objects.get(pk=assignment.counselor.pk)


def supervisor_of(assignment: Assignment) -> User:
    person: User = UserFactory.create(supervisor=True, agency=assignment.agency)
    return person


def test_the_own_counselor_opens_what_is_open_and_it_is_logged(assignment: Assignment) -> None:
    counselor = counselor_of(assignment)

    opened = open_person(reader=counselor, worker_pk=assignment.worker_id, now=NOW)

    row = AccessLog.objects.get()
    assert (opened.person, opened.assignment) == (assignment.worker, assignment)
    assert opened.sections == frozenset(Section) - CLOSED
    assert (row.worker, row.reader, row.reader_name, row.reader_role, row.agency) == (
        assignment.worker,
        counselor,
        counselor.name,
        Role.COUNSELOR,
        assignment.agency,
    )
    assert (row.look, row.sections, row.at) == (
        Look.PERSON,
        ["benchmarks", "plan", "profile", "work"],
        NOW,
    )


def test_the_supervisor_opens_everybody_of_the_agency(assignment: Assignment) -> None:
    opened = open_person(reader=supervisor_of(assignment), worker_pk=assignment.worker_id, now=NOW)

    assert opened.person == assignment.worker
    assert AccessLog.objects.get().reader_role == Role.SUPERVISOR


@pytest.mark.parametrize(
    "stranger", [{}, {"counselor": True}, {"supervisor": True}, {"staff": True}]
)
def test_strangers_open_nobody_and_leave_no_row(
    assignment: Assignment, stranger: dict[str, bool]
) -> None:
    with pytest.raises(NotInCare):
        open_person(reader=UserFactory.create(**stranger), worker_pk=assignment.worker_id, now=NOW)

    assert not AccessLog.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"role": Role.STAFF},
        {"role": Role.WORKER},
        {"is_active": False},
        {"agency": None},
    ],
)
def test_who_no_longer_cares_opens_nobody(
    assignment: Assignment, changes: dict[str, object]
) -> None:
    User.objects.filter(caseload=assignment).update(**changes)

    with pytest.raises(NotInCare):
        open_person(
            reader=counselor_of(assignment),
            worker_pk=assignment.worker_id,
            now=NOW,
        )


def test_a_counselor_who_moved_to_another_agency_opens_nobody(assignment: Assignment) -> None:
    User.objects.filter(caseload=assignment).update(agency=AgencyFactory.create())

    with pytest.raises(NotInCare):
        open_person(
            reader=counselor_of(assignment),
            worker_pk=assignment.worker_id,
            now=NOW,
        )


def test_a_colleague_opens_nobody_in_another_hand(assignment: Assignment) -> None:
    colleague = UserFactory.create(counselor=True, agency=assignment.agency)

    with pytest.raises(NotInCare):
        open_person(reader=colleague, worker_pk=assignment.worker_id, now=NOW)


def test_an_ended_assignment_opens_nobody(assignment: Assignment) -> None:
    Assignment.objects.update(ended_at=NOW)

    with pytest.raises(NotInCare):
        open_person(
            reader=supervisor_of(assignment),
            worker_pk=assignment.worker_id,
            now=NOW + timedelta(days=1),
        )


def test_the_row_goes_when_the_read_fails(assignment: Assignment) -> None:
    reader = supervisor_of(assignment)

    def read() -> None:
        with transaction.atomic():
            open_person(reader=reader, worker_pk=assignment.worker_id, now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        read()

    assert not AccessLog.objects.exists()


def test_opening_somebody_costs_the_same_in_a_large_agency(assignment: Assignment) -> None:
    reader = supervisor_of(assignment)
    with CaptureQueriesContext(connection) as alone:
        open_person(reader=reader, worker_pk=assignment.worker_id, now=NOW)
    AssignmentFactory.create_batch(5, counselor=assignment.counselor)

    with CaptureQueriesContext(connection) as among_others:
        opened = open_person(reader=reader, worker_pk=assignment.worker_id, now=NOW)
        assert str(opened.assignment.counselor)
        assert str(opened.assignment.agency)

    assert len(among_others) == len(alone)


def test_a_list_is_one_row_with_its_filter_and_count(assignment: Assignment) -> None:
    log_list(reader=supervisor_of(assignment), filters="stage=" + "x" * 300, count=60, now=NOW)

    row = AccessLog.objects.get()
    assert (row.look, row.worker, row.count, len(row.filters)) == (Look.LIST, None, 60, 200)
