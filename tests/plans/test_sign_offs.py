"""Which plans wait for a signature: agreed as they stand, and signed by nobody of the agency."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from planner.plans.enums import GoalKind
from planner.plans.selectors.sign_offs import waiting_for_sign_off
from planner.plans.services.agreement import NotAgreed
from planner.sharing.models import Assignment
from planner.sharing.services import end_assignment
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    LATER,
    NOW,
    agreed,
    agreed_plan,
    goal,
    money_basis,
    planned,
    promised_work,
    signed_off,
)
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


@pytest.fixture
def counselor(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return assignment.counselor


def test_plan_waits_from_the_agreement_to_the_signature(
    assignment: Assignment, worker: User, counselor: User
) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=assignment.agency)
    planned(worker)
    assert waiting_for_sign_off(counselor) == {}

    agreed(worker)

    assert waiting_for_sign_off(counselor) == {worker.pk: NOW}
    assert waiting_for_sign_off(supervisor) == {worker.pk: NOW}
    signed_off(assignment, now=LATER)
    assert waiting_for_sign_off(counselor) == {}
    assert waiting_for_sign_off(supervisor) == {}


def test_plan_that_was_changed_since_waits_again_only_once_it_is_agreed(
    assignment: Assignment, worker: User, counselor: User
) -> None:
    agreed_plan(worker)
    signed_off(assignment)
    promised_work(worker, reason="sửa", place="Nagoya", now=LATER)
    assert waiting_for_sign_off(counselor) == {}
    with pytest.raises(NotAgreed):
        signed_off(assignment, now=LATER)

    agreed(worker, now=LATER)

    assert waiting_for_sign_off(counselor) == {worker.pk: LATER}


def test_what_is_closed_changes_nothing(
    assignment: Assignment, worker: User, counselor: User
) -> None:
    agreed_plan(worker)
    money_basis(worker, dependants=3, now=LATER)
    goal(worker, "Có 600 triệu", kind=GoalKind.OPTION_B, is_money=True, now=LATER)
    assert waiting_for_sign_off(counselor) == {worker.pk: NOW}
    signed_off(assignment)

    agreed(worker, now=LATER)

    assert waiting_for_sign_off(counselor) == {}


def test_signature_of_another_agency_is_none(
    assignment: Assignment, worker: User, counselor: User
) -> None:
    elsewhere: Assignment = AssignmentFactory.create()
    agreed_plan(worker)
    row = signed_off(assignment, now=LATER)
    row.agency_name, row.by = elsewhere.agency.name, elsewhere.counselor
    row.save()

    assert waiting_for_sign_off(counselor) == {worker.pk: NOW}


def test_only_of_the_own_caseload(assignment: Assignment, worker: User, counselor: User) -> None:
    agreed_plan(worker)
    colleague = UserFactory.create(counselor=True, agency=assignment.agency)
    others = (colleague, UserFactory.create(supervisor=True), UserFactory.create(staff=True))

    assert [waiting_for_sign_off(one) for one in others] == [{}, {}, {}]
    end_assignment(worker=worker, now=LATER)
    assert waiting_for_sign_off(counselor) == {}


def test_whoever_waits_longest_comes_first_with_the_same_queries(
    assignment: Assignment, worker: User, counselor: User
) -> None:
    agreed_plan(worker, now=LATER)
    with CaptureQueriesContext(connection) as one:
        waiting_for_sign_off(counselor)
    second: Assignment = AssignmentFactory.create(counselor=counselor, agency=assignment.agency)
    agreed_plan(second.worker)

    with CaptureQueriesContext(connection) as two:
        found = waiting_for_sign_off(counselor)

    assert list(found) == [second.worker_id, worker.pk]
    assert len(one) == len(two)
