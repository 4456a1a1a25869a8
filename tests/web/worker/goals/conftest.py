import pytest
from django.test import Client

from accounts.models import User
from tests.signing_in import signed_in


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)
