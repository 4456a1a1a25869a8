"""Rows of one model that differ in their section: each is seen by whom its own section is open to."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.plans.models import Proposal
from planner.sharing.audiences import Opened
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.plans import NOW
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

ALL = frozenset(Section)
OPEN = frozenset({Section.PROFILE, Section.PLAN, Section.BENCHMARKS, Section.WORK})
NOTHING: frozenset[Section] = frozenset()


def owner(assignment: Assignment) -> User:
    return assignment.worker


def owner_shut_out(assignment: Assignment) -> User:
    assignment.worker.is_shut_out = True
    return assignment.worker


def own_counselor(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return assignment.counselor


def supervisor(assignment: Assignment) -> User:
    return UserFactory.create(supervisor=True, agency=assignment.agency)


def colleague(assignment: Assignment) -> User:
    return UserFactory.create(counselor=True, agency=assignment.agency)


def counselor_of_another_agency(_assignment: Assignment) -> User:
    return own_counselor(AssignmentFactory.create())


def counselor_after_the_end(assignment: Assignment) -> User:
    assignment.ended_at = NOW
    assignment.save()
    return own_counselor(assignment)


def staff(_assignment: Assignment) -> User:
    return UserFactory.create(staff=True, is_superuser=True)


def another_worker(assignment: Assignment) -> User:
    return UserFactory.create(agency=assignment.agency)


CAST: dict[Callable[[Assignment], User], frozenset[Section]] = {
    owner: ALL,
    owner_shut_out: OPEN,
    own_counselor: OPEN,
    supervisor: OPEN,
    colleague: NOTHING,
    counselor_of_another_agency: NOTHING,
    counselor_after_the_end: NOTHING,
    staff: NOTHING,
    another_worker: NOTHING,
}


@pytest.fixture
def assignment() -> Assignment:
    """A worker in a counselor's care, with a row of every section."""
    made: Assignment = AssignmentFactory.create()
    a_row_of_every_section(made.worker)
    return made


def a_row_of_every_section(person: User) -> None:
    for section in Section:
        Proposal.objects.create(
            person=person, section=section, by_name="x", kind="step", values={}, made_at=NOW
        )


@pytest.mark.parametrize("who", CAST, ids=lambda who: str(who.__name__))
def test_row_is_visible_to_whom_its_own_section_is_open(
    who: Callable[[Assignment], User], assignment: Assignment
) -> None:
    reader = who(assignment)

    seen = Proposal.objects.visible_to(reader).values_list("person", "section")

    assert set(seen) == {(assignment.worker.pk, section) for section in CAST[who]}
    assert len(seen) == len(CAST[who])


def test_row_of_the_own_is_read_in_every_section(assignment: Assignment) -> None:
    a_row_of_every_section(UserFactory.create())

    seen = Proposal.objects.of(assignment.worker).values_list("person", "section")

    assert set(seen) == {(assignment.worker.pk, section) for section in ALL}


def test_row_of_a_closed_section_is_not_read_when_shut_out(assignment: Assignment) -> None:
    person = owner_shut_out(assignment)

    assert set(Proposal.objects.of(person).values_list("section", flat=True)) == OPEN


@pytest.mark.parametrize("sections", [NOTHING, OPEN, frozenset({Section.PLAN}), ALL])
def test_row_is_open_in_the_sections_that_were_opened(
    sections: frozenset[Section], assignment: Assignment
) -> None:
    a_row_of_every_section(UserFactory.create())
    opened = Opened(assignment.worker, assignment, sections)

    seen = Proposal.objects.open_in(opened).values_list("person", "section")

    assert set(seen) == {(assignment.worker.pk, section) for section in sections}


def test_closed_row_of_a_caseload_is_not_seen_beside_the_own(assignment: Assignment) -> None:
    """What a counselor sees of the own account opens nothing of a worker's."""
    counselor = own_counselor(assignment)
    a_row_of_every_section(counselor)

    seen = set(Proposal.objects.visible_to(counselor).values_list("person", "section"))

    assert seen == {(counselor.pk, section) for section in ALL} | {
        (assignment.worker.pk, section) for section in OPEN
    }


def test_rows_of_every_section_take_one_query(
    assignment: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        list(Proposal.objects.visible_to(own_counselor(assignment)))
