"""The page on what a changed rate or rule does to the worker's own plan."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.plans.models import PlanMove
from tests.factories.accounts import UserFactory
from tests.factories.outlooks import NOW, moved_plan, moves_of
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of as html_of

QUERIES = 4

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    person: User = UserFactory.create(language="en")
    return person


@pytest.fixture
def move(worker: User) -> PlanMove:
    return moved_plan(worker)


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


def page_of(response: object) -> str:
    """Its words alone."""
    words = unescape(re.sub(r"<[^>]*>", " ", html_of(response)))
    return " ".join(words.split()).replace(" .", ".")


def url_of(move: PlanMove) -> str:
    return reverse("plan_moved", args=[move.pk])


def test_what_changed_and_what_it_means(move: PlanMove, browser: Client) -> None:
    response = browser.get(url_of(move))

    page = page_of(response)
    assert "What 1 yen is worth: 120.00 dong (November 2026)" in page
    assert "Before: 160.00 dong (October 2026)" in page
    assert "Vietcombank" in page
    assert "before: January 2027 2 months later" in page
    assert "Nothing owed any more: June 2028" in page
    assert "Worked out on 22 November 2026" in page
    assert reverse("coming_home") in html_of(response)


def test_rules_are_told_with_their_part_of_the_pay(worker: User, browser: Client) -> None:
    source = {"month": "", "source": "Hello Work", "year": "2026", "url": ""}
    move = moved_plan(
        worker,
        results={"kept": [14_000_000, 13_100_000], "lump_sum": [0, 250_000]},
        causes=[
            {
                "cause": "pay_rate",
                "about": "employment",
                "before": {"value": "0.55", **source},
                "after": {"value": "0.6", **source},
            },
            {
                "cause": "multiplier",
                "about": "",
                "before": None,
                "after": {"value": "2.50", **source},
            },
        ],
    )

    page = page_of(browser.get(url_of(move)))

    assert "Employment insurance, your part of the pay: 0.6%" in page
    assert "Before: 0.55%" in page
    assert "What the pension gives back: 2.5 times a month's pay" in page
    assert "0.9 million dong less" in page
    assert "before: ¥0 ¥250,000 more" in page


def test_no_date_any_more_is_said(worker: User, browser: Client) -> None:
    move = moved_plan(worker, results={"return": ["2027-01-01", None], "runway": [None, 20]})

    page = page_of(browser.get(url_of(move)))

    assert "No date" in page
    assert "without an end" in page


def test_button_says_that_it_is_read(move: PlanMove, browser: Client) -> None:
    page = browser.get(url_of(move)).content.decode()

    answer = browser.post(url_of(move), hidden_of(page))

    assert answer.headers["location"] == reverse("home")
    move.refresh_from_db()
    assert move.seen_at is not None
    assert "You have read this" in page_of(browser.get(url_of(move)))


def test_what_changed_meanwhile_is_shown_before_it_counts_as_read(
    move: PlanMove, browser: Client
) -> None:
    page = browser.get(url_of(move)).content.decode()
    move.worked_out_at = NOW + timedelta(hours=1)
    move.save()

    again = browser.post(url_of(move), hidden_of(page), follow=True)

    move.refresh_from_db()
    assert move.seen_at is None
    assert "Please read it again" in page_of(again)


def test_nobody_else_finds_it(move: PlanMove) -> None:
    stranger, counselor = UserFactory.create(), UserFactory.create(counselor=True)
    seen = {"seen": "x" * 32}

    for person in (stranger, counselor):
        browser = signed_in(person)
        assert browser.get(url_of(move)).status_code == 404
        assert browser.post(url_of(move), seen).status_code == 404
    assert [row.seen_at for row in moves_of(move.person)] == [None]


def test_queries_stay_few(
    move: PlanMove, browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser.get(url_of(move))

    with django_assert_num_queries(QUERIES):
        browser.get(url_of(move))
