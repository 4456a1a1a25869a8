"""Benchmarks laid out for the first time, and again when the way has changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.models import User
from planner.benchmarks.changes import differences
from planner.benchmarks.enums import Change, Group
from planner.benchmarks.values import LaidOut
from planner.plans.enums import ChangeKind
from planner.plans.models import Benchmark, Plan, PlanChange
from planner.plans.selectors.plan import history_of, history_open_in, plan_open_in
from planner.plans.services.benchmarks import (
    finish_benchmark,
    kept_of,
    lay_out_benchmarks,
    shown_key,
)
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    LATER,
    LAYOUT,
    NOW,
    benchmark,
    dropped_benchmark,
    edited_benchmark,
    laid_out,
    opened_by_counselor,
    title_of,
    way,
)
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 24)
# Departure three weeks later: all but the test of the calendar move along.
MOVED = tuple(
    item if item.key.startswith("jlpt") else replace(item, due_on=item.due_on + timedelta(days=21))
    for item in LAYOUT
)
DAYS = {item.key: item.due_on for item in LAYOUT}
MOVED_DAYS = {item.key: item.due_on for item in MOVED}
OPEN_KEYS = [item.key for item in LAYOUT if not item.is_money]


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    """On a way through Japan; nothing is laid out yet."""
    way(assignment.worker)
    return assignment.worker


def days_of(person: User) -> dict[str, date]:
    rows = Benchmark.objects.filter(person=person).order_by("pk")
    return dict(rows.values_list("key", "due_on"))


def history(person: User) -> list[tuple[str, str]]:
    """Newest first: what, and in which section."""
    return list(history_of(person).values_list("what", "section"))


def test_first_layout_makes_every_benchmark_in_its_section(worker: User) -> None:
    rows = laid_out(worker)

    assert {key: row.due_on for key, row in rows.items()} == DAYS
    assert {key: row.section for key, row in rows.items()} == {
        item.key: Section.MONEY if item.is_money else Section.BENCHMARKS for item in LAYOUT
    }
    jlpt = rows["jlpt:2028-07"]
    assert (jlpt.template_key, jlpt.title_en, jlpt.title_vi) == ("jlpt", "Do jlpt", "Làm jlpt")
    assert (jlpt.group, jlpt.added_at, jlpt.is_own) == (Group.JAPAN, NOW, False)
    assert Plan.objects.get().laid_out_at == NOW


def test_first_layout_is_one_row_of_history_for_each_section(worker: User) -> None:
    laid_out(worker)

    money, opened, _route = history_of(worker)
    assert (money.what, money.section) == (ChangeKind.LAID_OUT, Section.MONEY)
    assert money.after == {"debt_free": "2029-01-15"}
    assert (opened.what, opened.section) == (ChangeKind.LAID_OUT, Section.BENCHMARKS)
    assert opened.after == {key: str(DAYS[key]) for key in OPEN_KEYS}
    assert opened.before == {}


def test_same_layout_again_changes_nothing(worker: User) -> None:
    laid_out(worker)
    before = PlanChange.objects.count()

    laid_out(worker, now=LATER)

    assert days_of(worker) == DAYS
    assert PlanChange.objects.count() == before
    assert Plan.objects.get().laid_out_at == NOW


def test_layout_again_moves_what_depends_on_the_departure(worker: User) -> None:
    laid_out(worker)

    laid_out(worker, MOVED, now=LATER)

    assert days_of(worker) == MOVED_DAYS
    money, opened = history_of(worker)[:2]
    assert (money.before, money.after) == (
        {"debt_free": "2029-01-15"},
        {"debt_free": "2029-02-05"},
    )
    assert opened.before == {"passport": "2026-12-15", "first_test": "2027-12-15"}
    assert Plan.objects.get().laid_out_at == LATER


def test_layout_again_leaves_done_own_and_dropped_ones(worker: User) -> None:
    rows = laid_out(worker)
    finish_benchmark(person=worker, pk=rows["passport"].pk, done_on=TODAY, now=NOW)
    dropped_benchmark(rows["first_test"])
    own = benchmark(worker)

    laid_out(worker, MOVED, now=LATER)

    assert days_of(worker) == DAYS | {
        "debt_free": MOVED_DAYS["debt_free"],
        own.key: own.due_on,
    }


def test_layout_again_brings_new_ones_and_takes_those_of_another_way(worker: User) -> None:
    laid_out(worker)
    of_ssw = LaidOut("ssw_test", "ssw_test", Group.JAPAN, date(2029, 5, 1))

    laid_out(worker, (*LAYOUT[1:], of_ssw), now=LATER)

    assert set(days_of(worker)) == {*DAYS, "ssw_test"} - {"passport"}
    change = history_of(worker)[0]
    assert (change.before, change.after) == (
        {"passport": "2026-12-15"},
        {"ssw_test": "2029-05-01"},
    )


def test_layout_again_keeps_done_and_dropped_ones_that_the_way_no_longer_has(worker: User) -> None:
    rows = laid_out(worker)
    finish_benchmark(person=worker, pk=rows["passport"].pk, done_on=TODAY, now=NOW)
    dropped_benchmark(rows["first_test"])

    laid_out(worker, LAYOUT[2:], now=LATER)

    assert days_of(worker) == DAYS


def test_day_set_by_hand_is_shown_and_stays_where_it_is_not_accepted(worker: User) -> None:
    rows = laid_out(worker)
    edited_benchmark(rows["passport"], due_on=date(2026, 12, 1))
    others = [key for key in DAYS if key != "passport"]

    shown = differences(kept_of(Benchmark.objects.of(worker)), LAYOUT)
    laid_out(worker, MOVED, accepted=others, now=LATER)

    assert [(item.key, item.change) for item in shown] == [("passport", Change.MOVED)]
    assert days_of(worker) == MOVED_DAYS | {"passport": date(2026, 12, 1)}
    assert Benchmark.objects.get(key="passport").is_moved


def test_day_set_by_hand_moves_where_it_is_accepted(worker: User) -> None:
    rows = laid_out(worker)
    edited_benchmark(rows["passport"], due_on=date(2026, 12, 1))

    laid_out(worker, MOVED, accepted=["passport"], now=LATER)

    assert days_of(worker) == DAYS | {"passport": MOVED_DAYS["passport"]}
    assert not Benchmark.objects.get(key="passport").is_moved


def test_layout_takes_only_what_was_accepted(worker: User) -> None:
    laid_out(worker, LAYOUT[:2])

    laid_out(worker, (*MOVED[1:3], LAYOUT[3]), accepted=["first_test"], now=LATER)

    assert days_of(worker) == {
        "passport": DAYS["passport"],
        "first_test": MOVED_DAYS["first_test"],
    }


def test_layout_with_nothing_accepted_writes_nothing(worker: User) -> None:
    laid_out(worker)
    before = PlanChange.objects.count()

    laid_out(worker, MOVED, accepted=[], now=LATER)

    assert days_of(worker) == DAYS
    assert PlanChange.objects.count() == before


def lay_out(person: User, layout: tuple[LaidOut, ...], seen: str) -> None:
    titles = {item.template_key: title_of(item.template_key) for item in layout}
    lay_out_benchmarks(person=person, laid_out=layout, titles=titles, seen=seen, now=LATER)


def test_layout_changed_meanwhile_is_not_written(worker: User) -> None:
    rows = laid_out(worker)
    shown = shown_key(differences(kept_of(rows.values()), MOVED))
    finish_benchmark(person=worker, pk=rows["passport"].pk, done_on=TODAY, now=NOW)
    before = PlanChange.objects.count()

    with pytest.raises(ChangedMeanwhile) as stopped:
        lay_out(worker, MOVED, shown)

    assert "passport" not in stopped.value.args[0]
    assert days_of(worker) == DAYS
    assert PlanChange.objects.count() == before


def test_first_layout_sent_twice_is_laid_out_once(worker: User) -> None:
    lay_out(worker, LAYOUT, "")

    with pytest.raises(ChangedMeanwhile):
        lay_out(worker, LAYOUT, "")

    assert days_of(worker) == DAYS
    assert history(worker).count((ChangeKind.LAID_OUT, Section.BENCHMARKS)) == 1


def test_first_layout_stands_beside_own_benchmarks(worker: User) -> None:
    own = benchmark(worker)

    lay_out(worker, LAYOUT, "")

    assert days_of(worker) == DAYS | {own.key: own.due_on}


def test_layout_of_another_is_left_alone(worker: User) -> None:
    another = UserFactory.create()
    laid_out(another)
    laid_out(worker)

    laid_out(worker, MOVED, now=LATER)

    assert days_of(another) == DAYS


def test_closed_benchmarks_are_not_laid_out_when_shut_out(worker: User) -> None:
    worker.is_shut_out = True

    rows = laid_out(worker)

    assert list(rows) == OPEN_KEYS
    assert list(days_of(worker)) == OPEN_KEYS


def test_closed_benchmarks_stay_as_they_are_when_shut_out(worker: User) -> None:
    laid_out(worker)
    worker.is_shut_out = True

    laid_out(worker, MOVED, now=LATER)

    assert days_of(worker) == MOVED_DAYS | {"debt_free": DAYS["debt_free"]}
    worker.is_shut_out = False
    laid_out(worker, MOVED, now=LATER)
    assert days_of(worker) == MOVED_DAYS


def test_only_a_closed_benchmark_laid_out_again_shows_nothing_to_others(
    assignment: Assignment, worker: User
) -> None:
    laid_out(worker)
    opened = opened_by_counselor(assignment)
    plan, changes = plan_open_in(opened), list(history_open_in(opened))

    laid_out(worker, (*LAYOUT[:3], MOVED[3]), now=LATER)

    after = plan_open_in(opened)
    assert days_of(worker)["debt_free"] == MOVED_DAYS["debt_free"]
    assert list(history_open_in(opened)) == changes
    assert (after.benchmarks, after.digests) == (plan.benchmarks, plan.digests)
    assert after.way is not None
    assert after.way.laid_out_at == NOW
