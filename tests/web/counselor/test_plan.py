"""A worker's plan as its counselor reads and signs it: what is open, and not a word of money."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.plans.enums import ChangeKind, GoalKind
from planner.plans.models import PlanChange, SignOff
from planner.sharing.enums import Look
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.services import end_assignment
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    AMOUNT,
    LATER,
    NOW,
    agreed,
    agreed_plan,
    benchmark,
    cost_sheet,
    debt,
    goal,
    laid_out,
    money_basis,
    pay_year,
    planned,
    promised_pay,
    promised_work,
    proposal,
    signed_off,
    step,
    way,
)
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.counselor.test_worker import OPEN_SECTIONS, without_tokens
from tests.web.shared.kept import hidden_of
from tests.web.worker.agreement.test_my_plan import OF_MONEY, much_more
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import send

pytestmark = pytest.mark.django_db

SIGN = "Sign off the open parts"
# One change of each kind of thing that is about money.
CLOSED: dict[str, Callable[[User], Any]] = {
    "pay": lambda person: promised_pay(person, low=140_000, now=LATER),
    "costs": lambda person: cost_sheet(person, {"amount": 4_321_000}, now=LATER),
    "debt": lambda person: debt(person, amount_vnd=4_321_000, now=LATER),
    "basis": lambda person: money_basis(person, dependants=5, now=LATER),
    "year": lambda person: pay_year(person, 2, now=LATER),
    "goal": lambda person: goal(person, "800", kind=GoalKind.OPTION_B, is_money=True, now=LATER),
    "step": lambda person: step(person, now=LATER, **AMOUNT | {"words": "khác"}),
    "benchmark": lambda person: benchmark(person, "khác", is_money=True, now=LATER),
}


def url(worker: User) -> str:
    return reverse("worker_plan", args=[worker.pk])


def test_page_shows_what_is_open(worker: User, browser: Client) -> None:
    planned(worker)

    page = page_of(browser.get(url(worker)))

    for words in (
        *("Mở xưởng tiện ở quê", "Học tiếng Nhật mỗi tối", "Hải Phòng", "技能実習"),
        *("Sakura Foods", "愛知県", "cắt rau", "Do passport", "Do jlpt"),
    ):
        assert words in page, words


def test_page_says_what_is_not_on_it(worker: User, browser: Client) -> None:
    page = page_of(browser.get(url(worker)))

    assert "You see what is open" in page
    assert "are not on this page, told or not" in page
    assert "The worker sees that you looked." in page


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("role", ["counselor", "supervisor"])
def test_page_says_nothing_of_money(
    role: str, language: str, worker: User, counselor: User, supervisor: User
) -> None:
    reader = counselor if role == "counselor" else supervisor
    reader.language = language
    reader.save()
    agreed_plan(worker)

    page = signed_in(reader).get(url(worker)).content.decode()

    words = [*OF_MONEY, "150.000", "80.000.000", "300.000.000", "Làm debt_free"]
    assert [word for word in words if word in page] == []


def test_page_is_the_same_whatever_is_closed(
    worker: User, counselor: User, browser: Client
) -> None:
    """Twins: one has everything of money, agreed with the rest; one has told nothing of it."""
    poor = AssignmentFactory.create(
        counselor=counselor, worker=UserFactory.create(agency=counselor.agency, name=worker.name)
    ).worker
    rich = AssignmentFactory.create(
        counselor=counselor, worker=UserFactory.create(agency=counselor.agency, name=worker.name)
    ).worker
    for person in (rich, poor):
        promised_work(person)
        goal(person)
        step(person)
        way(person)
        laid_out(person)
    for change in CLOSED.values():
        change(rich)
    for person in (rich, poor):
        agreed(person)

    pages = [_plain(browser, person) for person in (rich, poor)]

    assert pages[0] == pages[1]


@pytest.mark.parametrize("what", CLOSED)
def test_closed_change_agreed_again_shows_nothing(
    what: str, worker: User, assignment: Assignment, browser: Client
) -> None:
    agreed_plan(worker)
    signed_off(assignment)
    page = _plain(browser, worker)

    CLOSED[what](worker)
    changed = _plain(browser, worker)
    agreed(worker, now=LATER)

    assert changed == page
    assert _plain(browser, worker) == page


def _plain(browser: Client, worker: User) -> str:
    """The page without what names the worker, or is new each time."""
    page = without_tokens(page_of(browser.get(url(worker)))).replace(f"/{worker.pk}/", "/#/")
    for value in hidden_of(page).values():
        page = page.replace(value, "#")
    return page


def test_plan_without_an_offer_is_not_changed_for_the_counselor(
    worker: User, browser: Client
) -> None:
    goal(worker)
    way(worker)
    laid_out(worker)
    agreed(worker)

    page = page_of(browser.get(url(worker)))

    assert "The worker agreed these parts on 22 November 2026." in page
    assert "They have changed since" not in page
    assert SIGN in page


def test_page_counts_an_offer_of_work_as_a_change_and_one_of_pay_as_none(
    worker: User, browser: Client
) -> None:
    goal(worker)
    way(worker)
    laid_out(worker)
    agreed(worker)

    promised_pay(worker, now=LATER)
    of_pay = page_of(browser.get(url(worker)))
    promised_work(worker, now=LATER)
    of_work = page_of(browser.get(url(worker)))

    assert "They have changed since" not in of_pay
    assert "They have changed since" in of_work
    assert SIGN not in of_work


def test_plan_that_is_not_agreed_is_not_signed(worker: User, browser: Client) -> None:
    planned(worker)
    sent = hidden_of(page_of(browser.get(reverse("worker_notes", args=[worker.pk]))))

    page = page_of(browser.get(url(worker)))
    response = browser.post(url(worker), {"form_key": sent["form_key"], "words": ""})

    assert "The worker has not agreed the plan yet." in page
    assert SIGN not in page
    assert response.status_code == 200
    assert not SignOff.objects.exists()


def test_counselor_signs_off_what_is_open(worker: User, counselor: User, browser: Client) -> None:
    agreed_plan(worker)

    response = send(browser, url(worker), words="Chúc em đi vững")

    assert response["Location"] == url(worker)
    row = SignOff.objects.get()
    assert (row.person, row.by, row.words) == (worker, counselor, "Chúc em đi vững")
    assert sorted(row.digests) == ["benchmarks", "plan", "work"]
    page = page_of(browser.get(url(worker)))
    assert "Signed off by Trần Thị Hương" in page
    assert SIGN not in page


def test_signature_sent_twice_is_one(worker: User, browser: Client) -> None:
    agreed_plan(worker)
    sent = [
        {**hidden_of(page_of(browser.get(url(worker)))), "words": "Chúc em"} for _window in range(2)
    ]

    answers = [browser.post(url(worker), one) for one in (sent[0], sent[0], sent[1])]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert SignOff.objects.count() == 1
    assert PlanChange.objects.filter(what=ChangeKind.SIGNED).count() == 1


def test_plan_that_changed_since_the_page_was_opened_is_not_signed(
    worker: User, browser: Client
) -> None:
    agreed_plan(worker)
    sent = {**hidden_of(page_of(browser.get(url(worker)))), "words": "Chúc em"}
    goal(worker, "Mở quán ăn", now=LATER)

    changed = page_of(browser.post(url(worker), sent))
    agreed(worker, now=LATER)
    agreed_anew = page_of(browser.post(url(worker), sent))

    for page in (changed, agreed_anew):
        assert "The plan has changed since you opened this page" in page
        assert "Mở quán ăn" in page
        assert "Chúc em" in page
    assert not SignOff.objects.exists()
    assert browser.post(url(worker), {**hidden_of(agreed_anew), "words": ""}).status_code == 302


def test_plan_read_after_a_change_is_signed_after_the_worker_agrees(
    worker: User, browser: Client
) -> None:
    agreed_plan(worker)
    goal(worker, "Mở quán ăn", now=LATER)
    sent = hidden_of(page_of(browser.get(reverse("worker_notes", args=[worker.pk]))))
    key = {"form_key": sent["form_key"], "words": ""}

    first = browser.post(url(worker), key)
    page = page_of(browser.post(url(worker), {**hidden_of(page_of(first)), "words": ""}))

    assert "The worker has not agreed the plan as it stands." in page
    assert not SignOff.objects.exists()


def test_signature_that_no_longer_holds_says_so(
    worker: User, assignment: Assignment, browser: Client
) -> None:
    agreed_plan(worker)
    signed_off(assignment)

    goal(worker, "Mở quán ăn", now=LATER)
    agreed(worker, now=LATER)

    page = page_of(browser.get(url(worker)))
    assert "The plan has changed since." in page
    assert SIGN in page


@pytest.mark.parametrize("words", ["\0", "x" * 10_000])
def test_words_that_cannot_be_kept_are_refused(words: str, worker: User, browser: Client) -> None:
    agreed_plan(worker)

    response = send(browser, url(worker), words=words)

    assert response.status_code == 200
    assert not SignOff.objects.exists()


def test_last_changes_hold_none_of_money(worker: User, browser: Client) -> None:
    planned(worker)
    for change in CLOSED.values():
        change(worker)

    rows = browser.get(url(worker)).context["changes"]

    assert rows
    assert not any(row.is_closed for row in rows)
    assert {row.by for row in rows} == {worker.name}


def test_page_shows_proposals_and_their_answers(
    assignment: Assignment, worker: User, browser: Client
) -> None:
    proposal(assignment)

    page = page_of(browser.get(url(worker)))

    assert "Học nghề hàn" in page
    assert "Waiting for an answer" in page


@pytest.mark.parametrize("method", ["get", "head"])
def test_one_look_is_one_row_in_the_log(
    method: str, worker: User, counselor: User, browser: Client
) -> None:
    getattr(browser, method)(url(worker))

    look = AccessLog.objects.get()
    assert (look.reader, look.worker, look.look) == (counselor, worker, Look.PERSON)
    assert look.sections == OPEN_SECTIONS


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_page_is_not_there_for_an_outsider(method: str, worker: User, outsider: Client) -> None:
    agreed_plan(User.objects.get(pk=worker.pk))

    assert getattr(outsider, method)(url(worker)).status_code == 404
    assert AccessLog.objects.count() == 0
    assert not SignOff.objects.exists()


def test_page_is_gone_with_the_end_of_the_care(worker: User, browser: Client) -> None:
    agreed_plan(worker)
    sent = hidden_of(page_of(browser.get(url(worker))))

    end_assignment(worker=worker, now=NOW)

    assert browser.post(url(worker), sent).status_code == 404
    assert not SignOff.objects.exists()


def test_page_asks_a_visitor_to_sign_in(worker: User, client: Client) -> None:
    response = client.get(url(worker))

    assert response["Location"] == f"{reverse('account_login')}?next={url(worker)}"


def test_page_of_somebody_who_has_told_nothing_is_whole(counselor: User, browser: Client) -> None:
    newcomer = AssignmentFactory.create(counselor=counselor, agency=counselor.agency).worker

    page = page_of(browser.get(url(newcomer)))

    assert "No goal is written down yet." in page
    assert "No proposal so far." in page


def test_page_takes_the_same_queries_for_a_little_and_for_much(
    worker: User, assignment: Assignment, browser: Client
) -> None:
    agreed_plan(worker)
    proposal(assignment)
    few = _queries_for(browser, worker)

    much_more(worker)
    for _ in range(5):
        proposal(assignment)

    assert _queries_for(browser, worker) == few


def _queries_for(browser: Client, worker: User) -> int:
    browser.get(url(worker))
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url(worker)).status_code == 200
    return len(queries)
