from typing import Any

import pytest
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from accounts.second_factor import make_recovery_codes, unused_recovery_codes
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from tests.factories.accounts import PASSWORD, AgencyFactory, UserFactory
from tests.passkey import add_passkey, sign_in_with
from tests.signing_in import signed_in
from tests.web.accounts.conftest import AnswersWith, NothingWritten, Visitor

pytestmark = pytest.mark.django_db

ACCOUNT = "/account/"
CODES = "/account/recovery-codes/"
PASSKEYS = "/account/passkeys/"
WITHOUT_PASSWORD = "/register/?way=passkey"


@pytest.fixture
def lan() -> User:
    person: User = UserFactory.create(email="lan@example.com")
    return person


@pytest.fixture
def phone(lan: User) -> Client:
    """Hers, signed in."""
    lan.language = "en"
    lan.save()
    return signed_in(lan)


def long_ago(client: Client) -> Client:
    """Signed in before the library would ask again."""
    session = client.session
    for record in session[RECORDS]:
        record["at"] -= REAUTHENTICATION_TIMEOUT + 1
    session[RECORDS] = list(session[RECORDS])
    session.save()
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().split("<main")[1].split())


def test_the_account_says_what_there_is(phone: Client, lan: User) -> None:
    empty = words(phone.get(ACCOUNT))
    add_passkey(phone)

    full = words(phone.get(ACCOUNT))

    assert "None yet" in empty
    assert "You belong to no agency" in empty
    assert "10 codes left" in full
    assert "lan@example.com" in full


def test_a_worker_sees_the_agency_and_the_way_out(phone: Client, lan: User) -> None:
    lan.agency = AgencyFactory.create(name="Sông Hồng")
    lan.save()

    page = words(phone.get(ACCOUNT))

    assert "Sông Hồng" in page
    assert "/account/leave-agency/" in page


@pytest.mark.parametrize("kind", ["counselor", "supervisor", "staff"])
def test_the_others_have_an_account_page_too(kind: str) -> None:
    client = signed_in(UserFactory.create(**{kind: True}))

    page = client.get(ACCOUNT)

    assert page.status_code == 200
    assert "/account/leave-agency/" not in words(page)


@pytest.mark.parametrize(
    "page",
    [
        *(ACCOUNT, CODES, f"{CODES}download/", PASSKEYS, f"{PASSKEYS}add/"),
        *(f"{PASSKEYS}1/name/", f"{PASSKEYS}1/remove/", "/account/app/", "/account/app/remove/"),
        *("/account/sessions/", "/account/second-step/", "/password/first/"),
        *("/account/confirm/", "/account/confirm/code/", "/account/confirm/passkey/"),
    ],
)
def test_nothing_here_is_for_strangers(page: str) -> None:
    assert Client().get(page).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", [ACCOUNT, CODES, f"{CODES}?new=1", PASSKEYS, "/account/sessions/"])
def test_looking_writes_nothing(
    phone: Client, lan: User, nothing_written: NothingWritten, page: str
) -> None:
    make_recovery_codes(lan)

    with nothing_written():
        assert phone.get(page).status_code == 200


def test_codes_are_made_on_asking_and_shown(phone: Client, lan: User) -> None:
    before = phone.get(f"{CODES}?new=1&next=/trades/")
    made = phone.post(f"{CODES}?new=1&next=/trades/")
    after = phone.get(made.headers["Location"])

    codes = unused_recovery_codes(lan)
    assert (before.context["codes"], after.context["codes"]) == ([], codes)
    assert len(codes) == 10
    assert all(f"{code[:4]} {code[4:]}" in words(after) for code in codes)
    assert 'href="/trades/"' in words(before)
    assert 'href="/trades/"' in words(after)
    assert "no-store" in after.headers["Cache-Control"]


