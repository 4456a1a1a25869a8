"""What is found due, and what is not."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from planner.plans.models import Benchmark
from planner.reminders.enums import Channel, State
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.services.planning import plan_due
from tests.factories.accounts import UserFactory
from tests.factories.reminders import LONG_AGO, NOW, benchmark_due, new_rule, wanted

pytestmark = pytest.mark.django_db

# 16:00 in Viet Nam. Reminders come at 19:00 there, 12:00 UTC.
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _one_rule() -> Any:
    ReminderRule.objects.update(is_on=False)
    return new_rule(days=-7)


def planned() -> list[tuple[date, datetime, str]]:
    rows = Outgoing.objects.order_by("pk")
    return [(row.occasion_on, row.planned_for, row.state) for row in rows]


def test_plan_writes_a_row_for_the_hour_that_is_wanted() -> None:
    person = UserFactory.create()
    benchmark_due(person, TODAY + timedelta(days=8))

    plan_due(now=NOW)

    tomorrow = datetime(2026, 11, 23, 12, tzinfo=NOW.tzinfo)
    assert planned() == [(TODAY + timedelta(days=8), tomorrow, State.PLANNED)]
    assert Outgoing.objects.get().channel == Channel.IN_APP


def test_plan_twice_writes_nothing_more() -> None:
    benchmark_due(UserFactory.create(), TODAY + timedelta(days=8))

    plan_due(now=NOW)
    plan_due(now=NOW + timedelta(minutes=1))

    assert Outgoing.objects.count() == 1


@pytest.mark.parametrize("days", [3, 30])
def test_plan_leaves_other_days_alone(days: int) -> None:
    benchmark_due(UserFactory.create(), TODAY + timedelta(days=days))

    plan_due(now=NOW)

    assert planned() == []


def test_plan_says_nothing_of_a_time_before_the_benchmark_came() -> None:
    benchmark_due(UserFactory.create(), TODAY + timedelta(days=7), now=NOW + timedelta(hours=4))

    plan_due(now=NOW + timedelta(hours=4))

    assert planned() == []


def test_plan_leaves_out_who_is_closed_what_is_done_and_what_is_dropped() -> None:
    due = TODAY + timedelta(days=8)
    benchmark_due(UserFactory.create(is_active=False), due)
    benchmark_due(UserFactory.create(), due, done_on=TODAY)
    benchmark_due(UserFactory.create(), due, dropped_on=TODAY, drop_reason="other")

    plan_due(now=NOW)

    assert planned() == []


def test_plan_takes_the_quiet_hours_into_account() -> None:
    person = UserFactory.create()
    wanted(person, at="23:00", quiet_from="22:00", quiet_to="06:30")
    benchmark_due(person, TODAY + timedelta(days=8))

    plan_due(now=NOW)

    assert Outgoing.objects.get().planned_for == datetime(2026, 11, 23, 23, 30, tzinfo=NOW.tzinfo)


def test_plan_reaches_back_to_the_last_run() -> None:
    benchmark_due(UserFactory.create(), TODAY + timedelta(days=12))
    plan_due(now=NOW - timedelta(days=8))
    benchmark_due(UserFactory.create(), TODAY + timedelta(days=3))

    plan_due(now=NOW)

    # Four days ago, while nothing ran; and one that was there already.
    assert [row.occasion_on - TODAY for row in Outgoing.objects.order_by("pk")] == [
        timedelta(days=3)
    ]


def test_a_day_that_moves_away_and_back_is_planned_again() -> None:
    kept = benchmark_due(UserFactory.create(), TODAY + timedelta(days=8))
    plan_due(now=NOW)
    Outgoing.objects.update(state=State.CANCELLED, reason="moved")

    plan_due(now=NOW + timedelta(hours=1))

    row = Outgoing.objects.get()
    assert (row.state, row.reason, row.subject_id) == (State.PLANNED, "", kept.pk)


def test_what_was_sent_is_never_planned_again() -> None:
    kept = benchmark_due(UserFactory.create(), TODAY + timedelta(days=8))
    plan_due(now=NOW)
    Outgoing.objects.update(state=State.SENT, sent_at=NOW)
    Benchmark.objects.filter(pk=kept.pk).update(dated_at=LONG_AGO)

    plan_due(now=NOW + timedelta(hours=1))

    assert Outgoing.objects.get().state == State.SENT
