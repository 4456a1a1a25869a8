import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import HAI_DUONG, HOMES, page_of

pytestmark = pytest.mark.django_db


def url(kind: str, code: str) -> str:
    return reverse("economy", args=[kind, code])


@pytest.mark.parametrize("kind, language", [("former", "vi"), ("current", "vi"), ("current", "en")])
def test_economy_of_every_province_shows(
    kind: str, language: str, client: Client, atlas: Atlas
) -> None:
    client.cookies["language"] = language
    places = {"former": atlas.former, "current": atlas.current}[kind]

    for code, place in places.items():
        page = page_of(client.get(url(kind, code)))

        assert place.name in re.findall("<h1>(.*)</h1>", page)[0]


@pytest.mark.parametrize(
    "kind, code", [("former", "00"), ("current", "30"), ("old", "30"), ("former", "x" * 300)]
)
def test_economy_of_no_province_is_not_found(kind: str, code: str, client: Client) -> None:
    assert client.get(url(kind, code)).status_code == 404


def test_economy_of_lai_chau_says_that_its_sectors_are_not_known(client: Client) -> None:
    client.cookies["language"] = "en"

    response = client.get(url("former", "12"))

    page = page_of(response)
    assert [bar.here for bar in response.context["page"].charts[0].bars] == [None, None, None]
    assert "no figure" in page
    assert "6.9%" in page


def test_economy_of_a_former_province_shows_today_too(client: Client) -> None:
    response = client.get(url("former", "30"))

    charts = response.context["page"].charts
    assert [chart.place for chart in charts] == ["Hải Dương", "Hải Phòng"]
    assert f'href="{url("former", "31")}"' in page_of(response)


def test_economy_of_a_province_that_was_not_merged_shows_one(client: Client) -> None:
    response = client.get(url("former", "01"))

    assert [chart.place for chart in response.context["page"].charts] == ["Hà Nội"]
    assert response.context["siblings"] == []


def test_economy_of_a_province_of_today_names_its_former_ones(client: Client) -> None:
    page = page_of(client.get(url("current", "31")))

    assert f'href="{url("former", "30")}"' in page
    assert f'href="{url("former", "31")}"' in page


def test_my_economy_without_a_home_asks_for_it(client: Client) -> None:
    response = client.get(reverse("my_economy"))

    assert response["Location"] == reverse("question", args=["province"])


@pytest.mark.parametrize("told", HOMES)
def test_my_economy_is_that_of_the_home(told: Answers, worker_with: WorkerWith) -> None:
    response = worker_with(told).get(reverse("my_economy"))

    page = page_of(response)
    place = response.context["place"]
    assert place.code == (told.former_province or told.province)
    assert reverse("trades") in page


def test_my_economy_is_a_visitors_too(visitor_with: VisitorWith) -> None:
    page_of(visitor_with(HAI_DUONG).get(reverse("my_economy")))


def test_economy_says_nothing_of_a_person(worker_with: WorkerWith, client: Client) -> None:
    place = url("former", "24")

    signed_in = worker_with(HAI_DUONG).get(place)

    assert reverse("trades") not in page_of(signed_in)
    assert signed_in.context["is_own"] is False


def test_economy_takes_the_same_queries_for_little_and_for_much(client: Client) -> None:
    page_of(client.get(url("former", "12")))
    numbers = {}
    for code in ("12", "30", "01", "79"):
        with CaptureQueriesContext(connection) as queries:
            client.get(url("former", code))
        numbers[code] = len(queries)

    assert set(numbers.values()) == {7}, numbers
