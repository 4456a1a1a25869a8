import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planner.matching.atlas import Atlas
from planner.plans.selectors.told import home_of, ranking_for
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, HAI_DUONG, page_of

pytestmark = pytest.mark.django_db

COMPARE = "/trades/compare/"
FOUR = ["TITP-1-1", "TITP-6-4", "TITP-7-7", "SSW-13-road_transport"]


def slugs(browser: Client, asked: list[str]) -> list[str]:
    response = browser.get(COMPARE, {"trade": asked})
    page_of(response)
    return [row.slug for row in response.context["rows"]]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_compare_shows_those_asked_for(number: int, worker_with: WorkerWith) -> None:
    assert set(slugs(worker_with(FULL), FOUR[:number])) == set(FOUR[:number])


def test_compare_keeps_the_order_of_the_ranking(atlas: Atlas, worker_with: WorkerWith) -> None:
    home = home_of(FULL, atlas)
    assert home
    ranks = [match.trade.code.replace(" ", "-") for match in ranking_for(FULL, home, atlas).matches]

    shown = slugs(worker_with(FULL), FOUR[:3])

    assert shown == sorted(FOUR[:3], key=ranks.index)


def test_compare_of_four_takes_the_first_three_and_says_so(worker_with: WorkerWith) -> None:
    response = worker_with(FULL).get(COMPARE, {"trade": FOUR})

    assert {row.slug for row in response.context["rows"]} == set(FOUR[:3])
    assert "These are the first three." in page_of(response)


@pytest.mark.parametrize(
    "asked", [[], ["TITP-99-9"], [""], ["<script>"], ["\0"]], ids=lambda asked: str(len(asked))
)
def test_compare_of_no_trade_leads_to_the_list(asked: list[str], worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)

    assert slugs(browser, asked) == []
    assert f'href="{reverse("trades")}"' in page_of(browser.get(COMPARE, {"trade": asked}))


@pytest.mark.parametrize(
    "asked",
    [
        ["TITP-6-4", "TITP-6-4"],
        ["TITP-6-4", "TITP-99-9"],
        ["TITP 6-4", "TITP-6-4"],
    ],
    ids=["twice", "with an unknown one", "spelt in two ways"],
)
def test_compare_shows_each_trade_once(asked: list[str], worker_with: WorkerWith) -> None:
    response = worker_with(FULL).get(COMPARE, {"trade": asked})

    assert [row.slug for row in response.context["rows"]] == ["TITP-6-4"]
    assert response.context["too_many"] == ""


def test_compare_counts_a_trade_spelt_in_two_ways_once(worker_with: WorkerWith) -> None:
    asked = ["TITP 6-4", "TITP-6-4", "TITP-1-1", "TITP-7-7"]

    assert set(slugs(worker_with(FULL), asked)) == {"TITP-6-4", "TITP-1-1", "TITP-7-7"}


def test_compare_without_a_home_asks_for_it(client: Client) -> None:
    response = client.get(COMPARE, {"trade": FOUR})

    assert response["Location"] == reverse("question", args=["province"])


def test_compare_is_a_visitors_too(visitor_with: VisitorWith) -> None:
    assert len(slugs(visitor_with(HAI_DUONG), FOUR)) == 3


def test_compare_takes_the_same_queries_for_one_and_for_three(worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)
    slugs(browser, FOUR[:1])
    numbers = {}
    for number in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            slugs(browser, FOUR[:number])
        numbers[number] = len(queries)

    assert numbers == {1: 6, 3: 6}
