"""The cast at the pages of a worker's plan, and what a kept form sends back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of


def _own_counselor(worker: User) -> User:
    counselor = AssignmentFactory.create(worker=worker).counselor
    assert counselor is not None
    return counselor


# Who is no worker.
OTHERS: dict[str, Callable[[User], User]] = {
    "counselor": _own_counselor,
    "counselor elsewhere": lambda worker: UserFactory.create(counselor=True),
    "supervisor": lambda worker: UserFactory.create(supervisor=True),
    "staff": lambda worker: UserFactory.create(staff=True),
}


def send(browser: Client, url: str, **typed: Any) -> HttpResponse:
    """The page as it was opened, with this typed into it."""
    answer = browser.post(url, {**hidden_of(page_of(browser.get(url))), **typed})
    assert isinstance(answer, HttpResponse)
    return answer


def shut(worker: User) -> Client:
    """A browser of the worker after the password was set with a counselor's help."""
    worker.helped_until = timezone.now() + timedelta(hours=71)
    worker.save()
    return signed_in(worker)
