import pytest
from django.test import Client

from accounts.models import User
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in


@pytest.fixture
def assignment(db: None) -> Assignment:
    counselor = UserFactory.create(counselor=True, name="Trần Thị Hương")
    worker = UserFactory.create(language="en", agency=counselor.agency, name="Phạm Thị Hoa")
    made: Assignment = AssignmentFactory.create(worker=worker, counselor=counselor)
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


@pytest.fixture
def browser(worker: User) -> Client:
    """The worker's."""
    return signed_in(worker)
