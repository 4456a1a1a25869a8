from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from planner.plans.services.told import keep_answers
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import choose
from tests.plans.told import FULL
from tests.signing_in import signed_in

# The worker's back and duties turn it from "fits" into "fits in part".
TRADE = "TITP 1-1"
# Who must not find a worker's page, whatever they try.
Outsider = Callable[[Assignment], User]


@pytest.fixture
def assignment(db: None) -> Assignment:
    """A worker without e-mail who has told everything and chosen a trade, in a counselor's care."""
    counselor = UserFactory.create(counselor=True, language="en", name="Trần Thị Hương")
    worker = UserFactory.create(by_phone=True, agency=counselor.agency, name="Phạm Thị Hoa")
    keep_answers(person=worker, answers=FULL)
    choose(worker, TRADE)
    made: Assignment = AssignmentFactory.create(worker=worker, counselor=counselor)
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


@pytest.fixture
def counselor(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return assignment.counselor


@pytest.fixture
def supervisor(assignment: Assignment) -> User:
    return UserFactory.create(
        supervisor=True, agency=assignment.agency, language="en", name="Nguyễn Thu Hà"
    )


@pytest.fixture
def browser(counselor: User) -> Client:
    """The counselor's."""
    return signed_in(counselor)


@pytest.fixture
def overseer(supervisor: User) -> Client:
    """The supervisor's browser."""
    return signed_in(supervisor)


def _colleague(assignment: Assignment) -> User:
    return UserFactory.create(counselor=True, agency=assignment.agency)


def _counselor_elsewhere(_assignment: Assignment) -> User:
    return UserFactory.create(counselor=True)


def _supervisor_elsewhere(_assignment: Assignment) -> User:
    return UserFactory.create(supervisor=True)


def _staff(_assignment: Assignment) -> User:
    return UserFactory.create(staff=True, is_superuser=True)


def _counselor_without_agency(_assignment: Assignment) -> User:
    return UserFactory.create(role="counselor", agency=None)


def _another_worker(assignment: Assignment) -> User:
    return UserFactory.create(agency=assignment.agency)


def _worker_herself(assignment: Assignment) -> User:
    return assignment.worker


def _counselor_before(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    assignment.ended_at = datetime(2026, 6, 1, tzinfo=UTC)
    assignment.save()
    return assignment.counselor


def _counselor_of_a_closed_agency(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    assignment.agency.is_active = False
    assignment.agency.save()
    return assignment.counselor


OUTSIDERS: list[Outsider] = [
    _colleague,
    _counselor_elsewhere,
    _supervisor_elsewhere,
    _staff,
    _counselor_without_agency,
    _another_worker,
    _worker_herself,
    _counselor_before,
    _counselor_of_a_closed_agency,
]


@pytest.fixture(params=OUTSIDERS, ids=lambda outsider: outsider.__name__)
def outsider(request: pytest.FixtureRequest, assignment: Assignment) -> Client:
    """The browser of somebody who has no business with the worker."""
    person: User = request.param(assignment)
    return signed_in(person)
