from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from tests.factories.accounts import PASSWORD, AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes, constraint",
    [
        ({"email": None}, "accounts_user_has_email_or_phone"),
        ({"email": "Lan@example.com"}, "accounts_user_email_folded"),
        ({"email": ""}, "accounts_user_email_folded"),
        ({"phone": "0912345678"}, "accounts_user_phone_with_country"),
        ({"phone": ""}, "accounts_user_phone_with_country"),
        ({"role": "king"}, "accounts_user_role_known"),
        ({"language": "fr"}, "accounts_user_language_known"),
        ({"is_superuser": True}, "accounts_user_superuser_is_staff"),
    ],
)
def test_the_database_refuses_what_may_not_be(changes: dict[str, object], constraint: str) -> None:
    person = UserFactory.create()

    with pytest.raises(IntegrityError, match=constraint):
        User.objects.filter(pk=person.pk).update(**changes)


def test_one_address_belongs_to_one_person() -> None:
    UserFactory.create(email="lan@example.com")

    with pytest.raises(IntegrityError):
        UserFactory.create(email="LAN@example.com")


def test_a_person_has_a_phone_an_address_or_both() -> None:
    by_phone = UserFactory.create(by_phone=True, phone="0912 345 678")
    both = UserFactory.create(phone="+81 90 1234 5678")

    assert (by_phone.email, by_phone.phone) == (None, "+84912345678")
    assert both.phone == "+819012345678"


def test_cleaning_brings_both_names_into_their_one_spelling() -> None:
    person = User(name="Lan", email="Lan@Example.com", phone="0912 345 678", password="x")

    person.full_clean()

    assert (person.email, person.phone) == ("lan@example.com", "+84912345678")


def test_cleaning_says_kindly_what_is_missing() -> None:
    with pytest.raises(ValidationError) as refused:
        User(name="Lan", password="x", phone="not a number").full_clean()

    assert set(refused.value.message_dict) == {"phone"}


def test_the_worker_stays_when_the_agency_goes() -> None:
    agency = AgencyFactory.create()
    worker = UserFactory.create(agency=agency)

    agency.delete()

    worker.refresh_from_db()
    assert worker.agency is None


def test_the_admin_is_open_to_staff_only() -> None:
    cast = {role: UserFactory.create(role=role).is_staff for role in Role}

    assert cast == {
        Role.WORKER: False,
        Role.COUNSELOR: False,
        Role.SUPERVISOR: False,
        Role.STAFF: True,
    }


def test_createsuperuser_makes_an_account_that_signs_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser",
        "--no-input",
        "--email=Root@example.com",
        "--name=Root",
        stdout=StringIO(),
    )

    client.post(reverse("account_login"), {"login": "root@example.com", "password": PASSWORD})

    person = User.objects.get(pk=client.session["_auth_user_id"])
    assert (person.email, person.role, person.is_superuser) == (
        "root@example.com",
        Role.STAFF,
        True,
    )
