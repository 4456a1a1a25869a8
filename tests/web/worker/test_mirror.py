import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, HAI_DUONG, page_of

pytestmark = pytest.mark.django_db

MIRROR = "/at-home-with-my-trade/"


def test_mirror_answers_for_every_trade(atlas: Atlas, worker_with: WorkerWith) -> None:
    browser = worker_with(HAI_DUONG)

    for trade in atlas.trades:
        response = browser.get(MIRROR, {"trade": trade.code})

        page_of(response)
        assert response.context["row"].code == trade.code
        assert response.context["works"]
        assert response.context["own"].name == "Hải Dương"


def test_mirror_begins_with_the_trade_told(worker_with: WorkerWith) -> None:
    assert worker_with(FULL).get(MIRROR).context["row"].code == "TITP 6-4"


def test_mirror_of_another_trade_can_be_asked(worker_with: WorkerWith) -> None:
    response = worker_with(FULL).get(MIRROR, {"trade": "TITP 1-1"})

    assert response.context["row"].code == "TITP 1-1"


def test_mirror_without_a_trade_asks_for_one(worker_with: WorkerWith) -> None:
    response = worker_with(HAI_DUONG).get(MIRROR)

    page = page_of(response)
    assert "row" not in response.context
    assert 'name="trade"' in page


@pytest.mark.parametrize("asked", ["TITP 99-9", "gold", "<script>", "\0"])
def test_mirror_of_no_trade_says_so(asked: str, worker_with: WorkerWith) -> None:
    response = worker_with(HAI_DUONG).get(MIRROR, {"trade": asked})

    assert "<script>" not in page_of(response)
    assert "row" not in response.context
    assert response.context["form"].errors


def test_mirror_names_the_rest_of_the_province(worker_with: WorkerWith) -> None:
    context = worker_with(FULL).get(MIRROR).context

    assert [place.name for place in context["rest"]] == ["Hải Phòng"]
    assert len(context["others"]) <= 5
    assert all(place.reasons for place in context["others"])
    assert not {"Hải Dương", "Hải Phòng"} & {place.name for place in context["others"]}


def test_mirror_says_what_is_there_and_what_is_missing(worker_with: WorkerWith) -> None:
    told = Answers(
        province="31",
        former_province="30",
        assets=("workshop",),
        stage="in_japan",
        trade="TITP 6-4",
    )

    works = worker_with(told).get(MIRROR).context["works"]

    assert any("workshop" in work.there for work in works)
    assert not any("workshop" in work.missing for work in works)


def test_mirror_without_a_home_asks_for_it(client: Client) -> None:
    assert client.get(MIRROR)["Location"] == reverse("question", args=["province"])


def test_mirror_is_a_visitors_too(visitor_with: VisitorWith) -> None:
    page_of(visitor_with(FULL).get(MIRROR))


def test_mirror_takes_the_same_queries_for_every_trade(worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)
    numbers = {}
    for code in ("TITP 1-1", "TITP 6-4", "SSW-13-road_transport"):
        with CaptureQueriesContext(connection) as queries:
            browser.get(MIRROR, {"trade": code})
        numbers[code] = len(queries)

    assert set(numbers.values()) == {7}, numbers
