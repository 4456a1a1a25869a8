from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError

from accounts.enums import Language, Role
from accounts.models import User
from accounts.services import (
    SignInNameTaken,
    drop_ended_sessions,
    register_worker,
    set_language,
)
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_registering_makes_a_worker_without_agency() -> None:
    person = register_worker(name="Lan", login="0912 345 678", password=PASSWORD, language="en")

    assert (person.role, person.agency, person.phone, person.email, person.language) == (
        Role.WORKER,
        None,
        "+84912345678",
        None,
        "en",
    )
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("login", ["LAN@example.com", "+84 (0)912 345 678"])
def test_a_name_in_use_is_refused_in_any_spelling(login: str) -> None:
    UserFactory.create(email="lan@example.com", phone="0912345678")

    with pytest.raises(SignInNameTaken):
        register_worker(name="Lan", login=login, password=PASSWORD, language="vi")

    assert User.objects.count() == 1


def test_a_name_taken_between_look_and_write_is_refused_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    UserFactory.create(email="lan@example.com")
    monkeypatch.setattr("accounts.models.people.UserQuerySet.exists", lambda self: False)

    with pytest.raises(SignInNameTaken):
        register_worker(name="Lan", login="lan@example.com", password=PASSWORD, language="vi")

    assert User.objects.count() == 1


def test_what_is_neither_address_nor_number_is_refused() -> None:
    with pytest.raises(ValidationError):
        register_worker(name="Lan", login="lan", password=PASSWORD, language="vi")


def test_setting_the_language_leaves_the_rest_alone() -> None:
    person = UserFactory.create()
    User.objects.filter(pk=person.pk).update(name="Changed elsewhere")

    set_language(person=person, language=Language.ENGLISH)

    person.refresh_from_db()
    assert (person.language, person.name) == ("en", "Changed elsewhere")


def test_ended_sessions_are_dropped_and_open_ones_stay() -> None:
    for key, expires in {"old": NOW - timedelta(seconds=1), "new": NOW + timedelta(days=1)}.items():
        Session.objects.create(session_key=key, session_data="", expire_date=expires)

    dropped = drop_ended_sessions(now=NOW)

    assert dropped == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
