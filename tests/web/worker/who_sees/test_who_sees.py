"""Every section in words, who reads it, and what the worker has opened."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.sharing.enums import Purpose
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.web.worker.who_sees.rows import LIES_IN, TITLES, SectionRow
from tests.factories.accounts import UserFactory
from tests.factories.consents import NOW, consent, refusal
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = reverse("who_sees")
CLOSED = ["money", "well_being", "decision"]
NOBODY_ELSE = ("the staff of the programme", "your family")


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create(
        worker__language="en", counselor__name="Trần Thị Hương"
    )
    return made


@pytest.fixture
def browser(assignment: Assignment) -> Client:
    """The worker's."""
    return signed_in(assignment.worker)


def rows_of(browser: Client) -> dict[str, SectionRow]:
    return {row.key: row for row in browser.get(PAGE).context["rows"]}


def test_every_section_is_there_in_words() -> None:
    assert set(TITLES) == set(LIES_IN) == set(Section)


def test_a_card_says_who_reads_a_section_and_who_does_not(browser: Client) -> None:
    agency = ("your counselor Trần Thị Hương", "the agency's supervisor")

    rows = rows_of(browser)

    assert list(rows) == Section.values
    for key, row in rows.items():
        closed = key in CLOSED
        assert row.readers == (("you",) if closed else ("you", *agency))
        assert row.others == ((*agency, *NOBODY_ELSE) if closed else NOBODY_ELSE)
        assert (row.can_be_opened, bool(row.url)) == (closed, closed)


def test_a_section_that_was_opened_says_to_whom_and_since_when(
    assignment: Assignment, browser: Client
) -> None:
    consent(assignment.worker, Purpose.OPEN_WELL_BEING)

    rows, page = rows_of(browser), page_of(browser.get(PAGE))

    opened = rows.pop("well_being")
    assert "your counselor Trần Thị Hương" in opened.readers
    assert "Open to Trần Thị Hương since 22 November 2026." in page
    assert page.count("Take it back") == 1
    assert not any(row.opened_on for row in rows.values())


def test_what_was_closed_again_stands_below(assignment: Assignment, browser: Client) -> None:
    consent(assignment.worker)
    refusal(assignment.worker, now=NOW + timedelta(days=2))

    page = page_of(browser.get(PAGE))

    assert "My counselor sees my money: Trần Thị Hương" in page
    assert "22 November 2026 – 24 November 2026" in page
    assert "Take it back" not in page


def test_without_an_agency_nobody_else_reads_anything() -> None:
    page = page_of(signed_in(UserFactory.create(language="en")).get(PAGE))

    assert "You are with no agency: nobody but you reads any of this." in page
    assert "Open it to" not in page


def test_in_the_care_of_a_supervisor_nothing_can_be_opened(assignment: Assignment) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=assignment.agency)
    led = AssignmentFactory.create(
        worker__language="en", counselor=supervisor, agency=assignment.agency
    )

    page = page_of(signed_in(led.worker).get(PAGE))

    assert "Open it to" not in page
    assert page.count("You have none now.") == len(CLOSED)


def test_statistics_are_no_until_answered(assignment: Assignment, browser: Client) -> None:
    pages = [page_of(browser.get(PAGE))]
    for answer in (consent, refusal):
        answer(assignment.worker, Purpose.STATISTICS)
        pages.append(page_of(browser.get(PAGE)))

    expected = ["You have not answered: that means no.", "You said yes on 22", "You said no on 22"]
    assert [words in page for words, page in zip(expected, pages, strict=True)] == [True] * 3


def test_page_takes_the_same_queries_whatever_is_opened(
    assignment: Assignment, browser: Client
) -> None:
    numbers = []
    for purposes in ([], list(Purpose)):
        for purpose in purposes:
            consent(assignment.worker, purpose)
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("kind", [{"counselor": True}, {"staff": True}])
def test_page_is_a_workers(kind: dict[str, bool]) -> None:
    person: User = UserFactory.create(**kind)

    assert signed_in(person).get(PAGE).status_code == 404


def test_page_is_there_in_a_browser_that_is_shut_out(
    assignment: Assignment, browser: Client
) -> None:
    User.objects.filter(pk=assignment.worker.pk).update(
        helped_until=timezone.now() + timedelta(hours=71)
    )

    assert len(rows_of(browser)) == len(Section)


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"{reverse('account_login')}?next={PAGE}"
