"""The facts that triage rests on: who counts, and whose money is read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from planner.benchmarks.enums import Group
from planner.casework.enums import CloseReason, StepKind
from planner.casework.models import Case, FollowUp
from planner.casework.selectors.triage import (
    CASE_KEY,
    WORKER_KEY,
    InCare,
    KnownAbove,
    everybody,
    people_in_care,
    questions_of_cases,
    questions_of_people,
)
from planner.casework.services.cases import open_case
from planner.plans.models import Agreement
from planner.sharing.enums import Purpose
from planner.sharing.kept_queries import KeptQuery
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.consents import consent, refusal
from tests.factories.months import told_month
from tests.factories.plans import (
    benchmark,
    dropped_benchmark,
    goal,
    money_basis,
    promised_pay,
    way,
)
from tests.factories.savings import savings_plan
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
BEFORE = datetime(2026, 1, 2, tzinfo=UTC)
SOON = TODAY + timedelta(days=100)


@pytest.fixture
def care() -> Assignment:
    return AssignmentFactory.create()


@pytest.fixture
def counselor(care: Assignment) -> User:
    assert care.counselor is not None
    return care.counselor


@pytest.fixture
def case(care: Assignment) -> Case:
    """With a day, so that there is a fact."""
    case = open_case(assignment=care, now=BEFORE)
    case.status_ends_on = TODAY
    case.save()
    return case


def found(reader: User) -> list[InCare]:
    rows = list(everybody(reader, TODAY))
    asked = (
        (questions_of_people(reader, TODAY), [row[WORKER_KEY] for row in rows]),
        (questions_of_cases(), [row[CASE_KEY] for row in rows if row[CASE_KEY]]),
    )
    answers = {
        name: KeptQuery(query).of_keys(keys, reader)
        for questions, keys in asked
        for name, query in questions.items()
    }
    return list(people_in_care(rows, answers, KnownAbove(), TODAY))


def test_nobody_is_listed_of_whom_nothing_is_known(care: Assignment, counselor: User) -> None:
    assert found(counselor) == []


def test_closed_case_and_closed_account_are_left_out(
    care: Assignment, counselor: User, case: Case
) -> None:
    before = found(counselor)
    case.closed_at, case.close_reason = BEFORE, CloseReason.HOME
    case.save()
    closed = found(counselor)
    case.closed_at, case.close_reason = None, ""
    case.save()
    User.objects.filter(pk=care.worker_id).update(is_active=False)

    assert [len(rows) for rows in (before, closed, found(counselor))] == [1, 0, 0]


def test_invited_person_is_there_without_an_account(
    care: Assignment, counselor: User, case: Case
) -> None:
    User.objects.filter(pk=care.worker_id).update(
        is_invited=True, is_active=False, email=None, phone=None
    )
    case.phone = "+84901234567"
    case.save()

    [person] = found(counselor)

    assert (person.is_invited, person.phone) == (True, "+84901234567")


def test_day_of_return_is_that_of_the_plan_before_that_of_the_case(
    care: Assignment, counselor: User, case: Case
) -> None:
    case.returns_on = SOON
    case.save()
    [of_case] = found(counselor)
    way(care.worker, departs_on=date(2024, 1, 10), returns_on=SOON + timedelta(days=9))

    [of_plan] = found(counselor)

    assert of_case.facts.returns_on == SOON
    assert of_plan.facts.returns_on == SOON + timedelta(days=9)


def test_next_step_is_the_earliest_that_is_open(counselor: User, case: Case) -> None:
    for days, done_at in ((1, BEFORE), (5, None), (9, None)):
        FollowUp.objects.create(
            case=case,
            kind=StepKind.CALL,
            due_on=TODAY + timedelta(days=days),
            made_at=BEFORE,
            done_at=done_at,
        )

    [person] = found(counselor)

    assert person.facts.step_due_on == TODAY + timedelta(days=5)


def has_plan(counselor: User) -> bool:
    [person] = found(counselor)
    return person.facts.has_home_plan


def test_plan_for_home_is_a_goal_with_benchmarks_for_coming_home(
    care: Assignment, counselor: User, case: Case
) -> None:
    case.returns_on = SOON
    case.save()
    steps = [has_plan(counselor)]
    goal(care.worker)
    benchmark(care.worker, "Ở Nhật", group=Group.JAPAN)
    steps.append(has_plan(counselor))
    row = benchmark(care.worker, "Hỏi việc ở quê", group=Group.BEFORE_RETURN)
    steps.append(has_plan(counselor))
    dropped_benchmark(row)
    steps.append(has_plan(counselor))

    Agreement.objects.create(
        person=care.worker, section=Section.PLAN, digest="x" * 64, agreed_at=BEFORE
    )

    assert steps == [False, False, True, False]
    assert has_plan(counselor)


def test_goal_that_speaks_of_money_is_no_plan_that_can_be_seen(
    care: Assignment, counselor: User, case: Case
) -> None:
    case.returns_on = SOON
    case.save()
    goal(care.worker, "Có 500 triệu", is_money=True)
    benchmark(care.worker, "Hỏi việc ở quê", group=Group.HOME)

    assert not has_plan(counselor)


def tell_money(worker: User) -> None:
    """Two tenths less than promised, and three months with less saved than the house asks for."""
    way(worker, departs_on=date(2026, 1, 10), returns_on=date(2027, 10, 5))
    promised_pay(worker, low=100_000, high=100_000)
    money_basis(worker, vnd_per_jpy=Decimal(100), home_living_vnd=None)
    plan: dict[str, Any] = {
        "savings_jpy": 0,
        "savings_vnd": 0,
        "emergency_vnd": None,
        "house_vnd": 180_000_000,
    }
    # 18 months to go, 1.8 million yen: 100,000 a month.
    savings_plan(worker, savings_month=date(2026, 4, 1), runway_months=None, **plan)
    for month, saved in ((7, 100_000), (8, 99_999), (9, 0), (10, 50_000)):
        money = {"gross_jpy": 80_000, "net_jpy": 60_000, "saved_jpy": saved}
        told_month(worker, date(2026, month, 1), money=money)


def test_money_is_read_for_the_counselor_to_whom_it_was_opened(
    care: Assignment, counselor: User, case: Case
) -> None:
    tell_money(care.worker)
    consent(care.worker, Purpose.OPEN_MONEY, named=counselor.pk)

    [person] = found(counselor)

    assert person.facts.pay_gap == Decimal("0.2")
    assert person.facts.net_pay_gap is None
    assert person.facts.months_behind == 3


def test_money_is_read_for_nobody_else(care: Assignment, counselor: User, case: Case) -> None:
    tell_money(care.worker)
    supervisor = UserFactory.create(supervisor=True, agency=care.agency)
    follower = UserFactory.create(counselor=True, agency=care.agency)
    never = found(counselor)
    consent(care.worker, Purpose.OPEN_MONEY, named=counselor.pk)
    from_above = found(supervisor)
    Assignment.objects.filter(pk=care.pk).update(counselor=follower)
    after_a_move = found(follower)
    Assignment.objects.filter(pk=care.pk).update(counselor=counselor)
    refusal(care.worker, Purpose.OPEN_MONEY)

    shown = [*never, *from_above, *after_a_move, *found(counselor)]

    assert len(shown) == 4
    assert {(row.facts.pay_gap, row.facts.months_behind) for row in shown} == {(None, None)}
