from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from planner.casework.enums import NoteAudience
from planner.casework.models import Case, CaseNote
from planner.casework.services.cases import open_case
from planner.casework.services.threads import write_note
from planner.sharing.models import Assignment
from planner.sharing.services import move_assignment
from tests.factories.accounts import UserFactory
from tests.factories.plans import opened_by_counselor
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 9, tzinfo=UTC)


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def write(assignment: Assignment, text: str = "Gọi lại tuần sau") -> CaseNote:
    assert assignment.counselor is not None
    return write_note(
        opened=opened_by_counselor(assignment),
        by=assignment.counselor,
        text=text,
        audience=NoteAudience.COUNSELORS,
        now=NOW,
    )


def test_note_is_kept_with_author_audience_and_instant(assignment: Assignment) -> None:
    row = write(assignment)

    assert assignment.counselor is not None
    assert CaseNote.objects.get() == row
    assert (row.author, row.author_name) == (assignment.counselor, assignment.counselor.name)
    assert (row.audience, row.text, row.made_at) == (
        NoteAudience.COUNSELORS,
        "Gọi lại tuần sau",
        NOW,
    )


def test_first_note_opens_the_case_and_the_next_finds_it(assignment: Assignment) -> None:
    first, second = write(assignment), write(assignment, "Đã gọi")

    case = Case.objects.get()
    assert (case.assignment, case.opened_at) == (assignment, NOW)
    assert (first.case, second.case) == (case, case)


def test_case_is_opened_once(assignment: Assignment) -> None:
    first = open_case(assignment=assignment, now=NOW)

    again = open_case(assignment=assignment, now=LATER)

    assert (again, again.opened_at) == (first, NOW)


def test_an_assignment_has_one_case(assignment: Assignment) -> None:
    open_case(assignment=assignment, now=NOW)

    with pytest.raises(IntegrityError):
        Case.objects.create(assignment=assignment, opened_at=LATER)


def test_another_hand_opens_another_case(assignment: Assignment) -> None:
    write(assignment)
    to = UserFactory.create(counselor=True, agency=assignment.agency)
    by = UserFactory.create(supervisor=True, agency=assignment.agency)

    moved = move_assignment(assignment=assignment, to=to, by=by, now=LATER)
    write(moved)

    assert [row.assignment for row in Case.objects.order_by("pk")] == [assignment, moved]


def test_author_who_goes_leaves_note_and_name(assignment: Assignment) -> None:
    name = write(assignment).author_name
    assert assignment.counselor is not None

    assignment.counselor.delete()

    row = CaseNote.objects.get()
    assert (row.author, row.author_name) == (None, name)


def test_worker_who_goes_takes_the_notes_along(assignment: Assignment) -> None:
    write(assignment)

    assignment.worker.delete()

    assert (Case.objects.count(), CaseNote.objects.count()) == (0, 0)
