from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from planner.plans.selectors.told import answers_of
from planner.web.accounts import carry
from planner.web.answers import visitor_answers
from tests.factories.accounts import PASSWORD, UserFactory
from tests.web.accounts.conftest import AnswersWith, NothingWritten, Visitor

pytestmark = pytest.mark.django_db

REGISTER = "/register/"
CODES = "/account/recovery-codes/"
LAN = {"name": "Lan", "login": "Lan@example.com", "password": PASSWORD}


def register(client: Client, **changes: str) -> Any:
    return client.post(REGISTER, {**LAN, **changes})


def test_who_registers_is_a_worker_and_signed_in(client: Client) -> None:
    response = register(client)

    person = User.objects.get()
    assert (person.name, person.email, person.role, person.agency) == (
        "Lan",
        "lan@example.com",
        Role.WORKER,
        None,
    )
    assert client.session["_auth_user_id"] == str(person.pk)
    assert response.headers["Location"] == f"{CODES}?new=1"


def test_a_phone_number_is_enough(client: Client) -> None:
    register(client, login="0912 345 678")

    assert User.objects.get().phone == "+84912345678"
    assert "_auth_user_id" in client.session


def test_the_page_one_came_for_opens_after_the_recovery_codes(client: Client) -> None:
    response = register(client, next="/home/?tab=2")

    page = client.get(response.headers["Location"])
    assert page.context["onward"] == "/home/?tab=2"


def test_nobody_is_led_to_another_site(client: Client) -> None:
    response = register(client, next="//evil.example/")

    page = client.get(response.headers["Location"])
    assert page.context["onward"] == reverse("after_sign_in")


def test_the_account_speaks_the_language_the_page_was_read_in(client: Client) -> None:
    client.cookies["language"] = "en"

    register(client)

    assert User.objects.get().language == "en"


def test_the_answers_given_before_are_kept(visitor: Visitor, answers_with: AnswersWith) -> None:
    client = visitor("own_business")

    response = register(client)

    assert answers_of(User.objects.get()) == answers_with("own_business")
    assert visitor_answers(response.wsgi_request).is_empty
    assert client.get(reverse("after_sign_in")).headers["Location"] == reverse("home")


def test_without_the_answers_there_is_no_account(
    visitor: Visitor, answers_with: AnswersWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visitor("own_business")
    monkeypatch.setattr(carry, "keep_answers", refuse)

    with pytest.raises(RuntimeError):
        register(client)

    assert not User.objects.exists()
    assert "_auth_user_id" not in client.session


def refuse(**_: object) -> None:
    raise RuntimeError("the disk is full")


@pytest.mark.parametrize("login", ["LAN@example.com", "+84 (0)912 345 678"])
def test_a_name_in_use_gets_a_kind_word_and_keeps_the_answers(
    visitor: Visitor, answers_with: AnswersWith, login: str
) -> None:
    UserFactory.create(email="lan@example.com", phone="0912345678")
    client = visitor("own_business")

    response = register(client, login=login)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["login"]
    assert User.objects.count() == 1
    assert visitor_answers(response.wsgi_request) == answers_with("own_business")


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"login": "090-1234-5678"}, "login"),
        ({"login": "lan"}, "login"),
        ({"password": "short"}, "password"),
        ({"password": "12345678"}, "password"),
        ({"password": "lan@example.com"}, "password"),
    ],
)
def test_each_fault_is_said_beside_its_field(
    client: Client, changes: dict[str, str], field: str
) -> None:
    response = register(client, **changes)

    assert list(response.context["form"].errors) == [field]
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "text", ["\x00", "a\x00b@example.com", "🙂" * 10_000, "a\u0300@b.c", "٠٩١٢٣٤٥٦٧٨"]
)
@pytest.mark.parametrize("field", ["login", "password", "name"])
def test_any_input_is_answered(client: Client, field: str, text: str) -> None:
    assert register(client, **{field: text}).status_code in {200, 302}


def test_the_password_comes_back_in_no_page(client: Client) -> None:
    response = register(client, login="lan")

    assert PASSWORD not in response.content.decode()


def test_opening_the_page_writes_nothing(visitor: Visitor, nothing_written: NothingWritten) -> None:
    client = visitor("own_business")

    with nothing_written():
        assert client.get(REGISTER).status_code == 200

    assert Session.objects.count() == 1


def test_who_is_signed_in_already_goes_on(client: Client) -> None:
    client.force_login(UserFactory.create())

    assert register(client).headers["Location"] == reverse("after_sign_in")
    assert User.objects.count() == 1


def test_one_address_cannot_register_without_end(client: Client) -> None:
    for number in range(20):
        register(client, login=f"no{number}")

    response = register(client)

    assert response.status_code == 429
    assert not User.objects.exists()


def test_who_had_answered_before_stays_signed_in_for_longer_than_a_day(visitor: Visitor) -> None:
    client = visitor("own_business")

    register(client)

    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE
