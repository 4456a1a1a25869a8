"""A counselor proposes; nothing of it is in the plan before a yes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from planner.plans.enums import ChangeKind, GoalKind, ProposalKind, ProposalState, TargetKind
from planner.plans.models import Benchmark, Goal, PlanChange, Proposal, Step
from planner.plans.selectors.plan import (
    history_of,
    history_open_in,
    plan_of,
    plan_open_in,
    proposals_of,
    proposals_open_in,
)
from planner.plans.selectors.progress import progress_of
from planner.plans.services.goals import MOST_STEPS, TooManySteps
from planner.plans.services.proposals import (
    MOST_OPEN,
    Answered,
    TooManyProposals,
    answer_proposal,
    propose,
)
from planner.plans.services.writing import ClosedHere, NotThere
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    LATER,
    NOW,
    PROPOSALS,
    goal,
    opened_by_counselor,
    proposal,
    step,
)
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def answer(row: Proposal, *, yes: bool, words: str = "") -> Proposal:
    return answer_proposal(person=row.person, pk=row.pk, is_accepted=yes, words=words, now=LATER)


def of_the_plan() -> list[int]:
    return [model.objects.count() for model in (Goal, Step, Benchmark)]


@pytest.mark.parametrize("kind", ProposalKind)
def test_proposal_is_shown_and_nothing_of_it_is_in_the_plan(
    kind: ProposalKind, assignment: Assignment
) -> None:
    row = proposal(assignment, kind, why="hợp với em")

    counselor = assignment.counselor
    assert counselor is not None
    assert of_the_plan() == [0, 0, 0]
    assert (row.by, row.by_name, row.state) == (counselor, counselor.name, ProposalState.OPEN)
    assert row.values == PROPOSALS[kind]
    assert proposals_of(assignment.worker) == [row]
    assert progress_of(assignment.worker, today=NOW.date()).has_open_proposal
    change = PlanChange.objects.get()
    assert (change.what, change.by, change.why) == (ChangeKind.PROPOSED, counselor, "hợp với em")
    assert (change.section, change.about) == (row.section, row.values["words"])


def test_goal_accepted_is_in_the_plan(assignment: Assignment) -> None:
    row = answer(proposal(assignment, ProposalKind.GOAL), yes=True, words="vâng")

    made = Goal.objects.get()
    assert (made.kind, made.words, made.section) == (
        GoalKind.OPTION_A,
        "Làm ở xưởng của chú",
        Section.PLAN,
    )
    assert (row.state, row.answer, row.answered_at) == (ProposalState.ACCEPTED, "vâng", LATER)
    changes = history_of(assignment.worker).values_list("what", "by", "why")
    assert list(changes)[:2] == [
        (ChangeKind.GOAL, assignment.worker.pk, row.why),
        (ChangeKind.ACCEPTED, assignment.worker.pk, "vâng"),
    ]


def test_goal_accepted_takes_the_place_of_the_one_before(assignment: Assignment) -> None:
    goal(assignment.worker, "Mở quán", kind=GoalKind.OPTION_A)

    answer(proposal(assignment, ProposalKind.GOAL), yes=True)

    assert Goal.objects.get().words == "Làm ở xưởng của chú"
    assert history_of(assignment.worker)[0].before == {"words": "Mở quán"}


def test_step_accepted_is_in_the_plan(assignment: Assignment) -> None:
    answer(proposal(assignment, ProposalKind.STEP), yes=True)

    made = Step.objects.get()
    assert (made.words, made.helper, made.target, made.target_level) == (
        "Học nghề hàn",
        "counselor",
        TargetKind.LEVEL,
        "3G",
    )
    assert (made.due_month, made.section) == (date(2028, 5, 1), Section.PLAN)


def test_step_accepted_needs_no_more_than_words(assignment: Assignment) -> None:
    row = propose(
        opened=opened_by_counselor(assignment),
        by=UserFactory.create(),
        kind=ProposalKind.STEP,
        values={"words": "Hỏi trường nghề"},
        why="",
        now=NOW,
    )

    answer(row, yes=True)

    made = Step.objects.get()
    assert (made.target, made.target_amount, made.due_month) == (TargetKind.YES_NO, None, None)


def test_benchmark_accepted_is_in_the_plan(assignment: Assignment) -> None:
    answer(proposal(assignment, ProposalKind.BENCHMARK), yes=True)

    made = Benchmark.objects.get()
    assert (made.words, made.due_on, made.group) == (
        "Gọi cho tư vấn",
        date(2027, 5, 4),
        "japan",
    )
    assert (made.is_own, made.section) == (True, Section.BENCHMARKS)


@pytest.mark.parametrize("kind", ProposalKind)
def test_declined_leaves_the_plan_as_it_is(kind: ProposalKind, assignment: Assignment) -> None:
    row = answer(proposal(assignment, kind), yes=False, words="để sau")

    assert of_the_plan() == [0, 0, 0]
    assert (row.state, row.answer, row.answered_at) == (ProposalState.DECLINED, "để sau", LATER)
    change = history_of(assignment.worker)[0]
    assert (change.what, change.section, change.why) == (
        ChangeKind.DECLINED,
        row.section,
        "để sau",
    )
    assert not progress_of(assignment.worker, today=NOW.date()).has_open_proposal


@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize("kind", ProposalKind)
def test_same_answer_again_changes_nothing(
    yes: bool, kind: ProposalKind, assignment: Assignment
) -> None:
    row = answer(proposal(assignment, kind), yes=yes, words="một")
    before = (of_the_plan(), PlanChange.objects.count())

    again = answer(row, yes=yes, words="hai")

    assert (again, again.answer) == (row, "một")
    assert (of_the_plan(), PlanChange.objects.count()) == before


@pytest.mark.parametrize("yes", [True, False])
def test_other_answer_comes_too_late(yes: bool, assignment: Assignment) -> None:
    row = answer(proposal(assignment), yes=yes)
    before = (of_the_plan(), PlanChange.objects.count())

    with pytest.raises(Answered):
        answer(row, yes=not yes)

    row.refresh_from_db()
    assert row.state == (ProposalState.ACCEPTED if yes else ProposalState.DECLINED)
    assert (of_the_plan(), PlanChange.objects.count()) == before


def test_proposal_to_another_is_not_there(assignment: Assignment) -> None:
    theirs = proposal(assignment)

    with pytest.raises(NotThere):
        answer_proposal(
            person=UserFactory.create(), pk=theirs.pk, is_accepted=True, words="", now=LATER
        )

    theirs.refresh_from_db()
    assert theirs.state == ProposalState.OPEN
    assert of_the_plan() == [0, 0, 0]


def test_amount_is_never_proposed(assignment: Assignment) -> None:
    with pytest.raises(NotThere):
        proposal(assignment, ProposalKind.STEP, target="amount", target_amount=1)

    assert (Proposal.objects.count(), PlanChange.objects.count()) == (0, 0)


@pytest.mark.parametrize("kind", ProposalKind)
def test_nothing_of_money_comes_from_a_proposal(kind: ProposalKind, assignment: Assignment) -> None:
    """Whatever a sender adds to the values."""
    row = proposal(assignment, kind, section="money", is_money=True, target_amount=1)

    answer(row, yes=True)

    kept: list[Any] = [*Goal.objects.all(), *Step.objects.all(), *Benchmark.objects.all()]
    assert row.section in {Section.PLAN, Section.BENCHMARKS}
    assert [one.section for one in kept] == [row.section]


@pytest.mark.parametrize("kind", ProposalKind)
def test_nothing_is_proposed_into_a_section_that_is_not_open(
    kind: ProposalKind, assignment: Assignment
) -> None:
    opened = replace(opened_by_counselor(assignment), sections=frozenset({Section.PROFILE}))

    with pytest.raises(NotThere):
        propose(
            opened=opened,
            by=UserFactory.create(),
            kind=kind,
            values=PROPOSALS[kind],
            why="",
            now=NOW,
        )

    assert not Proposal.objects.exists()


def test_proposals_too_many_are_refused_until_one_is_answered(assignment: Assignment) -> None:
    rows = [proposal(assignment) for _number in range(MOST_OPEN)]

    with pytest.raises(TooManyProposals):
        proposal(assignment)
    answer(rows[0], yes=False)

    assert proposal(assignment).state == ProposalState.OPEN


def test_proposals_are_listed_open_ones_first(assignment: Assignment) -> None:
    first, second, third = (proposal(assignment, now=NOW) for _number in range(3))
    answer(third, yes=False)

    expected = [second, first, third]
    assert proposals_of(assignment.worker) == expected
    assert proposals_open_in(opened_by_counselor(assignment)) == expected


@pytest.mark.parametrize("kind", ProposalKind)
def test_proposal_is_answered_in_a_browser_that_is_shut_out(
    kind: ProposalKind, assignment: Assignment
) -> None:
    row = proposal(assignment, kind)
    row.person.is_shut_out = True

    answer(row, yes=True)

    assert sum(of_the_plan()) == 1


def test_goal_of_money_is_not_replaced_when_shut_out(assignment: Assignment) -> None:
    goal(assignment.worker, "Có 500 triệu", kind=GoalKind.OPTION_A, is_money=True)
    row = proposal(assignment, ProposalKind.GOAL)
    row.person.is_shut_out = True

    with pytest.raises(ClosedHere):
        answer(row, yes=True)

    row.refresh_from_db()
    assert row.state == ProposalState.OPEN
    assert Goal.objects.get().words == "Có 500 triệu"


def test_goal_of_money_replaced_shows_nothing_to_the_counselor(assignment: Assignment) -> None:
    twin: Assignment = AssignmentFactory.create(
        agency=assignment.agency, counselor=assignment.counselor
    )
    goal(assignment.worker, "Có 500 triệu", kind=GoalKind.OPTION_A, is_money=True)

    seen = []
    for one in (assignment, twin):
        answer(proposal(one, ProposalKind.GOAL), yes=True)
        opened = opened_by_counselor(one)
        changes = history_open_in(opened).values_list("what", "about", "before", "after", "why")
        goals = {kind: row.words for kind, row in plan_open_in(opened).goals.items()}
        seen.append((list(changes), goals))

    assert seen[0] == seen[1]
    assert "500" not in str(seen[0])


def test_step_that_no_longer_fits_in_the_plan_leaves_the_proposal_open(
    assignment: Assignment,
) -> None:
    row = proposal(assignment)
    for _number in range(MOST_STEPS):
        step(assignment.worker)

    with pytest.raises(TooManySteps):
        answer(row, yes=True)

    row.refresh_from_db()
    assert row.state == ProposalState.OPEN
    assert len(plan_of(assignment.worker).steps) == MOST_STEPS


@pytest.mark.parametrize("answered", [ProposalState.ACCEPTED, ProposalState.DECLINED])
def test_proposal_answered_has_an_instant(answered: ProposalState, assignment: Assignment) -> None:
    row = proposal(assignment)

    with pytest.raises(IntegrityError, match="proposal_answered_or_open"):
        Proposal.objects.filter(pk=row.pk).update(state=answered)


def test_proposal_that_is_open_has_no_instant_of_an_answer(assignment: Assignment) -> None:
    row = proposal(assignment)

    with pytest.raises(IntegrityError, match="proposal_answered_or_open"):
        Proposal.objects.filter(pk=row.pk).update(answered_at=NOW)
