"""Every change with who, when and why; nothing of money before others."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from planner.plans.enums import ChangeKind, GoalKind, ProposalKind
from planner.plans.models import PlanChange, Step
from planner.plans.selectors.plan import history_of, history_open_in
from planner.plans.services.benchmarks import (
    finish_benchmark,
    take_up_benchmark,
)
from planner.plans.services.evidence import remove_evidence
from planner.plans.services.goals import remove_step
from planner.plans.services.money import remove_debt
from planner.plans.services.offer import remove_offer_file
from planner.plans.services.proposals import answer_proposal
from planner.plans.services.sheet import keep_sheet
from planner.plans.services.writing import ClosedHere, hold, record
from planner.sharing.audiences import CLOSED
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.stale import fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month
from tests.factories.plans import (
    AMOUNT,
    LATER,
    NOW,
    agreed_plan,
    benchmark,
    debt,
    dropped_benchmark,
    goal,
    offer_file,
    opened_by_counselor,
    proposal,
    signed_off,
    step,
)
from tests.factories.savings import remittance, savings_plan
from tests.factories.sharing import AssignmentFactory
from tests.factories.standing import payslip, proof, told_miss
from tests.factories.status import status_change

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 24)
LONG_AGO = NOW - timedelta(days=60)
MONEY_ONLY = {
    *(ChangeKind.PROMISED_PAY, ChangeKind.COSTS, ChangeKind.FILE_ADDED, ChangeKind.FILE_REMOVED),
    *(ChangeKind.DEBT, ChangeKind.DEBT_REMOVED, ChangeKind.PAY_YEAR, ChangeKind.BASIS),
    *(ChangeKind.SAVINGS, ChangeKind.REMITTANCE),
}
DECISION_ONLY = {ChangeKind.SHEET}


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def everything(assignment: Assignment) -> User:
    """Every kind of change, what can be money once open and once closed."""
    worker = assignment.worker
    agreed_plan(worker)
    signed_off(assignment)
    for is_money in (False, True):
        own = benchmark(worker, f"mốc {is_money}", is_money=is_money)
        finish_benchmark(person=worker, pk=own.pk, done_on=TODAY, now=LATER)
        dropped_benchmark(own)
        take_up_benchmark(person=worker, pk=own.pk, now=LATER)
        made = step(worker, **(AMOUNT if is_money else {}))
        remove_step(person=worker, pk=made.pk, now=LATER)
    remove_debt(person=worker, pk=debt(worker).pk, now=LATER)
    remove_offer_file(person=worker, pk=offer_file(worker).pk, now=LATER)
    for kind in ProposalKind:
        for yes in (True, False):
            row = proposal(assignment, kind)
            answer_proposal(person=worker, pk=row.pk, is_accepted=yes, words="", now=LATER)
    _years_in_japan(worker)
    return worker


def _years_in_japan(worker: User) -> None:
    row = benchmark(worker, "thi tay nghề", due_on=date(2026, 11, 1), now=LONG_AGO)
    told_miss(row)
    remove_evidence(person=worker, pk=proof(row).pk, now=LATER)
    told = told_month(worker)
    told_month(worker, money={"net_jpy": 1}, work={"other": ["xúc tuyết"]})
    payslip(told)
    savings_plan(worker)
    remittance(worker)
    keep_sheet(person=worker, values={"elsewhere": "Úc"}, seen=fingerprint({}), now=NOW)
    status_change(worker)


def test_history_has_every_kind_of_change(assignment: Assignment) -> None:
    worker = everything(assignment)

    assert set(history_of(worker).values_list("what", flat=True)) == set(ChangeKind)


def test_history_that_is_open_has_every_kind_but_closed_ones(assignment: Assignment) -> None:
    everything(assignment)

    opened = history_open_in(opened_by_counselor(assignment))

    assert (
        set(opened.values_list("what", flat=True)) == set(ChangeKind) - MONEY_ONLY - DECISION_ONLY
    )
    assert CLOSED.isdisjoint(opened.values_list("section", flat=True))


def test_history_that_is_open_names_nothing_of_money(assignment: Assignment) -> None:
    everything(assignment)

    columns = ("about", "before", "after", "why")
    told = str(list(history_open_in(opened_by_counselor(assignment)).values_list(*columns)))

    closed = PlanChange.objects.filter(section=Section.MONEY).values_list("about", flat=True)
    words = [*filter(None, closed), "debt_free", "amount_vnd", "Có 500 triệu", "Gửi về nhà"]
    shared = {goal_kind.value for goal_kind in GoalKind} | {"1", "2026-10"}
    assert [word for word in words if word in told and word not in shared] == []


def test_history_of_money_is_not_read_in_a_browser_that_is_shut_out(
    assignment: Assignment,
) -> None:
    worker = everything(assignment)
    worker.is_shut_out = True

    assert list(history_of(worker)) == list(history_open_in(opened_by_counselor(assignment)))


def test_history_is_the_newest_first(assignment: Assignment) -> None:
    worker = everything(assignment)

    keys = list(history_of(worker).values_list("pk", flat=True))

    assert keys == sorted(keys, reverse=True)


def test_history_of_another_stays_apart(assignment: Assignment) -> None:
    everything(assignment)
    another = UserFactory.create()

    goal(another)

    assert [row.person for row in history_of(another)] == [another]


def test_change_says_who_when_and_why(assignment: Assignment) -> None:
    worker = assignment.worker

    goal(worker, "Mở quán", why="nói với mẹ rồi")

    row = history_of(worker)[0]
    assert (row.by, row.by_name, row.by_role, row.at, row.why) == (
        worker,
        worker.name,
        "worker",
        NOW,
        "nói với mẹ rồi",
    )


def test_change_of_a_counselor_keeps_the_name_of_then(assignment: Assignment) -> None:
    proposal(assignment)
    assert assignment.counselor is not None
    name = assignment.counselor.name
    User.objects.filter(pk=assignment.counselor.pk).update(name="Người khác")

    row = history_of(assignment.worker)[0]
    assert (row.by, row.by_name, row.by_role) == (assignment.counselor, name, "counselor")


def test_record_keeps_only_what_differs(assignment: Assignment) -> None:
    record(
        ChangeKind.STEP,
        person=assignment.worker,
        section=Section.PLAN,
        now=NOW,
        before={"words": "a", "helper": "myself", "gone": 1},
        after={"words": "b", "helper": "myself", "come": None},
    )

    row = PlanChange.objects.get()
    assert (row.before, row.after) == ({"words": "a", "gone": 1}, {"words": "b"})


def test_record_cuts_what_is_too_long(assignment: Assignment) -> None:
    record(
        ChangeKind.STEP,
        person=assignment.worker,
        section=Section.PLAN,
        now=NOW,
        about="a" * 300,
        why="b" * 300,
    )

    row = PlanChange.objects.get()
    assert (len(row.about), len(row.why)) == (200, 200)


@pytest.mark.parametrize("section", Section)
def test_hold_lets_a_browser_that_is_shut_out_into_open_sections_only(section: Section) -> None:
    person = UserFactory.create()
    hold(person, section)
    person.is_shut_out = True

    if section in {Section.MONEY, Section.WELL_BEING, Section.DECISION}:
        with pytest.raises(ClosedHere):
            hold(person, section)
    else:
        hold(person, section)


def test_write_that_fails_leaves_no_history(assignment: Assignment) -> None:
    worker = assignment.worker
    worker.is_shut_out = True

    with pytest.raises(ClosedHere):
        step(worker, **AMOUNT)

    assert (Step.objects.count(), PlanChange.objects.count()) == (0, 0)