def test_codes_come_as_a_file(phone: Client, lan: User) -> None:
    none_yet = phone.get(f"{CODES}download/")
    codes = make_recovery_codes(lan)

    file = phone.get(f"{CODES}download/")

    assert none_yet.status_code == 404
    assert file.headers["Content-Disposition"] == 'attachment; filename="loi-ve-codes.txt"'
    assert f"{codes[0][:4]} {codes[0][4:]}\n" in file.content.decode()


@pytest.mark.parametrize("page", [CODES, f"{CODES}download/", f"{PASSKEYS}add/", "/account/app/"])
def test_keys_are_shown_and_made_after_asking_again(phone: Client, lan: User, page: str) -> None:
    make_recovery_codes(lan)

    response = long_ago(phone).get(page)

    assert response.headers["Location"] == f"/account/confirm/?next={page.replace('/', '%2F')}"


def test_who_confirms_goes_on_where_they_wanted(phone: Client, lan: User) -> None:
    make_recovery_codes(lan)
    asked = long_ago(phone).get(CODES).headers["Location"]

    wrong = phone.post(asked, {"password": "wrong"})
    right = phone.post(asked, {"password": PASSWORD})

    assert list(wrong.context["form"].errors) == ["password"]
    assert right.headers["Location"] == CODES
    assert phone.get(CODES).status_code == 200


def test_a_passkey_is_added_used_renamed_and_removed(phone: Client, lan: User) -> None:
    device = add_passkey(phone)
    passkey = Authenticator.objects.get(user=lan, type=Authenticator.Type.WEBAUTHN)
    sign_in_with(device, other := Client())

    phone.post(f"{PASSKEYS}{passkey.pk}/name/", {"name": "điện thoại của tôi"})
    listed = words(phone.get(PASSKEYS))
    phone.post(f"{PASSKEYS}{passkey.pk}/remove/")

    assert other.session["_auth_user_id"] == str(lan.pk)
    assert "điện thoại của tôi" in listed
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()
    assert len(unused_recovery_codes(lan)) == 10


def test_nobody_touches_somebody_elses_passkey(phone: Client) -> None:
    other = UserFactory.create()
    add_passkey(signed_in(other))
    pk = Authenticator.objects.get(user=other, type=Authenticator.Type.WEBAUTHN).pk

    answers = [
        ask(f"{PASSKEYS}{pk}/{what}/").status_code
        for ask in (phone.get, phone.post)
        for what in ("name", "remove")
    ]

    assert answers == [404] * 4
    assert Authenticator.objects.filter(pk=pk).exists()


@pytest.mark.parametrize(
    "name, is_kept", [("", False), ("x" * 61, False), ("\x00", False), ("🙂", True)]
)
def test_a_name_is_short_and_plain(phone: Client, name: str, is_kept: bool) -> None:
    add_passkey(phone)
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)

    phone.post(f"{PASSKEYS}{passkey.pk}/name/", {"name": name})

    passkey.refresh_from_db()
    assert (str(passkey) == name) is is_kept


def test_the_passkey_page_opens_what_was_asked_for(lan: User) -> None:
    device = add_passkey(signed_in(lan))

    response = sign_in_with(device, Client(), next="/trades/")

    assert response.headers["Location"] == "/trades/"


def test_answers_come_along_with_a_passkey(
    visitor: Visitor, answers_with: AnswersWith, lan: User
) -> None:
    device = add_passkey(signed_in(lan))

    sign_in_with(device, visitor("own_business"))

    assert answers_of(lan) == answers_with("own_business")


def test_answers_come_along_through_the_second_step(
    visitor: Visitor, answers_with: AnswersWith, lan: User
) -> None:
    add_passkey(signed_in(lan))
    code = unused_recovery_codes(lan)[0]
    browser = visitor("own_business")
    browser.post("/sign-in/", {"login": lan.email, "password": PASSWORD})

    browser.post("/sign-in/code/", {"code": code})

    assert answers_of(lan) == answers_with("own_business")


