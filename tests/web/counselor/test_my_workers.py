"""The caseload: whoever was silent longest comes first."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.plans.services.told import keep_answers
from planner.sharing.enums import Look
from planner.sharing.models import AccessLog, Assignment
from tests.factories.accounts import UserFactory
from tests.factories.plans import agreed, agreed_plan, goal, laid_out, promised_pay, way
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import NOW, choose
from tests.plans.told import FULL, OPEN
from tests.signing_in import signed_in
from tests.web.counselor.conftest import TRADE
from tests.web.counselor.test_worker import canaries, without_tokens
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = reverse("my_workers")
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)


def names(browser: Client, query: str = "") -> list[str]:
    return [row.name for row in browser.get(PAGE + query).context["rows"]]


def in_care(counselor: User, name: str, days_silent: int | None = None) -> User:
    worker = UserFactory.create(
        agency=counselor.agency,
        name=name,
        last_active_on=None if days_silent is None else TODAY - timedelta(days=days_silent),
    )
    AssignmentFactory.create(worker=worker, counselor=counselor)
    return worker


def test_list_shows_stage_next_step_and_last_activity(worker: User, browser: Client) -> None:
    worker.last_active_on = TODAY - timedelta(days=3)
    worker.save()

    response = browser.get(PAGE)

    page = page_of(response)
    [row] = response.context["rows"]
    assert (row.name, row.url) == (worker.name, reverse("worker", args=[worker.pk]))
    assert row.place == "Hải Dương (former province), now in Hải Phòng"
    assert 'data-label="Stage">In Japan<' in page
    assert 'data-label="Next step">My goals<' in page
    assert row.last_active == "3 days ago"
    assert row.trade


@pytest.mark.parametrize(
    "days_silent, words", [(None, "not yet"), (0, "today"), (-1, "today"), (1, "1 day ago")]
)
def test_list_says_when_somebody_was_last_active(
    days_silent: int | None, words: str, worker: User, browser: Client
) -> None:
    if days_silent is not None:
        worker.last_active_on = TODAY - timedelta(days=days_silent)
        worker.save()

    assert browser.get(PAGE).context["rows"][0].last_active == words


def test_list_begins_with_whoever_was_silent_longest(
    worker: User, counselor: User, browser: Client
) -> None:
    worker.delete()
    for name, days in [("An", 1), ("Bình", 90), ("Chi", None), ("Dung", 7), ("Giang", 7)]:
        in_care(counselor, name, days)

    assert names(browser) == ["Chi", "Bình", "Dung", "Giang", "An"]


def test_list_is_of_the_own_caseload(worker: User, counselor: User, browser: Client) -> None:
    in_care(UserFactory.create(counselor=True, agency=counselor.agency), "Của đồng nghiệp")
    in_care(UserFactory.create(counselor=True), "Của hãng khác")
    UserFactory.create(agency=counselor.agency, name="Không ai lo")
    gone = in_care(counselor, "Đã đi")
    Assignment.objects.filter(worker=gone).update(ended_at=NOW)

    assert names(browser) == [worker.name]


def test_list_of_a_supervisor_is_of_the_agency(
    worker: User, counselor: User, supervisor: User
) -> None:
    in_care(UserFactory.create(counselor=True, agency=counselor.agency, name="Lê Mai"), "Bình")
    in_care(UserFactory.create(counselor=True), "Của hãng khác")

    response = signed_in(supervisor).get(PAGE)

    page_of(response)
    rows = {row.name: row.counselor for row in response.context["rows"]}
    assert rows == {worker.name: counselor.name, "Bình": "Lê Mai"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_list_says_nothing_of_what_is_closed(language: str, worker: User, counselor: User) -> None:
    counselor.language = language
    counselor.save()

    page = signed_in(counselor).get(PAGE).content.decode()

    assert worker.name in page
    assert not [word for word in canaries(worker, language) if word in page]


def test_list_goes_on_to_the_next_step_of_the_open_plan(worker: User, browser: Client) -> None:
    def next_step() -> str:
        return str(browser.get(PAGE).context["rows"][0].next_step)

    said = []
    for tell in (promised_pay, goal, way, laid_out, agreed):
        said.append(next_step())
        tell(worker)
    said.append(next_step())

    # Of the pay that was promised nothing is seen.
    assert said == [
        *("My goals", "My goals", "My benchmarks", "My benchmarks", "Agree the plan"),
        "With my trade at home",
    ]


def test_list_is_the_same_whatever_is_closed(
    worker: User, counselor: User, browser: Client
) -> None:
    page = without_tokens(page_of(browser.get(PAGE)))
    Assignment.objects.filter(worker=worker).delete()
    silent = in_care(counselor, worker.name)
    keep_answers(person=silent, answers=OPEN)
    choose(silent, TRADE)

    other = without_tokens(page_of(browser.get(PAGE)))

    assert other.replace(f"/{silent.pk}/", "/#/") == page.replace(f"/{worker.pk}/", "/#/")


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_look_at_the_list_is_one_row_in_the_log(
    method: str, worker: User, counselor: User, browser: Client
) -> None:
    in_care(counselor, "Bình")

    getattr(browser, method)(PAGE)

    look = AccessLog.objects.get()
    assert (look.look, look.reader, look.worker) == (Look.LIST, counselor, None)
    assert (look.count, look.filters) == (2, "page 1")


def test_empty_list_leads_to_the_first_invitation(worker: User, browser: Client) -> None:
    worker.delete()

    page = page_of(browser.get(PAGE))

    assert "Nobody here yet" in page
    assert f'href="{reverse("invite")}"' in page
    assert AccessLog.objects.get().count == 0


@pytest.mark.parametrize("query", ["?page=0", "?page=-1", "?page=99", "?page=x", "?page=1\0"])
def test_page_that_does_not_exist_is_one_that_does(query: str, browser: Client) -> None:
    page_of(browser.get(PAGE + query))


def test_list_takes_the_same_queries_for_one_and_for_four_hundred(
    worker: User, counselor: User, supervisor: User, browser: Client
) -> None:
    def queries_for(who: Client, query: str = "") -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            response = who.get(PAGE + query)
        return len(response.context["rows"]), len(queries)

    overseer = signed_in(supervisor)
    numbers = {"one": queries_for(browser), "one of the agency": queries_for(overseer)}
    _crowd(counselor, 399)

    numbers |= {
        "four hundred": queries_for(browser),
        "page 2": queries_for(browser, "?page=2"),
        "last page": queries_for(browser, "?page=8"),
        "four hundred of the agency": queries_for(overseer),
    }

    assert {rows for rows, _queries in numbers.values()} == {1, 50}
    assert {queries for _rows, queries in numbers.values()} == {15}, numbers


def _crowd(counselor: User, count: int) -> None:
    """Made in bulk: one by one would take a minute. Every tenth has told everything and chosen, every fortieth agreed a plan."""
    workers = User.objects.bulk_create(
        User(name=f"Người {number}", email=f"nguoi{number}@example.com", agency=counselor.agency)
        for number in range(count)
    )
    Assignment.objects.bulk_create(
        Assignment(worker=worker, counselor=counselor, agency=counselor.agency, started_at=NOW)
        for worker in workers
        if counselor.agency
    )
    for worker in workers[::10]:
        keep_answers(person=worker, answers=FULL)
        choose(worker, TRADE)
    for worker in workers[::40]:
        agreed_plan(worker)


@pytest.mark.parametrize("cast", [{}, {"staff": True, "is_superuser": True}])
def test_list_is_not_there_for_who_looks_after_nobody(cast: dict[str, bool]) -> None:
    response = signed_in(UserFactory.create(**cast)).get(PAGE)

    assert response.status_code == 404
    assert AccessLog.objects.count() == 0


def test_list_asks_a_visitor_to_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"{reverse('account_login')}?next={PAGE}"


def test_list_is_only_read(browser: Client) -> None:
    assert browser.post(PAGE).status_code == 405
