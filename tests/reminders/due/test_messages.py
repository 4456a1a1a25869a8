"""Messages that wait for the other side."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from planner.casework.models import Message
from planner.casework.services.threads import read_own_thread
from planner.reminders.due.messages import UnreadMessages
from planner.reminders.enums import Reason, Source
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment
from planner.sharing.services import move_assignment
from tests.factories.accounts import UserFactory
from tests.factories.casework import from_desk, from_worker
from tests.factories.reminders import outgoing
from tests.factories.reminders import rule as reminder_rule
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 22)
# Half past one in the night in Tokyo, half an hour before midnight in Viet Nam.
LATE = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def care() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def rule() -> ReminderRule:
    return reminder_rule("new-message")


def found(rule: ReminderRule, day: date = DAY) -> list[Occurrence]:
    return list(UnreadMessages().find(rule, Days(day, day)))


def planned(person: User, message: Message) -> Outgoing:
    return outgoing(person, source=Source.MESSAGE, subject_id=message.case_id, occasion_on=DAY)


def test_worker_is_told_of_a_message_of_the_desk(care: Assignment, rule: ReminderRule) -> None:
    message = from_desk(care, now=NOW)
    from_desk(care, now=NOW + timedelta(minutes=5))

    assert found(rule) == [Occurrence(care.worker.pk, message.case_id, DAY, NOW)]


def test_counselor_is_told_of_a_message_of_the_worker(care: Assignment, rule: ReminderRule) -> None:
    assert care.counselor is not None
    UserFactory.create(supervisor=True, agency=care.agency)
    message = from_worker(care, now=NOW)

    assert found(rule) == [Occurrence(care.counselor.pk, message.case_id, DAY, NOW)]


def test_supervisor_is_told_where_the_counselor_is_gone(
    care: Assignment, rule: ReminderRule
) -> None:
    assert care.counselor is not None
    supervisor = UserFactory.create(supervisor=True, agency=care.agency)
    UserFactory.create(supervisor=True)
    from_worker(care, now=NOW)
    care.counselor.is_active = False
    care.counselor.save()

    assert [row.person_id for row in found(rule)] == [supervisor.pk]


@pytest.mark.parametrize("sent_at, day", [(NOW, DAY), (LATE, DAY)])
def test_day_is_that_of_the_oldest_by_the_clock_of_viet_nam(
    sent_at: datetime, day: date, care: Assignment, rule: ReminderRule
) -> None:
    from_desk(care, now=sent_at)
    from_desk(care, now=sent_at + timedelta(days=1))

    assert [row.occasion_on for row in found(rule, day)] == [day]
    assert found(rule, day + timedelta(days=1)) == []


def test_one_reminder_a_day(care: Assignment, rule: ReminderRule) -> None:
    """Also where the first one was read meanwhile and another came."""
    message = from_desk(care, now=NOW)
    row = planned(care.worker, message)
    read_own_thread(person=care.worker, read_to=message.pk, now=NOW)
    over = UnreadMessages().over([row], NOW)

    from_desk(care, now=NOW + timedelta(hours=2))

    assert found(rule) == []
    assert (over, UnreadMessages().over([row], NOW)) == ({row.pk: Reason.DONE}, {})


def test_reading_ends_it_for_one_side_only(care: Assignment, rule: ReminderRule) -> None:
    assert care.counselor is not None
    message = from_desk(care, now=NOW)
    from_worker(care, now=NOW)
    rows = [planned(person, message) for person in (care.worker, care.counselor)]

    read_own_thread(person=care.worker, read_to=message.pk, now=NOW)

    assert UnreadMessages().over(rows, NOW) == {rows[0].pk: Reason.DONE}


def test_whoever_takes_over_is_told_from_then_on(care: Assignment, rule: ReminderRule) -> None:
    assert care.counselor is not None
    supervisor = UserFactory.create(supervisor=True, agency=care.agency)
    successor = UserFactory.create(counselor=True, agency=care.agency)
    message = from_worker(care, now=NOW)
    row = planned(care.counselor, message)
    later = NOW + timedelta(hours=3)

    move_assignment(assignment=care, to=successor, by=supervisor, now=later)

    assert found(rule) == [Occurrence(successor.pk, message.case_id, DAY, later)]
    assert UnreadMessages().over([row], later) == {row.pk: Reason.CLOSED}


def test_another_agency_is_not_told_of_the_thread(care: Assignment, rule: ReminderRule) -> None:
    from_worker(care, now=NOW)
    Assignment.objects.filter(pk=care.pk).update(ended_at=NOW)

    AssignmentFactory.create(worker=care.worker)

    assert found(rule) == []


def test_finding_takes_the_same_queries_for_one_and_for_many(
    care: Assignment, rule: ReminderRule, django_assert_num_queries: object
) -> None:
    from_worker(care, now=NOW)
    for _ in range(4):
        from_worker(AssignmentFactory.create(counselor=care.counselor), now=NOW)

    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(found(rule)) == 5
