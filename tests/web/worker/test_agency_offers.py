"""What the own agency lists for a trade stands beside the match, and never in it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import User
from planner.casework.enums import OfferKind
from planner.sharing.models import Assignment
from planner.sharing.services import end_assignment
from planner.web.worker.match_rows import trade_slug
from tests.factories.accounts import UserFactory
from tests.factories.lists import agency_offer
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import choose
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, page_of

pytestmark = pytest.mark.django_db

CODE = "TITP 6-4"
TRADE, TRADES = reverse("trade", args=[trade_slug(CODE)]), reverse("trades")
MY_CHOICE = reverse("my_choice")
TITLE = "Lớp tiện CNC <buổi tối>"


@pytest.fixture
def supervisor() -> User:
    return UserFactory.create(supervisor=True)


@pytest.fixture
def care(worker: User, supervisor: User) -> Assignment:
    """The worker in the care of the supervisor's agency."""
    counselor = UserFactory.create(counselor=True, agency=supervisor.agency)
    made: Assignment = AssignmentFactory.create(worker=worker, counselor=counselor)
    return made


def offer(by: User, trade: str = CODE, *, days: int = 30, **values: Any) -> None:
    shown_until = timezone.localdate() + timedelta(days=days)
    agency_offer(by, trade, shown_until=shown_until, **{"title": TITLE} | values)


def test_worker_reads_it_as_the_agencys_own_words(
    care: Assignment, supervisor: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)
    offer(
        supervisor,
        kind=OfferKind.ORDER,
        place="Hải Dương",
        begins_on=date(2027, 2, 1),
        places=12,
        words="Học phí 0 đ.\nGọi chị Hà.",
    )
    choose(care.worker, CODE)

    for address in (TRADE, MY_CHOICE):
        page = page_of(browser.get(address))

        assert f"From {escape(care.agency.name)}" in page
        assert "own words. Not checked by us, and no part of the score." in page
        assert escape(TITLE) in page
        assert "Open order" in page
        assert "Hải Dương · begins on 1 February 2027 · 12 places" in page
        assert "Học phí 0 đ.<br>Gọi chị Hà." in page


def test_score_and_order_are_the_same_with_it(
    care: Assignment, supervisor: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)

    def shown() -> tuple[Any, ...]:
        context, rows = browser.get(TRADE).context, browser.get(TRADES).context["rows"]
        return context["row"], context["rank"], context["total"], rows

    before = shown()
    last = before[3][-1].code
    for code in (CODE, last):
        offer(supervisor, code)

    assert shown() == before


def test_nobody_else_reads_it(
    care: Assignment, supervisor: User, worker_with: WorkerWith, visitor_with: VisitorWith
) -> None:
    offer(supervisor)
    offer(supervisor, "TITP 7-7", title="Nghề khác")
    offer(supervisor, title="Đã hết hạn", days=-1)
    offer(UserFactory.create(supervisor=True), title="Công ty khác")
    browser = worker_with(FULL)
    page = page_of(browser.get(TRADE))
    assert escape(TITLE) in page
    for title in ("Nghề khác", "Đã hết hạn", "Công ty khác"):
        assert title not in page

    end_assignment(worker=care.worker, now=timezone.now())

    for each in (browser, visitor_with(FULL)):
        assert escape(TITLE) not in page_of(each.get(TRADE))


def test_one_and_many_take_the_same_queries(
    care: Assignment, supervisor: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)
    choose(care.worker, CODE)
    numbers = []
    for count in (0, 5):
        for number in range(count):
            offer(supervisor, title=f"Lớp {number}")
        with CaptureQueriesContext(connection) as queries:
            browser.get(TRADE)
            browser.get(MY_CHOICE)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_no_choice_no_offers(
    care: Assignment, supervisor: User, worker_with: WorkerWith, client: Client
) -> None:
    offer(supervisor)

    assert "No trade chosen yet" in page_of(worker_with(FULL).get(MY_CHOICE))
