"""What the agency itself knows."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from planner.casework.models import Case, CaseEvent
from planner.casework.selectors.case import fact_values
from planner.casework.services.facts import DaysOutOfOrder, ReferenceTaken, keep_facts
from planner.sharing.models import Assignment
from planner.sharing.services import move_assignment
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.cases import NOW, case_of, closed_case
from tests.factories.plans import opened_by_counselor
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(db: None) -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def kept(assignment: Assignment, seen: str | None = None, **values: Any) -> Case:
    assert assignment.counselor is not None
    before = fact_values(Case.objects.filter(assignment=assignment).first())
    return keep_facts(
        opened=opened_by_counselor(assignment),
        by=assignment.counselor,
        values=values,
        seen=fingerprint(before) if seen is None else seen,
        now=NOW,
    )


def of_one_agency(assignment: Assignment) -> Assignment:
    made: Assignment = AssignmentFactory.create(counselor=assignment.counselor)
    return made


def test_facts_are_kept_in_one_spelling(assignment: Assignment) -> None:
    case = kept(
        assignment,
        reference=" HSA  014 ",
        phone="+81 (0)90-1234-5678",
        email="Hoa@Example.com",
        status_ends_on=date(2027, 3, 1),
    )

    case.refresh_from_db()
    assert (case.reference, case.phone, case.email) == (
        "HSA 014",
        "+819012345678",
        "hoa@example.com",
    )
    assert case.status_ends_on == date(2027, 3, 1)
    assert CaseEvent.objects.get().words == "reference phone email status_ends_on"


def test_same_facts_again_write_nothing(assignment: Assignment) -> None:
    kept(assignment, phone="0912345678")

    kept(assignment, phone="0912 345 678")

    assert CaseEvent.objects.count() == 1


def test_history_names_no_value(assignment: Assignment) -> None:
    kept(assignment, email="hoa@example.com")

    assert CaseEvent.objects.get().words == "email"


@pytest.mark.parametrize("values", [{"phone": "12345"}, {"email": "hoa"}])
def test_what_is_no_address_is_refused(values: dict[str, str], assignment: Assignment) -> None:
    with pytest.raises(ValidationError):
        kept(assignment, **values)

    assert CaseEvent.objects.count() == 0


def test_who_saw_other_facts_is_told(assignment: Assignment) -> None:
    seen = fingerprint(fact_values(None))
    kept(assignment, employer="Sakura Foods")

    with pytest.raises(ChangedMeanwhile):
        kept(assignment, seen, employer="Toyota")

    assert Case.objects.get().employer == "Sakura Foods"


@pytest.mark.parametrize("column", ["returns_on", "status_ends_on"])
def test_days_lie_in_order(column: str, assignment: Assignment) -> None:
    same: dict[str, Any] = {"departs_on": date(2027, 1, 15), column: date(2027, 1, 15)}

    with pytest.raises(DaysOutOfOrder, match=column):
        kept(assignment, **same)

    later = kept(assignment, **same | {column: date(2027, 1, 16)})
    assert later.departs_on == date(2027, 1, 15)


def test_reference_of_another_case_of_the_agency_is_taken(assignment: Assignment) -> None:
    case_of(of_one_agency(assignment), reference="HSA-014")

    with pytest.raises(ReferenceTaken):
        kept(assignment, reference="hsa-014")

    assert not Case.objects.filter(assignment=assignment, reference__iexact="HSA-014").exists()


def test_reference_of_a_closed_case_and_of_another_agency_is_free(assignment: Assignment) -> None:
    closed_case(of_one_agency(assignment), reference="HSA-014")
    case_of(reference="HSA-014")

    assert kept(assignment, reference="HSA-014").reference == "HSA-014"


def test_reference_stays_with_the_worker_who_moves(assignment: Assignment) -> None:
    kept(assignment, reference="HSA-014")
    by = UserFactory.create(supervisor=True, agency=assignment.agency)
    to = UserFactory.create(counselor=True, agency=assignment.agency)
    moved = move_assignment(assignment=assignment, to=to, by=by, now=NOW)

    assert kept(moved, reference="HSA-014").reference == "HSA-014"
