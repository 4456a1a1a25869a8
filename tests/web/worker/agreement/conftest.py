import pytest
from django.test import Client

from accounts.models import User
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in


@pytest.fixture
def assignment(worker: User) -> Assignment:
    counselor = UserFactory.create(counselor=True, language="en", name="Trần Thị Hương")
    worker.agency = counselor.agency
    worker.save()
    made: Assignment = AssignmentFactory.create(worker=worker, counselor=counselor)
    return made


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)
