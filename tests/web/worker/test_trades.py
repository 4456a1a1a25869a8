import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.selectors.told import home_of, ranking_for
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, HAI_DUONG, HOMES, page_of

pytestmark = pytest.mark.django_db

TRADES = "/trades/"


def codes_on(browser: Client, query: str = "") -> list[str]:
    response = browser.get(TRADES + query)
    page_of(response)
    return [row.code for row in response.context["rows"]]


def ranked(told: Answers, atlas: Atlas) -> list[str]:
    home = home_of(told, atlas)
    assert home
    return [match.trade.code for match in ranking_for(told, home, atlas).matches]


def test_trades_without_a_home_ask_for_it(client: Client) -> None:
    assert client.get(TRADES)["Location"] == reverse("question", args=["province"])


def test_trades_only_read(client: Client) -> None:
    assert client.post(TRADES).status_code == 405


@pytest.mark.parametrize("told", [HOMES[1], FULL])
def test_trades_stand_in_the_order_of_the_ranking(
    told: Answers, atlas: Atlas, worker_with: WorkerWith
) -> None:
    browser = worker_with(told)

    listed = [code for number in range(1, 11) for code in codes_on(browser, f"?page={number}")]

    assert listed == ranked(told, atlas)


@pytest.mark.parametrize("page, number", [("99", 10), ("0", 10), ("-1", 10), ("x", 1), ("", 1)])
def test_page_that_does_not_exist_is_the_nearest(
    page: str, number: int, worker_with: WorkerWith
) -> None:
    response = worker_with(HAI_DUONG).get(TRADES, {"page": page})

    assert response.status_code == 200
    assert response.context["page"].number == number


@pytest.mark.parametrize(
    "query, narrowed",
    [
        ({"group": "agriculture"}, {"TITP 1-1", "TITP 1-2", "TITP 1-3"}),
        ({"group": "agriculture", "pathway": "TITP"}, {"TITP 1-1", "TITP 1-2"}),
        ({"group": "fishery"}, {"TITP 2-1", "TITP 2-2"}),
    ],
)
def test_trades_are_narrowed_to_a_group_and_a_way(
    query: dict[str, str], narrowed: set[str], atlas: Atlas, worker_with: WorkerWith
) -> None:
    chosen = {
        trade.code
        for trade in atlas.trades
        if trade.group == query["group"] and query.get("pathway", "SSW") in trade.pathways
    }

    response = worker_with(HAI_DUONG).get(TRADES, query)

    listed = [row.code for row in response.context["rows"]]
    assert set(listed) == chosen
    assert listed == [code for code in ranked(HAI_DUONG, atlas) if code in chosen]
    assert '<details class="card filters" open>' in page_of(response)


@pytest.mark.parametrize(
    "query",
    ["?group=gold", "?pathway=WALK", "?group=%00", "?pathway=<script>", "?group=%F0%9F%8C%BE"],
)
def test_filter_that_is_no_choice_is_said_and_narrows_nothing(
    query: str, atlas: Atlas, worker_with: WorkerWith
) -> None:
    response = worker_with(HAI_DUONG).get(TRADES + query)

    page = page_of(response)
    assert response.context["page"].paginator.count == 99
    assert response.context["form"].errors
    assert "<script>" not in page


def test_filter_stays_while_turning_pages(worker_with: WorkerWith) -> None:
    page = page_of(worker_with(HAI_DUONG).get(TRADES, {"group": "construction"}))

    assert "?group=construction&amp;page=2" in page


def test_trades_say_once_what_is_true_of_most(worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)

    first, second = browser.get(TRADES), browser.get(TRADES, {"page": 2})

    assert first.context["shared"]
    assert second.context["shared"] == []


def test_trade_has_reasons_for_and_against(worker_with: WorkerWith) -> None:
    response = worker_with(FULL).get(TRADES)

    for row in response.context["rows"]:
        assert row.reasons_for
        assert row.reasons_against
        assert row.skill
        assert len(row.works) == 1


def test_trade_leads_to_its_own_page(worker_with: WorkerWith) -> None:
    browser = worker_with(HAI_DUONG)

    links = re.findall(r'<h2><a href="(/trades/[^"]+/)"', page_of(browser.get(TRADES)))

    assert len(links) == 10
    for link in links:
        page_of(browser.get(link))


def test_ticked_trades_can_be_compared(worker_with: WorkerWith) -> None:
    browser = worker_with(HAI_DUONG)
    page = page_of(browser.get(TRADES))
    slugs = re.findall(r'name="trade" value="([^"]+)"', page)

    response = browser.get(reverse("compare"), {"trade": slugs[:3]})

    assert len(slugs) == 10
    assert [row.slug for row in response.context["rows"]] == slugs[:3]


def test_trades_lead_to_the_first_open_question(worker_with: WorkerWith) -> None:
    assert f'href="{reverse("question", args=["family"])}"' in page_of(
        worker_with(HAI_DUONG).get(TRADES)
    )


def test_trades_with_everything_told_ask_nothing_more(worker_with: WorkerWith) -> None:
    assert worker_with(FULL).get(TRADES).context["open_step"] is None


def test_trades_are_a_visitors_too(visitor_with: VisitorWith, atlas: Atlas) -> None:
    assert codes_on(visitor_with(HAI_DUONG)) == ranked(HAI_DUONG, atlas)[:10]


def test_trades_take_the_same_queries_for_one_and_for_ten(
    worker_with: WorkerWith, atlas: Atlas
) -> None:
    browser = worker_with(FULL)
    numbers = {}
    for query in ("?group=fishery", "", "?page=10", "?group=agriculture"):
        with CaptureQueriesContext(connection) as queries:
            rows = codes_on(browser, query)
        numbers[query] = (len(rows), len(queries))

    assert {rows for rows, _queries in numbers.values()} == {2, 10, 9, 3}
    assert {queries for _rows, queries in numbers.values()} == {6}, numbers
