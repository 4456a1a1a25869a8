import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW = "về quê trồng bưởi"
CHANGE = "/password/"
FORGOTTEN = "/password/forgotten/"


@pytest.fixture
def lan() -> User:
    person: User = UserFactory.create(email="lan@example.com", phone="0912345678")
    return person


def sign_in(client: Client, login: str, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password})


def mailed_link() -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def set_by_link(client: Client, first: str = NEW, second: str = NEW) -> Any:
    page = client.get(mailed_link(), follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": first, "password2": second})


def test_a_signed_in_person_changes_the_password_and_stays_in(client: Client, lan: User) -> None:
    sign_in(client, "lan@example.com", PASSWORD)

    response = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    lan.refresh_from_db()
    assert lan.check_password(NEW)
    assert response.headers["Location"] == reverse("after_sign_in")
    assert client.get(CHANGE).status_code == 200


def test_other_browsers_are_signed_out_by_a_change(client: Client, lan: User) -> None:
    other = Client()
    sign_in(other, "lan@example.com", PASSWORD)
    sign_in(client, "lan@example.com", PASSWORD)

    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert other.get(CHANGE).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"oldpassword": "wrong"}, "oldpassword"),
        ({"password2": "another one"}, "password2"),
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"oldpassword": "\x00"}, "oldpassword"),
        ({"password1": "🙂" * 10_000}, "password2"),
    ],
)
def test_a_faulty_change_is_said_beside_its_field(
    client: Client, lan: User, changes: dict[str, str], field: str
) -> None:
    client.force_login(lan)

    response = client.post(
        CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW, **changes}
    )

    assert list(response.context["form"].errors) == [field]
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


def test_changing_is_not_for_strangers(client: Client) -> None:
    assert client.get(CHANGE).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("typed", ["lan@example.com", " LAN@Example.com"])
def test_a_link_comes_by_mail_and_sets_a_new_password(
    client: Client, lan: User, typed: str
) -> None:
    asked = client.post(FORGOTTEN, {"login": typed})
    done = set_by_link(client)

    lan.refresh_from_db()
    assert asked.headers["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [["lan@example.com"]]
    assert done.headers["Location"] == reverse("account_reset_password_from_key_done")
    assert client.get(done.headers["Location"]).status_code == 200
    assert lan.check_password(NEW)


def test_an_unknown_address_reads_the_same_and_gets_no_mail(client: Client, lan: User) -> None:
    known = client.post(FORGOTTEN, {"login": "lan@example.com"})
    unknown = client.post(FORGOTTEN, {"login": "nobody@example.com"})

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [message.to for message in mail.outbox] == [["lan@example.com"]]


def test_a_closed_account_gets_no_mail(client: Client) -> None:
    UserFactory.create(email="lan@example.com", is_active=False)

    client.post(FORGOTTEN, {"login": "lan@example.com"})

    assert mail.outbox == []


@pytest.mark.parametrize("typed", ["lan", "\x00", "🙂" * 10_000, ""])
def test_what_is_no_address_is_said_and_nothing_is_sent(
    client: Client, lan: User, typed: str
) -> None:
    response = client.post(FORGOTTEN, {"login": typed})

    assert list(response.context["form"].errors) == ["login"]
    assert mail.outbox == []


def test_a_link_works_once(client: Client, lan: User) -> None:
    client.post(FORGOTTEN, {"login": "lan@example.com"})
    link = mailed_link()
    set_by_link(client)

    page = Client().get(link)

    assert page.context["token_fail"] is True
    assert page.status_code == 200


def test_a_link_is_worth_nothing_after_the_address_changed(client: Client, lan: User) -> None:
    client.post(FORGOTTEN, {"login": "lan@example.com"})
    User.objects.filter(pk=lan.pk).update(email="other@example.com")

    assert client.get(mailed_link()).context["token_fail"] is True


@pytest.mark.parametrize(
    "key", ["1-abc", "zzzzzzzzzzzzz-abc-def", "0-set-password", "a-" + "b" * 200]
)
def test_a_made_up_link_opens_nothing(client: Client, lan: User, key: str) -> None:
    assert client.get(f"/password/new/{key}/").context["token_fail"] is True


def test_a_new_password_that_differs_from_its_repeat_is_refused(client: Client, lan: User) -> None:
    client.post(FORGOTTEN, {"login": "lan@example.com"})

    response = set_by_link(client, NEW, "something else")

    assert list(response.context["form"].errors) == ["password2"]


@pytest.mark.parametrize("login", ["lan@example.com", "0912345678"])
def test_a_new_password_works_at_once_after_too_many_wrong_ones(
    client: Client, lan: User, login: str
) -> None:
    for _ in range(6):
        sign_in(client, login, "wrong")
    client.post(FORGOTTEN, {"login": "lan@example.com"})
    set_by_link(client)

    sign_in(client, login, NEW)

    assert client.session["_auth_user_id"] == str(lan.pk)


def test_asking_for_links_has_an_end(client: Client, lan: User) -> None:
    for _ in range(5):
        client.post(FORGOTTEN, {"login": "lan@example.com"})

    response = client.post(FORGOTTEN, {"login": "lan@example.com"})

    assert response.status_code == 429
    assert len(mail.outbox) == 5


def test_the_mail_is_in_the_language_of_the_page(client: Client, lan: User) -> None:
    client.cookies["language"] = "en"

    client.post(FORGOTTEN, {"login": "lan@example.com"})

    assert mail.outbox[0].subject == "Lối Về – Set a new password"
    assert "Hello from" not in str(mail.outbox[0].body)
