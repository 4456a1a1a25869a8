"""The morning page: who needs a word, why in words, and nothing of what is closed."""

from datetime import UTC, date, datetime
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.plans.enums import MissCause
from planner.reminders.enums import Channel, OffReason
from planner.sharing.enums import Look, Purpose
from planner.sharing.models import AccessLog, Assignment
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.caseload import Made
from tests.factories.casework import from_worker
from tests.factories.consents import consent
from tests.factories.plans import benchmark, way
from tests.factories.reminders import address
from tests.factories.standing import told_miss
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = reverse("desk_today")
TODAY = date(2026, 11, 22)
ARRIVED = datetime(2026, 1, 10, 5, tzinfo=UTC)
OFF = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    real = timezone.localdate
    monkeypatch.setattr(
        "django.utils.timezone.localdate", lambda *args: real(*args) if args else TODAY
    )


@pytest.fixture
def silent(worker: User) -> User:
    """In Japan since January, and no month told."""
    worker.date_joined = ARRIVED
    worker.save()
    way(worker, departs_on=date(2026, 1, 10), arrives_on=date(2026, 1, 10))
    return worker


def switched_off(person: User) -> None:
    address(person, "lan@example.net", off_at=OFF, off_reason=OffReason.REFUSED)


def words_on(browser: Client) -> list[str]:
    response = browser.get(PAGE)
    page_of(response)
    return [reason.words for row in response.context["rows"] for reason in row.reasons]


def test_page_says_why_in_words(silent: User, assignment: Assignment, browser: Client) -> None:
    mark = benchmark(silent, "Thi hàn", due_on=date(2026, 11, 1), now=ARRIVED)
    told_miss(mark, MissCause.EMPLOYER)
    benchmark(silent, "Gọi điện về nhà", due_on=date(2026, 10, 20), now=ARRIVED)
    from_worker(assignment, now=ARRIVED)
    switched_off(silent)

    page = page_of(browser.get(PAGE))

    assert words_on(browser) == [
        "A check-in was due on 1 February 2026. Since then no month was told: 294 days.",
        "Gọi điện về nhà, due on 20 October 2026.",
        "Thi hàn, due on 1 November 2026. Cause, in the worker's words: “My employer or the work”",
        "1 message that nobody has read, since 10 January 2026.",
        "Outside the app nothing reaches this person any more: e-mail, since 2 November 2026.",
    ]
    assert f'href="{reverse("worker", args=[silent.pk])}"' in page
    assert f'href="{reverse("worker_messages", args=[silent.pk])}"' in page


def test_page_names_three_misses_and_counts_the_others(silent: User, browser: Client) -> None:
    for day in range(1, 6):
        benchmark(silent, f"Mốc {day}", due_on=date(2026, 11, day), now=ARRIVED)

    words = words_on(browser)

    assert words[1:] == [
        *[f"Mốc {day}, due on {day} November 2026." for day in (1, 2, 3)],
        "2 benchmarks more",
    ]


def test_page_says_nothing_of_what_is_closed_also_where_it_was_opened(
    silent: User, counselor: User, supervisor: User, browser: Client
) -> None:
    benchmark(silent, "Trả xong 123 triệu", due_on=date(2026, 11, 1), is_money=True, now=ARRIVED)
    mark = benchmark(silent, "Thi hàn", due_on=date(2026, 11, 1), now=ARRIVED)
    told_miss(mark, MissCause.HEALTH, "đau lưng nặng")
    switched_off(silent)
    for purpose in (Purpose.OPEN_MONEY, Purpose.OPEN_WELL_BEING):
        consent(silent, purpose, named=counselor.pk)

    pages = [page_of(who.get(PAGE)) for who in (browser, signed_in(supervisor))]

    for page in pages:
        assert "Thi hàn, due on 1 November 2026.<" in page
        assert not [word for word in ("123", "đau lưng", "health", "example.net") if word in page]


def test_supervisor_sees_the_agency_with_its_counselors(
    silent: User, counselor: User, supervisor: User
) -> None:
    agency = AgencyFactory.create()
    elsewhere = UserFactory.create(counselor=True, agency=agency)
    Made(TODAY, Random(1)).workers(agency, [elsewhere], 5)

    response = signed_in(supervisor).get(PAGE)

    page_of(response)
    [row] = response.context["rows"]
    assert (row.name, row.counselor) == (silent.name, counselor.name)


def test_colleague_sees_nothing_of_it(silent: User, counselor: User) -> None:
    colleague = UserFactory.create(counselor=True, agency=counselor.agency)

    assert not signed_in(colleague).get(PAGE).context["rows"]


def test_page_of_a_good_morning_leads_to_the_workers(worker: User, browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert "Nobody needs a word today" in page
    assert f'href="{reverse("my_workers")}"' in page


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_look_is_one_row_in_the_log(
    method: str, silent: User, counselor: User, browser: Client
) -> None:
    getattr(browser, method)(PAGE)

    look = AccessLog.objects.get()
    assert (look.look, look.reader, look.worker) == (Look.LIST, counselor, None)
    assert (look.count, look.filters) == (1, "needs a word today, page 1")


def test_page_takes_the_same_queries_for_one_and_for_many(
    silent: User, counselor: User, supervisor: User, browser: Client
) -> None:
    def queries_for(who: Client) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            response = who.get(PAGE)
        return len(response.context["rows"]), len(queries)

    overseer = signed_in(supervisor)
    one = queries_for(browser), queries_for(overseer)
    assert counselor.agency is not None
    Made(TODAY, Random(2)).workers(counselor.agency, [counselor], 100)

    many = queries_for(browser), queries_for(overseer)

    assert ({rows for rows, _ in one}, {rows for rows, _ in many}) == ({1}, {25})
    assert {queries for _, queries in (*one, *many)} == {one[0][1]}


@pytest.mark.parametrize("query", ["?page=0", "?page=99", "?page=x", "?page=1\0"])
def test_page_that_does_not_exist_is_one_that_does(query: str, browser: Client) -> None:
    page_of(browser.get(PAGE + query))


def test_page_is_in_the_navigation_of_the_desk_alone(worker: User, browser: Client) -> None:
    assert f'href="{PAGE}"' in page_of(browser.get(reverse("my_workers")))
    assert f'href="{PAGE}"' not in signed_in(worker).get(reverse("home")).content.decode()


@pytest.mark.parametrize("cast", [{}, {"staff": True, "is_superuser": True}])
def test_page_is_not_there_for_who_looks_after_nobody(cast: dict[str, bool]) -> None:
    assert signed_in(UserFactory.create(**cast)).get(PAGE).status_code == 404


def test_page_of_a_worker_says_since_when_nothing_reaches_outside_the_app(
    worker: User, browser: Client
) -> None:
    """The channel and the day, not the address; and nothing as long as another one works."""
    url = reverse("worker", args=[worker.pk])
    words = "Outside the app nothing reaches this person any more: e-mail, since 2 November 2026."
    switched_off(worker)

    page = page_of(browser.get(url))
    address(worker, "U1", channel=Channel.LINE)

    assert words in page
    assert "example.net" not in page
    assert "Outside the app" not in page_of(browser.get(url))
