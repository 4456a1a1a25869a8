from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from planner.web.answers import visitor_answers
from tests.factories.accounts import PASSWORD, UserFactory
from tests.web.accounts.conftest import AnswersWith, NothingWritten, Visitor

pytestmark = pytest.mark.django_db

KEEP = "/keep-answers/"


@pytest.fixture
def worker(answers_with: AnswersWith) -> User:
    """With answers in the account."""
    person: User = UserFactory.create()
    keep_answers(person=person, answers=answers_with("skilled_trade"))
    return person


def sign_in(client: Client, person: User, **more: str) -> Any:
    return client.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD, **more}
    )


def test_an_account_without_answers_takes_the_visitors(
    visitor: Visitor, answers_with: AnswersWith
) -> None:
    newcomer = UserFactory.create()
    client = visitor("own_business")

    response = sign_in(client, newcomer)

    assert answers_of(newcomer) == answers_with("own_business")
    assert visitor_answers(response.wsgi_request).is_empty
    assert response.headers["Location"] == reverse("after_sign_in")


def test_an_account_with_answers_is_asked_and_nothing_is_lost(
    visitor: Visitor, worker: User, answers_with: AnswersWith
) -> None:
    client = visitor("own_business")

    response = sign_in(client, worker, next="/home/?tab=2")

    assert response.headers["Location"] == f"{KEEP}?{urlencode({'next': '/home/?tab=2'})}"
    assert client.get(response.headers["Location"]).status_code == 200
    assert answers_of(worker) == answers_with("skilled_trade")
    assert visitor_answers(response.wsgi_request) == answers_with("own_business")


@pytest.mark.parametrize("keep, kept", [("new", "own_business"), ("saved", "skilled_trade")])
def test_the_chosen_answers_are_kept_and_the_others_dropped(
    visitor: Visitor, worker: User, answers_with: AnswersWith, keep: str, kept: str
) -> None:
    client = visitor("own_business")
    sign_in(client, worker)

    response = client.post(KEEP, {"keep": keep, "next": "/home/?tab=2"})

    assert answers_of(worker) == answers_with(kept)
    assert visitor_answers(response.wsgi_request).is_empty
    assert response.headers["Location"] == "/home/?tab=2"


@pytest.mark.parametrize("keep", ["", "both", "\x00", "🙂" * 10_000])
def test_without_a_choice_the_question_stays(
    visitor: Visitor, worker: User, answers_with: AnswersWith, keep: str
) -> None:
    client = visitor("own_business")
    sign_in(client, worker)

    response = client.post(KEEP, {"keep": keep})

    assert list(response.context["form"].errors) == ["keep"]
    assert answers_of(worker) == answers_with("skilled_trade")


def test_looking_decides_nothing(
    visitor: Visitor, worker: User, nothing_written: NothingWritten
) -> None:
    client = visitor("own_business")
    sign_in(client, worker)

    with nothing_written():
        client.get(KEEP)
        onward = client.get(reverse("after_sign_in"))

    assert onward.headers["Location"] == KEEP


def test_who_has_nothing_to_choose_goes_on(client: Client, worker: User) -> None:
    client.force_login(worker)

    assert client.get(KEEP).headers["Location"] == reverse("after_sign_in")
    assert client.post(KEEP, {"keep": "new"}).headers["Location"] == reverse("after_sign_in")


def test_a_stranger_is_asked_to_sign_in(
    visitor: Visitor, worker: User, answers_with: AnswersWith
) -> None:
    client = visitor("own_business")

    response = client.post(KEEP, {"keep": "new"})

    assert response.headers["Location"].startswith(reverse("account_login"))
    assert answers_of(worker) == answers_with("skilled_trade")


@pytest.mark.parametrize("onward", ["//evil.example/", "word", "https://evil.example/home/"])
def test_the_way_on_stays_here(visitor: Visitor, worker: User, onward: str) -> None:
    client = visitor("own_business")
    sign_in(client, worker)

    response = client.post(KEEP, {"keep": "saved", "next": onward})

    assert response.status_code == 302
    assert "evil" not in response.headers["Location"]
