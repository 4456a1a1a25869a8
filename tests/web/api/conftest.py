from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.api_keys import make_key
from accounts.models import User
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory


@pytest.fixture
def care(db: None) -> Assignment:
    made: Assignment = AssignmentFactory.create(worker__name="Phạm Thị Hoa")
    return made


@pytest.fixture
def supervisor(care: Assignment) -> User:
    return UserFactory.create(supervisor=True, agency=care.agency, name="Nguyễn Thu Hà")


@pytest.fixture
def secret(supervisor: User) -> str:
    """Of a key that may write."""
    return make_key(by=supervisor, name="HR", can_write=True, now=timezone.now())[1]


@pytest.fixture
def api(secret: str) -> Client:
    return holder_of(secret)


@pytest.fixture
def send(api: Client) -> Callable[..., HttpResponse]:
    """`send("post", "workers", {…})`."""

    def sent(method: str, path: str, body: Any) -> HttpResponse:
        answer: HttpResponse = getattr(api, method)(at(path), body, content_type="application/json")
        return answer

    return sent


def holder_of(secret: str) -> Client:
    return Client(headers={"authorization": f"Bearer {secret}"})


def at(path: str) -> str:
    return f"/api/v1/{path}"
