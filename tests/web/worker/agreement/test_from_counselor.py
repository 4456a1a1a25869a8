"""What a counselor proposes and writes: nothing of it is in the plan before a yes."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.casework.enums import NoteAudience
from planner.casework.services.threads import write_note
from planner.plans.enums import ChangeKind, GoalKind, ProposalKind
from planner.plans.models import Benchmark, Goal, PlanChange, Proposal, Step
from planner.plans.services.goals import MOST_STEPS
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.plans import LATER, NOW, goal, opened_by_counselor, proposal, step
from tests.factories.sharing import AssignmentFactory
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import send

pytestmark = pytest.mark.django_db

PAGE = reverse("from_counselor")


def url(row: Proposal) -> str:
    return reverse("answer_proposal", args=[row.pk])


def note(assignment: Assignment, text: str, audience: NoteAudience) -> None:
    assert assignment.counselor is not None
    write_note(
        opened=opened_by_counselor(assignment),
        by=assignment.counselor,
        text=text,
        audience=audience,
        now=NOW,
    )


def test_page_without_anything_says_what_will_stand_there(browser: Client) -> None:
    assert "Nothing to answer" in page_of(browser.get(PAGE))


def test_page_shows_proposals_open_ones_first(browser: Client, assignment: Assignment) -> None:
    first = proposal(assignment)
    second = proposal(assignment, ProposalKind.BENCHMARK, why="Để khỏi quên")
    send(browser, url(second), answer="no", words="Em tự gọi")

    response = browser.get(PAGE)

    page = page_of(response)
    assert [row.pk for row in response.context["open"]] == [first.pk]
    assert [row.pk for row in response.context["answered"]] == [second.pk]
    for words in ("Học nghề hàn", "3G", "Who can help: My counselor", "Declined", "Em tự gọi"):
        assert words in page, words


@pytest.mark.parametrize("kind", ProposalKind)
def test_answer_page_shows_what_is_proposed_and_why(
    kind: ProposalKind, browser: Client, assignment: Assignment
) -> None:
    row = proposal(assignment, kind, why="Em nói thế hôm thứ ba")

    page = page_of(browser.get(url(row)))

    assert row.values["words"] in page
    assert "Em nói thế hôm thứ ba" in page
    assert "Trần Thị Hương proposes" in page


def test_yes_puts_a_step_into_the_plan(
    worker: User, browser: Client, assignment: Assignment
) -> None:
    row = proposal(assignment)
    assert not Step.objects.exists()

    response = send(browser, url(row), answer="yes", words="Vâng ạ")

    assert response["Location"] == PAGE
    taken = Step.objects.get(person=worker)
    assert (taken.words, taken.target_level) == ("Học nghề hàn", "3G")
    history = PlanChange.objects.filter(person=worker).order_by("pk")
    assert [(change.what, change.by_name) for change in history] == [
        (ChangeKind.PROPOSED, "Trần Thị Hương"),
        (ChangeKind.ACCEPTED, worker.name),
        (ChangeKind.STEP, worker.name),
    ]
    assert "It is in your plan now." in page_of(browser.get(PAGE))


def test_yes_puts_a_benchmark_into_the_plan(browser: Client, assignment: Assignment) -> None:
    send(browser, url(proposal(assignment, ProposalKind.BENCHMARK)), answer="yes")

    taken = Benchmark.objects.get()
    assert (taken.words, taken.due_on) == ("Gọi cho tư vấn", date(2027, 5, 4))


def test_yes_to_a_goal_says_which_one_it_replaces(
    worker: User, browser: Client, assignment: Assignment
) -> None:
    goal(worker, "Buôn bán nhỏ", kind=GoalKind.OPTION_A)
    row = proposal(assignment, ProposalKind.GOAL)

    page = page_of(browser.get(url(row)))
    send(browser, url(row), answer="yes")

    assert "it replaces what stands there now: “Buôn bán nhỏ”" in page
    assert Goal.objects.get().words == "Làm ở xưởng của chú"


def test_goal_written_since_the_page_was_opened_is_not_replaced_unseen(
    worker: User, browser: Client, assignment: Assignment
) -> None:
    row = proposal(assignment, ProposalKind.GOAL)
    sent = {**hidden_of(page_of(browser.get(url(row)))), "answer": "yes", "words": "Vâng"}
    goal(worker, "Buôn bán nhỏ", kind=GoalKind.OPTION_A, now=LATER)

    response = browser.post(url(row), sent)

    page = page_of(response)
    assert "The plan has changed since you opened this page" in page
    assert "Buôn bán nhỏ" in page
    assert "Vâng" in page
    assert Goal.objects.get().words == "Buôn bán nhỏ"


def test_no_with_a_word_leaves_the_plan_alone(browser: Client, assignment: Assignment) -> None:
    row = proposal(assignment)

    send(browser, url(row), answer="no", words="Em học tiếng trước")

    row.refresh_from_db()
    assert (row.state, row.answer) == ("declined", "Em học tiếng trước")
    assert not Step.objects.exists()
    assert PlanChange.objects.latest("pk").what == ChangeKind.DECLINED


def test_answer_sent_twice_is_one(browser: Client, assignment: Assignment) -> None:
    row = proposal(assignment)
    sent = {**hidden_of(page_of(browser.get(url(row)))), "answer": "yes", "words": ""}

    for _ in range(2):
        assert browser.post(url(row), sent)["Location"] == PAGE

    assert Step.objects.count() == 1


@pytest.mark.parametrize("kind", ProposalKind)
def test_answer_in_two_windows_is_the_first(
    kind: ProposalKind, browser: Client, assignment: Assignment
) -> None:
    row = proposal(assignment, kind)
    sent = [{**hidden_of(page_of(browser.get(url(row)))), "words": ""} for _ in range(2)]
    browser.post(url(row), {**sent[0], "answer": "yes"})

    response = browser.post(url(row), {**sent[1], "answer": "no"})

    row.refresh_from_db()
    page = page_of(response)
    assert row.state == "accepted"
    assert "You answered this already, the other way." in page
    assert "Taken into the plan" in page


def test_answered_proposal_asks_nothing_any_more(browser: Client, assignment: Assignment) -> None:
    row = proposal(assignment)
    send(browser, url(row), answer="no", words="Không ạ")

    page = page_of(browser.get(url(row)))

    assert "Send my answer" not in page
    assert "Không ạ" in page


def test_yes_to_a_step_too_many_is_refused_with_words(
    worker: User, browser: Client, assignment: Assignment
) -> None:
    row = proposal(assignment)
    for number in range(MOST_STEPS):
        step(worker, words=f"Bước {number}")

    response = send(browser, url(row), answer="yes")

    row.refresh_from_db()
    assert "Your plan has too many of these" in page_of(response)
    assert row.state == "open"


def test_shut_out_browser_replaces_no_goal_of_money_and_shows_none(
    worker: User, browser: Client, assignment: Assignment, shut_out: None
) -> None:
    until = worker.helped_until
    User.objects.filter(pk=worker.pk).update(helped_until=None)
    owner = User.objects.get(pk=worker.pk)
    goal(owner, "Có 500 triệu", kind=GoalKind.OPTION_A, is_money=True)
    User.objects.filter(pk=worker.pk).update(helped_until=until)
    row = proposal(assignment, ProposalKind.GOAL)

    response = send(browser, url(row), answer="yes")

    page = page_of(response)
    assert "500 triệu" not in page
    assert "shut for now" in page
    assert Goal.objects.get().words == "Có 500 triệu"


@pytest.mark.parametrize(
    "typed", [{}, {"answer": "maybe"}, {"answer": "no", "words": "\0"}, {"words": "x" * 10_000}]
)
def test_answer_that_is_none_is_asked_again(
    typed: dict[str, str], browser: Client, assignment: Assignment
) -> None:
    row = proposal(assignment)

    response = send(browser, url(row), **typed)

    row.refresh_from_db()
    assert response.status_code == 200
    assert row.state == "open"


def test_typed_answer_outlives_the_session(
    worker: User, browser: Client, assignment: Assignment
) -> None:
    row = proposal(assignment)
    sent = hidden_of(page_of(browser.get(url(row))))
    browser.logout()

    browser.post(url(row), {**sent, "answer": "no", "words": "Em học tiếng trước"})

    browser.force_login(worker)
    assert "Em học tiếng trước" in page_of(browser.get(url(row)))


def test_proposal_of_somebody_else_is_not_there(browser: Client) -> None:
    other = proposal(AssignmentFactory.create())

    assert browser.get(url(other)).status_code == 404
    assert browser.post(url(other), {"answer": "yes"}).status_code == 404
    other.refresh_from_db()
    assert other.state == "open"


@pytest.mark.parametrize("pk", [0, 999_999, 2**63, 10**30])
def test_proposal_that_is_none_is_not_there(pk: int, browser: Client) -> None:
    assert browser.get(reverse("answer_proposal", args=[pk])).status_code == 404


def test_notes_for_the_worker_are_shown_and_no_others(
    browser: Client, assignment: Assignment
) -> None:
    note(assignment, "Hẹn em thứ sáu", NoteAudience.WORKER)
    note(assignment, "Em ấy lo về tiền", NoteAudience.COUNSELORS)

    pages = [browser.get(reverse(name)).content.decode() for name in ("from_counselor", "home")]
    pages += [browser.get(reverse(name)).content.decode() for name in ("my_plan", "plan_history")]

    assert "Hẹn em thứ sáu" in pages[0]
    assert not any("lo về tiền" in page for page in pages)


def test_notes_of_another_worker_are_not_shown(browser: Client, assignment: Assignment) -> None:
    other = AssignmentFactory.create(
        counselor=assignment.counselor, worker=UserFactory.create(agency=assignment.agency)
    )
    note(other, "Cho người khác", NoteAudience.WORKER)

    assert "Cho người khác" not in page_of(browser.get(PAGE))
