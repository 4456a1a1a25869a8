"""Goals and steps: whatever is about an amount is money, and closed to others."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from accounts.models import User
from planner.plans.enums import ChangeKind, GoalKind, StepHelper, TargetKind
from planner.plans.models import Goal, PlanChange, Step
from planner.plans.records import GOAL, STEP, plain
from planner.plans.selectors.plan import history_of, history_open_in, plan_of, plan_open_in
from planner.plans.services.goals import (
    MOST_STEPS,
    TooManySteps,
    finish_step,
    keep_goal,
    keep_step,
    remove_step,
)
from planner.plans.services.writing import ClosedHere, NotThere
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    AMOUNT,
    LATER,
    NEW,
    NOW,
    STEP_VALUES,
    goal,
    opened_by_counselor,
    step,
)
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

DONE_ON = date(2028, 7, 20)


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


def history(person: User) -> list[tuple[str, str]]:
    """Newest first: what, and in which section."""
    return list(history_of(person).values_list("what", "section"))


def edit(row: Step, *, now: datetime = LATER, why: str = "", **values: Any) -> Step:
    return keep_step(
        person=row.person,
        pk=row.pk,
        values={name: getattr(row, name) for name in STEP_VALUES} | values,
        seen=fingerprint(plain(row, STEP)),
        now=now,
        why=why,
    )


def seen_by_counselor(assignment: Assignment) -> list[Any]:
    """The history and the goals and steps, as far as they are open."""
    opened = opened_by_counselor(assignment)
    plan = plan_open_in(opened)
    changes = history_open_in(opened).values_list("what", "about", "before", "after", "why", "at")
    return [
        list(changes),
        {kind: row.words for kind, row in plan.goals.items()},
        [row.words for row in plan.steps],
    ]


def test_goal_is_kept_in_its_own_words(worker: User) -> None:
    goal(worker, "Mở xưởng", why="nói với mẹ rồi")

    row = Goal.objects.get()
    change = PlanChange.objects.get()
    assert (row.words, row.section, row.kind) == ("Mở xưởng", Section.PLAN, GoalKind.LONG_TERM)
    assert (change.what, change.section, change.about) == (
        ChangeKind.GOAL,
        Section.PLAN,
        GoalKind.LONG_TERM,
    )
    assert (change.before, change.after["words"], change.why) == ({}, "Mở xưởng", "nói với mẹ rồi")


def test_goal_set_anew_is_one_row_with_what_it_said_before(worker: User) -> None:
    goal(worker, "Mở xưởng")

    goal(worker, "Mở quán", now=LATER)

    change = history_of(worker)[0]
    assert Goal.objects.get().words == "Mở quán"
    assert (change.before, change.after) == ({"words": "Mở xưởng"}, {"words": "Mở quán"})


def test_same_goal_makes_no_history(worker: User) -> None:
    goal(worker)

    goal(worker, now=LATER)

    assert PlanChange.objects.count() == 1


def test_goal_without_words_goes(worker: User) -> None:
    goal(worker, "Mở xưởng")

    gone = goal(worker, "", now=LATER)

    change = history_of(worker)[0]
    assert (gone, Goal.objects.count()) == (None, 0)
    assert (change.before["words"], change.after) == ("Mở xưởng", {})


@pytest.mark.parametrize("is_money", [False, True])
def test_no_words_where_there_is_no_goal_are_nothing(is_money: bool, worker: User) -> None:
    assert goal(worker, "", is_money=is_money) is None

    assert (Goal.objects.count(), PlanChange.objects.count()) == (0, 0)


def test_goals_of_each_kind_stand_side_by_side(worker: User) -> None:
    for kind in GoalKind:
        goal(worker, kind.name, kind=kind)

    assert {kind: row.words for kind, row in plan_of(worker).goals.items()} == {
        kind: kind.name for kind in GoalKind
    }


def test_goal_that_becomes_money_looks_like_one_that_went(assignment: Assignment) -> None:
    twin = AssignmentFactory.create(agency=assignment.agency, counselor=assignment.counselor)
    for person in (assignment.worker, twin.worker):
        goal(person, "Mở xưởng")

    goal(assignment.worker, "Có 500 triệu", is_money=True, now=LATER, why="đã tính")
    goal(twin.worker, "", now=LATER)

    assert seen_by_counselor(assignment) == seen_by_counselor(twin)
    assert history(assignment.worker) == [
        (ChangeKind.GOAL, Section.MONEY),
        (ChangeKind.GOAL, Section.PLAN),
        (ChangeKind.GOAL, Section.PLAN),
    ]
    assert history_of(assignment.worker)[0].after["words"] == "Có 500 triệu"


def test_goal_that_is_no_longer_money_looks_like_a_new_one(assignment: Assignment) -> None:
    twin = AssignmentFactory.create(agency=assignment.agency, counselor=assignment.counselor)
    goal(assignment.worker, "Có 500 triệu", is_money=True)

    for person in (assignment.worker, twin.worker):
        goal(person, "Mở xưởng", now=LATER, why="nghĩ lại")

    assert seen_by_counselor(assignment) == seen_by_counselor(twin)
    assert "500" not in str(seen_by_counselor(assignment))


@pytest.mark.parametrize("was, becomes", [(False, True), (True, False), (True, True)])
def test_goal_of_money_is_neither_made_nor_changed_when_shut_out(
    was: bool, becomes: bool, worker: User
) -> None:
    goal(worker, "Mở xưởng", is_money=was)
    worker.is_shut_out = True

    with pytest.raises(ClosedHere):
        goal(worker, "Khác", is_money=becomes)

    assert Goal.objects.get().words == "Mở xưởng"
    assert PlanChange.objects.count() == 1


def test_goal_of_money_does_not_go_when_shut_out(worker: User) -> None:
    goal(worker, "Có 500 triệu", is_money=True)
    worker.is_shut_out = True

    with pytest.raises(ClosedHere):
        goal(worker, "")

    assert Goal.objects.count() == 1
    assert plan_of(worker).goals == {}


def test_goal_changed_meanwhile_is_not_written_over(worker: User) -> None:
    row = goal(worker, "Mở xưởng")

    with pytest.raises(ChangedMeanwhile) as stopped:
        keep_goal(
            person=worker,
            kind=GoalKind.LONG_TERM,
            words="Mở quán",
            is_money=False,
            seen=NEW,
            now=LATER,
        )

    assert stopped.value.args == (plain(row, GOAL),)
    assert Goal.objects.get().words == "Mở xưởng"
    assert PlanChange.objects.count() == 1


def test_a_goal_of_a_kind_is_there_once(worker: User) -> None:
    goal(worker)

    with pytest.raises(IntegrityError):
        Goal.objects.create(
            person=worker, kind=GoalKind.LONG_TERM, section=Section.MONEY, words="x"
        )


def test_step_is_kept_with_its_target(worker: User) -> None:
    step(worker)

    row = Step.objects.get()
    assert {name: getattr(row, name) for name in STEP_VALUES} == STEP_VALUES
    assert (row.section, row.added_at) == (Section.PLAN, NOW)
    assert history(worker) == [(ChangeKind.STEP, Section.PLAN)]


def test_step_with_an_amount_is_money(assignment: Assignment) -> None:
    step(assignment.worker, **AMOUNT)

    assert Step.objects.get().section == Section.MONEY
    assert history(assignment.worker) == [(ChangeKind.STEP, Section.MONEY)]
    assert seen_by_counselor(assignment) == [[], {}, []]


def test_step_edited_says_what_changed(worker: User) -> None:
    row = step(worker)

    edit(row, helper=StepHelper.FAMILY, why="mẹ giúp")

    change = history_of(worker)[0]
    assert Step.objects.get().helper == StepHelper.FAMILY
    assert (change.before, change.after, change.why) == (
        {"helper": "myself"},
        {"helper": "family"},
        "mẹ giúp",
    )


def test_same_step_makes_no_history(worker: User) -> None:
    edit(step(worker))

    assert PlanChange.objects.count() == 1


def test_step_that_becomes_money_looks_like_one_that_was_removed(assignment: Assignment) -> None:
    twin = AssignmentFactory.create(agency=assignment.agency, counselor=assignment.counselor)
    row, of_twin = step(assignment.worker), step(twin.worker)

    edit(row, **AMOUNT)
    remove_step(person=twin.worker, pk=of_twin.pk, now=LATER)

    assert seen_by_counselor(assignment) == seen_by_counselor(twin)
    assert history(assignment.worker)[0] == (ChangeKind.STEP, Section.MONEY)


def test_step_that_is_no_longer_money_looks_like_a_new_one(assignment: Assignment) -> None:
    twin = AssignmentFactory.create(agency=assignment.agency, counselor=assignment.counselor)
    row = step(assignment.worker, **AMOUNT)

    edit(row, **STEP_VALUES)
    step(twin.worker, now=LATER)

    assert seen_by_counselor(assignment) == seen_by_counselor(twin)
    assert "300" not in str(seen_by_counselor(assignment))


def test_step_is_finished_and_open_again(worker: User) -> None:
    row = step(worker)

    finish_step(person=worker, pk=row.pk, done_on=DONE_ON, now=LATER)
    finish_step(person=worker, pk=row.pk, done_on=DONE_ON, now=LATER)
    assert Step.objects.get().done_on == DONE_ON
    finish_step(person=worker, pk=row.pk, done_on=None, now=LATER)

    assert Step.objects.get().done_on is None
    changes = list(history_of(worker).values_list("before", "after"))[:-1]
    assert changes == [
        ({"done_on": "2028-07-20"}, {"done_on": None}),
        ({"done_on": None}, {"done_on": "2028-07-20"}),
    ]


def test_step_removed_leaves_what_it_was_in_the_history(worker: User) -> None:
    row = step(worker)

    remove_step(person=worker, pk=row.pk, now=LATER, why="xong rồi")

    change = history_of(worker)[0]
    assert not Step.objects.exists()
    assert (change.what, change.section, change.why) == (
        ChangeKind.STEP_REMOVED,
        Section.PLAN,
        "xong rồi",
    )
    assert change.before["words"] == STEP_VALUES["words"]


def test_step_of_money_stays_closed_in_the_history_when_it_goes(assignment: Assignment) -> None:
    row = step(assignment.worker, **AMOUNT)
    finish_step(person=assignment.worker, pk=row.pk, done_on=DONE_ON, now=LATER)
    remove_step(person=assignment.worker, pk=row.pk, now=LATER)

    assert [section for _what, section in history(assignment.worker)] == [Section.MONEY] * 3
    assert seen_by_counselor(assignment) == [[], {}, []]


ON_ROW: dict[str, Callable[[User, Step], Any]] = {
    "edit": lambda person, row: keep_step(
        person=person,
        pk=row.pk,
        values=STEP_VALUES,
        seen=fingerprint(plain(row, STEP)),
        now=LATER,
    ),
    "finish": lambda person, row: finish_step(person=person, pk=row.pk, done_on=DONE_ON, now=LATER),
    "remove": lambda person, row: remove_step(person=person, pk=row.pk, now=LATER),
}


@pytest.mark.parametrize("what", ON_ROW)
def test_step_of_another_is_not_there(what: str, worker: User) -> None:
    theirs = step(UserFactory.create(), words="của người khác")

    with pytest.raises(NotThere):
        ON_ROW[what](worker, theirs)

    assert (Step.objects.get().words, Step.objects.get().done_on) == ("của người khác", None)
    assert PlanChange.objects.count() == 1


@pytest.mark.parametrize("what", ON_ROW)
def test_step_of_money_is_not_there_when_shut_out(what: str, worker: User) -> None:
    row = step(worker, **AMOUNT)
    worker.is_shut_out = True

    with pytest.raises(NotThere):
        ON_ROW[what](worker, row)

    kept = Step.objects.get()
    assert (kept.section, kept.done_on, kept.words) == (Section.MONEY, None, AMOUNT["words"])
    assert PlanChange.objects.count() == 1
    assert plan_of(worker).steps == ()


def test_step_does_not_become_money_when_shut_out(worker: User) -> None:
    row = step(worker)
    worker.is_shut_out = True

    with pytest.raises(ClosedHere):
        edit(row, **AMOUNT)
    with pytest.raises(ClosedHere):
        step(worker, **AMOUNT)

    assert Step.objects.get().section == Section.PLAN


def test_step_changed_meanwhile_is_not_written_over(worker: User) -> None:
    row = step(worker)
    seen = fingerprint(plain(row, STEP))
    finish_step(person=worker, pk=row.pk, done_on=DONE_ON, now=NOW)

    with pytest.raises(ChangedMeanwhile):
        keep_step(
            person=worker,
            pk=row.pk,
            values=STEP_VALUES | {"words": "khác"},
            seen=seen,
            now=LATER,
        )

    assert Step.objects.get().words == STEP_VALUES["words"]
    assert PlanChange.objects.count() == 2


def test_step_too_many_is_refused_and_one_of_them_is_still_edited(worker: User) -> None:
    for _number in range(MOST_STEPS):
        row = step(worker)

    with pytest.raises(TooManySteps):
        step(worker)
    edit(row, words="khác")

    assert Step.objects.count() == MOST_STEPS


@pytest.mark.parametrize(
    "values",
    [
        {"section": Section.PLAN, "target": TargetKind.AMOUNT, "target_amount": 1},
        {"section": Section.MONEY, "target": TargetKind.AMOUNT, "target_amount": None},
        {"section": Section.MONEY, "target": TargetKind.AMOUNT, "target_currency": ""},
        {"section": Section.PLAN, "target": TargetKind.YES_NO, "target_amount": 1},
    ],
)
def test_step_with_an_amount_that_is_not_money_is_refused(
    values: dict[str, Any], worker: User
) -> None:
    whole = {"target_amount": 1, "target_currency": "VND"} | values

    with pytest.raises(IntegrityError, match="step_amount_is_money"):
        Step.objects.create(
            person=worker, words="x", helper=StepHelper.MYSELF, added_at=NOW, **whole
        )
