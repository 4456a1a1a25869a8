from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.services.told import keep_answers
from planner.reference.selectors import current_atlas
from planner.web.answers import save_answers
from tests.factories.accounts import UserFactory

WorkerWith = Callable[[Answers], Client]
VisitorWith = Callable[[Answers], Client]


@pytest.fixture
def atlas(db: None) -> Atlas:
    return current_atlas()


@pytest.fixture
def worker(db: None) -> User:
    return UserFactory.create(language="en")


@pytest.fixture
def worker_with(worker: User) -> WorkerWith:
    """The browser of a signed-in worker who has told this before."""

    def told(answers: Answers) -> Client:
        keep_answers(person=worker, answers=answers)
        browser = Client()
        browser.force_login(worker)
        return browser

    return told


@pytest.fixture
def visitor_with(db: None) -> VisitorWith:
    """The browser of somebody without an account who has told this before."""

    def told(answers: Answers) -> Client:
        browser = Client()
        request = HttpRequest()
        request.session, request.user = browser.session, AnonymousUser()
        save_answers(request, answers)
        request.session.save()
        browser.cookies["session"] = str(request.session.session_key)
        return browser

    return told


@pytest.fixture
def shut_out(worker: User) -> None:
    """The password was set with a counselor's help an hour ago."""
    worker.helped_until = timezone.now() + timedelta(hours=71)
    worker.save()
