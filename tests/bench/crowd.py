"""Workers of a whole programme, written by the database itself: plans, benchmarks, months told, an outbox of years.

The same number is due, whatever the size: one group has a benchmark today and a month to tell, everybody else has days
that no rule looks at on this one, and told every month.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.db.models import Model

from planner.benchmarks.enums import Route
from planner.plans.models import CheckIn, Plan
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.services.planning import DAYS_AHEAD, DAYS_BACK
from planner.reminders.services.rules import load_rules
from planner.reminders.values import Days
from planner.sharing.models import Assignment
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.many_reminders import (
    LONG_AGO,
    Many,
    Sql,
    insert,
    many_workers,
    with_addresses,
    with_benchmarks,
    with_settings,
)

# A day on which no month is over, and none was over one, two or three weeks ago.
TODAY = date(2026, 11, 26)
NOW = datetime.combine(TODAY, time(9), UTC)
# On these days what is found are months: they begin, are asked for again, are silence.
FIRST_OF_MONTH, TWO_WEEKS_SILENT = date(2026, 11, 1), date(2026, 11, 15)
MONTHS = (date(2026, 10, 1), date(2026, 9, 1), date(2026, 8, 1))

BENCHMARKS_EACH = 12
YEARS = timedelta(days=6 * 365)
# In care, besides those that are due: as many as so many people can look after. Everybody else goes alone.
IN_CARE, COUNSELORS = 4000, 20
REMINDED_BEFORE = 3


def seed(workers: int, due: int) -> None:
    load_rules(now=NOW - 10 * LONG_AGO)
    with checked_by_nobody():
        waiting, others = (
            many_workers(due, "due", now=NOW),
            many_workers(workers - due, "other", now=NOW),
        )
        for many in (waiting, others):
            with_addresses(many, now=NOW)
            with_settings(many, at=time(7))
            _with_plans(many, departed=many is waiting)
            _with_months(many, MONTHS[1:] if many is waiting else MONTHS)
            _reminded(many)
        days = quiet_days()
        with_benchmarks(others, days, each=BENCHMARKS_EACH, added_at=NOW - LONG_AGO)
        with_benchmarks(waiting, days, each=BENCHMARKS_EACH - 1, added_at=NOW - LONG_AGO)
        with_benchmarks(waiting, [TODAY], added_at=NOW - LONG_AGO, template_key="today")
        _in_care(waiting, others)


def days_around(day: date) -> Days:
    """What a run of `plan_due` on this day looks at."""
    return Days(day - DAYS_BACK, day + DAYS_AHEAD)


def quiet_days() -> list[date]:
    """Of six years, in no order: those that no rule for benchmarks looks at today."""
    rules = ReminderRule.objects.filter(source__in=(Source.BENCHMARK, Source.MISS))
    seen = days_around(TODAY)
    steps = [timedelta(days=rule.days) for rule in rules]
    days = [TODAY - YEARS / 2 + timedelta(days=number) for number in range(YEARS.days)]
    quiet = [
        day for day in days if not any(seen.first <= day + step <= seen.last for step in steps)
    ]
    Random(6).shuffle(quiet)
    return quiet


@contextmanager
def checked_by_nobody() -> Iterator[None]:
    """PostgreSQL would look up the person of each row by itself: minutes, for what is right by making."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


def _with_plans(many: Many, *, departed: bool) -> None:
    """In Japan for two years, or anywhere on the way of three years there, before and behind it."""
    first = TODAY - (timedelta(days=730) if departed else YEARS * 5 / 6)
    spread = 1 if departed else YEARS.days
    _each(
        many,
        Plan,
        {
            "route": Route.TITP_HOME.value,
            "departs_on": _day_after(first, spread),
            "returns_on": _day_after(first + timedelta(days=3 * 365), spread),
        },
    )


def _with_months(many: Many, months: tuple[date, ...]) -> None:
    for month in months:
        told_at = datetime.combine(month + timedelta(days=32), time(12), UTC)
        _each(many, CheckIn, {"month": month, "told_at": told_at})


def _reminded(many: Many) -> None:
    """Long ago, in the app and by e-mail."""
    rule = ReminderRule.objects.get(key="benchmark-day")
    for number in range(REMINDED_BEFORE):
        at = NOW - (number + 1) * timedelta(days=50)
        for channel in (Channel.IN_APP, Channel.EMAIL)[: 1 + number % 2]:
            _each(
                many,
                Outgoing,
                {
                    "source": Source.BENCHMARK,
                    "subject_id": Sql("id * 100 + %s", number),
                    "occasion_on": at.date(),
                    "channel": channel,
                    "rule_id": rule.pk,
                    "state": State.SENT,
                    **dict.fromkeys(
                        ("planned_for", "due_at", "eligible_from", "expires_at", "made_at"), at
                    ),
                    "sent_at": at,
                },
            )


def _in_care(waiting: Many, others: Many) -> None:
    agency = AgencyFactory.create()
    desks = [UserFactory.create(counselor=True, agency=agency) for _ in range(COUNSELORS)]
    first = desks[0].pk
    for many, every in ((waiting, 1), (others, max(1, others.count // IN_CARE))):
        _each(
            many,
            Assignment,
            {
                "worker_id": Sql("id"),
                "agency_id": agency.pk,
                "counselor_id": Sql("%s + id %% %s", first, COUNSELORS),
                "started_at": NOW - LONG_AGO,
            },
            every=every,
        )


def _each(many: Many, model: type[Model], values: Mapping[str, Any], *, every: int = 1) -> None:
    insert(
        model,
        values if "worker_id" in values else {"person_id": Sql("id"), **values},
        source="(SELECT id FROM accounts_user WHERE name = %s AND id %% %s = 0) AS people",
        given=(many.label, every),
    )


def _day_after(first: date, spread: int) -> Sql:
    """A day of so many, each as often as any other."""
    if connection.vendor == "postgresql":
        return Sql("CAST(%s AS date) + CAST(id %% %s AS integer)", first, spread)
    return Sql("date(%s, '+' || (id %% %s) || ' days')", first, spread)
