from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, User
from tests.factories.accounts import PASSWORD, AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = "/staff/accounts/user/"


@pytest.fixture
def superuser() -> User:
    person: User = UserFactory.create(staff=True, is_superuser=True)
    return person


@pytest.fixture
def clerk() -> User:
    """Staff with the rights over people, and no others."""
    person: User = UserFactory.create(staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    return person


def fields(page: Any) -> set[str]:
    return set(page.context["adminform"].form.fields)


def test_the_admin_sends_everybody_to_the_one_sign_in(client: Client) -> None:
    closed = client.get("/staff/", follow=True)

    assert closed.redirect_chain[-1][0] == f"{reverse('account_login')}?next=%2Fstaff%2F"
    assert client.post("/staff/login/", {"username": "a", "password": "b"}).status_code == 302


@pytest.mark.parametrize("kind", [{}, {"counselor": True}, {"supervisor": True}])
def test_the_admin_is_closed_to_all_but_staff(client: Client, kind: dict[str, bool]) -> None:
    client.force_login(UserFactory.create(**kind))

    assert client.get(PEOPLE, follow=True).status_code == 403


def test_people_are_found_by_name_address_and_number(client: Client, clerk: User) -> None:
    UserFactory.create(name="Trần Văn Tuấn", email="tuan@example.com", phone="0912345678")
    UserFactory.create(name="Somebody else")
    client.force_login(clerk)

    found = [
        client.get(PEOPLE, {"q": q}).context["cl"].result_count
        for q in ["Tuấn", "tuan@", "912345", "nobody"]
    ]

    assert found == [1, 1, 1, 0]


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    client: Client, clerk: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(clerk)
    UserFactory.create(counselor=True)
    with django_assert_max_num_queries(20) as few:
        client.get(PEOPLE)
    UserFactory.create_batch(5, counselor=True)

    with django_assert_max_num_queries(20) as many:
        client.get(PEOPLE)

    assert len(many) == len(few)


def test_no_page_shows_a_password_hash(client: Client, superuser: User) -> None:
    worker = UserFactory.create()
    client.force_login(superuser)

    pages = [
        client.get(PEOPLE),
        client.get(f"{PEOPLE}{worker.pk}/change/"),
        client.get(f"{PEOPLE}add/"),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any(worker.password in page.content.decode() for page in pages)
    assert "password" not in fields(pages[1])


def test_an_account_made_here_has_no_password_until_its_owner_sets_one(
    client: Client, clerk: User
) -> None:
    agency = AgencyFactory.create()
    client.force_login(clerk)

    client.post(
        f"{PEOPLE}add/",
        {
            "name": "Mai",
            "email": "MAI@example.com",
            "phone": "0912 345 678",
            "role": "counselor",
            "agency": agency.pk,
            "is_active": "on",
            "language": "vi",
            "time_zone": "Asia/Ho_Chi_Minh",
        },
    )

    person = User.objects.get(name="Mai")
    assert (person.email, person.phone, person.agency) == (
        "mai@example.com",
        "+84912345678",
        agency,
    )
    assert not person.has_usable_password()


def test_a_person_with_neither_name_is_refused_with_words(client: Client, clerk: User) -> None:
    client.force_login(clerk)

    page = client.post(
        f"{PEOPLE}add/",
        {"name": "Mai", "role": "worker", "language": "vi", "time_zone": "Asia/Tokyo"},
    )

    assert page.status_code == 200
    assert page.context["adminform"].form.non_field_errors()


def test_the_sign_in_names_of_a_used_account_cannot_be_redirected(
    client: Client, clerk: User
) -> None:
    fresh, used = UserFactory.create(), UserFactory.create(last_login=timezone.now())
    client.force_login(clerk)

    open_fields = [fields(client.get(f"{PEOPLE}{person.pk}/change/")) for person in (fresh, used)]

    assert {"email", "phone"} <= open_fields[0]
    assert not {"email", "phone"} & open_fields[1]


def test_staff_cannot_give_rights_or_touch_those_who_hold_all(
    client: Client, clerk: User, superuser: User
) -> None:
    client.force_login(clerk)

    own = client.get(f"{PEOPLE}{clerk.pk}/change/")
    other = client.post(f"{PEOPLE}{superuser.pk}/change/", {"name": "Taken over"})
    gone = client.post(f"{PEOPLE}{superuser.pk}/delete/", {"post": "yes"})

    assert not {"is_superuser", "groups", "user_permissions"} & fields(own)
    assert (other.status_code, gone.status_code) == (403, 403)


def test_agencies_are_kept_here(client: Client, superuser: User) -> None:
    client.force_login(superuser)

    client.post("/staff/accounts/agency/add/", {"name": "Hoa Sen", "is_active": "on"})

    assert [str(agency) for agency in Agency.objects.all()] == ["Hoa Sen"]
    assert client.get("/staff/accounts/agency/").status_code == 200


def test_the_library_has_no_page_of_its_own_here() -> None:
    assert "account" not in {model._meta.app_label for model in admin.site._registry}


def test_a_superuser_signs_in_and_comes_to_the_page_asked_for(
    client: Client, superuser: User
) -> None:
    response = client.post(
        reverse("account_login"), {"login": superuser.email, "password": PASSWORD, "next": PEOPLE}
    )

    assert response.headers["Location"] == PEOPLE
    assert client.get(PEOPLE).status_code == 200
