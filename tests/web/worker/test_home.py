from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planner.plans.answers import Answers
from planner.web.shared.rows import TaskStatus
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, page_of

pytestmark = pytest.mark.django_db

DONE, NEXT, LOOK = TaskStatus.DONE, TaskStatus.NEXT, TaskStatus.LOOK
TO_DO, LATER = TaskStatus.TO_DO, TaskStatus.LATER
HOME = Answers(province="31", former_province="30", assets=("pond",), care=(), family_hope="house")
WISH = replace(HOME, wish="farm", is_in_japan=False)


def tasks_of(browser: Client) -> list[tuple[str, str]]:
    response = browser.get(reverse("home"))
    page_of(response)
    return [(task.status, task.url) for task in response.context["tasks"]]


def step(slug: str) -> str:
    return reverse("question", args=[slug])


def test_home_of_a_newcomer_begins_with_the_province(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(Answers())) == [
        (NEXT, step("province")),
        (TO_DO, step("wish")),
        (TO_DO, step("statements-1")),
        (LATER, ""),
        (LATER, ""),
    ]


def test_home_opens_the_economy_and_the_trades_with_the_province(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(Answers(province="31", former_province="30"))) == [
        (NEXT, step("family")),
        (TO_DO, step("wish")),
        (TO_DO, step("statements-1")),
        (LOOK, reverse("my_economy")),
        (LOOK, reverse("trades")),
    ]


def test_home_asks_for_the_land_of_a_family_with_farmland(worker_with: WorkerWith) -> None:
    told = replace(HOME, assets=("farmland",))

    assert tasks_of(worker_with(told))[0] == (NEXT, step("land"))


def test_home_goes_on_to_the_wish(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(HOME))[:3] == [
        (DONE, f"{reverse('summary')}#home"),
        (NEXT, step("wish")),
        (TO_DO, step("statements-1")),
    ]


def test_home_comes_back_to_the_first_open_statement(worker_with: WorkerWith) -> None:
    ratings = dict.fromkeys(list(FULL.ratings or {})[:6], 1)

    assert tasks_of(worker_with(replace(WISH, ratings=ratings)))[2] == (
        NEXT,
        step("statements-2"),
    )


def test_home_takes_a_skipped_question_as_done(worker_with: WorkerWith) -> None:
    told = replace(HOME, care=None, skipped=("care",))

    assert tasks_of(worker_with(told))[0] == (DONE, f"{reverse('summary')}#home")


def test_home_leads_to_the_trades_when_all_is_told(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(replace(FULL, is_in_japan=False, trade=None))) == [
        (DONE, f"{reverse('summary')}#home"),
        (DONE, f"{reverse('summary')}#wish"),
        (DONE, f"{reverse('summary')}#myself"),
        (LOOK, reverse("my_economy")),
        (NEXT, reverse("trades")),
    ]


def test_home_offers_the_mirror_to_whoever_is_in_japan(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(FULL))[5] == (LOOK, reverse("mirror"))


def test_home_of_a_visitor_offers_to_keep_the_answers(visitor_with: VisitorWith) -> None:
    page = page_of(visitor_with(HOME).get(reverse("home")))

    assert reverse("register") in page


def test_home_of_a_new_visitor_offers_nothing_to_keep(client: Client) -> None:
    page = page_of(client.get(reverse("home")))

    assert reverse("register") not in page


def test_home_takes_the_same_queries_however_much_is_told(
    worker_with: WorkerWith, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = []
    for told in (Answers(), FULL):
        browser = worker_with(told)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("home"))
        numbers.append(len(queries))

    assert numbers == [4, 4]
