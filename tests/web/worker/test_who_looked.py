"""Every look of somebody else at the own page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.sharing.models import Assignment
from planner.sharing.services import end_assignment, log_list, open_person
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import NOW
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = reverse("who_looked")


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create(
        worker__language="en", worker__time_zone="Asia/Tokyo", counselor__name="Trần Thị Hương"
    )
    return made


@pytest.fixture
def counselor(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return assignment.counselor


@pytest.fixture
def browser(assignment: Assignment) -> Client:
    """The worker's."""
    return signed_in(assignment.worker)


def test_nobody_has_looked_yet(assignment: Assignment, browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert "Nobody has looked yet" in page
    assert f"You are with {assignment.agency.name}." in page


def test_a_look_stands_there_with_who_when_and_what(
    assignment: Assignment, counselor: User, browser: Client
) -> None:
    open_person(reader=counselor, worker_pk=assignment.worker.pk, now=NOW)

    page = page_of(browser.get(PAGE))

    assert "<b>Trần Thị Hương</b>" in page
    assert assignment.agency.name in page
    # 9 o'clock in Greenwich is 18 in Tokyo.
    assert "18:00" in page
    assert "benchmarks, plan, profile, work" in page


def test_looks_stay_when_the_care_ends_and_the_counselor_goes(
    assignment: Assignment, counselor: User, browser: Client
) -> None:
    open_person(reader=counselor, worker_pk=assignment.worker.pk, now=NOW)
    end_assignment(worker=assignment.worker, now=NOW)
    counselor.delete()

    page = page_of(browser.get(PAGE))

    assert "<b>Trần Thị Hương</b>" in page
    assert "You are with no agency" in page


def test_a_look_at_a_list_or_at_somebody_else_is_none_at_me(
    assignment: Assignment, counselor: User, browser: Client
) -> None:
    other = AssignmentFactory.create(counselor=counselor, agency=assignment.agency).worker
    open_person(reader=counselor, worker_pk=other.pk, now=NOW)
    log_list(reader=counselor, filters="page 1", count=2, now=NOW)

    assert browser.get(PAGE).context["rows"] == []


def test_newest_look_comes_first_and_pages_follow(
    assignment: Assignment, counselor: User, browser: Client
) -> None:
    for hours in range(31):
        open_person(
            reader=counselor, worker_pk=assignment.worker.pk, now=NOW + timedelta(hours=hours)
        )

    first, second = (browser.get(PAGE, {"page": number}).context["rows"] for number in (1, 2))

    times = [look.at for look, _sections in [*first, *second]]
    assert times == sorted(times, reverse=True)
    assert (len(first), len(second)) == (30, 1)


def test_looks_take_the_same_queries_for_one_and_for_thirty(
    assignment: Assignment, counselor: User, browser: Client
) -> None:
    numbers = []
    for count in (1, 29):
        for _number in range(count):
            open_person(reader=counselor, worker_pk=assignment.worker.pk, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"{reverse('account_login')}?next={PAGE}"


def test_looks_are_only_read(browser: Client) -> None:
    assert browser.post(PAGE).status_code == 405
