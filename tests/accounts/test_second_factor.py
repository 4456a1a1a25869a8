import base64

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from pytest_django import Settings

from accounts import second_factor
from accounts.models import User
from accounts.second_factor import (
    LastSecondFactor,
    LastWayIn,
    has_second_factor,
    is_proved,
    make_recovery_codes,
    recovery_codes_left,
    remove_factor,
    unused_recovery_codes,
    use_recovery_code,
)
from tests.factories.accounts import UserFactory
from tests.passkey import add_passkey
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> User:
    person: User = UserFactory.create()
    return person


def app_of(person: User) -> Authenticator:
    made: Authenticator = TOTP.activate(person, generate_totp_secret()).instance
    return made


def test_there_are_ten_codes_and_all_differ(lan: User) -> None:
    codes = make_recovery_codes(lan)

    assert (len(codes), len(set(codes)), recovery_codes_left(lan)) == (10, 10, 10)
    assert unused_recovery_codes(lan) == codes
    assert all(len(code) == 8 and code.isdecimal() for code in codes)


def test_new_codes_replace_the_old(lan: User) -> None:
    old = make_recovery_codes(lan)
    new = make_recovery_codes(lan)

    assert not set(old) & set(new)
    assert not use_recovery_code(lan, old[0])
    assert use_recovery_code(lan, new[0])


def test_a_code_works_once_in_any_spelling(lan: User) -> None:
    code = make_recovery_codes(lan)[3]

    used = [use_recovery_code(lan, f" {code[:4]} {code[4:]} "), use_recovery_code(lan, code)]

    assert used == [True, False]
    assert recovery_codes_left(lan) == 9


def test_a_code_sent_twice_at_once_works_once(lan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second request reads the row before the first has written it."""
    code = make_recovery_codes(lan)[0]
    compare, first = compare_user_code, []

    def overtaken(*, actual: str, expected: str) -> bool:
        monkeypatch.setattr(second_factor, "compare_user_code", compare)
        first.append(use_recovery_code(lan, code))
        return bool(compare(actual=actual, expected=expected))

    monkeypatch.setattr(second_factor, "compare_user_code", overtaken)

    assert (use_recovery_code(lan, code), first) == (False, [True])
    assert recovery_codes_left(lan) == 9


def test_two_codes_at_once_are_both_used(lan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = make_recovery_codes(lan)[:2]
    compare = compare_user_code

    def overtaken(*, actual: str, expected: str) -> bool:
        monkeypatch.setattr(second_factor, "compare_user_code", compare)
        assert use_recovery_code(lan, other)
        return bool(compare(actual=actual, expected=expected))

    monkeypatch.setattr(second_factor, "compare_user_code", overtaken)

    assert use_recovery_code(lan, one)
    assert recovery_codes_left(lan) == 8


@pytest.mark.parametrize("code", ["", "12345678", "\x00", "٠١٢٣٤٥٦٧", "🙂" * 10_000])
def test_what_is_no_code_of_this_person_is_refused(lan: User, code: str) -> None:
    make_recovery_codes(UserFactory.create())
    make_recovery_codes(lan)

    assert not use_recovery_code(lan, code)
    assert not use_recovery_code(UserFactory.create(), code)


def test_codes_alone_are_no_second_factor(lan: User) -> None:
    make_recovery_codes(lan)

    assert not has_second_factor(lan)
    assert not get_adapter().is_mfa_enabled(lan)


def test_secrets_are_kept_encrypted(lan: User) -> None:
    secret = generate_totp_secret()
    kept = TOTP.activate(lan, secret).instance.data["secret"]

    assert secret not in kept
    assert base64.b32decode(secret) not in base64.urlsafe_b64decode(kept)
    assert get_adapter().decrypt(kept) == secret


def test_secrets_outlive_a_change_of_the_secret_key(lan: User, settings: Settings) -> None:
    codes = make_recovery_codes(lan)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    after_change = unused_recovery_codes(lan)
    settings.SECRET_KEY_FALLBACKS = []

    assert after_change == codes
    with pytest.raises(InvalidToken):
        unused_recovery_codes(lan)


@pytest.mark.parametrize("kind", ["counselor", "supervisor", "staff"])
def test_who_sees_others_keeps_a_second_factor(kind: str) -> None:
    person = UserFactory.create(**{kind: True})
    only = app_of(person)
    make_recovery_codes(person)

    with pytest.raises(LastSecondFactor):
        remove_factor(person=person, authenticator=only)

    add_passkey(signed_in(person))
    remove_factor(person=person, authenticator=only)
    assert has_second_factor(person)


def test_a_worker_may_remove_it_and_keeps_the_codes(lan: User) -> None:
    app = app_of(lan)
    make_recovery_codes(lan)

    remove_factor(person=lan, authenticator=app)

    assert not has_second_factor(lan)
    assert recovery_codes_left(lan) == 10


def test_without_a_password_the_last_passkey_stays(lan: User) -> None:
    add_passkey(signed_in(lan))
    lan.set_unusable_password()
    lan.save()
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)

    with pytest.raises(LastWayIn):
        remove_factor(person=lan, authenticator=passkey)


def test_nobody_removes_somebody_elses(lan: User) -> None:
    other = app_of(UserFactory.create())

    remove_factor(person=lan, authenticator=other)

    assert Authenticator.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("records, proved", [([], False), (["password"], False), (["mfa"], True)])
def test_a_session_is_proved_by_its_own_records(
    lan: User, records: list[str], proved: bool
) -> None:
    request = HttpRequest()
    request.user = lan
    request.session = SessionStore()
    request.session[RECORDS] = [{"method": method, "at": 0} for method in records]
    request.session["account_authentication_methods_user"] = str(lan.pk)

    assert is_proved(request) is proved

    request.user = UserFactory.create()
    assert is_proved(request) is False
