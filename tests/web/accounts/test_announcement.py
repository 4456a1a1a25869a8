from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import Announcement
from planner.web.context import times_of
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def announce(begin: timedelta = -HOUR, end: timedelta = HOUR, **more: object) -> Announcement:
    now = timezone.now()
    return Announcement.objects.create(
        text_vi="Trang nghỉ một giờ.",
        text_en="The site is closed for an hour.",
        shown_from=now + begin,
        shown_until=now + end,
        **more,
    )


def about(begin: datetime, end: datetime | None = None) -> Announcement:
    return Announcement(about_from=begin, about_until=end)


def test_every_page_says_it_in_the_readers_language(client: Client) -> None:
    announce()

    vietnamese = client.get("/").content.decode()
    client.cookies["language"] = "en"
    english = client.get("/register/").content.decode()

    assert "Trang nghỉ một giờ." in vietnamese
    assert "The site is closed for an hour." in english


def test_what_is_over_or_to_come_is_not_said(client: Client) -> None:
    announce(-2 * HOUR, -HOUR)
    announce(HOUR, 2 * HOUR)

    assert "Trang nghỉ" not in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/home/", "/register/"])
def test_a_page_asks_once_however_many_there_are(client: Client, path: str) -> None:
    for count in range(3):
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        own = [q for q in asked if "accounts_announcement" in q["sql"]]
        assert (count, len(own)) == (count, 1)
        announce()


def test_a_page_that_shows_none_asks_nothing() -> None:
    client = signed_in(UserFactory.create(staff=True, is_superuser=True))

    with CaptureQueriesContext(connection) as asked:
        client.get("/staff/")

    assert not [q for q in asked if "accounts_announcement" in q["sql"]]


@pytest.mark.parametrize(
    "begin, end, words",
    [
        (
            datetime(2026, 5, 3, 15, tzinfo=UTC),
            datetime(2026, 5, 3, 16, tzinfo=UTC),
            "22:00–23:00 Vietnamese time, 3 May 2026 · 00:00–01:00 Japanese time, 4 May 2026",
        ),
        (
            datetime(2026, 5, 3, 7, tzinfo=UTC),
            datetime(2026, 5, 3, 8, 30, tzinfo=UTC),
            "14:00–15:30 Vietnamese time, 16:00–17:30 Japanese time, 3 May 2026",
        ),
        (
            datetime(2026, 5, 3, 7, tzinfo=UTC),
            None,
            "14:00 Vietnamese time, 16:00 Japanese time, 3 May 2026",
        ),
        (
            datetime(2026, 5, 3, 14, tzinfo=UTC),
            datetime(2026, 5, 3, 16, tzinfo=UTC),
            "21:00–23:00 Vietnamese time, 3 May 2026 · 23:00 3 May 2026 – 01:00 4 May 2026 Japanese time",
        ),
    ],
)
def test_times_are_given_in_both_countries(
    begin: datetime, end: datetime | None, words: str
) -> None:
    with translation.override("en"):
        assert times_of(about(begin, end)) == words


def test_without_times_none_are_given() -> None:
    assert times_of(Announcement()) == ""


def test_the_readers_own_zone_does_not_matter() -> None:
    announce(about_from=datetime(2026, 5, 3, 7, tzinfo=UTC))
    person = UserFactory.create(language="en", time_zone="Europe/Berlin")

    page = signed_in(person).get("/").content.decode()

    assert "14:00 Vietnamese time, 16:00 Japanese time, 3 May 2026" in page


def test_text_is_text(client: Client) -> None:
    Announcement.objects.update_or_create(
        text_vi="<b>đóng</b>",
        text_en="x",
        shown_from=timezone.now() - HOUR,
        shown_until=timezone.now() + HOUR,
    )

    assert "&lt;b&gt;đóng" in client.get("/").content.decode()
