"""Every change, with who, when and why."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.sharing.models import Assignment
from tests.factories.plans import (
    LATER,
    agreed_plan,
    goal,
    pay_year,
    planned,
    promised_work,
    proposal,
    signed_off,
)
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = reverse("plan_history")


def test_history_of_a_newcomer_says_what_will_stand_there(browser: Client) -> None:
    assert "No change yet" in page_of(browser.get(PAGE))


def test_history_says_what_who_when_why_and_what_was_before(worker: User, browser: Client) -> None:
    goal(worker)
    goal(worker, "Mở quán ăn", now=LATER, why="Chú bán xưởng rồi")

    newest = browser.get(PAGE).context["rows"][0]

    page = page_of(browser.get(PAGE))
    assert (newest.what, newest.by, newest.why) == ("Goal", "you", "Chú bán xưởng rồi")
    assert newest.about == "My long-term goal: Mở quán ăn"
    assert newest.was == "Mở xưởng tiện ở quê"
    assert newest.at == LATER
    assert "24 December 2026" in page
    assert "Before: Mở xưởng tiện ở quê" in page


def test_history_names_counselors(worker: User, browser: Client, assignment: Assignment) -> None:
    agreed_plan(worker)
    signed_off(assignment, words="Chúc em đi vững")
    proposal(assignment, now=LATER)

    rows = browser.get(PAGE).context["rows"]

    assert [(row.what, row.by) for row in rows[:3]] == [
        ("Proposed by a counselor", "Trần Thị Hương"),
        ("Plan signed off", "Trần Thị Hương"),
        ("Plan agreed", "you"),
    ]


def test_history_speaks_in_words_not_codes(worker: User, browser: Client) -> None:
    planned(worker)

    page = page_of(browser.get(PAGE))

    assert "Year 1" in page
    assert [code for code in ("long_term", "option_b", "pay_year") if code in page] == []


def test_history_marks_what_only_the_owner_reads(worker: User, browser: Client) -> None:
    planned(worker)

    rows = browser.get(PAGE).context["rows"]

    closed = {str(row.what) for row in rows if row.is_closed}
    assert {"Debt", "Promised pay", "Costs", "Pay of a year"} <= closed
    assert "Promised work" not in closed


def test_history_of_a_shut_out_browser_has_no_row_of_money(
    worker: User, browser: Client, shut_out: None
) -> None:
    until = worker.helped_until
    User.objects.filter(pk=worker.pk).update(helped_until=None)
    planned(User.objects.get(pk=worker.pk))
    User.objects.filter(pk=worker.pk).update(helped_until=until)

    response = browser.get(PAGE)

    page = page_of(response)
    assert "Promised work" in page
    assert not any(row.is_closed for row in response.context["rows"])
    assert "500" not in page


@pytest.mark.parametrize("query", ["?page=0", "?page=99", "?page=x", "?page=1\0"])
def test_history_page_that_does_not_exist_is_one_that_does(
    query: str, worker: User, browser: Client
) -> None:
    planned(worker)

    page_of(browser.get(PAGE + query))


def test_history_goes_on_over_pages(worker: User, browser: Client) -> None:
    for number in range(52):
        promised_work(worker, employer=f"Xưởng {number}", now=LATER)
    pay_year(worker, now=LATER)

    assert len(browser.get(PAGE).context["rows"]) == 50
    assert len(browser.get(f"{PAGE}?page=2").context["rows"]) == 3
