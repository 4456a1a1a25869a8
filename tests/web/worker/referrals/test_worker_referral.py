"""The worker is asked: another agency, or a place that helps. What it means, then yes or no."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from accounts.models import User
from planner.casework.enums import ReferralKind, ReferralState
from planner.casework.models import Case, Referral
from planner.casework.services.referrals import PASSED_ON
from planner.sharing.models import Assignment
from planner.web.worker.referrals.rows import LABELS
from tests.factories.accounts import UserFactory
from tests.factories.cases import case_of, flag, referral_of
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create(worker__language="en")
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


@pytest.fixture
def case(assignment: Assignment) -> Case:
    return case_of(assignment, reference="HV-7", phone="+84901234567", returns_on=date(2030, 1, 15))


@pytest.fixture
def row(case: Case) -> Referral:
    there = UserFactory.create(supervisor=True)
    return referral_of(case, to_agency=there.agency)


def url(row: Referral) -> str:
    return reverse("worker_referral", args=[row.pk])


def test_page_says_who_why_what_goes_over_and_what_does_not(
    row: Referral, case: Case, assignment: Assignment, browser: Client
) -> None:
    flag(case, words="Kín đáo")

    page = page_of(browser.get(url(row)))

    assert row.to_agency
    for words in (assignment.agency.name, row.to_agency.name, row.why, row.by_name):
        assert escape(words) in page
    for words in ("+84901234567", "15 January 2030", "What does not go over", "not known"):
        assert words in page
    assert set(LABELS) == set(PASSED_ON)
    with translation.override("en"):
        assert [label for label in LABELS.values() if str(label) not in page] == []
    assert "HV-7" not in page
    assert "Kín đáo" not in page


def test_it_is_announced_at_home_until_it_is_over(row: Referral, browser: Client) -> None:
    home = reverse("home")
    assert f'href="{url(row)}"' in page_of(browser.get(home))

    browser.post(url(row), {"answer": "yes"})
    agreed = page_of(browser.get(home))
    browser.post(url(row), {"answer": "no"})

    assert f'href="{url(row)}"' in agreed
    assert f'href="{url(row)}"' not in page_of(browser.get(home))


def test_yes_is_noted_and_can_be_taken_back(row: Referral, browser: Client) -> None:
    said = page_of(browser.post(url(row), {"answer": "yes"}, follow=True))
    row.refresh_from_db()
    state = row.state
    taken = page_of(browser.post(url(row), {"answer": "no"}, follow=True))
    row.refresh_from_db()

    assert "Yes noted." in said
    assert 'value="yes"' not in said
    assert 'value="no"' in said
    assert (state, row.state) == (ReferralState.AGREED, ReferralState.REFUSED)
    assert 'name="answer"' not in taken


def test_place_that_helps_is_a_page_of_its_own(case: Case, browser: Client) -> None:
    row = referral_of(case, ReferralKind.HELP, to_place="Công đoàn Osaka")

    page = page_of(browser.get(url(row)))

    assert "Help from somewhere else?" in page
    assert "Công đoàn Osaka" in page
    assert "What does not go over" not in page


def test_browser_that_is_shut_out_says_no_but_not_yes(
    row: Referral, worker: User, browser: Client
) -> None:
    worker.helped_until = timezone.now() + timedelta(hours=71)
    worker.save()

    page = page_of(browser.get(url(row)))
    refused = page_of(browser.post(url(row), {"answer": "yes"}, follow=True))
    row.refresh_from_db()
    state = row.state
    browser.post(url(row), {"answer": "no"})
    row.refresh_from_db()

    assert 'value="yes"' not in page
    assert "This browser is shut out for now." in refused
    assert (state, row.state) == (ReferralState.ASKED, ReferralState.REFUSED)


@pytest.mark.parametrize("state", [ReferralState.REVOKED, ReferralState.DECLINED])
def test_answer_to_what_is_over_changes_nothing_and_is_said(
    state: ReferralState, row: Referral, browser: Client
) -> None:
    browser.get(url(row))
    Referral.objects.update(state=state, ended_at=timezone.now(), answer="Hết chỗ")

    page = page_of(browser.post(url(row), {"answer": "yes"}, follow=True))

    row.refresh_from_db()
    assert row.state == state
    assert "Something has changed since you opened this page." in page
    assert "Hết chỗ" in page
    assert 'name="answer"' not in page


@pytest.mark.parametrize("answer", ["", "maybe", "\0"])
def test_what_is_no_answer_is_none(answer: str, row: Referral, browser: Client) -> None:
    response = browser.post(url(row), {"answer": answer})

    row.refresh_from_db()
    assert (response["Location"], row.state) == (url(row), ReferralState.ASKED)


def test_looking_answers_nothing(row: Referral, browser: Client) -> None:
    for method in (browser.get, browser.head):
        assert method(url(row), {"answer": "yes"}).status_code == 200

    row.refresh_from_db()
    assert row.state == ReferralState.ASKED


def test_nobody_else_finds_it(row: Referral, assignment: Assignment, browser: Client) -> None:
    assert assignment.counselor
    supervisor = UserFactory.create(supervisor=True, agency=assignment.agency)
    others = [
        UserFactory.create(agency=assignment.agency),
        assignment.counselor,
        supervisor,
        UserFactory.create(staff=True),
    ]

    for person in others:
        stranger = signed_in(person)
        assert stranger.get(url(row)).status_code == 404
        assert stranger.post(url(row), {"answer": "yes"}).status_code == 404
    for pk in (0, 10**12, 10**30):
        assert browser.get(reverse("worker_referral", args=[pk])).status_code == 404
    row.refresh_from_db()
    assert row.state == ReferralState.ASKED