def test_who_is_asked_about_answers_is_remembered_as_a_device(
    visitor: Visitor, answers_with: AnswersWith, lan: User
) -> None:
    keep_answers(person=lan, answers=answers_with("skilled_trade"))

    response = visitor("own_business").post("/sign-in/", {"login": lan.email, "password": PASSWORD})

    assert response.headers["Location"].startswith("/keep-answers/")
    assert "device" in response.cookies


def test_registering_without_a_password_leads_to_the_passkey() -> None:
    client = Client()

    response = client.post(WITHOUT_PASSWORD, {"name": "Lan", "login": "0912 345 678"})
    person = User.objects.get(phone="+84912345678")
    held = client.get("/home/").headers["Location"]
    device = add_passkey(client)

    assert response.headers["Location"] == held == f"{PASSKEYS}add/"
    assert not person.has_usable_password()
    assert client.get(CODES).context["codes"]
    assert client.get("/home/").status_code == 200
    sign_in_with(device, other := Client())
    assert other.get("/home/").status_code == 200


def test_registering_without_a_password_keeps_the_answers(
    visitor: Visitor, answers_with: AnswersWith
) -> None:
    visitor("own_business").post(WITHOUT_PASSWORD, {"name": "Lan", "login": "lan@example.com"})

    assert answers_of(User.objects.get()) == answers_with("own_business")


def test_the_other_way_is_offered_only_where_scripts_run() -> None:
    page = words(Client().get("/register/"))

    assert (
        '<p hidden data-needs-passkey><a class="btn btn-secondary block" href="?way=passkey"'
        in page
    )


def test_the_last_passkey_stays_without_a_password() -> None:
    client = Client()
    client.post(WITHOUT_PASSWORD, {"name": "Lan", "login": "lan@example.com"})
    add_passkey(client)
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)

    client.post(f"{PASSKEYS}{passkey.pk}/remove/")

    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_a_password_beside_the_passkey_is_chosen_after_asking_again() -> None:
    client = Client()
    client.post(WITHOUT_PASSWORD, {"name": "Lan", "login": "lan@example.com"})
    add_passkey(client)

    response = long_ago(client).get("/password/first/")

    assert response.headers["Location"].startswith("/account/confirm/")


def test_a_device_is_signed_out_from_the_list(phone: Client, lan: User) -> None:
    other = Client()
    other.post("/sign-in/", {"login": lan.email, "password": PASSWORD})
    [row] = phone.get("/account/sessions/").context["sessions"]

    looked = phone.get(f"/account/sessions/{row.pk}/end/").status_code
    phone.post(f"/account/sessions/{row.pk}/end/")

    assert looked == 405
    assert other.get(ACCOUNT).status_code == 302
    assert phone.post(f"/account/sessions/{row.pk}/end/").status_code == 404


def test_all_other_devices_are_signed_out(phone: Client, lan: User) -> None:
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post("/sign-in/", {"login": lan.email, "password": PASSWORD})

    browsers[0].post("/account/sessions/others/end/")

    assert [browser.get(ACCOUNT).status_code for browser in browsers] == [200, 302]


def test_nobody_ends_somebody_elses_session(phone: Client) -> None:
    other = UserFactory.create()
    browser = Client()
    browser.post("/sign-in/", {"login": other.email, "password": PASSWORD})
    [row] = browser.get("/account/sessions/").context["sessions"]

    assert phone.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert browser.get(ACCOUNT).status_code == 200


def test_no_text_of_the_library_is_seen(phone: Client) -> None:
    add_passkey(phone)
    pages = [ACCOUNT, CODES, PASSKEYS, f"{PASSKEYS}add/", "/account/app/", "/account/confirm/"]

    seen = " ".join(words(phone.get(page)) for page in pages)

    for text in ("Security key", "Authenticator App", "Two-Factor", "placeholder", "Master key"):
        assert text not in seen
