"""Claim 25, short: a session ends with what it rested on. And the list of one's own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.enums import Role
from accounts.models import User
from accounts.sessions import end_other_sessions, end_session, sessions_of
from tests.factories.accounts import PASSWORD, AgencyFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def lan() -> User:
    person: User = UserFactory.create(email="lan@example.com")
    return person


def browser_of(person: User, agent: str = PHONE) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def close(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def change_password(person: User) -> None:
    person.set_password("về quê trồng bưởi")
    person.save()


def change_role(person: User) -> None:
    User.objects.filter(pk=person.pk).update(role=Role.COUNSELOR)


def leave_agency(person: User) -> None:
    User.objects.filter(pk=person.pk).update(agency=None)


def change_agency(person: User) -> None:
    User.objects.filter(pk=person.pk).update(agency=AgencyFactory.create())


@pytest.mark.parametrize("change", [close, change_password, change_role])
def test_a_workers_session_is_refused_at_the_next_request(
    lan: User, change: Callable[[User], None]
) -> None:
    browsers = [browser_of(lan), browser_of(lan, DESK)]
    before = [is_in(client) for client in browsers]

    change(lan)

    assert (before, [is_in(client) for client in browsers]) == ([True, True], [False, False])


@pytest.mark.parametrize("change", [close, change_password, leave_agency, change_agency])
def test_a_counselors_session_is_refused_at_the_next_request(
    change: Callable[[User], None],
) -> None:
    person = UserFactory.create(counselor=True)
    client = signed_in(person)
    before = is_in(client)

    change(person)

    assert (before, is_in(client)) == (True, False)


@pytest.mark.parametrize("role", [Role.WORKER, Role.COUNSELOR])
def test_a_supervisor_who_is_none_any_more_is_refused(role: Role) -> None:
    person = UserFactory.create(supervisor=True)
    client = signed_in(person)

    User.objects.filter(pk=person.pk).update(role=role)

    assert client.get("/team/").headers["Location"].startswith("/sign-in/")


def test_a_worker_stays_signed_in_on_leaving_the_agency(lan: User) -> None:
    lan.agency = AgencyFactory.create()
    lan.save()
    client = browser_of(lan)

    leave_agency(lan)

    assert is_in(client)


def test_own_sessions_are_listed_by_device_and_this_one_first(lan: User) -> None:
    desk, phone = browser_of(lan, DESK), browser_of(lan, PHONE)
    browser_of(UserFactory.create())

    listed = sessions_of(lan, this_key=desk.session.session_key, now=timezone.now())

    assert [(row.device, row.is_this) for row in listed] == [
        ("Firefox · Windows", True),
        ("Chrome · Android", False),
    ]
    assert is_in(phone)


def test_what_has_ended_is_not_listed(lan: User) -> None:
    this, gone, old = browser_of(lan), browser_of(lan), browser_of(lan)
    gone.post("/sign-out/")
    Session.objects.filter(pk=old.session.session_key).update(
        expire_date=timezone.now() - timedelta(hours=1)
    )

    listed = sessions_of(lan, this_key=this.session.session_key, now=timezone.now())

    assert [row.is_this for row in listed] == [True]


def test_after_a_change_of_the_password_only_this_session_is_listed(lan: User) -> None:
    this, other = browser_of(lan), browser_of(lan, DESK)
    new = "về quê trồng bưởi"
    this.post("/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    lan.refresh_from_db()
    listed = sessions_of(lan, this_key=this.session.session_key, now=timezone.now())

    assert [row.is_this for row in listed] == [True]
    assert (is_in(this), is_in(other)) == (True, False)


def test_many_sessions_cost_no_more_queries(
    lan: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        browser_of(lan)

    with django_assert_num_queries(2):
        listed = sessions_of(lan, this_key=None, now=timezone.now())

    assert len(listed) == 4


def test_one_session_is_ended(lan: User) -> None:
    this, other = browser_of(lan), browser_of(lan)
    row = UserSession.objects.get(session_key=other.session.session_key)

    assert end_session(lan, pk=row.pk)

    assert (is_in(this), is_in(other)) == (True, False)
    assert not end_session(lan, pk=row.pk)


def test_nobody_ends_somebody_elses(lan: User) -> None:
    other = browser_of(UserFactory.create())
    row = UserSession.objects.get(session_key=other.session.session_key)

    assert not end_session(lan, pk=row.pk)
    end_other_sessions(lan, this_key=None)

    assert is_in(other)


def test_all_others_are_ended(lan: User) -> None:
    this, *others = [browser_of(lan) for _ in range(3)]

    end_other_sessions(lan, this_key=this.session.session_key)

    assert (is_in(this), [is_in(client) for client in others]) == (True, [False, False])


def test_the_day_of_the_last_deed_is_noted_once(lan: User) -> None:
    client = browser_of(lan)
    User.objects.update(last_active_on=date(2026, 1, 1))
    UserSession.objects.update(last_seen_at=datetime(2026, 1, 1, tzinfo=UTC))

    client.get("/account/")
    lan.refresh_from_db()
    after_reading = lan.last_active_on
    client.post("/language/", {"language": "vi"})
    lan.refresh_from_db()

    assert after_reading == date(2026, 1, 1)
    assert lan.last_active_on == timezone.now().astimezone(lan.zone).date()
    with CaptureQueriesContext(connection) as second:
        client.post("/language/", {"language": "vi"})
    written = [query["sql"] for query in second if query["sql"].startswith("UPDATE")]
    assert ["language" in sql for sql in written] == [True]


def test_the_last_day_never_goes_back(lan: User) -> None:
    client = browser_of(lan)
    tomorrow = timezone.now().astimezone(lan.zone).date() + timedelta(days=1)
    User.objects.update(last_active_on=tomorrow)

    client.post("/language/", {"language": "vi"})

    lan.refresh_from_db()
    assert lan.last_active_on == tomorrow
