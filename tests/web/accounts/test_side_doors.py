"""Claim 24, short: whoever sees other people's data comes in by no door without a second factor."""

import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.second_factor import make_recovery_codes
from tests.factories.accounts import PASSWORD, UserFactory
from tests.passkey import Device, add_passkey, sign_in_with
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

NEW = "về quê trồng bưởi"
SEES_OTHERS = ["counselor", "supervisor", "staff"]
HOME = {"counselor": "/workers/", "supervisor": "/team/", "staff": "/staff/"}


@pytest.fixture(params=SEES_OTHERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def person(kind: str) -> User:
    made: User = UserFactory.create(email="huong@example.com", **{kind: True})
    return made


@pytest.fixture
def app(person: User) -> str:
    """The secret of the app that was set up."""
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code_of(secret: str, *, later: int = 0) -> str:
    period = int(time.time()) // 30 + later
    return str(auth.format_hotp_value(auth.hotp_value(secret, period)))


def by_password(client: Client, password: str = PASSWORD, path: str = "/sign-in/") -> str:
    """Where it leads."""
    response = client.post(path, {"login": "huong@example.com", "password": password})
    return str(response.headers["Location"])


def is_in(client: Client, kind: str) -> bool:
    return client.get(HOME[kind]).status_code == 200


def test_the_password_alone_opens_the_second_step_only(app: str, kind: str) -> None:
    client = Client()

    led = by_password(client)

    assert led == "/sign-in/code/"
    assert "_auth_user_id" not in client.session
    assert not is_in(client, kind)
    assert client.get("/account/app/").status_code == 302


def test_the_code_opens_and_works_once(app: str, kind: str) -> None:
    client, onlooker = Client(), Client()
    code = code_of(app)
    by_password(client)
    client.post("/sign-in/code/", {"code": code})
    by_password(onlooker)

    onlooker.post("/sign-in/code/", {"code": code})

    assert (is_in(client, kind), is_in(onlooker, kind)) == (True, False)


def test_a_recovery_code_opens_once(person: User, app: str, kind: str) -> None:
    code = make_recovery_codes(person)[0]
    browsers = [Client(), Client()]
    for client in browsers:
        by_password(client)
        client.post("/sign-in/code/", {"code": code})

    assert [is_in(client, kind) for client in browsers] == [True, False]


@pytest.mark.parametrize("code", ["", "000000", "\x00", "٠٠٠٠٠٠", "🙂" * 1_000])
def test_a_wrong_code_opens_nothing(app: str, kind: str, code: str) -> None:
    client = Client()
    by_password(client)

    response = client.post("/sign-in/code/", {"code": code})

    assert list(response.context["form"].errors) == ["code"]
    assert not is_in(client, kind)


def test_a_passkey_is_a_second_factor_by_itself(person: User, kind: str) -> None:
    device = add_passkey(signed_in(person, with_second_factor=False))
    client = Client()

    sign_in_with(device, client)

    assert is_in(client, kind)


def test_a_passkey_shown_after_the_password_opens(person: User, kind: str) -> None:
    device = add_passkey(signed_in(person, with_second_factor=False))
    client = Client()
    by_password(client)
    options = client.get("/sign-in/code/").context["js_data"]["request_options"]

    client.post("/sign-in/code/", {"credential": device.show(options)})

    assert is_in(client, kind)


def test_somebody_elses_passkey_opens_nothing(person: User, app: str, kind: str) -> None:
    stranger = add_passkey(signed_in(UserFactory.create()))
    client = Client()
    by_password(client)
    options = client.get("/sign-in/code/").context["js_data"]["request_options"]

    client.post("/sign-in/code/", {"credential": stranger.show(options)})

    assert not is_in(client, kind)


def test_a_passkey_answer_works_once(person: User, kind: str) -> None:
    device = add_passkey(signed_in(person, with_second_factor=False))
    client, onlooker = Client(), Client()
    asked = client.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()
    shown = device.show(asked["request_options"])
    onlooker.get("/sign-in/passkey/", headers={"accept": "application/json"})

    for browser in (onlooker, client):
        browser.post("/sign-in/passkey/", {"credential": shown})

    assert (is_in(client, kind), is_in(onlooker, kind)) == (True, False)


def test_the_admins_own_door_leads_the_same_way(app: str, kind: str) -> None:
    client = Client()

    page = client.get("/staff/login/?next=/staff/")
    led = by_password(client, path=page.headers["Location"])

    assert page.headers["Location"].startswith("/sign-in/")
    assert led.startswith("/sign-in/code/")
    assert client.post("/staff/login/", {"username": "huong@example.com", "password": PASSWORD})
    assert not is_in(client, kind)


def test_a_new_password_by_mail_keeps_the_second_factor(app: str, kind: str) -> None:
    client = Client()
    client.post("/password/forgotten/", {"login": "huong@example.com"})
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    page = client.get(found[1], follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    after_reset = is_in(client, kind)

    led = by_password(client, NEW)

    assert (after_reset, led) == (False, "/sign-in/code/")
    assert not is_in(client, kind)


def test_a_recovery_code_alone_sets_no_password_here(person: User, app: str) -> None:
    code = make_recovery_codes(person)[0]

    Client().post(
        "/password/forgotten/recovery-code/",
        {"login": "huong@example.com", "code": code, "password1": NEW, "password2": NEW},
    )

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_key_planted_before_the_sign_in_is_not_the_key_after(app: str, kind: str) -> None:
    victim, attacker = Client(), Client()
    attacker.get("/sign-in/passkey/", headers={"accept": "application/json"})
    planted = attacker.session.session_key
    victim.cookies["session"] = str(planted)

    by_password(victim)
    victim.post("/sign-in/code/", {"code": code_of(app)})

    assert is_in(victim, kind)
    assert victim.session.session_key != planted
    assert not is_in(attacker, kind)


def test_a_key_known_before_the_enrolment_is_worth_nothing_after(person: User, kind: str) -> None:
    client = signed_in(person, with_second_factor=False)
    thief = Client()
    thief.cookies["session"] = client.cookies["session"].value

    add_passkey(client)

    assert (is_in(client, kind), is_in(thief, kind)) == (True, False)


def test_a_session_from_before_the_enrolment_must_show_it(person: User, kind: str) -> None:
    old = signed_in(person, with_second_factor=False)
    device = add_passkey(signed_in(person, with_second_factor=False))
    before = is_in(old, kind)
    page = old.get("/account/confirm/passkey/")

    old.post(
        "/account/confirm/passkey/",
        {"credential": device.show(page.context["js_data"]["request_options"])},
    )

    assert (before, is_in(old, kind)) == (False, True)


def test_such_a_session_gets_no_factor_of_its_own(person: User, app: str, kind: str) -> None:
    """With the password alone: by confirming, and by what would be added then."""
    old = signed_in(person, with_second_factor=False)
    old.post("/account/confirm/", {"password": PASSWORD})
    made = Device().make(
        {"publicKey": {"user": {"id": "x"}, "challenge": "eA", "rp": {"id": "testserver"}}}
    )

    for path in ["/account/passkeys/add/", "/account/app/", "/account/recovery-codes/"]:
        old.post(path, {"name": "x", "credential": made, "code": "000000"})
    old.post("/account/app/remove/")

    assert [item.type for item in Authenticator.objects.filter(user=person)] == ["totp"]
    assert not is_in(old, kind)


def test_whoever_enrols_with_the_app_is_in_at_once(person: User, kind: str) -> None:
    client = signed_in(person, with_second_factor=False)
    secret = client.get("/account/app/").context["form"].secret

    response = client.post("/account/app/", {"code": code_of(secret)})

    assert response.headers["Location"] == "/account/recovery-codes/?new=1"
    assert client.get(response.headers["Location"]).context["codes"]
    assert is_in(client, kind)


def test_the_session_of_a_worker_is_worth_nothing_in_another_role(kind: str) -> None:
    person = UserFactory.create()
    make_recovery_codes(person)
    client = signed_in(person, with_second_factor=True)
    in_before = client.get("/account/").status_code == 200
    counselor = UserFactory.create(**{kind: True})
    User.objects.filter(pk=person.pk).update(role=counselor.role, agency=counselor.agency)

    assert in_before
    assert client.get("/account/").headers["Location"].startswith("/sign-in/")
    client.force_login(User.objects.get(pk=person.pk))
    assert not is_in(client, kind)


def test_the_last_factor_cannot_be_taken_away(person: User, app: str, kind: str) -> None:
    client = signed_in(person)

    client.post("/account/app/remove/")

    assert Authenticator.objects.filter(user=person).exists()


def test_a_closed_account_opens_by_no_passkey(person: User, kind: str) -> None:
    device = add_passkey(signed_in(person, with_second_factor=False))
    User.objects.filter(pk=person.pk).update(is_active=False)
    client = Client()

    response = sign_in_with(device, client)

    assert response.headers["Location"] == "/sign-in/closed/"
    assert "_auth_user_id" not in client.session


LIKE_A_KEY = {"id": "eA", "rawId": "eA", "type": "public-key"}
NO_ANSWERS: list[object] = [
    1,
    {"userHandle": "eA"},
    {"clientDataJSON": "eA", "authenticatorData": "eA", "signature": "eA", "userHandle": "MQ"},
    {"clientDataJSON": "e30", "attestationObject": "eA"},
]
GARBAGE = [
    *("", "null", "5", "[]", "{}", '"x"', "{", "[" * 50_000, "[" * 15_000, "\x00", "🙂"),
    *(json.dumps({**LIKE_A_KEY, "response": answer}) for answer in NO_ANSWERS),
]


@pytest.mark.parametrize("sent", range(len(GARBAGE)))
def test_any_answer_of_a_device_is_answered(sent: int) -> None:
    worker = UserFactory.create(email="huong@example.com")
    add_passkey(signed_in(worker))
    halfway, client, stranger = Client(), signed_in(worker), Client()
    by_password(halfway)
    halfway.get("/sign-in/code/")
    client.get("/account/passkeys/add/")
    stranger.get("/sign-in/passkey/", headers={"accept": "application/json"})
    post = {"credential": GARBAGE[sent]}

    answers = [
        stranger.post("/sign-in/passkey/", post),
        halfway.post("/sign-in/code/", post),
        client.post("/account/passkeys/add/", {"name": "\x00", **post}),
        client.post("/account/passkeys/add/", {"name": "x", **post}),
        client.post("/account/confirm/passkey/", post),
    ]

    assert [answer.status_code for answer in answers] == [302, 200, 200, 200, 200]
    assert "_auth_user_id" not in stranger.session
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1
