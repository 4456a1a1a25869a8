"""Days of a plan: which are found, and when they are over."""

from datetime import timedelta

import pytest

from accounts.models import User
from planner.plans.enums import MissCause
from planner.plans.models import Miss
from planner.reminders.due.benchmarks import BenchmarkDays, MissedBenchmarks
from planner.reminders.enums import Reason, Source
from planner.reminders.values import Days
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.reminders import LONG_AGO, NOW, benchmark_due, new_rule, outgoing

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
THESE = Days(TODAY, TODAY + timedelta(days=1))


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


def test_benchmarks_are_found_so_many_days_ahead(worker: User) -> None:
    due = [benchmark_due(worker, TODAY + timedelta(days=days)) for days in (6, 7, 8, 9)]

    found = list(BenchmarkDays().find(new_rule(days=-7), THESE))

    assert [one.subject_id for one in found] == [due[1].pk, due[2].pk]
    assert {one.since for one in found} == {LONG_AGO}


def test_a_rule_for_one_template_finds_no_other(worker: User) -> None:
    benchmark_due(worker, TODAY)
    pension = benchmark_due(worker, TODAY, words="p", template_key="x_pension_deadline")

    found = BenchmarkDays().find(new_rule(template_key="x_pension_deadline"), THESE)

    assert [one.subject_id for one in found] == [pension.pk]


def test_a_moved_day_counts_from_when_it_was_moved(worker: User) -> None:
    benchmark_due(worker, TODAY, dated_at=NOW)

    assert [one.since for one in BenchmarkDays().find(new_rule(), THESE)] == [NOW]


def test_only_of_these_people(worker: User) -> None:
    benchmark_due(UserFactory.create(), TODAY)
    own = benchmark_due(worker, TODAY)

    found = BenchmarkDays().find(new_rule(), THESE, people=[worker.pk])

    assert [one.subject_id for one in found] == [own.pk]


def test_a_miss_whose_cause_is_told_is_not_asked_for(worker: User) -> None:
    told, untold = benchmark_due(worker, TODAY), benchmark_due(worker, TODAY, words="khác")
    Miss.objects.create(
        person=worker,
        benchmark=told,
        due_on=TODAY,
        cause=MissCause.EMPLOYER,
        section=Section.BENCHMARKS,
        told_at=NOW,
    )
    rule = new_rule(source=Source.MISS)
    rows = [outgoing(worker, kept, source=Source.MISS, rule=rule) for kept in (told, untold)]

    assert MissedBenchmarks().over(rows, NOW) == {rows[0].pk: Reason.DONE}
    rows[0].delete()
    rows[1].delete()
    assert [one.subject_id for one in MissedBenchmarks().find(rule, THESE)] == [untold.pk]


def test_over_says_why(worker: User) -> None:
    done = benchmark_due(worker, TODAY, done_on=TODAY)
    dropped = benchmark_due(worker, TODAY, words="b", dropped_on=TODAY, drop_reason="other")
    moved = benchmark_due(worker, TODAY, words="c")
    open_one = benchmark_due(worker, TODAY, words="d")
    gone = benchmark_due(worker, TODAY, words="e")
    rows = [outgoing(worker, kept) for kept in (done, dropped, moved, open_one, gone)]
    gone.delete()
    moved.due_on += timedelta(days=1)
    moved.save()

    over = BenchmarkDays().over(rows, NOW)

    assert [over.get(row.pk) for row in rows] == [
        Reason.DONE,
        Reason.DONE,
        Reason.MOVED,
        None,
        Reason.DONE,
    ]
