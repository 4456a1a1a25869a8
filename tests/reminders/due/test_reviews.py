"""Looking at the plan together, at fixed points of the way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.benchmarks.reviews import review_days
from planner.casework.enums import CloseReason, ContactResult
from planner.casework.models import Case
from planner.plans.models import Agreement, Plan, SignOff
from planner.reminders.due.reviews import ReviewDays
from planner.reminders.enums import Reason, Source
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.services.planning import plan_due
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.services import move_assignment
from tests.factories.accounts import UserFactory
from tests.factories.desk import case_of, contact
from tests.factories.plans import way
from tests.factories.reminders import NOW, outgoing
from tests.factories.reminders import rule as reminder_rule
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

JOINED = datetime(2025, 6, 1, tzinfo=UTC)
# Arrived half a year before.
POINT = date(2026, 11, 23)


@pytest.fixture
def care() -> Assignment:
    made: Assignment = AssignmentFactory.create(worker__date_joined=JOINED)
    way(made.worker, departs_on=date(2026, 5, 23), returns_on=date(2029, 5, 23))
    return made


@pytest.fixture
def rule() -> ReminderRule:
    return reminder_rule("review-point")


def found(rule: ReminderRule, day: date = POINT, people: list[int] | None = None) -> list[int]:
    return [item.person_id for item in ReviewDays().find(rule, Days(day, day), people)]


def planned(person: User, care: Assignment) -> Outgoing:
    return outgoing(person, source=Source.REVIEW, subject_id=care.worker_id, occasion_on=POINT)


def test_worker_and_named_counselor_are_told_on_the_day(
    care: Assignment, rule: ReminderRule
) -> None:
    assert care.counselor is not None
    UserFactory.create(supervisor=True, agency=care.agency)

    items = list(ReviewDays().find(rule, Days(POINT, POINT)))

    assert items == [
        Occurrence(care.worker_id, care.worker_id, POINT, JOINED),
        Occurrence(care.counselor.pk, care.worker_id, POINT, care.started_at),
    ]
    assert found(rule, POINT - timedelta(days=1)) == []
    assert found(rule, people=[care.counselor.pk]) == [care.counselor.pk]
    assert found(rule, people=[care.worker_id]) == [care.worker_id]


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2026, 8, 31), date(2028, 2, 29)])
def test_every_point_is_found_whatever_the_length_of_its_month(
    day: date, rule: ReminderRule
) -> None:
    worker = UserFactory.create(date_joined=datetime(2020, 1, 1, tzinfo=UTC))
    plan = way(worker, departs_on=day, returns_on=date(2030, 10, 31))
    points = review_days(day, None, plan.returns_on)

    assert [found(rule, point) for point in points] == [[worker.pk]] * len(points)


def test_who_came_later_is_not_told_of_a_point_before(care: Assignment, rule: ReminderRule) -> None:
    User.objects.filter(pk=care.worker_id).update(date_joined=NOW + timedelta(days=4))

    plan_due(now=NOW)

    assert not Outgoing.objects.filter(source=Source.REVIEW).exists()
    assert len(found(rule)) == 2


def test_each_is_told_once_at_the_own_hour(care: Assignment) -> None:
    plan_due(now=NOW)
    plan_due(now=NOW)

    rows = Outgoing.objects.filter(source=Source.REVIEW).order_by("pk")
    assert [row.planned_for for row in rows] == [
        datetime(2026, 11, 23, 10, tzinfo=UTC),  # in Japan
        datetime(2026, 11, 23, 1, tzinfo=UTC),  # the morning of a desk
    ]


def test_a_look_of_the_last_two_weeks_is_enough(care: Assignment, rule: ReminderRule) -> None:
    rows = [planned(person, care) for person in (care.worker, care.counselor) if person]
    early = datetime(2026, 11, 8, 8, tzinfo=UTC)
    contact(care, ContactResult.NO_ANSWER, now=NOW)
    contact(care, now=early)
    assert ReviewDays().over(rows, NOW) == {}

    contact(care, now=early + timedelta(days=1, hours=10))

    assert ReviewDays().over(rows, NOW) == {row.pk: Reason.DONE for row in rows}
    Outgoing.objects.all().delete()
    assert found(rule) == []


def test_agreement_and_signature_are_a_look(care: Assignment, rule: ReminderRule) -> None:
    other = AssignmentFactory.create(worker__date_joined=JOINED)
    way(other.worker, departs_on=date(2026, 5, 23), returns_on=date(2029, 5, 23))
    assert len(found(rule)) == 4

    Agreement.objects.create(person=care.worker, section=Section.PLAN, digest="x", agreed_at=NOW)
    SignOff.objects.create(person=other.worker, by_name="Hoa", by_role="counselor", signed_at=NOW)

    assert found(rule) == []


def test_row_is_over_when_the_day_moved_or_the_care_went(
    care: Assignment, rule: ReminderRule
) -> None:
    assert care.counselor is not None
    own, desk = planned(care.worker, care), planned(care.counselor, care)
    supervisor = UserFactory.create(supervisor=True, agency=care.agency)
    to = UserFactory.create(counselor=True, agency=care.agency)
    moved = move_assignment(assignment=care, to=to, by=supervisor, now=NOW)
    assert ReviewDays().over([own, desk], NOW) == {desk.pk: Reason.CLOSED}
    assert found(rule) == [to.pk]

    about = {"closed_at": NOW, "close_reason": CloseReason.HOME}
    Case.objects.filter(pk=case_of(moved).pk).update(**about)
    Plan.objects.update(departs_on=date(2026, 5, 24))

    assert ReviewDays().over([own, desk], NOW) == {own.pk: Reason.MOVED, desk.pk: Reason.CLOSED}
    assert found(rule, POINT + timedelta(days=1)) == [care.worker_id]


def test_finding_takes_the_same_queries_for_one_and_for_many(
    care: Assignment, rule: ReminderRule, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        worker = UserFactory.create(date_joined=JOINED)
        way(worker, departs_on=date(2026, 5, 23))

    with django_assert_num_queries(6):
        assert len(found(rule)) == 5
