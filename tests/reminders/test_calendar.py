"""The calendar that a phone fetches, read back by the library."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings
from icalendar import Calendar

from accounts.models import User
from planner.plans.models import Benchmark, CheckIn
from planner.reminders.calendar import calendar_text
from planner.reminders.models import CalendarFeed
from planner.reminders.selectors.calendar import planned_days
from planner.reminders.services.calendar import make_calendar
from tests.factories.accounts import UserFactory
from tests.factories.plans import dropped_benchmark, edited_benchmark, way
from tests.factories.reminders import LONG_AGO, NOW, benchmark_due

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture
def worker() -> User:
    return UserFactory.create(language="en")


def fetched(worker: User, today: date = TODAY) -> bytes:
    if not CalendarFeed.objects.filter(person=worker).exists():
        make_calendar(person=worker, now=NOW)
    return calendar_text(planned_days(worker, today=today), CalendarFeed.objects.get(person=worker))


def events(worker: User, today: date = TODAY) -> list[Any]:
    return Calendar.from_ical(fetched(worker, today)).walk("VEVENT")


def titles(worker: User) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(worker)]


def test_open_benchmarks_of_three_years_are_whole_days(worker: User) -> None:
    row = benchmark_due(worker, date(2027, 7, 4), words="Đậu N3; rồi nghỉ, ngủ")
    benchmark_due(worker, TODAY - timedelta(days=1))
    benchmark_due(worker, date(2029, 12, 1))
    benchmark_due(worker, date(2027, 1, 1), done_on=TODAY)
    benchmark_due(UserFactory.create(), date(2027, 7, 4))
    dropped_benchmark(benchmark_due(worker, date(2027, 1, 2)))

    (event,) = events(worker)

    assert type(event.decoded("DTSTART")) is date
    assert event.decoded("DTSTART") == date(2027, 7, 4)
    assert str(event["SUMMARY"]) == "Đậu N3; rồi nghỉ, ngủ"
    assert str(event["URL"]) == f"http://testserver/my-benchmarks/{row.pk}/"
    assert str(event["TRANSP"]) == "TRANSPARENT"


def test_bytes_are_as_the_standard_has_them(worker: User) -> None:
    benchmark_due(worker, date(2027, 7, 4), words="ngủ " * 40)

    text = fetched(worker)

    assert text.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert b"DTSTART;VALUE=DATE:20270704" in text
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n" in text
    assert titles(worker) == [("ngủ " * 40)]


def test_a_day_that_moves_keeps_its_name_and_counts_on(worker: User) -> None:
    row = benchmark_due(worker, date(2027, 7, 4))
    before = events(worker)[0]

    edited_benchmark(row, now=NOW, due_on=date(2027, 8, 1))
    after = events(worker)[0]
    edited_benchmark(row, now=NOW + timedelta(seconds=2), due_on=date(2027, 7, 4))
    again = events(worker)[0]

    assert before["UID"] == after["UID"] == f"benchmark-{row.pk}@testserver"
    assert before["SEQUENCE"] == 0 < after["SEQUENCE"] < again["SEQUENCE"] < 2**31
    assert (before.decoded("LAST-MODIFIED"), after.decoded("LAST-MODIFIED")) == (LONG_AGO, NOW)


@pytest.mark.parametrize(
    "columns",
    [
        {"section": "money", "words": "Xong khoản 80 triệu"},
        {"section": "money", "words": "Sang nhà anh Ba"},
        {"words": "Trả hết nợ cho anh Ba"},
        {"words": "", "template_key": "x", "title_en": "Moved after unpaid wages", "title_vi": "x"},
    ],
)
def test_what_tells_of_money_has_a_neutral_title(worker: User, columns: dict[str, Any]) -> None:
    benchmark_due(worker, date(2027, 7, 4), **columns)

    assert titles(worker) == ["A day of your plan"]


def test_a_contract_is_not_money(worker: User) -> None:
    benchmark_due(worker, date(2027, 7, 4), words="Đọc hợp đồng")

    assert titles(worker) == ["Đọc hợp đồng"]


def test_titles_are_in_the_language_of_the_person(worker: User) -> None:
    titles_of: dict[str, Any] = {"title_en": "JLPT N3", "title_vi": "Đạt N3"}
    benchmark_due(worker, date(2027, 7, 4), words="", template_key="n3", **titles_of)
    before = titles(worker)

    User.objects.update(language="vi")

    assert (before, titles(worker)) == (["JLPT N3"], ["Đạt N3"])


def test_months_of_the_stay_are_asked_for_a_year(worker: User) -> None:
    way(worker, departs_on=date(2026, 9, 20))
    CheckIn.objects.create(person=worker, month=date(2026, 11, 1), told_at=NOW)

    found = events(worker)

    days = [event.decoded("DTSTART") for event in found]
    assert days == [date(2027, month, 1) for month in range(1, 12)]
    assert str(found[0]["SUMMARY"]) == "How was your month? December 2026"
    assert len({event["UID"] for event in found}) == 11


def test_months_end_with_the_return_and_begin_with_the_arrival(worker: User) -> None:
    way(worker, departs_on=date(2027, 1, 20), returns_on=date(2027, 4, 1))

    assert [event.decoded("DTSTART") for event in events(worker)] == [
        date(2027, 3, 1),
        date(2027, 4, 1),
    ]


def test_same_days_give_the_same_bytes_whatever_the_hour(worker: User) -> None:
    way(worker, departs_on=date(2026, 9, 20))
    benchmark_due(worker, date(2027, 7, 4))

    assert fetched(worker) == fetched(worker)


def test_a_row_of_before_the_day_was_kept_counts_from_its_arrival(worker: User) -> None:
    row = benchmark_due(worker, date(2027, 7, 4))
    Benchmark.objects.filter(pk=row.pk).update(dated_at=datetime(2024, 1, 1, tzinfo=UTC))

    assert events(worker)[0]["SEQUENCE"] == 0


def test_names_are_of_this_site(worker: User) -> None:
    row = benchmark_due(worker, date(2027, 7, 4))

    with override_settings(SITE_URL="https://loi.example:8443"):
        event = events(worker)[0]

    assert event["UID"] == f"benchmark-{row.pk}@loi.example"
    assert str(event["URL"]).startswith("https://loi.example:8443/")
