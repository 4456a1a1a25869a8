import pytest
from django.test import Client
from django.urls import reverse

from planner.plans.services.told import keep_answers
from planner.web.answers import visitor_answers
from tests.factories.accounts import PASSWORD, UserFactory
from tests.web.accounts.conftest import AnswersWith, Visitor

pytestmark = pytest.mark.django_db

SIGN_OUT = "/sign-out/"


def test_signing_out_is_asked_first_and_then_done(client: Client) -> None:
    client.force_login(UserFactory.create())

    page = client.get(SIGN_OUT)
    still_in = "_auth_user_id" in client.session
    response = client.post(SIGN_OUT)

    assert (page.status_code, still_in) == (200, True)
    assert response.headers["Location"] == reverse("front")
    assert "_auth_user_id" not in client.session


def test_signing_out_drops_the_answers_of_this_browser(
    visitor: Visitor, answers_with: AnswersWith
) -> None:
    person = UserFactory.create()
    keep_answers(person=person, answers=answers_with("skilled_trade"))
    client = visitor("own_business")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    client.post(SIGN_OUT)

    request = client.get(reverse("account_login")).wsgi_request
    assert visitor_answers(request).is_empty
    assert dict(client.session) == {}


def test_a_stranger_is_led_to_the_front(client: Client) -> None:
    assert client.get(SIGN_OUT).headers["Location"] == reverse("front")
    assert client.post(SIGN_OUT).headers["Location"] == reverse("front")


def test_nobody_is_led_to_another_site(client: Client) -> None:
    client.force_login(UserFactory.create())

    assert client.post(SIGN_OUT, {"next": "//evil.example/"}).headers["Location"] == reverse(
        "front"
    )
