"""Who reads which note."""

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.casework.enums import NoteAudience
from planner.casework.models import CaseNote
from planner.casework.selectors.threads import notes_for, notes_in
from planner.casework.services.threads import write_note
from planner.sharing.models import Assignment
from planner.sharing.services import assign, end_assignment, move_assignment, open_person
from tests.factories.accounts import UserFactory
from tests.factories.plans import opened_by_counselor
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 9, tzinfo=UTC)
PRIVATE, SHARED = NoteAudience.COUNSELORS, NoteAudience.WORKER


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def note(assignment: Assignment, audience: NoteAudience) -> CaseNote:
    assert assignment.counselor is not None
    return write_note(
        opened=opened_by_counselor(assignment),
        by=assignment.counselor,
        text=f"Ghi chú {audience}",
        audience=audience,
        now=NOW,
    )


def moved(assignment: Assignment) -> Assignment:
    """To another counselor of the agency."""
    return move_assignment(
        assignment=assignment,
        to=UserFactory.create(counselor=True, agency=assignment.agency),
        by=UserFactory.create(supervisor=True, agency=assignment.agency),
        now=LATER,
    )


def elsewhere(worker: User) -> Assignment:
    """The worker goes to another agency."""
    counselor = UserFactory.create(counselor=True)
    assert counselor.agency is not None
    worker.agency = counselor.agency
    worker.save()
    return assign(worker=worker, counselor=counselor, agency=counselor.agency, now=LATER)


def test_counselor_reads_all_notes_newest_first(assignment: Assignment) -> None:
    first, second = note(assignment, PRIVATE), note(assignment, SHARED)

    assert list(notes_in(opened_by_counselor(assignment))) == [second, first]


def test_private_note_is_never_for_the_worker(assignment: Assignment) -> None:
    note(assignment, PRIVATE)
    shared = note(assignment, SHARED)
    note(moved(assignment), PRIVATE)

    assert list(notes_for(assignment.worker)) == [shared]


def test_note_about_another_worker_stays_apart(assignment: Assignment) -> None:
    colleague_of: Assignment = AssignmentFactory.create(
        agency=assignment.agency, counselor=assignment.counselor
    )
    own = note(assignment, SHARED)
    note(colleague_of, SHARED)
    note(colleague_of, PRIVATE)

    assert list(notes_in(opened_by_counselor(assignment))) == [own]
    assert list(notes_for(assignment.worker)) == [own]


def test_next_counselor_of_the_agency_reads_what_was_written_before(
    assignment: Assignment,
) -> None:
    before = note(assignment, PRIVATE)

    after = moved(assignment)
    own = note(after, PRIVATE)

    assert after.counselor != assignment.counselor
    assert list(notes_in(opened_by_counselor(after))) == [own, before]


def test_supervisor_of_the_agency_reads_the_notes(assignment: Assignment) -> None:
    row = note(assignment, PRIVATE)
    supervisor = UserFactory.create(supervisor=True, agency=assignment.agency)

    opened = open_person(reader=supervisor, worker_pk=assignment.worker.pk, now=NOW)

    assert list(notes_in(opened)) == [row]


@pytest.mark.parametrize("audience", NoteAudience)
def test_counselor_of_another_agency_reads_nothing_of_before(
    audience: NoteAudience, assignment: Assignment
) -> None:
    note(assignment, audience)

    after = elsewhere(assignment.worker)
    own = note(after, PRIVATE)

    assert list(notes_in(opened_by_counselor(after))) == [own]


def test_agency_that_a_worker_comes_back_to_reads_its_own_notes(assignment: Assignment) -> None:
    own = note(assignment, PRIVATE)
    agency, worker = assignment.agency, assignment.worker
    note(elsewhere(worker), PRIVATE)
    end_assignment(worker=worker, now=LATER)
    worker.agency = agency
    worker.save()
    assert assignment.counselor is not None

    back = assign(worker=worker, counselor=assignment.counselor, agency=agency, now=LATER)

    assert list(notes_in(opened_by_counselor(back))) == [own]


def test_worker_keeps_what_every_agency_shared(assignment: Assignment) -> None:
    first = note(assignment, SHARED)
    after = elsewhere(assignment.worker)
    second = note(after, SHARED)
    end_assignment(worker=assignment.worker, now=LATER)

    assert list(notes_for(assignment.worker)) == [second, first]


def test_notes_take_one_query_at_any_number(
    assignment: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(5):
        note(assignment, SHARED)
    opened = opened_by_counselor(assignment)

    with django_assert_num_queries(2):
        inside = [row.author_name for row in notes_in(opened)]
        outside = [row.author_name for row in notes_for(assignment.worker)]

    assert (len(inside), len(outside)) == (5, 5)
