"""The private address of a calendar: shown once, fetched by a phone, renewed and ended."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.tokens import digest_of
from planner.reminders.models import CalendarFeed
from planner.reminders.services.calendar import make_calendar
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, benchmark_due
from tests.signing_in import signed_in
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import shut

pytestmark = pytest.mark.django_db

PAGE = reverse("calendar")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def worker(clock: None) -> User:
    return UserFactory.create(language="en")


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


def made(worker: User) -> str:
    """The address of a calendar that was made just now."""
    return reverse("calendar_feed", args=[make_calendar(person=worker, now=NOW)])


def test_address_is_shown_once_and_only_its_digest_kept(worker: User, browser: Client) -> None:
    browser.post(PAGE, {"act": "make"})

    token = browser.cookies["calendar_address"].value
    page = page_of(browser.get(PAGE))

    assert f"http://testserver/calendar/{token}.ics" in page
    assert f"webcal://testserver/calendar/{token}.ics" in page
    assert CalendarFeed.objects.get().token_digest == digest_of(token)
    assert browser.cookies["calendar_address"]["max-age"] == 600
    assert browser.cookies["calendar_address"]["httponly"]
    assert token not in page_of(signed_in(worker).get(PAGE))


def test_address_of_another_person_on_the_same_phone_is_not_shown(browser: Client) -> None:
    browser.post(PAGE, {"act": "make"})
    token = browser.cookies["calendar_address"].value
    other = UserFactory.create(language="en")
    make_calendar(person=other, now=NOW)
    browser.force_login(other)

    assert token not in page_of(browser.get(PAGE))


def test_new_address_ends_the_old_one(worker: User, client: Client) -> None:
    old = made(worker)

    new = made(worker)

    assert [client.get(url).status_code for url in (old, new)] == [404, 200]


def test_ended_address_is_gone(worker: User, browser: Client, client: Client) -> None:
    url = made(worker)

    browser.post(PAGE, {"act": "end"})

    assert client.get(url).status_code == 404
    assert "Make my address" in page_of(browser.get(PAGE))


def test_phone_fetches_it_without_a_session(worker: User, client: Client) -> None:
    benchmark_due(worker, date(2027, 7, 4), words="Đậu N3")

    answer = client.get(made(worker))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Đậu N3" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Language"] == "en"


def test_nothing_is_sent_twice_to_a_phone_that_has_it(worker: User, client: Client) -> None:
    row = benchmark_due(worker, date(2027, 7, 4))
    url = made(worker)
    tag = client.get(url)["ETag"]

    same = client.get(url, headers={"if-none-match": tag})
    row.due_on = date(2027, 7, 5)
    row.save()
    moved = client.get(url, headers={"if-none-match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert moved.status_code == 200
    assert moved["ETag"] != tag


def test_unknown_address_and_closed_account_are_404(worker: User, client: Client) -> None:
    url = made(worker)

    User.objects.update(is_active=False)

    for path in (url, reverse("calendar_feed", args=["x" * 32])):
        assert client.get(path).status_code == 404


def test_fetching_takes_the_same_queries_for_one_day_and_for_sixty(
    worker: User, client: Client
) -> None:
    url = made(worker)
    counts = []
    for number in (1, 59):
        for day in range(number):
            benchmark_due(worker, date(2027, 1, 1) + timedelta(days=number + day))
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_shut_out_browser_makes_no_address(worker: User) -> None:
    browser = shut(worker)

    browser.post(PAGE, {"act": "make"})

    assert not CalendarFeed.objects.exists()
    assert "shut for now" in page_of(browser.get(PAGE))


def test_visitor_signs_in_first(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"{reverse('account_login')}?next={PAGE}"


def test_garbled_wish_changes_nothing(worker: User, browser: Client) -> None:
    make_calendar(person=worker, now=NOW)

    page_of(browser.post(PAGE, {"act": "explode"}))

    assert CalendarFeed.objects.count() == 1
