"""What came, and what will come."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.plans.models import Benchmark
from planner.reminders.enums import Reason, Source, State
from planner.reminders.models import Outgoing
from planner.reminders.selectors.inbox import unread_reminders
from tests.factories.accounts import UserFactory
from tests.factories.casework import from_desk
from tests.factories.reminders import NOW, address, benchmark_due, new_rule, outgoing, rule
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, shut

pytestmark = pytest.mark.django_db

PAGE, READ = reverse("reminders"), reverse("read_reminders")
SENT: dict[str, Any] = {"state": State.SENT, "sent_at": NOW}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def worker(clock: None) -> User:
    return UserFactory.create(language="en", date_joined=datetime(2025, 1, 1, tzinfo=UTC))


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


@pytest.fixture
def kept(worker: User) -> Benchmark:
    return benchmark_due(worker, date(2026, 12, 25), words="Đăng ký thi N3")


def came(person: User, kept: Benchmark | None = None, **columns: Any) -> Outgoing:
    return outgoing(person, kept, **{"rule": rule("benchmark-month"), **SENT, **columns})


def test_nothing_yet_says_what_will_stand_here(browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert "Nothing came yet" in page
    assert "Nothing in the next 60 days" in page
    assert f'href="{reverse("my_benchmarks")}"' in page


def test_what_came_has_the_words_of_its_rule_and_leads_to_its_place(
    worker: User, browser: Client, kept: Benchmark
) -> None:
    row = came(worker, kept)

    page = page_of(browser.get(PAGE))

    assert "A day of your plan is a month away" in page
    assert "On 25 December 2026 a step of your plan is due." in page
    assert f'<a href="{reverse("benchmark", args=[kept.pk])}">Đăng ký thi N3</a>' in page
    assert '<span class="tag mid">new</span>' in page
    assert f'formaction="{reverse("snooze_reminder", args=[row.pk])}"' in page


@pytest.mark.parametrize(
    ("source", "name", "key"),
    [(Source.MISS, "tell_miss", "miss-why"), (Source.CHECK_IN, "check_in", "month-told")],
)
def test_each_kind_leads_to_where_it_is_done(
    worker: User, browser: Client, kept: Benchmark, source: Source, name: str, key: str
) -> None:
    came(worker, kept, source=source, rule=rule(key))

    place = reverse(name, args=[kept.pk] if name == "tell_miss" else [])

    assert f'href="{place}"' in page_of(browser.get(PAGE))


def test_hours_are_on_the_clock_of_who_is_in_japan(
    worker: User, browser: Client, kept: Benchmark
) -> None:
    came(worker, kept)

    assert "22 November 2026, 16:00" in page_of(browser.get(PAGE))
    User.objects.filter(pk=worker.pk).update(time_zone="Europe/Berlin")
    assert "on the clock of Viet Nam" in page_of(browser.get(PAGE))


def test_seen_is_no_longer_new(worker: User, browser: Client, kept: Benchmark) -> None:
    row = came(worker, kept)

    answer = browser.post(READ, {"shown": str(row.pk)})

    assert answer["Location"] == PAGE
    assert unread_reminders(worker) == 0
    assert ">new<" not in page_of(browser.get(PAGE))


@pytest.mark.parametrize("shown", ["", "1,", "x", "1" * 19, ",".join(["1"] * 21)])
def test_garbled_numbers_mark_nothing(worker: User, browser: Client, shown: str) -> None:
    came(worker)

    assert browser.post(READ, {"shown": shown}).status_code == 302
    assert unread_reminders(worker) == 1


def test_reading_marks_nothing(worker: User, browser: Client) -> None:
    came(worker)

    browser.get(PAGE)

    assert unread_reminders(worker) == 1


def test_later_says_when_it_comes_again(worker: User, browser: Client, kept: Benchmark) -> None:
    row = came(worker, kept)

    browser.post(reverse("snooze_reminder", args=[row.pk]), {"days": "3"})

    page = page_of(browser.get(PAGE))
    assert "It comes again: 25 November 2026, 19:00." in page
    assert page.count("<h3>25 November 2026</h3>") == 1


def test_only_days_of_the_list_can_be_chosen(worker: User, browser: Client) -> None:
    row = came(worker)

    browser.post(reverse("snooze_reminder", args=[row.pk]), {"days": "999"})

    assert Outgoing.objects.count() == 1


def test_reminders_of_others_are_not_there(worker: User, browser: Client) -> None:
    other = came(UserFactory.create(), seen_at=None)

    assert browser.get(PAGE).context["came"] == []
    url = reverse("snooze_reminder", args=[other.pk])
    assert browser.post(url, {"days": "1"}).status_code == 404
    browser.post(READ, {"shown": str(other.pk)})
    assert not Outgoing.objects.exclude(seen_at=None).exists()


def test_a_day_that_moved_is_told(worker: User, browser: Client, kept: Benchmark) -> None:
    came(worker, kept, state=State.CANCELLED, reason=Reason.MOVED, sent_at=None)

    page = page_of(browser.get(PAGE))

    assert "the day moved" in page
    assert "This did not come: its day is another one now." in page
    assert "Remind me again" not in page


def test_what_will_come_says_day_hour_and_channel(
    worker: User, browser: Client, kept: Benchmark
) -> None:
    address(worker)

    page = page_of(browser.get(PAGE))

    assert "<h3>25 November 2026</h3>" in page
    assert "19:00 · <a" in page
    assert "In the app, E-mail" in page
    assert "about 25 December 2026" in page
    assert page.count("only if it is open still") == 1


def test_a_kind_is_stopped_from_here(worker: User, browser: Client, kept: Benchmark) -> None:
    came(worker, kept)
    url = browser.get(PAGE).context["came"][0].stop_url

    browser.post(url, {"List-Unsubscribe": "One-Click"})

    assert "Stop this kind" not in page_of(browser.get(PAGE))


def test_shut_out_browser_shows_no_closed_ones(worker: User) -> None:
    closed = benchmark_due(worker, date(2026, 12, 25), section="money", words="Trả hết cho anh Ba")
    came(worker, closed)
    came(worker, benchmark_due(worker, date(2026, 12, 24), words="Mở"))
    assert "Trả hết" in page_of(signed_in(worker).get(PAGE))

    answer = shut(worker).get(PAGE)

    assert "Trả hết" not in page_of(answer)
    assert len(answer.context["came"]) == 1
    assert "25 December" not in answer.content.decode()


def test_text_that_cannot_be_made_does_not_break_the_page(worker: User, browser: Client) -> None:
    came(worker, rule=new_rule("poison", texts={"body": "{debt}"}))

    assert "<b>Days of my plan</b>" in page_of(browser.get(PAGE))


def test_benchmark_that_has_gone_leads_nowhere(
    worker: User, browser: Client, kept: Benchmark
) -> None:
    came(worker, kept)
    kept.delete()

    assert browser.get(PAGE).context["came"][0].url == ""
    page_of(browser.get(PAGE))


@pytest.mark.parametrize("kind", OTHERS)
def test_everybody_who_is_signed_in_has_the_page(worker: User, kind: str) -> None:
    person = OTHERS[kind](worker)
    person.language = "en"
    person.save()

    page = page_of(signed_in(person).get(PAGE))

    assert "Nothing came yet" in page
    assert "Nothing is planned" in page


def test_message_leads_to_its_thread_on_either_side() -> None:
    assignment = AssignmentFactory.create(worker__language="en", counselor__language="en")
    assert assignment.counselor is not None
    about: dict[str, Any] = {"source": Source.MESSAGE, "subject_id": from_desk(assignment).case_id}
    pages = []
    for person in (assignment.worker, assignment.counselor):
        came(person, rule=rule("new-message"), **about)
        pages.append(page_of(signed_in(person).get(PAGE)))

    assert f'href="{reverse("messages")}"' in pages[0]
    assert f'href="{reverse("worker_messages", args=[assignment.worker_id])}"' in pages[1]


def test_silence_of_somebody_whose_page_is_not_theirs_leads_nowhere(
    worker: User, browser: Client
) -> None:
    came(worker, source=Source.SILENCE, subject_id=-4, rule=rule("silence-two-weeks"))

    assert browser.get(PAGE).context["came"][0].url == ""


def test_silence_leads_to_the_page_of_the_worker() -> None:
    assignment = AssignmentFactory.create(counselor__language="en")
    assert assignment.counselor is not None
    about: dict[str, Any] = {"source": Source.SILENCE, "subject_id": assignment.worker_id}
    came(assignment.counselor, rule=rule("silence-two-weeks"), **about)

    page = page_of(signed_in(assignment.counselor).get(PAGE))

    assert f'href="{reverse("worker", args=[assignment.worker_id])}"' in page


def test_newest_come_first_and_pages_follow(worker: User, browser: Client) -> None:
    for number in range(21):
        kept = benchmark_due(worker, date(2027, 3, 1) + timedelta(days=number))
        came(worker, kept, sent_at=NOW + timedelta(minutes=number))

    first, second = (browser.get(PAGE, {"page": number}) for number in (1, 2))

    assert [len(page.context["came"]) for page in (first, second)] == [20, 1]
    assert first.context["came"][0].at == "22 November 2026, 16:20"
    assert "What will come" not in page_of(second)


def test_page_takes_the_same_queries_for_one_and_for_sixty(worker: User, browser: Client) -> None:
    counts = []
    for first, last in ((0, 1), (1, 60)):
        for number in range(first, last):
            kept = benchmark_due(worker, date(2026, 12, 1) + timedelta(days=number))
            came(worker, kept)
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_visitor_signs_in_first(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"{reverse('account_login')}?next={PAGE}"
    assert client.post(READ, {"shown": "1"}).status_code == 302
