import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.selectors.told import home_of, ranking_for
from planner.web.worker.match_rows import trade_of_slug, trade_slug
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, HAI_DUONG, HOMES, page_of

pytestmark = pytest.mark.django_db


def url(code: str) -> str:
    return reverse("trade", args=[trade_slug(code)])


@pytest.mark.parametrize("told", HOMES)
def test_every_trade_shows(told: Answers, atlas: Atlas, worker_with: WorkerWith) -> None:
    browser = worker_with(told)

    for trade in atlas.trades:
        page = page_of(browser.get(url(trade.code)))

        assert f"<h1>{trade.name_en}</h1>".replace("&", "&amp;") in page.replace("&#x27;", "'")


def test_every_trade_is_found_by_its_slug(atlas: Atlas) -> None:
    for trade in atlas.trades:
        assert trade_of_slug(atlas, trade_slug(trade.code)) is trade
        assert trade_of_slug(atlas, trade.code) is trade


@pytest.mark.parametrize("slug", ["TITP-99-9", "TITP", "titp-6-4", "x" * 300])
def test_trade_that_does_not_exist_is_not_found(slug: str, worker_with: WorkerWith) -> None:
    assert worker_with(HAI_DUONG).get(f"/trades/{slug}/").status_code == 404


def test_trade_without_a_home_asks_for_it(client: Client) -> None:
    assert client.get(url("TITP 6-4"))["Location"] == reverse("question", args=["province"])


def test_trade_stands_where_it_stands_in_the_ranking(atlas: Atlas, worker_with: WorkerWith) -> None:
    home = home_of(FULL, atlas)
    assert home
    ranking = ranking_for(FULL, home, atlas)
    last = ranking.matches[-1]

    context = worker_with(FULL).get(url(last.trade.code)).context

    assert (context["rank"], context["total"]) == (99, 99)
    assert context["row"].verdict == last.verdict


def test_trade_shows_all_reasons_and_all_work(atlas: Atlas, worker_with: WorkerWith) -> None:
    home = home_of(FULL, atlas)
    assert home
    match = ranking_for(FULL, home, atlas).by_code["TITP 6-4"]

    row = worker_with(FULL).get(url("TITP 6-4")).context["row"]

    assert len(row.reasons_for) == len(match.reasons_for)
    assert len(row.reasons_against) == len(match.reasons_against)
    assert len(row.works) == len(atlas.works[match.trade.group_key])


def test_trade_shows_each_pathway_with_its_source(worker_with: WorkerWith) -> None:
    page = page_of(worker_with(HAI_DUONG).get(url("TITP 6-4")))

    section = page.split("<h2>Ways to Japan</h2>")[1].split("</ul>")[0]
    assert section.count("<li>") == section.count('class="src"') == 3


def test_trade_shows_the_jobs_inside(atlas: Atlas, worker_with: WorkerWith) -> None:
    context = worker_with(HAI_DUONG).get(url("TITP 6-4")).context

    assert {operation.code for operation in context["operations"]} == {
        operation.code for operation in atlas.trades_by_code["TITP 6-4"].operations
    }


def test_trade_leads_to_the_mirror_of_itself(worker_with: WorkerWith) -> None:
    browser = worker_with(HAI_DUONG)
    page = page_of(browser.get(url("TITP 6-4")))

    assert f'href="{reverse("mirror")}?trade=TITP%206-4"' in page


def test_trade_is_a_visitors_too(visitor_with: VisitorWith) -> None:
    page_of(visitor_with(HAI_DUONG).get(url("TITP 6-4")))


def test_trade_takes_the_same_queries_whatever_is_inside(
    atlas: Atlas, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)
    by_size = sorted(atlas.trades, key=lambda trade: len(trade.operations))
    numbers = {}
    # What is read once and kept.
    browser.get(url(by_size[1].code))
    for trade in (by_size[0], by_size[50], by_size[-1]):
        with CaptureQueriesContext(connection) as queries:
            browser.get(url(trade.code))
        numbers[trade.code, len(trade.operations)] = len(queries)

    assert set(numbers.values()) == {9}, numbers
