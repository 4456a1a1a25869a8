"""Keys of an agency's own systems."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts import api_keys
from accounts.api_keys import (
    KeyNotOpen,
    MayNotMakeKeys,
    TooManyKeys,
    key_of,
    make_key,
    revoke_key,
    touch_key,
)
from accounts.enums import Role
from accounts.models import Agency, ApiKey, User
from tests.factories.accounts import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def supervisor() -> User:
    return UserFactory.create(supervisor=True)


def made(by: User) -> tuple[ApiKey, str]:
    return make_key(by=by, name="HR", can_write=False, now=NOW)


def test_secret_opens_and_is_kept_nowhere(supervisor: User) -> None:
    row, secret = made(supervisor)

    assert key_of(secret) == row
    assert secret.startswith(row.prefix)
    assert secret not in str(ApiKey.objects.values().get())


@pytest.mark.parametrize("secret", ["", "lv_", "lv_wrong", "lv_\x00", "Lv_\ud800", "x" * 5000])
def test_no_other_word_opens(supervisor: User, secret: str) -> None:
    made(supervisor)

    assert key_of(secret) is None


def test_key_that_was_taken_back_opens_nothing(supervisor: User) -> None:
    row, secret = made(supervisor)

    revoke_key(key=row, now=NOW)

    assert key_of(secret) is None
    with pytest.raises(KeyNotOpen):
        revoke_key(key=row, now=NOW)


@pytest.mark.parametrize("change", ["role", "closed", "moved", "agency closed"])
def test_key_ends_with_its_supervisor(supervisor: User, change: str) -> None:
    _row, secret = made(supervisor)
    assert supervisor.agency is not None

    if change == "role":
        supervisor.role = Role.COUNSELOR
    elif change == "closed":
        supervisor.is_active = False
    elif change == "moved":
        supervisor.agency = AgencyFactory.create()
    else:
        Agency.objects.update(is_active=False)
    supervisor.save()

    assert key_of(secret) is None


@pytest.mark.parametrize("who", ["counselor", "staff", "closed", "agency closed"])
def test_only_a_supervisor_of_an_open_agency_makes_keys(who: str) -> None:
    traits = {"counselor": {"counselor": True}, "staff": {"staff": True}}
    person = UserFactory.create(**traits.get(who, {"supervisor": True}), is_active=who != "closed")
    if who == "agency closed":
        Agency.objects.update(is_active=False)

    with pytest.raises(MayNotMakeKeys):
        made(person)


def test_agency_has_so_many_keys_and_no_more(
    supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_keys, "MOST_KEYS", 1)
    row, _secret = made(supervisor)
    with pytest.raises(TooManyKeys):
        made(supervisor)

    revoke_key(key=row, now=NOW)

    assert made(supervisor)


def test_use_is_noted_once_a_day(
    supervisor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row, _secret = made(supervisor)
    touch_key(key=row, today=date(2026, 11, 22))
    row.refresh_from_db()

    with django_assert_num_queries(0):
        touch_key(key=row, today=date(2026, 11, 22))

    assert row.last_used_on == date(2026, 11, 22)
