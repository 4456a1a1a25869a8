"""The worker agrees; a counselor signs off what is open of it. A closed change shows nothing to others."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.models import User
from planner.plans.enums import ChangeKind, GoalKind
from planner.plans.models import Agreement, PlanChange, SignOff, Step
from planner.plans.selectors.plan import history_of, history_open_in, plan_of, plan_open_in
from planner.plans.services.agreement import (
    NotAgreed,
    NothingToAgree,
    agree_plan,
    holds,
    is_ready,
    seen_of,
    sign_off_plan,
)
from planner.plans.services.goals import finish_step
from planner.sharing.audiences import own_sections
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile
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
    opened_by_counselor,
    pay_year,
    planned,
    promised_pay,
    promised_work,
    signed_off,
    step,
    way,
)
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

AGREED = (Section.PLAN, Section.BENCHMARKS, Section.WORK, Section.MONEY)
OPEN = ("benchmarks", "plan", "work")

# Whatever of money a worker can change after agreeing.
CLOSED_CHANGES: dict[str, Callable[[User], Any]] = {
    "pay": lambda person: promised_pay(person, low=140_000, now=LATER),
    "costs": lambda person: cost_sheet(person, {"amount": 1}, now=LATER),
    "debt": lambda person: debt(person, amount_vnd=1, now=LATER),
    "basis": lambda person: money_basis(person, dependants=5, now=LATER),
    "year": lambda person: pay_year(person, 2, now=LATER),
    "goal": lambda person: goal(person, "800", kind=GoalKind.OPTION_B, is_money=True, now=LATER),
    "step": lambda person: step(person, now=LATER, **AMOUNT | {"words": "khác"}),
    "benchmark": lambda person: benchmark(person, is_money=True, now=LATER),
}
OPEN_CHANGES: dict[str, tuple[Section, Callable[[User], Any]]] = {
    "goal": (Section.PLAN, lambda person: goal(person, "khác", now=LATER)),
    "step": (Section.PLAN, lambda person: step(person, now=LATER)),
    "way": (Section.PLAN, lambda person: way(person, returns_on=date(2030, 1, 1), now=LATER)),
    "benchmark": (Section.BENCHMARKS, lambda person: benchmark(person, now=LATER)),
    "work": (Section.WORK, lambda person: promised_work(person, employer="B", now=LATER)),
}


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


def counselor_of(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return assignment.counselor


def seen_by(person: User) -> str:
    return seen_of(plan_of(person), own_sections(person))


def rows_of(person: User) -> list[str]:
    """Sections that were agreed, in the order of the rows."""
    rows = Agreement.objects.filter(person=person).order_by("pk")
    return list(rows.values_list("section", flat=True))


def columns_of(row: Any) -> dict[str, Any]:
    """All that a page could show of a row, without whose it is."""
    own = {"id", "person", "by", "by_name", "sheet"}
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in own
    }


def seen_by_counselor(assignment: Assignment) -> dict[str, Any]:
    """Everything of the plan, its agreement, sign-offs and history that is open to the counselor."""
    opened = opened_by_counselor(assignment)
    plan = plan_open_in(opened)
    return {
        "way": plan.way and columns_of(plan.way),
        "goals": [columns_of(row) for row in plan.goals.values()],
        "steps": [columns_of(row) for row in plan.steps],
        "benchmarks": [columns_of(row) | {"key": ""} for row in plan.benchmarks],
        "work": plan.work and columns_of(plan.work),
        "money": (plan.pay, plan.costs, plan.items, plan.debts, plan.years, plan.basis),
        "agreements": {key: columns_of(row) for key, row in plan.agreements.items()},
        "sign-offs": [columns_of(row) for row in plan.sign_offs],
        "holds": [holds(row, plan) for row in plan.sign_offs],
        "changed": plan.changed_since_agreed(opened.sections),
        "history": [columns_of(row) for row in history_open_in(opened)],
    }


def test_plan_is_agreed_section_by_section(worker: User) -> None:
    plan = agreed_plan(worker)

    assert set(plan.agreements) == set(AGREED)
    assert {row.digest for row in plan.agreements.values()} == {
        plan.digests[section] for section in AGREED
    }
    assert plan.changed_since_agreed(AGREED) == []
    change = history_of(worker)[0]
    assert (change.what, change.section) == (ChangeKind.AGREED, Section.PLAN)
    assert sorted(change.after["sections"]) == [*OPEN]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [goal],
        [goal, way],
        [way, laid_out],
        [goal, laid_out],
        [promised_pay, promised_work],
    ],
    ids=lambda parts: "+".join(part.__name__ for part in parts) or "nothing",
)
def test_plan_without_a_goal_a_way_and_benchmarks_is_not_agreed(
    parts: list[Callable[[User], Any]], worker: User
) -> None:
    for part in parts:
        part(worker)

    with pytest.raises(NothingToAgree):
        agreed(worker)

    assert not is_ready(plan_of(worker))
    assert not Agreement.objects.exists()


def test_agreeing_again_without_changes_makes_no_rows(worker: User) -> None:
    agreed_plan(worker)
    before = PlanChange.objects.count()

    agreed(worker, now=LATER)

    assert rows_of(worker) == [*AGREED]
    assert PlanChange.objects.count() == before
    assert plan_of(worker).agreements[Section.PLAN].agreed_at == NOW


@pytest.mark.parametrize("what", OPEN_CHANGES)
def test_open_change_is_agreed_in_its_section_only(what: str, worker: User) -> None:
    agreed_plan(worker)
    section, change = OPEN_CHANGES[what]

    change(worker)
    changed = plan_of(worker).changed_since_agreed(AGREED)
    agreed(worker, now=LATER)

    assert changed == [section]
    assert rows_of(worker) == [*AGREED, section]
    newest = history_of(worker)[0]
    assert (newest.section, newest.after) == (Section.PLAN, {"sections": [section]})


@pytest.mark.parametrize("what", CLOSED_CHANGES)
def test_closed_change_is_agreed_in_money_only(what: str, worker: User) -> None:
    agreed_plan(worker)

    CLOSED_CHANGES[what](worker)
    changed = plan_of(worker).changed_since_agreed(AGREED)
    agreed(worker, now=LATER)

    assert changed == [Section.MONEY]
    assert rows_of(worker) == [*AGREED, Section.MONEY]
    newest = history_of(worker)[0]
    assert (newest.what, newest.section, newest.after) == (ChangeKind.AGREED, Section.MONEY, {})


@pytest.mark.parametrize("what", CLOSED_CHANGES)
def test_closed_change_shows_nothing_to_the_counselor(what: str, assignment: Assignment) -> None:
    """Twins: one changes something of money after the sign-off and agrees it again, one does not."""
    twin: Assignment = AssignmentFactory.create(
        agency=assignment.agency, counselor=assignment.counselor
    )
    for one in (assignment, twin):
        agreed_plan(one.worker)
        signed_off(one)

    CLOSED_CHANGES[what](assignment.worker)
    changed = seen_by_counselor(assignment)
    agreed(assignment.worker, now=LATER)

    assert changed == seen_by_counselor(twin)
    assert seen_by_counselor(assignment) == seen_by_counselor(twin)
    assert rows_of(assignment.worker) != rows_of(twin.worker)


def test_closed_change_beside_an_open_one_shows_only_the_open_one(assignment: Assignment) -> None:
    twin: Assignment = AssignmentFactory.create(
        agency=assignment.agency, counselor=assignment.counselor
    )
    for one in (assignment, twin):
        agreed_plan(one.worker)
        goal(one.worker, "khác", now=LATER)
    promised_pay(assignment.worker, low=140_000, now=LATER)

    for one in (assignment, twin):
        agreed(one.worker, now=LATER)

    assert seen_by_counselor(assignment) == seen_by_counselor(twin)


def test_who_has_nothing_of_money_looks_like_who_has(assignment: Assignment) -> None:
    twin: Assignment = AssignmentFactory.create(
        agency=assignment.agency, counselor=assignment.counselor
    )
    for person in (assignment.worker, twin.worker):
        promised_work(person)
        goal(person)
        step(person)
        way(person)
        laid_out(person)
    for change in CLOSED_CHANGES.values():
        change(assignment.worker)

    for one in (assignment, twin):
        agreed(one.worker, now=LATER)
        signed_off(one, now=LATER)

    assert seen_by_counselor(assignment) == seen_by_counselor(twin)


def test_what_is_done_is_no_change_of_the_plan(worker: User) -> None:
    agreed_plan(worker)
    row = Step.objects.get(section=Section.PLAN)

    finish_step(person=worker, pk=row.pk, done_on=date(2028, 1, 1), now=LATER)

    assert plan_of(worker).changed_since_agreed(AGREED) == []


def test_plan_changed_meanwhile_is_not_agreed(worker: User) -> None:
    planned(worker)
    seen = seen_by(worker)
    goal(worker, "khác")

    with pytest.raises(ChangedMeanwhile):
        agree_plan(person=worker, seen=seen, now=LATER)

    assert rows_of(worker) == []


def test_money_changed_meanwhile_is_not_agreed(worker: User) -> None:
    planned(worker)
    seen = seen_by(worker)
    debt(worker)

    with pytest.raises(ChangedMeanwhile):
        agree_plan(person=worker, seen=seen, now=LATER)

    assert rows_of(worker) == []


def test_money_is_not_agreed_when_shut_out(worker: User) -> None:
    planned(worker)
    worker.is_shut_out = True

    agreed(worker)
    shut_out = rows_of(worker)
    worker.is_shut_out = False
    agreed(worker, now=LATER)

    assert shut_out == [section for section in AGREED if section != Section.MONEY]
    assert rows_of(worker) == [*shut_out, Section.MONEY]


def test_plan_of_another_is_agreed_apart(worker: User) -> None:
    another = UserFactory.create()
    planned(another)

    agreed_plan(worker)

    assert rows_of(another) == []
    assert plan_of(another).agreements == {}


def test_counselor_signs_what_is_open_and_agreed(assignment: Assignment) -> None:
    agreed_plan(assignment.worker)

    row = signed_off(assignment, words="đã nói chuyện", now=LATER)

    counselor = counselor_of(assignment)
    assert (row.by, row.by_name, row.by_role) == (counselor, counselor.name, "counselor")
    assert (row.agency_name, row.words) == (assignment.agency.name, "đã nói chuyện")
    assert sorted(row.digests) == [*OPEN]
    change = history_of(assignment.worker)[0]
    assert (change.what, change.section, change.by) == (
        ChangeKind.SIGNED,
        Section.PLAN,
        counselor,
    )
    assert (change.after, change.why) == ({"sections": [*OPEN]}, "đã nói chuyện")


def test_sign_off_holds_until_something_open_changes(assignment: Assignment) -> None:
    agreed_plan(assignment.worker)
    row = signed_off(assignment)
    row.refresh_from_db()

    held = holds(row, plan_of(assignment.worker))
    promised_pay(assignment.worker, low=1)
    held_after_money = holds(row, plan_of(assignment.worker))
    goal(assignment.worker, "khác")

    assert (held, held_after_money) == (True, True)
    assert not holds(row, plan_of(assignment.worker))
    assert not holds(row, plan_open_in(opened_by_counselor(assignment)))


def test_sign_off_holds_again_when_the_change_is_taken_back(assignment: Assignment) -> None:
    agreed_plan(assignment.worker)
    row = signed_off(assignment)

    goal(assignment.worker, "khác")
    goal(assignment.worker)

    assert holds(row, plan_of(assignment.worker))


def test_plan_that_was_not_agreed_is_not_signed(assignment: Assignment) -> None:
    planned(assignment.worker)

    with pytest.raises(NotAgreed):
        signed_off(assignment)

    assert not SignOff.objects.exists()


@pytest.mark.parametrize("what", OPEN_CHANGES)
def test_plan_that_changed_since_is_not_signed(what: str, assignment: Assignment) -> None:
    agreed_plan(assignment.worker)
    OPEN_CHANGES[what][1](assignment.worker)

    with pytest.raises(NotAgreed):
        signed_off(assignment)

    assert not SignOff.objects.exists()


def test_plan_is_signed_whatever_changed_of_money(assignment: Assignment) -> None:
    agreed_plan(assignment.worker)
    for change in CLOSED_CHANGES.values():
        change(assignment.worker)

    assert signed_off(assignment)


def test_plan_agreed_anew_since_the_page_is_not_signed(assignment: Assignment) -> None:
    agreed_plan(assignment.worker)
    opened = opened_by_counselor(assignment)
    seen = seen_of(plan_open_in(opened), opened.sections)
    goal(assignment.worker, "khác")
    agreed(assignment.worker, now=LATER)

    with pytest.raises(ChangedMeanwhile) as stopped:
        sign_off_plan(opened=opened, by=counselor_of(assignment), seen=seen, now=LATER)

    assert sorted(stopped.value.args[0]) == [*OPEN]
    assert not SignOff.objects.exists()
