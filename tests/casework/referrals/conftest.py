"""A case that may be referred, and an agency that may take it."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Agency, User
from planner.casework.models import Case
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import case_of
from tests.factories.sharing import AssignmentFactory

KNOWN: dict[str, Any] = {
    "email": "hoa@example.com",
    "phone": "+84901234567",
    "employer": "Sakura Foods",
    "departs_on": date(2027, 1, 15),
    "returns_on": date(2030, 1, 15),
    "status_ends_on": date(2028, 1, 15),
}


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


@pytest.fixture
def counselor(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return assignment.counselor


@pytest.fixture
def case(assignment: Assignment) -> Case:
    return case_of(assignment, reference="HV-7", **KNOWN)


@pytest.fixture
def there() -> User:
    """The supervisor of the agency that is asked."""
    return UserFactory.create(supervisor=True)


@pytest.fixture
def to(there: User) -> Agency:
    assert there.agency is not None
    return there.agency


@pytest.fixture
def successor(to: Agency) -> User:
    return UserFactory.create(counselor=True, agency=to)
