"""Help and the ways to Japan: for everybody, the same for everybody."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.messages import INFO
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planner.plans.answers import Answers
from planner.reference.models import HelpLine, Pathway, PathwayFact
from planner.web.worker.guide_rows import way_row
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in
from tests.web.worker.conftest import VisitorWith
from tests.web.worker.people import HAI_DUONG, page_of

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
WAYS = pytest.mark.parametrize("key", ["titp", "ssw", "esd"])


def in_language(language: str) -> Client:
    browser = Client()
    browser.cookies["language"] = language
    return browser


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def test_help_can_be_read_by_a_stranger_and_leaves_nothing(client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(reverse("help"))

    assert response.status_code == 200
    assert not response.cookies
    assert not client.cookies
    assert len(captured) == 1
    assert captured.captured_queries[0]["sql"].startswith("SELECT")


def test_help_is_the_same_for_all_who_read_it(visitor_with: VisitorWith) -> None:
    people = [Client(), visitor_with(HAI_DUONG)]
    kinds: list[dict[str, Any]] = [{}, {"counselor": True}, {"staff": True}]
    people += [signed_in(UserFactory.create(language="vi", **kind)) for kind in kinds]

    answers = [browser.get(reverse("help")) for browser in people]

    assert len({answer.content for answer in answers}) == 1
    assert [dict(answer.cookies) for answer in answers] == [{}] * len(people)


def test_help_takes_no_message_that_waits_for_another_page() -> None:
    browser = Client()
    waiting, before = CookieStorage(HttpRequest()), HttpResponse()
    waiting.add(INFO, "Plan started.")
    waiting.update(before)
    browser.cookies["messages"] = before.cookies["messages"].value

    helped, other = browser.get(reverse("help")), browser.get(reverse("ways"))

    assert "Plan started." not in page_of(helped)
    assert not helped.cookies
    assert "Plan started." in page_of(other)


def test_help_writes_nothing_about_a_worker_who_reads_it() -> None:
    person = UserFactory.create()
    browser = signed_in(person)

    with CaptureQueriesContext(connection) as captured:
        browser.get(reverse("help"))

    assert [query for query in captured.captured_queries if "SELECT" not in query["sql"]] == []


def test_help_may_be_kept_by_a_cache(client: Client) -> None:
    response = client.get(reverse("help"))

    assert response.headers["Cache-Control"] == "public, max-age=3600"


def test_help_has_the_emergency_numbers_first_and_every_number_can_be_dialled() -> None:
    page = page_of(in_language("en").get(reverse("help")))

    dialled = re.findall(r'href="tel:(\d+)"', page)
    known = {
        number.replace("-", "")
        for line in HelpLine.objects.all()
        for number in [line.phone, *line.phone_alt.split("|")]
        if number
    }
    assert dialled[:2] == ["110", "119"]
    assert set(dialled) == known
    assert 'href="tel:' in page


@LANGUAGES
def test_help_names_source_and_year_of_every_line(language: str) -> None:
    response = in_language(language).get(reverse("help"))

    rows = [row for part in response.context["parts"] for row in part.rows]
    assert len(rows) == HelpLine.objects.count() == 14
    assert all(row.source.name and row.source.year and row.source.url for row in rows)
    assert page_of(response).count('class="src"') == 14


def test_help_says_what_is_not_known_and_what_is_old() -> None:
    page = page_of(in_language("en").get(reverse("help")))

    assert page.count("Number not known") == 2
    assert "Page of 2015: check hours and days." in page
    assert "undated, seen 11/2026" in page
    assert page.count("not known.") == 4  # hours of three lines, the cost of one


def test_help_says_first_that_the_agency_has_no_part_in_it() -> None:
    page = page_of(in_language("en").get(reverse("help")))

    assert page.index("None of these numbers belongs to your agency") < page.index("tel:110")


@pytest.mark.parametrize("asked, shown", [("en", "en"), ("vi", "vi"), ("xx", "vi"), ("", "vi")])
def test_help_is_switched_to_another_language_by_the_address(
    client: Client, asked: str, shown: str
) -> None:
    response = client.get(reverse("help"), {"language": asked})

    assert f'<html lang="{shown}">' in page_of(response)
    assert response.headers["Content-Language"] == shown
    assert not response.cookies


def test_help_asks_the_database_as_often_for_many_lines_as_for_one(client: Client) -> None:
    many = queries_of(client, reverse("help"))
    HelpLine.objects.exclude(key="police").delete()

    assert queries_of(client, reverse("help")) == many == 1


@LANGUAGES
def test_the_three_ways_are_named_with_their_days(language: str) -> None:
    response = in_language(language).get(reverse("ways"))

    page = page_of(response)
    assert [row.pathway.key for row in response.context["rows"]] == ["TITP", "SSW", "ESD"]
    assert all(f'href="{reverse("way", args=[key])}"' in page for key in ["titp", "ssw", "esd"])
    assert "2027" in page


@pytest.mark.parametrize(
    "today, tones",
    [
        (date(2026, 11, 22), {"TITP": "ok", "SSW": "ok", "ESD": "mid"}),
        (date(2027, 4, 1), {"TITP": "ok", "SSW": "ok", "ESD": "ok"}),
        (date(2027, 6, 30), {"TITP": "ok", "SSW": "ok", "ESD": "ok"}),
        (date(2027, 7, 1), {"TITP": "no", "SSW": "ok", "ESD": "ok"}),
    ],
)
def test_a_way_is_open_on_its_days_and_on_no_other(today: date, tones: dict[str, str]) -> None:
    rows = [way_row(pathway, today=today) for pathway in Pathway.objects.all()]

    assert {row.pathway.key: row.tone for row in rows} == tones


@LANGUAGES
@WAYS
def test_a_way_shows_every_fact_with_year_and_source(key: str, language: str) -> None:
    response = in_language(language).get(reverse("way", args=[key]))

    page = page_of(response)
    facts = PathwayFact.objects.filter(pathway__key=key.upper())
    shown = [row for part in response.context["parts"] for row in part.rows]
    assert len(shown) == facts.count()
    assert all(row.source.name and row.source.year and row.source.url for row in shown)
    assert page.count('class="src"') == len(shown) + 2
    assert "We have found nothing on this yet." not in page


def test_a_way_groups_yen_as_its_reader_does() -> None:
    pages = [
        page_of(in_language(language).get(reverse("way", args=["titp"])))
        for language in ("en", "vi")
    ]

    assert "182,700 yen a month" in pages[0]
    assert "100,000–150,000 yen a month" in pages[0]
    assert "182.700" in pages[1]


def test_a_topic_without_facts_says_so() -> None:
    PathwayFact.objects.filter(pathway__key="ESD", topic="pay").delete()

    page = page_of(in_language("en").get(reverse("way", args=["esd"])))

    assert "We have found nothing on this yet." in page


@pytest.mark.parametrize("key", ["TITP", "moon", "x" * 200, "Titp"])
def test_no_way_of_that_name_is_not_found(client: Client, key: str) -> None:
    assert client.get(reverse("way", args=[key])).status_code == 404


@WAYS
def test_a_way_asks_the_database_as_often_for_many_facts_as_for_one(
    client: Client, key: str
) -> None:
    url = reverse("way", args=[key])
    many = queries_of(client, url)
    PathwayFact.objects.exclude(position=1).delete()

    assert queries_of(client, url) == many <= 3


def test_the_ways_ask_the_database_as_often_for_one_as_for_three(client: Client) -> None:
    many = queries_of(client, reverse("ways"))
    Pathway.objects.exclude(key="SSW").delete()

    assert queries_of(client, reverse("ways")) == many <= 2


@pytest.mark.parametrize("name, arguments", [("help", []), ("way", ["ssw"])])
def test_reading_aloud_is_offered_by_a_script_alone(
    client: Client, name: str, arguments: list[str]
) -> None:
    page = page_of(client.get(reverse(name, args=arguments)))

    assert page.count('<p hidden data-read-aloud="main">') == 1
    assert re.search(r'<script src="/static/read_aloud\.js" defer></script>', page)


def test_longer_pages_of_a_worker_can_be_read_aloud(visitor_with: VisitorWith) -> None:
    browser = visitor_with(Answers(province="31", former_province="30"))

    pages = [
        page_of(browser.get(url))
        for url in (reverse("my_economy"), reverse("trade", args=["TITP-1-1"]))
    ]

    assert [page.count("data-read-aloud=") for page in pages] == [1, 1]


@pytest.mark.parametrize("name, arguments", [("help", []), ("ways", []), ("way", ["titp"])])
def test_guides_are_only_read(client: Client, name: str, arguments: list[str]) -> None:
    assert client.post(reverse(name, args=arguments)).status_code == 405
