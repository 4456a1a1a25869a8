"""Who may be the same person."""

from typing import Any

import pytest

from accounts.models import User
from planner.casework.models import Case, NotTheSame
from planner.casework.selectors.case import at_a_glance
from planner.casework.selectors.duplicates import MaybeSame, maybe_the_same
from planner.casework.services.duplicates import NotInSight, tell_apart
from planner.plans.answers import Answers
from planner.plans.services.told import keep_answers
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import NOW, case_of, closed_case
from tests.factories.plans import opened_by_counselor
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

HOA = "Phạm Thị Hoa"


@pytest.fixture
def assignment(db: None) -> Assignment:
    made: Assignment = AssignmentFactory.create(worker__name=HOA)
    return made


def another(assignment: Assignment, name: str = "Lê Văn Nam") -> Assignment:
    made: Assignment = AssignmentFactory.create(counselor=assignment.counselor, worker__name=name)
    return made


def told(assignment: Assignment, **answers: object) -> None:
    keep_answers(person=assignment.worker, answers=Answers(**answers))  # type: ignore[arg-type]


def found(assignment: Assignment, reader: User | None = None) -> list[MaybeSame]:
    reader = reader or assignment.counselor
    assert reader is not None
    case = Case.objects.filter(assignment=assignment).first()
    opened = opened_by_counselor(assignment)
    return maybe_the_same(opened, reader, case, at_a_glance(opened))


def test_name_written_otherwise_is_the_same_name(assignment: Assignment) -> None:
    other = another(assignment, "PHAM  thi HOA")
    another(assignment)

    [row] = found(assignment)

    assert (row.pk, row.by_name, row.by_contact, row.by_reference) == (
        other.worker_id,
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "is_alike"),
    [
        ({}, {"birth_year": 1999}, True),
        ({"birth_year": 1999}, {"birth_year": 1999}, True),
        ({"birth_year": 1999}, {"birth_year": 1998}, False),
        ({"birth_year": 1999, "province": "31"}, {"birth_year": 1998, "province": "31"}, True),
        ({"birth_year": 1999, "province": "31"}, {"birth_year": 1998}, False),
        ({"province": "31"}, {"province": "01"}, False),
        ({"province": "31"}, {"birth_year": 1998}, True),
    ],
)
def test_what_is_told_of_both_tells_them_apart(
    mine: dict[str, object], theirs: dict[str, object], is_alike: bool, assignment: Assignment
) -> None:
    other = another(assignment, HOA)
    told(assignment, **mine)
    told(other, **theirs)

    assert bool(found(assignment)) is is_alike


@pytest.mark.parametrize(
    ("values", "by"),
    [
        ({"phone": "+84912345678"}, "by_contact"),
        ({"email": "hoa@example.com"}, "by_contact"),
        ({"reference": "HSA-014"}, "by_reference"),
    ],
)
def test_same_contact_or_number_is_alike(
    values: dict[str, Any], by: str, assignment: Assignment
) -> None:
    case_of(assignment, **values)
    case_of(another(assignment), **{name: text.upper() for name, text in values.items()})
    case_of(another(assignment))

    [row] = found(assignment)

    assert getattr(row, by)
    assert not row.by_name


def test_blanks_are_not_alike(assignment: Assignment) -> None:
    case_of(assignment)
    case_of(another(assignment))

    assert found(assignment) == []


def test_nobody_out_of_sight_is_named(assignment: Assignment) -> None:
    AssignmentFactory.create(worker__name=HOA)
    colleague = UserFactory.create(counselor=True, agency=assignment.agency)
    AssignmentFactory.create(counselor=colleague, worker__name=HOA)
    boss = UserFactory.create(supervisor=True, agency=assignment.agency)

    assert found(assignment) == []
    assert [row.counselor for row in found(assignment, boss)] == [colleague.name]


def test_closed_cases_are_not_alike(assignment: Assignment) -> None:
    other = another(assignment, HOA)
    closed_case(other)

    assert found(assignment) == []
    assert found(other) == []


def test_two_who_were_told_apart_are_not_asked_about_again(assignment: Assignment) -> None:
    other = another(assignment, HOA)
    third = another(assignment, HOA)
    assert assignment.counselor is not None

    for _ in range(2):
        tell_apart(
            opened=opened_by_counselor(other),
            by=assignment.counselor,
            other_pk=assignment.worker_id,
            now=NOW,
        )

    assert NotTheSame.objects.count() == 1
    assert [row.pk for row in found(assignment)] == [third.worker_id]
    assert [row.pk for row in found(other)] == [third.worker_id]


@pytest.mark.parametrize("who", ["foreign", "self", "nobody"])
def test_only_somebody_in_sight_is_told_apart(who: str, assignment: Assignment) -> None:
    foreign = AssignmentFactory.create(worker__name=HOA).worker_id
    other_pk = {"foreign": foreign, "self": assignment.worker_id, "nobody": 2**70}[who]
    assert assignment.counselor is not None

    with pytest.raises(NotInSight):
        tell_apart(
            opened=opened_by_counselor(assignment),
            by=assignment.counselor,
            other_pk=other_pk,
            now=NOW,
        )

    assert NotTheSame.objects.count() == 0
