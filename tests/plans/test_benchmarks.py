"""The way through Japan, and single benchmarks: own ones, edited, done, dropped."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from accounts.models import User
from planner.benchmarks.enums import Group, Route
from planner.plans.enums import ChangeKind, DropReason
from planner.plans.models import Benchmark, Plan, PlanChange
from planner.plans.records import BENCHMARK, WAY, plain
from planner.plans.selectors.plan import history_of, history_open_in, plan_of, plan_open_in
from planner.plans.services.benchmarks import (
    MOST_OWN,
    TooManyBenchmarks,
    choose_way,
    drop_benchmark,
    edit_benchmark,
    finish_benchmark,
    take_up_benchmark,
)
from planner.plans.services.writing import ClosedHere, NotThere
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    LATER,
    LAYOUT,
    NEW,
    WAY_VALUES,
    benchmark,
    dropped_benchmark,
    edited_benchmark,
    laid_out,
    opened_by_counselor,
    way,
)
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 24)


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


def test_way_is_kept_and_stands_in_the_history(worker: User) -> None:
    row = Plan.objects.get()
    change = PlanChange.objects.get()

    assert {name: getattr(row, name) for name in WAY} == WAY_VALUES
    assert (change.what, change.section, change.before) == (ChangeKind.ROUTE, Section.PLAN, {})
    assert change.after["departs_on"] == "2027-01-15"


def test_way_changed_is_one_row_and_says_what_changed(worker: User) -> None:
    way(worker, departs_on=date(2027, 2, 5), now=LATER)

    change = history_of(worker)[0]
    assert Plan.objects.get().departs_on == date(2027, 2, 5)
    assert (change.before, change.after) == (
        {"departs_on": "2027-01-15"},
        {"departs_on": "2027-02-05"},
    )


def test_same_way_makes_no_history(worker: User) -> None:
    way(worker, now=LATER)

    assert PlanChange.objects.count() == 1


def test_way_changed_meanwhile_is_not_written_over(worker: User) -> None:
    with pytest.raises(ChangedMeanwhile):
        choose_way(person=worker, values=WAY_VALUES | {"route": Route.ESD}, seen=NEW, now=LATER)

    assert Plan.objects.get().route == Route.TITP_HOME


def test_way_is_chosen_in_a_browser_that_is_shut_out(worker: User) -> None:
    worker.is_shut_out = True

    way(worker, route=Route.SSW)

    assert Plan.objects.get().route == Route.SSW


def test_own_benchmark_is_in_the_plan(worker: User) -> None:
    row = benchmark(worker, "Gọi về", due_on=date(2027, 6, 1), group=Group.JAPAN)

    change = history_of(worker)[0]
    assert plan_of(worker).benchmarks == (row,)
    assert (row.is_own, row.section, row.words) == (True, Section.BENCHMARKS, "Gọi về")
    assert (change.what, change.about) == (ChangeKind.BENCHMARK, "Gọi về")
    assert change.after["due_on"] == "2027-06-01"


def test_own_benchmark_of_money_is_closed(assignment: Assignment, worker: User) -> None:
    row = benchmark(worker, "Trả hết nợ", is_money=True)
    finish_benchmark(person=worker, pk=row.pk, done_on=TODAY, now=LATER)
    dropped_benchmark(row)
    take_up_benchmark(person=worker, pk=row.pk, now=LATER)
    edited_benchmark(row, words="Trả nợ")

    opened = opened_by_counselor(assignment)
    assert plan_open_in(opened).benchmarks == ()
    assert [row.what for row in history_open_in(opened)] == [ChangeKind.ROUTE]
    assert [section for _what, section in history(worker)[:-1]] == [Section.MONEY] * 5


def test_own_benchmark_of_money_is_not_made_when_shut_out(worker: User) -> None:
    worker.is_shut_out = True

    with pytest.raises(ClosedHere):
        benchmark(worker, is_money=True)

    assert not Benchmark.objects.exists()


def test_own_benchmarks_too_many_are_refused(worker: User) -> None:
    laid_out(worker)
    for _number in range(MOST_OWN):
        benchmark(worker)

    with pytest.raises(TooManyBenchmarks):
        benchmark(worker)

    assert Benchmark.objects.count() == MOST_OWN + len(LAYOUT)


def test_benchmark_edited_says_what_changed_and_that_its_day_was_set(worker: User) -> None:
    row = laid_out(worker)["passport"]

    edited_benchmark(row, due_on=date(2026, 12, 1))

    change = history_of(worker)[0]
    assert (change.before, change.after) == ({"due_on": "2026-12-15"}, {"due_on": "2026-12-01"})
    assert change.about == "Làm passport"
    assert Benchmark.objects.get(key="passport").is_moved


def test_same_benchmark_makes_no_history(worker: User) -> None:
    row = laid_out(worker)["passport"]
    before = PlanChange.objects.count()

    edited_benchmark(row, due_on=row.due_on)

    assert PlanChange.objects.count() == before
    assert not Benchmark.objects.get(key="passport").is_moved


def test_benchmark_changed_meanwhile_is_not_written_over(worker: User) -> None:
    row = benchmark(worker, "Gọi về")
    edited_benchmark(row, words="Gọi mẹ")

    with pytest.raises(ChangedMeanwhile):
        edit_benchmark(
            person=worker,
            pk=row.pk,
            values={"words": "khác"},
            seen=fingerprint(plain(row, BENCHMARK) | {"words": "Gọi về"}),
            now=LATER,
        )

    assert Benchmark.objects.get().words == "Gọi mẹ"


def test_benchmark_is_done_and_open_again(worker: User) -> None:
    row = benchmark(worker)

    for done_on in (TODAY, TODAY, None, None):
        finish_benchmark(person=worker, pk=row.pk, done_on=done_on, now=LATER)

    assert Benchmark.objects.get().done_on is None
    assert list(history_of(worker).values_list("what", "after"))[:2] == [
        (ChangeKind.BENCHMARK_DONE, {"done_on": None}),
        (ChangeKind.BENCHMARK_DONE, {"done_on": "2026-12-24"}),
    ]
    assert PlanChange.objects.count() == 4


def test_benchmark_dropped_keeps_its_reason_as_a_code(worker: User) -> None:
    row = dropped_benchmark(benchmark(worker), "bận quá")
    dropped_benchmark(row, "bận quá")

    change = history_of(worker)[0]
    assert (row.dropped_on, row.drop_reason, row.drop_words) == (TODAY, "no_time", "bận quá")
    assert (change.what, change.why) == (ChangeKind.BENCHMARK_DROPPED, "bận quá")
    assert change.after == {"dropped_on": "2026-12-24", "drop_reason": "no_time"}
    assert PlanChange.objects.count() == 3


def test_benchmark_dropped_without_words_keeps_none_in_one_language(worker: User) -> None:
    dropped_benchmark(benchmark(worker))

    assert history_of(worker)[0].why == ""


def test_benchmark_dropped_is_taken_up_again(worker: User) -> None:
    row = dropped_benchmark(benchmark(worker), "bận quá")

    take_up_benchmark(person=worker, pk=row.pk, now=LATER)
    take_up_benchmark(person=worker, pk=row.pk, now=LATER)

    kept = Benchmark.objects.get()
    assert (kept.dropped_on, kept.drop_reason, kept.drop_words) == (None, "", "")
    assert history(worker)[0] == (ChangeKind.BENCHMARK_BACK, Section.BENCHMARKS)
    assert PlanChange.objects.count() == 4


def test_benchmark_done_is_no_longer_dropped(worker: User) -> None:
    row = dropped_benchmark(benchmark(worker), "bận quá")

    done = finish_benchmark(person=worker, pk=row.pk, done_on=TODAY, now=LATER)

    assert (done.done_on, done.dropped_on, done.drop_reason) == (TODAY, None, "")
    assert dropped_benchmark(done).done_on is None


ON_ROW: dict[str, Callable[[User, Benchmark], Any]] = {
    "edit": lambda person, row: edit_benchmark(
        person=person,
        pk=row.pk,
        values={"words": "khác"},
        seen=fingerprint(plain(row, BENCHMARK)),
        now=LATER,
    ),
    "finish": lambda person, row: finish_benchmark(
        person=person, pk=row.pk, done_on=TODAY, now=LATER
    ),
    "drop": lambda person, row: drop_benchmark(
        person=person, pk=row.pk, reason=DropReason.OTHER, words="", today=TODAY, now=LATER
    ),
    "take up": lambda person, row: take_up_benchmark(person=person, pk=row.pk, now=LATER),
}


@pytest.mark.parametrize("what", ON_ROW)
def test_benchmark_of_another_is_not_there(what: str, worker: User) -> None:
    theirs = benchmark(UserFactory.create())

    with pytest.raises(NotThere):
        ON_ROW[what](worker, theirs)

    assert plain(Benchmark.objects.get(), BENCHMARK) == plain(theirs, BENCHMARK)


@pytest.mark.parametrize("what", ON_ROW)
def test_benchmark_of_money_is_not_there_when_shut_out(what: str, worker: User) -> None:
    row = benchmark(worker, is_money=True)
    worker.is_shut_out = True

    with pytest.raises(NotThere):
        ON_ROW[what](worker, row)

    assert plain(Benchmark.objects.get(), BENCHMARK) == plain(row, BENCHMARK)
    assert plan_of(worker).benchmarks == ()


def test_a_benchmark_is_once_in_a_plan(worker: User) -> None:
    row = laid_out(worker)["passport"]
    row.pk = None

    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "values", [{"dropped_on": TODAY}, {"drop_reason": DropReason.NO_TIME}], ids=["day", "reason"]
)
def test_benchmark_dropped_has_a_day_and_a_reason(values: dict[str, Any], worker: User) -> None:
    row = benchmark(worker)

    with pytest.raises(IntegrityError, match="benchmark_dropped_with_a_reason"):
        Benchmark.objects.filter(pk=row.pk).update(**values)


def test_a_person_has_one_way(worker: User) -> None:
    with pytest.raises(IntegrityError):
        Plan.objects.create(person=worker, route=Route.SSW, departs_on=TODAY)
