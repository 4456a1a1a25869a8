"""Pay or work not as in the contract: for everybody, and nothing is left of who read it."""

import re
from typing import Any

import pytest
from django.contrib.messages import INFO
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from planner.reference.models import HelpLine, PathwayFact
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in
from tests.web.worker.conftest import VisitorWith
from tests.web.worker.people import HAI_DUONG, page_of
from tests.web.worker.test_guides import in_language, queries_of

pytestmark = pytest.mark.django_db

PAGE = reverse("contract_help")


def test_contract_help_leaves_nothing_with_a_stranger(client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(PAGE)

    assert response.status_code == 200
    assert not response.cookies
    assert not client.cookies
    assert len(captured) == 3
    assert all(query["sql"].startswith("SELECT") for query in captured.captured_queries)
    assert response.headers["Cache-Control"] == "public, max-age=3600"


def test_contract_help_is_the_same_for_all_and_writes_nothing(visitor_with: VisitorWith) -> None:
    people = [Client(), visitor_with(HAI_DUONG)]
    kinds: list[dict[str, Any]] = [{}, {"counselor": True}, {"staff": True}]
    people += [signed_in(UserFactory.create(language="vi", **kind)) for kind in kinds]

    with CaptureQueriesContext(connection) as captured:
        answers = [browser.get(PAGE) for browser in people]

    assert len({answer.content for answer in answers}) == 1
    assert [dict(answer.cookies) for answer in answers] == [{}] * len(people)
    assert [query for query in captured.captured_queries if "SELECT" not in query["sql"]] == []


def test_contract_help_takes_no_message_that_waits_for_another_page() -> None:
    browser = Client()
    waiting, before = CookieStorage(HttpRequest()), HttpResponse()
    waiting.add(INFO, "Plan started.")
    waiting.update(before)
    browser.cookies["messages"] = before.cookies["messages"].value

    response = browser.get(PAGE)

    assert "Plan started." not in page_of(response)
    assert not response.cookies


def test_lines_are_those_for_work_and_law_and_can_be_dialled() -> None:
    page = page_of(in_language("en").get(PAGE))

    lines = HelpLine.objects.filter(kind__in=["work", "law"])
    first = {line.phone.replace("-", "") for line in lines}
    assert first <= set(re.findall(r'href="tel:(\d+)"', page))
    assert "0120250168" in first
    assert "Yorisoi" not in page
    assert {"110", "119"} <= set(re.findall(r'href="tel:(\d+)"', page))
    assert page.index("None of these numbers belongs to your agency") < page.index("tel:")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_the_law_says_has_its_source_and_year_and_stands_once(language: str) -> None:
    response = in_language(language).get(PAGE)

    laws = response.context["laws"]
    page_of(response)
    assert len({row.text for row in laws}) == len(laws) >= 8
    assert all(row.source.name and row.source.year for row in laws)


def test_law_says_for_whom_it_holds_unless_for_all() -> None:
    laws = in_language("en").get(PAGE).context["laws"]

    ways = {row.text: [str(way) for way in row.ways] for row in laws}
    wage = next(text for text in ways if "mean minimum wage" in text)
    unpaid = next(text for text in ways if "unpaid wages" in text)
    assert ways[wage] == []
    assert len(ways[unpaid]) == 2
    assert next(row.amount for row in laws if row.text == wage) == "1,177 yen an hour"


def test_a_fact_that_staff_removed_is_not_said() -> None:
    PathwayFact.objects.filter(text_en__contains="unpaid wages").delete()

    assert "unpaid wages" not in page_of(in_language("en").get(PAGE))


@pytest.mark.parametrize("asked, shown", [("en", "en"), ("vi", "vi"), ("xx", "vi")])
def test_language_is_switched_by_the_address(client: Client, asked: str, shown: str) -> None:
    response = client.get(PAGE, {"language": asked})

    assert f'<html lang="{shown}">' in page_of(response)
    assert response.headers["Content-Language"] == shown
    assert not response.cookies


def test_as_many_questions_for_one_line_as_for_all(client: Client) -> None:
    many = queries_of(client, PAGE)
    HelpLine.objects.exclude(key="otit_vi").delete()
    PathwayFact.objects.exclude(topic="pay").delete()

    assert queries_of(client, PAGE) == many


def test_help_leads_here_and_nothing_can_be_sent(client: Client) -> None:
    assert f'href="{PAGE}"' in page_of(client.get(reverse("help")))
    assert client.post(PAGE).status_code == 405
