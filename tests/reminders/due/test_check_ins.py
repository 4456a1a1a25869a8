"""Months that are asked for: equal to the rule of the pages, for many ways of being there."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from planner.benchmarks.check_ins import months_due
from planner.benchmarks.enums import Route
from planner.plans.models import CheckIn, Plan
from planner.reminders.due.check_ins import UntoldMonths
from planner.reminders.enums import Reason, Source
from planner.reminders.values import Days
from tests.factories.accounts import UserFactory
from tests.factories.reminders import new_rule, outgoing

pytestmark = pytest.mark.django_db

FIRST = date(2026, 11, 1)
OCTOBER = date(2026, 10, 1)
AROUND = Days(FIRST - timedelta(days=2), FIRST + timedelta(days=2))
JOINED = datetime(2026, 1, 1, tzinfo=UTC)


def there(arrives_on: date, returns_on: date | None = None, joined: datetime = JOINED) -> User:
    person: User = UserFactory.create(date_joined=joined)
    Plan.objects.create(
        person=person,
        route=Route.TITP_HOME,
        departs_on=arrives_on,
        arrives_on=arrives_on,
        returns_on=returns_on,
    )
    return person


@pytest.mark.parametrize(
    "arrives_on",
    [date(2024, 5, 3), date(2026, 10, 15), date(2026, 10, 16), date(2026, 11, 3)],
)
@pytest.mark.parametrize(
    "returns_on", [None, date(2026, 9, 30), date(2026, 11, 1), date(2027, 1, 1)]
)
def test_the_month_that_is_over_is_asked_for(arrives_on: date, returns_on: date | None) -> None:
    there(arrives_on, returns_on)

    found = [
        one.occasion_on for one in UntoldMonths().find(new_rule(source=Source.CHECK_IN), AROUND)
    ]

    due = months_due(arrived_on=arrives_on, returned_on=returns_on, told=(), today=FIRST)
    assert found == ([FIRST] if OCTOBER in due else [])


def test_a_told_month_is_not_asked_for() -> None:
    person = there(date(2024, 5, 3))
    CheckIn.objects.create(person=person, month=OCTOBER, told_at=JOINED)

    assert list(UntoldMonths().find(new_rule(source=Source.CHECK_IN), AROUND)) == []


def test_a_month_before_joining_is_not_asked_for() -> None:
    there(date(2024, 5, 3), joined=datetime(2026, 10, 31, 12, tzinfo=UTC))

    assert list(UntoldMonths().find(new_rule(source=Source.CHECK_IN), AROUND)) == []


def test_a_second_time_a_week_later() -> None:
    there(date(2024, 5, 3))
    rule = new_rule(source=Source.CHECK_IN, days=7)

    week_later = Days(AROUND.first + timedelta(days=7), AROUND.last + timedelta(days=7))
    assert [one.occasion_on for one in UntoldMonths().find(rule, week_later)] == [FIRST]
    assert list(UntoldMonths().find(rule, AROUND)) == []


def test_over_says_why() -> None:
    told, open_one, back = (there(date(2024, 5, 3)) for _ in range(3))
    CheckIn.objects.create(person=told, month=OCTOBER, told_at=JOINED)
    Plan.objects.filter(person=back).update(returns_on=date(2026, 10, 20))
    nobody = UserFactory.create()
    rows = [
        outgoing(person, source=Source.CHECK_IN, occasion_on=FIRST)
        for person in (told, open_one, back, nobody)
    ]

    over = UntoldMonths().over(rows, JOINED)

    assert [over.get(row.pk) for row in rows] == [Reason.DONE, None, Reason.MOVED, Reason.MOVED]
