"""From a rate that staff enter to the one reminder of who has not read of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.models import User
from planner.plans.services.outlooks import refresh_outlooks
from planner.reference.models import ExchangeRate
from planner.reference.services import mark_edited
from planner.reminders.due.plan_moved import MovedPlans
from planner.reminders.enums import Reason, Source
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.services.planning import plan_due
from planner.reminders.values import Days, Occurrence
from tests.factories.accounts import UserFactory
from tests.factories.outlooks import NOVEMBER, NOW, looked, moved_plan, moves_of, read, saver

pytestmark = pytest.mark.django_db
# In Viet Nam it is the 23rd.
LATE = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)


@pytest.fixture
def rule() -> ReminderRule:
    return ReminderRule.objects.on().get(source=Source.PLAN_MOVED)


def around(day: date) -> Days:
    return Days(day - timedelta(days=2), day + timedelta(days=2))


def found(rule: ReminderRule, days: Days, people: list[int] | None = None) -> list[Occurrence]:
    return list(MovedPlans().find(rule, days, people))


def test_rate_that_staff_enter_reaches_the_outbox_once(rule: ReminderRule) -> None:
    looked(NOW - timedelta(hours=1))
    worker = saver()
    rate = ExchangeRate(month=NOVEMBER, series="staff", vnd_per_jpy=Decimal(90), source="bank")
    mark_edited(row=rate, by=UserFactory.create(staff=True), now=NOW)

    refresh_outlooks(now=NOW)
    made = [plan_due(now=NOW + timedelta(minutes=minutes)) for minutes in (1, 11)]

    [move] = moves_of(worker)
    [row] = Outgoing.objects.filter(source=Source.PLAN_MOVED)
    assert made == [1, 0]
    assert (row.person, row.subject_id, row.occasion_on) == (worker, move.pk, date(2026, 11, 23))
    assert row.planned_for > move.at


@pytest.mark.parametrize(("at", "day"), [(NOW, date(2026, 11, 23)), (LATE, date(2026, 11, 24))])
def test_it_comes_on_the_day_after_it_was_found(
    rule: ReminderRule, at: datetime, day: date
) -> None:
    move = moved_plan(UserFactory.create(), now=at)

    assert found(rule, Days(day, day)) == [Occurrence(move.person_id, move.pk, day, at)]
    assert found(rule, around(day), [move.person_id]) == found(rule, Days(day, day))
    assert found(rule, Days(day + timedelta(days=1), day + timedelta(days=1))) == []


def test_who_has_read_it_or_left_is_not_reminded(rule: ReminderRule) -> None:
    read(moved_plan(UserFactory.create()))
    moved_plan(UserFactory.create(is_active=False))
    other = moved_plan(UserFactory.create())

    assert [row.subject_id for row in found(rule, around(date(2026, 11, 23)))] == [other.pk]
    assert found(rule, around(date(2026, 11, 23)), []) == []


def test_row_is_over_once_it_is_read_gone_or_of_somebody_else(rule: ReminderRule) -> None:
    people: list[User] = [UserFactory.create() for _ in range(4)]
    moves = [moved_plan(person) for person in people]
    rows = [
        Outgoing(pk=number, person=person, subject_id=move.pk, occasion_on=date(2026, 11, 23))
        for number, (person, move) in enumerate(zip(people, moves, strict=True))
    ]
    read(moves[0])
    moves[1].delete()
    rows[2].person = people[3]

    assert MovedPlans().over(rows, NOW) == dict.fromkeys([0, 1, 2], Reason.DONE)
