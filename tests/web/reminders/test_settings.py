from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.plans.models import Plan
from planner.reminders.models import ReminderSettings, StoppedKind
from tests.factories.accounts import UserFactory
from tests.factories.reminders import address, wanted
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of

TYPED: dict[str, Any] = {
    "at": "06:30",
    "quiet_from": "21h",
    "quiet_to": "5.00",
    "time_zone": "",
    "daily_cap": "2",
    "language": "en",
    "kinds": ["benchmark", "check_in"],
}
ROLES: list[dict[str, Any]] = [
    {},
    {"counselor": True},
    {"supervisor": True},
    {"staff": True},
]


@pytest.fixture
def worker(db: None) -> User:
    return UserFactory.create(language="en")


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


def _url() -> str:
    return reverse("reminder_settings")


def _send(browser: Client, **typed: Any) -> Any:
    hidden = hidden_of(browser.get(_url()).content.decode())
    return browser.post(_url(), {**hidden, **TYPED, **typed})


def test_what_is_typed_is_kept_and_said_in_a_sentence(worker: User, browser: Client) -> None:
    answer = _send(browser)

    row = ReminderSettings.objects.get(person=worker)
    assert answer.status_code == 302
    assert (row.at, row.quiet_from, row.quiet_to) == (time(6, 30), time(21), time(5))
    assert (row.time_zone, row.daily_cap) == ("", 2)
    stopped = StoppedKind.objects.values_list("source", flat=True).order_by("source")
    assert list(stopped) == ["message", "miss", "nudge", "plan_moved", "referral", "review"]
    page = page_of(browser.get(_url()))
    assert "Reminders come at 06:30 Vietnam time." in page
    assert "Nothing is sent from 21:00 to 05:00. At most 2 messages a day leave the app." in page


@pytest.mark.parametrize(
    "way, words",
    [
        ((date(2090, 3, 3), None), "Vietnam time, and from 3 March 2090 on at 19:00 Japan time."),
        ((date(2020, 3, 3), None), "Reminders come at 19:00 Japan time."),
        (
            (date(2020, 3, 3), date(2090, 3, 3)),
            "Japan time, and from 3 March 2090 on at 19:00 Vietnam time.",
        ),
        ((date(2019, 3, 3), date(2020, 3, 3)), "Reminders come at 19:00 Vietnam time."),
    ],
)
def test_clock_goes_with_the_plan(
    worker: User, browser: Client, way: tuple[date, date | None], words: str
) -> None:
    Plan.objects.create(person=worker, departs_on=way[0], returns_on=way[1])

    assert words in page_of(browser.get(_url()))


def test_fixed_clock_is_said(worker: User, browser: Client) -> None:
    wanted(worker, time_zone="Europe/Paris", quiet_from=time(1), quiet_to=time(1))

    page = page_of(browser.get(_url()))

    assert "Reminders come at 19:00, Europe/Paris time." in page
    assert "You have no quiet hours." in page
    # The own one stands in the list although it is not among the usual ones.
    assert '<option value="Europe/Paris" selected>' in page


def test_hour_in_the_quiet_hours_says_what_to_do_and_loses_nothing(browser: Client) -> None:
    answer = _send(browser, at="22:15", daily_cap="5")

    page = page_of(answer)
    assert "22:15 lies in your quiet hours, 21:00 to 05:00. Write 05:00 or later" in page
    assert 'value="22:15"' in page
    assert '<option value="5" selected>' in page
    assert not ReminderSettings.objects.exists()


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"at": "25:00"}, "Write the time like this"),
        ({"quiet_to": ""}, "required"),
        ({"daily_cap": "6"}, "not one of the available choices"),
        ({"daily_cap": "0"}, "not one of the available choices"),
        ({"time_zone": "Mars/Olympus"}, "not one of the available choices"),
        ({"language": "fr"}, "not one of the available choices"),
        ({"kinds": ["digest"]}, "not one of the available choices"),
        ({"kinds": ["address"]}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused(browser: Client, typed: dict[str, Any], words: str) -> None:
    assert words in page_of(_send(browser, **typed))
    assert not ReminderSettings.objects.exists()


def test_language_changes_for_reminders_and_pages(worker: User, browser: Client) -> None:
    answer = _send(browser, language="vi")

    worker.refresh_from_db()
    assert worker.language == "vi"
    assert answer.cookies["language"].value == "vi"
    assert '<html lang="vi">' in browser.get(_url()).content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_chooses_among_its_own_kinds(db: None, role: dict[str, Any]) -> None:
    person = UserFactory.create(language="en", **role)
    browser = signed_in(person)
    mine, others = ("Days of my plan", "Silence") if not role else ("Silence", "Days of my plan")

    page = page_of(browser.get(_url()))
    answer = _send(browser, kinds=["silence"] if role else ["miss"], time_zone="Asia/Tokyo")

    assert mine in page
    assert others not in page
    assert answer.status_code == 302
    assert ReminderSettings.objects.get(person=person).time_zone == "Asia/Tokyo"


def test_desk_has_the_clock_of_its_account_unless_it_chooses(db: None) -> None:
    person = UserFactory.create(language="en", counselor=True, time_zone="America/Chicago")

    page = page_of(signed_in(person).get(_url()))

    assert "Reminders come at 08:00, America/Chicago time." in page
    assert "As in my account: America/Chicago" in page


def test_first_address_that_works_is_named(worker: User, browser: Client) -> None:
    assert "no address outside it yet" in page_of(browser.get(_url()))
    address(worker, "off@example.com", off_at=worker.date_joined)
    address(worker, "lan@example.com")

    page = page_of(browser.get(_url()))

    assert "lan@example.com" in page
    assert "off@example.com" not in page


def test_what_was_typed_outlives_the_session(browser: Client) -> None:
    hidden = hidden_of(browser.get(_url()).content.decode())

    Client().post(_url(), {**hidden, **TYPED, "at": "10:10"})

    page = page_of(browser.get(_url()))
    assert "It is not saved yet" in page
    assert 'value="10:10"' in page


def test_change_meanwhile_is_shown(worker: User, browser: Client) -> None:
    hidden = hidden_of(browser.get(_url()).content.decode())
    wanted(worker, at=time(12))

    page = page_of(browser.post(_url(), {**hidden, **TYPED}))

    assert "Stands there now: 12:00<" in page
    assert "You typed: 06:30<" in page
    assert ReminderSettings.objects.get().at == time(12)


def test_helped_browser_may_change_the_hour(worker: User) -> None:
    worker.helped_until = worker.date_joined.replace(year=2100)
    worker.save()

    assert _send(signed_in(worker)).status_code == 302


def test_visitor_signs_in_first(db: None) -> None:
    answer = Client().get(_url())

    assert (answer.status_code, reverse("account_login") in answer["location"]) == (302, True)


def test_page_asks_few_questions_of_the_database(
    worker: User, browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        address(worker, f"a{number}@example.com")
    browser.get(_url())

    with django_assert_num_queries(8):
        browser.get(_url())
