"""What a page foresees for one person is what the sources find, rule by rule."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from planner.plans.enums import MissCause
from planner.plans.models import Benchmark, CheckIn, Miss
from planner.reminders.due import SOURCES
from planner.reminders.due.foreseen import FORESEEN, foreseen, known_of
from planner.reminders.models import ReminderRule
from planner.reminders.services.planning import plan_due
from planner.reminders.values import Days, Occurrence
from tests.factories.accounts import UserFactory
from tests.factories.plans import dropped_benchmark, way
from tests.factories.reminders import NOW, benchmark_due, new_rule, outgoing, rule

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
DAYS = Days(TODAY - timedelta(days=120), TODAY + timedelta(days=100))


@pytest.fixture
def worker() -> User:
    """With one of everything that a source looks at."""
    person = UserFactory.create(date_joined=datetime(2026, 8, 10, tzinfo=UTC))
    for number in range(-60, 300, 9):
        benchmark_due(person, TODAY + timedelta(days=number), words=f"w{number}")
    last = TODAY + timedelta(days=80)
    benchmark_due(person, last, words="", template_key="x_pension_deadline")
    benchmark_due(person, TODAY, words="done", done_on=TODAY)
    dropped_benchmark(benchmark_due(person, TODAY, words="dropped"))
    benchmark_due(person, TODAY - timedelta(days=3), words="late", now=NOW)
    benchmark_due(person, TODAY, words="moved", dated_at=NOW - timedelta(days=1))
    told = Benchmark.objects.get(words="w-15")
    about = {"benchmark": told, "due_on": told.due_on, "cause": MissCause.NOT_USEFUL}
    Miss.objects.create(person=person, section=told.section, told_at=NOW, **about)
    way(person, departs_on=date(2026, 6, 15), returns_on=TODAY + timedelta(days=75))
    CheckIn.objects.create(person=person, month=date(2026, 9, 1), told_at=NOW)
    benchmark_due(UserFactory.create(), TODAY)
    outgoing(person, Benchmark.objects.get(words="w3"), rule=rule("benchmark-day"))
    return person


def foreseen_by_rule(worker: User) -> dict[str, set[Occurrence]]:
    rules = list(ReminderRule.objects.on())
    found: dict[str, set[Occurrence]] = {
        kept.key: set() for kept in rules if kept.source in FORESEEN
    }
    for kept, occurrence in foreseen(worker, rules, DAYS):
        found[kept.key].add(occurrence)
    return found


def found_by_rule(worker: User) -> dict[str, set[Occurrence]]:
    return {
        kept.key: set(SOURCES[kept.source].find(kept, DAYS, people=[worker.pk]))
        for kept in ReminderRule.objects.on().filter(source__in=FORESEEN)
    }


def test_foreseen_is_what_the_sources_find(worker: User) -> None:
    new_rule("late-paper", days=3, template_key="x_pension_deadline")

    found = found_by_rule(worker)

    assert foreseen_by_rule(worker) == found
    assert all(found.values())


def test_what_is_in_the_outbox_is_left_out_by_both(worker: User) -> None:
    before = found_by_rule(worker)

    plan_due(now=NOW)

    found = found_by_rule(worker)
    assert found != before
    assert foreseen_by_rule(worker) == found


def test_nobody_without_a_plan_is_asked_for_months() -> None:
    known = known_of(UserFactory.create())

    assert list(known.of(rule("month-told"), DAYS)) == []
