"""Who sees which section of a worker: the whole cast before every section."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.enums import Role
from accounts.models import User
from planner.plans.models import Wish
from planner.sharing.audiences import CLOSED, OPEN_TO, own_sections, sections_for
from planner.sharing.enums import Audience
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

ALL = frozenset(Section)
SHUT = frozenset({Section.MONEY, Section.WELL_BEING, Section.DECISION})
OPEN = ALL - SHUT
NOTHING: frozenset[Section] = frozenset()


def owner(assignment: Assignment) -> User:
    return assignment.worker


def owner_shut_out(assignment: Assignment) -> User:
    assignment.worker.is_shut_out = True
    return assignment.worker


def own_counselor(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return assignment.counselor


def colleague(assignment: Assignment) -> User:
    return UserFactory.create(counselor=True, agency=assignment.agency)


def supervisor(assignment: Assignment) -> User:
    return UserFactory.create(supervisor=True, agency=assignment.agency)


def counselor_of_another_agency(_assignment: Assignment) -> User:
    elsewhere: Assignment = AssignmentFactory.create()
    return own_counselor(elsewhere)


def supervisor_of_another_agency(_assignment: Assignment) -> User:
    return UserFactory.create(supervisor=True)


def staff(_assignment: Assignment) -> User:
    return UserFactory.create(staff=True, is_superuser=True)


def staff_with_the_agency(assignment: Assignment) -> User:
    return UserFactory.create(staff=True, agency=assignment.agency)


def another_worker(assignment: Assignment) -> User:
    return UserFactory.create(agency=assignment.agency)


def counselor_before(assignment: Assignment) -> User:
    """Looked after the worker until somebody else did."""
    before: Assignment = AssignmentFactory.create(
        agency=assignment.agency,
        counselor=UserFactory.create(counselor=True, agency=assignment.agency),
        worker=assignment.worker,
        started_at=assignment.started_at - timedelta(days=9),
        ended_at=assignment.started_at,
    )
    return own_counselor(before)


def counselor_after_the_end(assignment: Assignment) -> User:
    _end(assignment)
    return own_counselor(assignment)


def supervisor_after_the_end(assignment: Assignment) -> User:
    _end(assignment)
    return supervisor(assignment)


def counselor_of_a_closed_agency(assignment: Assignment) -> User:
    _close_agency(assignment)
    return own_counselor(assignment)


def supervisor_of_a_closed_agency(assignment: Assignment) -> User:
    _close_agency(assignment)
    return supervisor(assignment)


def counselor_whose_account_is_closed(assignment: Assignment) -> User:
    person = own_counselor(assignment)
    person.is_active = False
    person.save()
    return person


def counselor_who_went_to_another_agency(assignment: Assignment) -> User:
    person = own_counselor(assignment)
    person.agency = AgencyFactory.create()
    person.save()
    return person


def counselor_who_became_a_worker(assignment: Assignment) -> User:
    person = own_counselor(assignment)
    person.role = Role.WORKER
    person.save()
    return person


def _end(assignment: Assignment) -> None:
    assignment.ended_at = assignment.started_at + timedelta(days=1)
    assignment.save()


def _close_agency(assignment: Assignment) -> None:
    assignment.agency.is_active = False
    assignment.agency.save()


CAST: dict[Callable[[Assignment], User], frozenset[Section]] = {
    owner: ALL,
    owner_shut_out: OPEN,
    own_counselor: OPEN,
    colleague: NOTHING,
    supervisor: OPEN,
    counselor_of_another_agency: NOTHING,
    supervisor_of_another_agency: NOTHING,
    staff: NOTHING,
    staff_with_the_agency: NOTHING,
    another_worker: NOTHING,
    counselor_before: NOTHING,
    counselor_after_the_end: NOTHING,
    supervisor_after_the_end: NOTHING,
    counselor_of_a_closed_agency: NOTHING,
    supervisor_of_a_closed_agency: NOTHING,
    counselor_whose_account_is_closed: NOTHING,
    counselor_who_went_to_another_agency: NOTHING,
    counselor_who_became_a_worker: NOTHING,
}


@pytest.fixture
def assignment() -> Assignment:
    """A worker in a counselor's care, of whom something is known."""
    made: Assignment = AssignmentFactory.create()
    Wish.objects.create(person=made.worker, wish="farm")
    return made


def test_every_section_says_to_whom_it_is_open() -> None:
    assert set(OPEN_TO) == set(Section)


def test_every_section_is_open_to_its_owner() -> None:
    assert all(Audience.OWNER in audiences for audiences in OPEN_TO.values())


def test_money_well_being_and_decision_are_closed_to_all_but_the_owner() -> None:
    assert CLOSED == SHUT
    assert {section: OPEN_TO[section] for section in SHUT} == dict.fromkeys(
        SHUT, frozenset({Audience.OWNER})
    )


def test_staff_family_and_statistics_see_nothing_of_a_single_person() -> None:
    nobody = {Audience.STAFF, Audience.FAMILY, Audience.AGGREGATE}

    assert not any(audiences & nobody for audiences in OPEN_TO.values())


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("who", CAST, ids=lambda who: str(who.__name__))
def test_row_is_visible_to_whom_its_section_is_open(
    who: Callable[[Assignment], User],
    section: Section,
    assignment: Assignment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Wish, "section", section)
    reader = who(assignment)

    seen = Wish.objects.visible_to(reader).values_list("person", flat=True)

    assert list(seen) == ([assignment.worker.pk] if section in CAST[who] else [])


def test_a_row_of_somebody_else_is_never_among_those_of_a_caseload(assignment: Assignment) -> None:
    Wish.objects.create(person=UserFactory.create(agency=assignment.agency), wish="service")
    Wish.objects.create(person=AssignmentFactory.create().worker, wish="service")

    seen = Wish.objects.visible_to(own_counselor(assignment))

    assert [row.person for row in seen] == [assignment.worker]


def test_a_counselor_sees_the_own_row_beside_the_caseload(assignment: Assignment) -> None:
    counselor = own_counselor(assignment)
    own = Wish.objects.create(person=counselor, wish="unsure")

    seen = Wish.objects.visible_to(counselor).order_by("pk")

    assert [row.person for row in seen] == [assignment.worker, own.person]


def test_a_row_in_two_assignments_is_there_once(assignment: Assignment) -> None:
    counselor_before(assignment)

    assert Wish.objects.visible_to(supervisor(assignment)).count() == 1


def test_visible_to_takes_one_query(
    assignment: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader = own_counselor(assignment)

    with django_assert_num_queries(1):
        list(Wish.objects.visible_to(reader))


@pytest.mark.parametrize(
    "role, sections",
    [
        (Role.WORKER, NOTHING),
        (Role.COUNSELOR, OPEN),
        (Role.SUPERVISOR, OPEN),
        (Role.STAFF, NOTHING),
    ],
)
def test_sections_for_a_reader_go_by_the_role(role: Role, sections: frozenset[Section]) -> None:
    assert sections_for(UserFactory.build(role=role)) == sections


def test_own_sections_are_all_but_the_closed_ones_in_a_browser_that_is_shut_out() -> None:
    person = UserFactory.build()

    assert own_sections(person) == ALL
    person.is_shut_out = True
    assert own_sections(person) == OPEN
