from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.plans.answers import Answers
from planner.web.answers import save_answers

AnswersWith = Callable[[str], Answers]
Visitor = Callable[[str], Client]
NothingWritten = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def answers_with() -> AnswersWith:
    return lambda wish: Answers(wish=wish)


@pytest.fixture
def visitor(client: Client, answers_with: AnswersWith) -> Visitor:
    """A browser whose owner has answered, and has not signed in."""

    def answered(wish: str) -> Client:
        request = HttpRequest()
        request.session, request.user = client.session, AnonymousUser()
        save_answers(request, answers_with(wish))
        request.session.save()
        return client

    return answered


@pytest.fixture
def nothing_written() -> NothingWritten:
    @contextmanager
    def watch() -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        assert [q["sql"] for q in captured if not q["sql"].startswith("SELECT")] == []

    return watch
