"""A counselor proposes; the worker's plan stays as it is until the worker says yes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.models import Benchmark, Goal, Proposal, Step
from planner.plans.services.proposals import MOST_OPEN
from planner.sharing.models import AccessLog, Assignment
from tests.factories.plans import proposal
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import send

pytestmark = pytest.mark.django_db

TYPED: dict[str, dict[str, str]] = {
    "goal": {"words": "Mở xưởng", "kind": "option_a", "why": "Em nói thế"},
    "step": {
        "words": "Học nghề hàn",
        "helper": "school",
        "target": "level",
        "target_level": "3G",
        "why": "",
    },
    "benchmark": {"words": "Gọi cho tôi", "due_on": "2027-05-04", "group": "japan", "why": ""},
}


def url(worker: User, kind: str = "step") -> str:
    return reverse("propose", args=[worker.pk, kind])


@pytest.mark.parametrize("kind", TYPED)
def test_proposal_waits_for_the_worker(
    kind: str, worker: User, counselor: User, browser: Client
) -> None:
    response = send(browser, url(worker, kind), **TYPED[kind])

    assert response["Location"] == reverse("worker_plan", args=[worker.pk])
    row = Proposal.objects.get()
    assert (row.person, row.by, row.kind, row.state) == (worker, counselor, kind, "open")
    assert row.values == {key: text for key, text in TYPED[kind].items() if key != "why"}
    assert row.why == TYPED[kind]["why"]
    assert [model.objects.count() for model in (Goal, Step, Benchmark)] == [0, 0, 0]
    assert TYPED[kind]["words"] in page_of(browser.get(response["Location"]))


@pytest.mark.parametrize("kind", TYPED)
def test_the_button_is_in_the_form(kind: str, worker: User, browser: Client) -> None:
    page = browser.get(url(worker, kind)).content.decode()

    # A form in a form ends the outer one before its button.
    main = page.partition("<main")[2].partition("</main>")[0]
    assert main.count("<form") == main.count("</form>") == 1


@pytest.mark.parametrize("kind", TYPED)
def test_proposal_is_on_the_workers_home_and_can_be_taken(
    kind: str, worker: User, browser: Client
) -> None:
    send(browser, url(worker, kind), **TYPED[kind])
    own = signed_in(worker)

    home = page_of(own.get(reverse("home")))
    send(own, reverse("answer_proposal", args=[Proposal.objects.get().pk]), answer="yes")

    assert f'href="{reverse("from_counselor")}"' in home
    taken = [*Goal.objects.all(), *Step.objects.all(), *Benchmark.objects.all()]
    assert [row.words for row in taken] == [TYPED[kind]["words"]]
    assert reverse("from_counselor") not in page_of(own.get(reverse("home")))


def test_proposal_sent_twice_is_one(worker: User, browser: Client) -> None:
    sent = {**hidden_of(page_of(browser.get(url(worker)))), **TYPED["step"]}

    for _ in range(2):
        assert browser.post(url(worker), sent).status_code == 302

    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    "kind, typed",
    [
        ("step", {"words": ""}),
        ("step", {"words": "\0"}),
        ("step", {"words": "x" * 10_000}),
        ("step", {"why": "x" * 10_000}),
        ("step", {"target_level": ""}),
        ("step", {"target": "amount", "target_amount": "5"}),
        ("step", {"helper": "nobody"}),
        ("goal", {"kind": "money"}),
        ("benchmark", {"due_on": "0001-01-01"}),
        ("benchmark", {"due_on": "9999-12-31"}),
        ("benchmark", {"due_on": "2027-02-30"}),
        ("benchmark", {"group": "never"}),
    ],
)
def test_proposal_that_cannot_be_one_is_asked_again(
    kind: str, typed: dict[str, str], worker: User, browser: Client
) -> None:
    response = send(browser, url(worker, kind), **TYPED[kind] | typed)

    assert response.status_code == 200
    assert "<title>Error:" in page_of(response)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("words", ["<b>x</b>", "\u202eten", "👩🏽‍🌾" * 20, "مرحبا", "a\r\nb"])
def test_hostile_words_are_words(words: str, worker: User, browser: Client) -> None:
    for kind, typed in TYPED.items():
        assert send(browser, url(worker, kind), **typed | {"words": words}).status_code == 302
    own = signed_in(worker)

    pages = [browser.get(reverse("worker_plan", args=[worker.pk])), own.get(reverse("home"))]
    pages += [own.get(reverse(name)) for name in ("from_counselor", "plan_history")]
    for row in Proposal.objects.all():
        own_page = reverse("answer_proposal", args=[row.pk])
        pages += [own.get(own_page), own.post(own_page, {})]
        send(own, own_page, answer="yes")
    pages += [own.get(reverse(name)) for name in ("my_plan", "plan_pdf", "plan_history")]

    assert {page.status_code for page in pages} == {200}
    assert not any(b"<b>x</b>" in page.content for page in pages)


def test_amounts_are_not_proposed(worker: User, browser: Client) -> None:
    page = page_of(browser.get(url(worker)))

    assert 'value="amount"' not in page
    assert "Amounts of money are the worker" in page


def test_too_many_proposals_are_refused_with_words(
    worker: User, assignment: Assignment, browser: Client
) -> None:
    for _ in range(MOST_OPEN):
        proposal(assignment)

    response = send(browser, url(worker), **TYPED["step"])

    assert "Too many proposals wait for an answer." in page_of(response)
    assert Proposal.objects.count() == MOST_OPEN


def test_page_shows_what_is_waiting(worker: User, assignment: Assignment, browser: Client) -> None:
    proposal(assignment)

    assert "Học nghề hàn" in page_of(browser.get(url(worker)))


def test_typed_proposal_outlives_the_session(
    worker: User, counselor: User, browser: Client
) -> None:
    sent: dict[str, Any] = {**hidden_of(page_of(browser.get(url(worker)))), **TYPED["step"]}
    browser.logout()

    browser.post(url(worker), sent)

    assert not Proposal.objects.exists()
    assert "Học nghề hàn" in page_of(signed_in(counselor).get(url(worker)))


@pytest.mark.parametrize("kind", ["money", "debt", "x"])
def test_kind_that_is_none_is_not_there(kind: str, worker: User, browser: Client) -> None:
    assert browser.get(url(worker, kind)).status_code == 404
    assert AccessLog.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_page_is_not_there_for_an_outsider(method: str, worker: User, outsider: Client) -> None:
    assert getattr(outsider, method)(url(worker)).status_code == 404
    assert AccessLog.objects.count() == 0
    assert not Proposal.objects.exists()


def test_look_is_in_the_log(worker: User, browser: Client) -> None:
    browser.get(url(worker))

    assert AccessLog.objects.get().worker == worker
