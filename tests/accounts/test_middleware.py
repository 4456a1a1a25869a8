from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from accounts.middleware import (
    HelpedPersonMiddleware,
    PersonLocaleMiddleware,
    SecondFactorMiddleware,
)
from accounts.models import User
from accounts.second_factor import make_recovery_codes, recovery_codes_left
from tests.factories.accounts import PASSWORD, UserFactory
from tests.passkey import add_passkey
from tests.signing_in import signed_in

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def show_locale(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{translation.get_language()} {timezone.localtime(NOON):%H}")


def answer(person: User | AnonymousUser, **meta: str) -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-language": "ja,en;q=0.8"})
    request.user = person
    request.COOKIES = meta
    return PersonLocaleMiddleware(show_locale)(request)


@pytest.mark.parametrize("cookie, shown", [("en", "en"), ("vi", "vi"), ("fr", "vi"), ("", "vi")])
def test_a_visitor_reads_what_the_cookie_says_and_else_vietnamese(cookie: str, shown: str) -> None:
    response = answer(AnonymousUser(), language=cookie)

    assert response.content.decode() == f"{shown} 19"
    assert response.headers["Content-Language"] == shown
    assert response.headers["Vary"] == "Cookie"


def test_a_person_reads_their_own_language_at_their_own_hour() -> None:
    response = answer(User(language="en", time_zone="Asia/Tokyo"), language="vi")

    assert response.content.decode() == "en 21"


def test_nothing_of_it_stays_for_the_next_request() -> None:
    before = (translation.get_language(), timezone.get_current_timezone_name())

    answer(User(language="en", time_zone="Asia/Tokyo"))

    assert (translation.get_language(), timezone.get_current_timezone_name()) == before


GATED = ["/", "/home/", "/trades/", "/workers/", "/team/", "/staff/", "/account/", "/password/"]
SEES_OTHERS = ["counselor", "supervisor", "staff"]


def ask_gate(client: Client, person: User, path: str = "/home/") -> HttpResponse | None:
    request = RequestFactory().get(path)
    request.user, request.session = person, client.session
    request.resolver_match = resolve(path)
    return SecondFactorMiddleware(show_locale).process_view(request, show_locale, (), {})


@pytest.mark.django_db
@pytest.mark.parametrize("kind", SEES_OTHERS)
def test_without_a_second_factor_there_is_nothing_but_to_get_one(kind: str) -> None:
    client = signed_in(UserFactory.create(**{kind: True}), with_second_factor=False)

    led = {path: client.get(path).headers.get("Location") for path in GATED}
    open_pages = ["/account/second-step/", "/account/app/", "/account/passkeys/add/"]
    open_pages += ["/help/", "/help/contract/"]

    assert led == dict.fromkeys(GATED, "/account/second-step/")
    assert [client.get(path).status_code for path in open_pages] == [200] * 5
    assert client.post("/language/", {"language": "en"}).headers["Location"] == "/"
    assert client.post("/sign-out/").headers["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", SEES_OTHERS)
def test_with_a_second_factor_it_must_be_shown(kind: str) -> None:
    person = UserFactory.create(**{kind: True})
    TOTP.activate(person, generate_totp_secret())
    client = signed_in(person, with_second_factor=False)

    led = {path: client.get(path).headers.get("Location") for path in GATED}
    to_set_up = ["/account/second-step/", "/account/app/", "/account/passkeys/add/"]
    by_password = client.get("/account/confirm/").headers.get("Location")

    assert led == {path: f"/account/confirm/code/?{urlencode({'next': path})}" for path in GATED}
    assert all(client.get(path).status_code == 302 for path in to_set_up)
    assert str(by_password).startswith("/account/confirm/code/")
    assert client.get("/account/confirm/code/").status_code == 200


@pytest.mark.django_db
def test_the_gate_asks_no_table_about_workers_and_the_proved(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    people = [UserFactory.create(), *(UserFactory.create(**{kind: True}) for kind in SEES_OTHERS)]
    browsers = [(signed_in(person), person) for person in people]
    for client, _ in browsers:
        assert client.session  # read once: the request has it anyway

    with django_assert_num_queries(len(browsers)):  # each reads its session
        assert [ask_gate(client, person) for client, person in browsers] == [None] * 4


@pytest.mark.django_db
def test_a_worker_with_no_way_back_in_is_led_to_get_one() -> None:
    person = UserFactory.create(password=None)
    client = signed_in(person)

    led = client.get("/home/").headers["Location"]
    ways = [client.get(path).status_code for path in ["/account/passkeys/add/", "/password/first/"]]
    client.post("/password/first/", {"password1": PASSWORD, "password2": PASSWORD})

    assert (led, ways) == ("/account/passkeys/add/", [200, 200])
    assert client.get("/home/").status_code == 200


@pytest.mark.django_db
def test_a_passkey_is_a_way_back_in() -> None:
    person = UserFactory.create(password=None)
    client = signed_in(person)

    add_passkey(client)

    assert client.get("/home/").status_code == 200
    assert signed_in(person).get("/home/").status_code == 200


def shut_out(person: User, *, with_second_factor: bool = False) -> bool:
    request = RequestFactory().get("/")
    request.user = person
    request.session = signed_in(person, with_second_factor=with_second_factor).session
    HelpedPersonMiddleware(lambda asked: HttpResponse())(request)
    return person.is_shut_out


@pytest.mark.django_db
@pytest.mark.parametrize("hours, is_shut", [(None, False), (-1, False), (1, True)])
def test_help_with_the_password_shuts_for_a_while(hours: int | None, is_shut: bool) -> None:
    until = hours and timezone.now() + timedelta(hours=hours)
    person = UserFactory.create(helped_until=until)

    assert shut_out(person) is is_shut
    assert User.is_shut_out is False


@pytest.mark.django_db
def test_who_has_shown_more_than_the_password_is_not_shut_out() -> None:
    person = UserFactory.create(helped_until=timezone.now() + timedelta(hours=1))

    assert not shut_out(person, with_second_factor=True)


@pytest.mark.django_db
def test_who_is_shut_out_cannot_make_a_key() -> None:
    person = UserFactory.create(helped_until=timezone.now() + timedelta(hours=1))
    make_recovery_codes(person)
    client = signed_in(person)
    pages = [
        *("/account/passkeys/add/", "/account/app/", "/account/recovery-codes/"),
        "/account/recovery-codes/download/",
    ]

    for page in pages:
        for response in (client.get(page), client.post(page)):
            assert response.status_code in (302, 405)
            assert response.status_code == 405 or response.headers["Location"] == "/account/unlock/"
    assert recovery_codes_left(person) == 10
