from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD, UserFactory
from tests.signing_in import signed_in
from tests.web.accounts.conftest import NothingWritten

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/"


def try_sign_in(client: Client, login: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def codes(response: Any) -> set[str]:
    return {
        error.code
        for errors in response.context["form"].errors.as_data().values()
        for error in errors
    }


@pytest.mark.parametrize("login", ["lan@example.com", "LAN@Example.com", "  lan@example.com "])
def test_a_person_signs_in_by_address_in_any_case(client: Client, login: str) -> None:
    UserFactory.create(email="lan@example.com")

    response = try_sign_in(client, login)

    assert (response.status_code, response.headers["Location"]) == (302, reverse("after_sign_in"))
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "login", ["0912345678", "0912 345 678", "+84 912 345 678", "+84 (0)912-345-678"]
)
def test_a_person_signs_in_by_phone_in_any_usual_spelling(client: Client, login: str) -> None:
    UserFactory.create(by_phone=True, phone="0912345678")

    try_sign_in(client, login)

    assert is_signed_in(client)


@pytest.mark.parametrize("kind", ["counselor", "supervisor", "staff"])
def test_the_whole_cast_signs_in_here(client: Client, kind: str) -> None:
    person = UserFactory.create(**{kind: True})

    try_sign_in(client, str(person.email))

    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_name_read_the_same(client: Client) -> None:
    UserFactory.create(email="lan@example.com", phone="0912345678")

    said = {
        str(try_sign_in(client, login, "wrong").context["form"].errors)
        for login in ["lan@example.com", "nobody@example.com", "0912345678", "0987654321", "lan"]
    }

    assert len(said) == 1
    assert not is_signed_in(client)


def test_a_closed_account_says_so_to_its_owner_only(client: Client) -> None:
    UserFactory.create(email="lan@example.com", is_active=False)

    wrong = try_sign_in(client, "lan@example.com", "wrong")
    right = try_sign_in(client, "lan@example.com")

    assert wrong.status_code == 200
    assert right.headers["Location"] == reverse("account_inactive")
    assert client.get(right.headers["Location"]).status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize("login", ["lan@example.com", "0912 345 678"])
def test_after_five_wrong_tries_the_right_password_waits_too(client: Client, login: str) -> None:
    UserFactory.create(email="lan@example.com", phone="0912345678")
    for _ in range(5):
        try_sign_in(client, login, "wrong")

    sixth = try_sign_in(client, login)

    assert "too_many_login_attempts" in codes(sixth)
    assert not is_signed_in(client)


def test_tries_are_counted_over_all_spellings_of_a_number(client: Client) -> None:
    UserFactory.create(by_phone=True, phone="0912345678")
    for login in ["0912345678", "0912 345 678", "+84912345678", "+84 0912345678", "0912.345.678"]:
        try_sign_in(client, login, "wrong")

    sixth = try_sign_in(client, "(0912) 345 678")

    assert "too_many_login_attempts" in codes(sixth)


def test_wrong_tries_on_one_number_do_not_shut_another_out(client: Client) -> None:
    UserFactory.create(by_phone=True, phone="0912345678")
    UserFactory.create(by_phone=True, phone="0987654321")
    for _ in range(5):
        try_sign_in(client, "0912345678", "wrong")

    try_sign_in(client, "0987654321")

    assert is_signed_in(client)


def test_a_page_asked_for_before_opens_after(client: Client) -> None:
    UserFactory.create(email="lan@example.com")

    response = try_sign_in(client, "lan@example.com", next="/home/?tab=2")

    assert response.headers["Location"] == "/home/?tab=2"


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_nobody_is_led_to_another_site(client: Client, onward: str) -> None:
    UserFactory.create(email="lan@example.com")

    page = client.get(SIGN_IN, {"next": onward})
    response = try_sign_in(client, "lan@example.com", next=onward)

    assert "evil" not in page.content.decode().split("<main")[1]
    assert response.headers["Location"] == reverse("after_sign_in")


@pytest.mark.parametrize(
    "login", ["\x00", "lan\x00@example.com", "🙂@🙂.vn", "a\u0300@b.c", "9" * 10_000]
)
@pytest.mark.parametrize("password", ["\x00", "🙂" * 10_000])
def test_any_input_is_answered_with_the_form(client: Client, login: str, password: str) -> None:
    response = try_sign_in(client, login, password)

    assert response.status_code == 200
    assert response.context["form"].errors


def test_opening_the_page_writes_nothing(client: Client, nothing_written: NothingWritten) -> None:
    with nothing_written():
        assert client.get(SIGN_IN, {"next": "/home/"}).status_code == 200
        assert client.head(SIGN_IN).status_code == 200

    assert not Session.objects.exists()


def test_who_is_signed_in_already_goes_on(client: Client) -> None:
    client.force_login(UserFactory.create())

    response = client.get(SIGN_IN)

    assert response.headers["Location"] == reverse("after_sign_in")


@pytest.mark.parametrize(
    "kind, page",
    [
        ({}, "home"),
        ({"counselor": True}, "desk_today"),
        ({"supervisor": True}, "desk_today"),
        ({"staff": True}, "admin:index"),
    ],
)
def test_after_signing_in_each_comes_to_their_page(kind: dict[str, bool], page: str) -> None:
    client = signed_in(UserFactory.create(**kind))

    response = client.get(reverse("after_sign_in"))

    assert response.headers["Location"] == reverse(page)


def test_the_way_on_is_not_for_strangers(client: Client) -> None:
    response = client.get(reverse("after_sign_in"))

    assert response.headers["Location"].startswith(SIGN_IN)


def test_the_page_speaks_the_language_of_the_cookie_and_names_no_library(client: Client) -> None:
    client.cookies["language"] = "en"

    page = client.get(SIGN_IN).content.decode()

    assert "E-mail or phone number" in page
    assert "placeholder" not in page.split("<main")[1]
