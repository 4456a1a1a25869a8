from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: date(2026, 11, 22))


@pytest.fixture
def worker(db: None) -> User:
    made: User = UserFactory.create(language="en")
    return made


@pytest.fixture
def browser(worker: User) -> Client:
    """The worker's."""
    return signed_in(worker)
