from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from planner.sharing.models import Assignment
from planner.sharing.selectors import assignment_of, caseload_of, counselors_of, looks_at
from planner.sharing.services import log_list, open_person
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def test_a_worker_sees_who_looked_newest_first_and_nobody_elses(assignment: Assignment) -> None:
    counselor = assignment.counselor
    assert counselor is not None
    other = AssignmentFactory.create(counselor=counselor)
    for days, worker in enumerate([assignment.worker, assignment.worker, other.worker]):
        open_person(reader=counselor, worker_pk=worker.pk, now=NOW + timedelta(days=days))
    log_list(reader=counselor, filters="", count=2, now=NOW)

    looks = list(looks_at(assignment.worker))

    assert [look.at for look in looks] == [NOW + timedelta(days=1), NOW]


def test_who_looked_stays_to_be_read_when_the_reader_is_gone(assignment: Assignment) -> None:
    counselor = assignment.counselor
    assert counselor is not None
    open_person(reader=counselor, worker_pk=assignment.worker_id, now=NOW)
    name = counselor.name
    counselor.delete()

    look = looks_at(assignment.worker).get()

    assert (look.reader, look.reader_name) == (None, name)


def test_a_worker_is_assigned_to_whom_an_agency_has_at_work(assignment: Assignment) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=assignment.agency, name="A")
    UserFactory.create(counselor=True, agency=assignment.agency, is_active=False)
    UserFactory.create(counselor=True)

    assert list(counselors_of(assignment.agency)) == [supervisor, assignment.counselor]


def test_each_reader_has_their_own_caseload(assignment: Assignment) -> None:
    mine = AssignmentFactory.create(
        counselor=UserFactory.create(counselor=True, agency=assignment.agency)
    )
    elsewhere = AssignmentFactory.create()
    AssignmentFactory.create(counselor=mine.counselor, ended_at=NOW)
    supervisor = UserFactory.create(supervisor=True, agency=assignment.agency)

    def seen_by(reader: User | None) -> set[Assignment]:
        assert reader is not None
        return set(caseload_of(reader))

    assert seen_by(mine.counselor) == {mine}
    assert seen_by(supervisor) == {mine, assignment}
    assert seen_by(elsewhere.counselor) == {elsewhere}
    assert seen_by(UserFactory.create(staff=True)) == set()
    assert seen_by(assignment.worker) == set()


def test_a_caseload_is_one_query_however_long(assignment: Assignment) -> None:
    reader = assignment.counselor
    assert reader is not None
    AssignmentFactory.create_batch(4, counselor=reader)

    with CaptureQueriesContext(connection) as asked:
        shown = [(item.worker.name, str(item.counselor)) for item in caseload_of(reader)]

    assert len(shown) == 5
    assert len(asked) == 1


def test_the_open_assignment_of_a_worker(assignment: Assignment) -> None:
    assert assignment_of(assignment.worker) == assignment
    Assignment.objects.update(ended_at=NOW)

    assert assignment_of(assignment.worker) is None
