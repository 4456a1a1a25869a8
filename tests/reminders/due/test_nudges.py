"""A counselor reminds a worker by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from planner.casework.enums import CloseReason, NudgeKind
from planner.casework.models import Case, Nudge
from planner.plans.models import CheckIn
from planner.reminders.due.nudges import Nudges
from planner.reminders.enums import Reason, Source
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.services.planning import plan_due
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment
from tests.factories.casework import from_worker
from tests.factories.desk import nudge
from tests.factories.reminders import NOW, outgoing
from tests.factories.reminders import rule as reminder_rule
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

DAY = NOW.date()
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def care() -> Assignment:
    made: Assignment = AssignmentFactory.create(
        worker__date_joined=datetime(2026, 1, 1, tzinfo=UTC)
    )
    return made


@pytest.fixture
def rule() -> ReminderRule:
    return reminder_rule("nudge-by-hand")


def found(rule: ReminderRule, day: date = DAY) -> list[Occurrence]:
    return list(Nudges().find(rule, Days(day, day)))


def planned(row: Nudge) -> Outgoing:
    worker = row.case.assignment.worker
    return outgoing(worker, source=Source.NUDGE, subject_id=row.pk, occasion_on=DAY)


def test_worker_is_told_once_and_at_once(care: Assignment, rule: ReminderRule) -> None:
    # The hour that the worker wants is over in Viet Nam.
    late = datetime(2026, 11, 22, 14, tzinfo=UTC)
    row = nudge(care, now=late)

    assert found(rule) == [Occurrence(care.worker.pk, row.pk, DAY, late)]
    plan_due(now=late + timedelta(minutes=1))
    plan_due(now=late + timedelta(minutes=2))
    assert Outgoing.objects.get(source=Source.NUDGE).planned_for == late
    assert found(rule) == []


def test_each_is_a_reminder_of_its_own(care: Assignment, rule: ReminderRule) -> None:
    rows = [nudge(care, kind) for kind in (NudgeKind.PLAN, NudgeKind.BENCHMARKS)]

    assert [item.subject_id for item in found(rule)] == [row.pk for row in rows]


def test_nobody_who_left_or_came_later_is_told(rule: ReminderRule) -> None:
    joined = datetime(2026, 1, 1, tzinfo=UTC)
    closed, gone, later = (AssignmentFactory.create(worker__date_joined=joined) for _ in range(3))
    rows = [nudge(one) for one in (closed, gone, later)]
    about = {"closed_at": NOW, "close_reason": CloseReason.LEFT}
    Case.objects.filter(pk=rows[0].case_id).update(**about)
    Assignment.objects.filter(pk=gone.pk).update(ended_at=LATER)
    later.worker.date_joined = LATER
    later.worker.save()

    assert found(rule) == []
    assert Nudges().over([planned(row) for row in rows[:2]], LATER) == dict.fromkeys(
        Outgoing.objects.values_list("pk", flat=True), Reason.CLOSED
    )


def test_what_was_done_since_is_not_reminded_of(care: Assignment, rule: ReminderRule) -> None:
    rows = [planned(nudge(care, kind)) for kind in (NudgeKind.CHECK_IN, NudgeKind.CALL)]
    assert Nudges().over(rows, LATER) == {}

    CheckIn.objects.create(person=care.worker, month=date(2026, 10, 1), told_at=LATER)
    from_worker(care, now=LATER)

    assert Nudges().over(rows, LATER) == {row.pk: Reason.DONE for row in rows}
    assert found(rule) == []


def test_finding_takes_one_query_for_one_and_for_many(
    care: Assignment, rule: ReminderRule, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    nudge(care)
    nudge(care, NudgeKind.CALL)

    with django_assert_num_queries(1):
        assert len(found(rule)) == 2
