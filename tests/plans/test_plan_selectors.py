"""A plan with all its parts, as far as the reader may see them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.benchmarks.enums import Group
from planner.plans.enums import GoalKind
from planner.plans.models import Agreement, Benchmark, PlanChange, Proposal, SignOff
from planner.plans.selectors.plan import (
    WholePlan,
    cost_sheet_versions,
    history_of,
    offer_file_of,
    offer_files_of,
    plan_of,
    plan_open_in,
    promised_pay_versions,
    promised_work_versions,
    proposals_of,
)
from planner.plans.selectors.progress import progress_of
from planner.plans.services.money import MOST_DEBTS
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    AMOUNT,
    COST_ITEMS,
    LAYOUT,
    NOW,
    agreed,
    agreed_plan,
    benchmark,
    cost_sheet,
    debt,
    offer_file,
    opened_by_counselor,
    pay_year,
    planned,
    promised_pay,
    promised_work,
    proposal,
    signed_off,
    step,
)
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

# Way, goals, steps, benchmarks, pay, work, sheet, items, debts, years, basis, agreements, sign-offs.
WHOLE = 13
# Nothing is asked for what is closed: way, goals, steps, benchmarks, work, agreements, sign-offs.
OPEN = 7


@pytest.fixture
def assignment() -> Assignment:
    """A worker with everything that a plan can have, signed off."""
    made: Assignment = AssignmentFactory.create()
    agreed_plan(made.worker)
    signed_off(made)
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


def closed_of(plan: WholePlan) -> list[object]:
    """All of it that is money; empty if none came along."""
    rows = [*plan.goals.values(), *plan.steps, *plan.benchmarks, *plan.agreements.values()]
    money = [row for row in rows if row.section == Section.MONEY]
    parts = [plan.pay, plan.costs, *plan.items, *plan.debts, *plan.years.values(), plan.basis]
    return money + [part for part in parts if part]


def test_plan_of_nothing_is_empty() -> None:
    person = UserFactory.create()

    plan = plan_of(person)

    assert plan == WholePlan()
    assert plan.is_empty


def test_own_plan_has_every_part(worker: User) -> None:
    plan = plan_of(worker)

    assert not plan.is_empty
    assert set(plan.goals) == {GoalKind.LONG_TERM, GoalKind.OPTION_B}
    assert (len(plan.steps), len(plan.benchmarks), len(plan.items)) == (2, len(LAYOUT), 2)
    assert (len(plan.debts), list(plan.years), len(plan.sign_offs)) == (1, [1], 1)
    assert None not in (plan.way, plan.pay, plan.work, plan.costs, plan.basis)
    assert set(plan.agreements) == {"plan", "benchmarks", "work", "money"}


def test_plan_open_to_the_counselor_has_nothing_of_money(assignment: Assignment) -> None:
    plan = plan_open_in(opened_by_counselor(assignment))

    assert closed_of(plan_of(assignment.worker)) != []
    assert closed_of(plan) == []
    assert (list(plan.goals), len(plan.steps)) == ([GoalKind.LONG_TERM], 1)
    assert len(plan.benchmarks) == len(LAYOUT) - 1
    assert plan.way is not None
    assert plan.work is not None
    assert set(plan.agreements) == {"plan", "benchmarks", "work"}


def test_own_plan_has_nothing_of_money_when_shut_out(assignment: Assignment) -> None:
    worker = assignment.worker
    worker.is_shut_out = True

    plan = plan_of(worker)

    assert closed_of(plan) == []
    assert plan == plan_open_in(opened_by_counselor(assignment))


def test_plan_of_another_never_comes_along(worker: User) -> None:
    another = UserFactory.create()

    assert plan_of(another) == WholePlan()
    assert list(history_of(another)) == []
    assert promised_pay_versions(another) == []


def test_plan_is_read_in_the_order_of_its_days(worker: User) -> None:
    days = [row.due_on for row in plan_of(worker).benchmarks]

    assert days == sorted(item.due_on for item in LAYOUT)


def test_digests_tell_each_section_apart(worker: User) -> None:
    before = plan_of(worker).digests

    promised_work(worker, employer="B")

    after = plan_of(worker).digests
    assert {section for section in after if after[section] != before[section]} == {Section.WORK}


def test_digests_do_not_hang_on_the_order_of_the_rows() -> None:
    first, second = UserFactory.create(), UserFactory.create()
    for person, words in ((first, ("a", "b")), (second, ("b", "a"))):
        for word in words:
            step(person, words=word)
            step(person, **AMOUNT | {"words": word})

    assert plan_of(first).digests == plan_of(second).digests


def test_closed_rows_change_no_open_digest(assignment: Assignment) -> None:
    before = plan_open_in(opened_by_counselor(assignment)).digests

    step(assignment.worker, **AMOUNT)
    benchmark(assignment.worker, is_money=True)
    promised_pay(assignment.worker, low=1)

    assert plan_open_in(opened_by_counselor(assignment)).digests == before


@pytest.fixture
def large(assignment: Assignment) -> Assignment:
    """As the other, with forty of everything that there can be forty of."""
    worker = assignment.worker
    cost_sheet(worker, *[COST_ITEMS[0]] * 40)
    for number in range(38):
        step(worker, words=f"bước {number}")
    for year in range(1, 11):
        pay_year(worker, year, gross_jpy=1_000 * year)
    for number in range(MOST_DEBTS - 1):
        debt(worker, amount_vnd=1_000 + number)
    for number in range(40):
        promised_pay(worker, low=1_000 + number)
    Benchmark.objects.bulk_create(
        Benchmark(
            person=worker,
            section=Section.BENCHMARKS,
            key=f"k{number}",
            group=Group.JAPAN,
            due_on=NOW.date(),
            added_at=NOW,
        )
        for number in range(40)
    )
    for number in range(3):
        promised_work(worker, employer=f"Công ty {number}")
        agreed(worker)
        signed_off(assignment)
    return assignment


def test_own_plan_takes_the_same_queries_at_any_size(
    assignment: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(WHOLE):
        _read(plan_of(assignment.worker))


def test_large_own_plan_takes_the_same_queries(
    large: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(WHOLE):
        plan = plan_of(large.worker)
        _read(plan)

    assert (len(plan.steps), len(plan.items), len(plan.benchmarks)) == (40, 40, 44)


def test_open_plan_takes_the_same_queries_at_any_size(
    assignment: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    opened = opened_by_counselor(assignment)

    with django_assert_num_queries(OPEN):
        _read(plan_open_in(opened))


def test_large_open_plan_takes_the_same_queries(
    large: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    opened = opened_by_counselor(large)

    with django_assert_num_queries(OPEN):
        plan = plan_open_in(opened)
        _read(plan)

    assert (len(plan.steps), len(plan.benchmarks)) == (39, 43)


def test_versions_of_costs_take_two_queries(
    large: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        sheets = cost_sheet_versions(large.worker)
        assert [len(sheet.items.all()) for sheet in sheets] == [40, 2]


def _read(plan: WholePlan) -> None:
    """What a page asks of it without asking the database again."""
    assert plan.digests
    plan.changed_since_agreed(list(Section))
    for row in (*plan.sign_offs, *plan.agreements.values()):
        assert str(row)


def test_versions_are_the_newest_first(worker: User) -> None:
    promised_pay(worker, low=1)
    promised_work(worker, employer="B")
    cost_sheet(worker, {"amount": 1})

    assert [row.version for row in promised_pay_versions(worker)] == [2, 1]
    assert [row.version for row in promised_work_versions(worker)] == [2, 1]
    assert [row.version for row in cost_sheet_versions(worker)] == [2, 1]


def test_file_is_found_by_its_owner_only(worker: User) -> None:
    row = offer_file(worker)

    assert offer_files_of(worker) == [row]
    assert offer_file_of(worker, row.pk) == row
    assert offer_file_of(UserFactory.create(), row.pk) is None


def test_only_open_proposals_wait_for_an_answer(assignment: Assignment) -> None:
    assert not progress_of(assignment.worker, today=NOW.date()).has_open_proposal

    row = proposal(assignment)

    assert progress_of(assignment.worker, today=NOW.date()).has_open_proposal
    assert not progress_of(UserFactory.create(), today=NOW.date()).has_open_proposal
    assert proposals_of(assignment.worker) == [row]


def test_whoever_goes_takes_the_plan_along(assignment: Assignment) -> None:
    proposal(assignment)
    another = planned(UserFactory.create())

    assignment.worker.delete()

    assert not Agreement.objects.exists()
    assert not SignOff.objects.exists()
    assert not Proposal.objects.exists()
    assert set(PlanChange.objects.values_list("person", flat=True)) == {another.pk}
    assert not plan_of(another).is_empty


def test_counselor_who_goes_leaves_the_name_with_the_plan(assignment: Assignment) -> None:
    row = proposal(assignment)
    assert assignment.counselor is not None

    assignment.counselor.delete()

    sign_off = plan_of(assignment.worker).sign_offs[0]
    change = history_of(assignment.worker)[0]
    assert (sign_off.by, change.by) == (None, None)
    assert sign_off.by_name == change.by_name == row.by_name
