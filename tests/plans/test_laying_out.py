"""For whom benchmarks are laid out, and when one is late."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from accounts.models import User
from planner.benchmarks.enums import Route, Standing
from planner.benchmarks.values import Way
from planner.matching.atlas import Atlas
from planner.matching.values import Trade
from planner.plans.answers import Answers
from planner.plans.laying_out import (
    entry_days,
    has_titp_3,
    layout_for,
    next_benchmark,
    trade_of_plan,
    way_for,
)
from planner.plans.models import Benchmark
from planner.plans.services.told import keep_answers
from planner.plans.standing import is_to_catch_up, standing_of
from planner.reference.models import BenchmarkTemplate, Pathway
from planner.reference.selectors import current_atlas
from planner.reference.services import renew_data_version
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.plans.choosing import choose

pytestmark = pytest.mark.django_db

ADDED = datetime(2026, 11, 22, 9, tzinfo=UTC)
WAY = Way(Route.TITP_3, date(2027, 3, 1))


@pytest.fixture
def atlas() -> Atlas:
    return current_atlas()


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


def benchmark(due_on: date, **values: object) -> Benchmark:
    return Benchmark(key=str(due_on), due_on=due_on, added_at=ADDED, **values)


def way_with(trade: Trade | None, operation: str, version: str) -> Way:
    return way_for(
        route="titp_3",
        operation=operation,
        departs_on=date(2027, 3, 1),
        arrives_on=None,
        returns_on=None,
        trade=trade,
        version=version,
    )


@pytest.mark.parametrize(
    ("today", "standing", "to_catch_up"),
    [
        (date(2026, 11, 22), Standing.DUE_SOON, True),
        (date(2026, 12, 22), Standing.DUE_SOON, True),
        (date(2026, 12, 23), Standing.IN_GRACE, False),
        (date(2027, 1, 6), Standing.MISSED, False),
    ],
)
def test_what_had_passed_when_added_is_due_30_days_later(
    today: date, standing: Standing, to_catch_up: bool
) -> None:
    row = benchmark(date(2026, 3, 1))

    assert (standing_of(row, today), is_to_catch_up(row, today)) == (standing, to_catch_up)


def test_what_was_ahead_when_added_is_late_on_its_day() -> None:
    row = benchmark(date(2026, 11, 22))

    assert standing_of(row, date(2026, 11, 23)) == Standing.IN_GRACE
    assert not is_to_catch_up(row, date(2026, 11, 22))


def test_next_is_the_earliest_that_is_open() -> None:
    done = benchmark(date(2026, 1, 1), done_on=date(2026, 1, 1))
    dropped = benchmark(date(2026, 2, 1), dropped_on=date(2026, 1, 1))
    late, ahead = benchmark(date(2026, 3, 1)), benchmark(date(2026, 4, 1))

    assert next_benchmark([done, ahead, dropped, late]) is late
    assert next_benchmark([done, dropped]) is None


def test_trade_is_the_one_worked_in_or_the_one_chosen(worker: User, atlas: Atlas) -> None:
    told = Answers(province="31", former_province="30", trade="TITP 1-1")
    keep_answers(person=worker, answers=told)
    choose(worker, "TITP 7-13")

    before = trade_of_plan(worker, told, atlas)
    in_japan = trade_of_plan(worker, replace(told, stage="in_japan"), atlas)

    assert before == atlas.trades_by_code["TITP 7-13"]
    assert in_japan == atlas.trades_by_code["TITP 1-1"]


def test_exact_job_says_whether_there_is_a_third_stage(atlas: Atlas) -> None:
    fishing, laundry = (atlas.trades_by_code[code] for code in ("TITP 2-1", "TITP 7-14"))

    assert has_titp_3(None, "")
    assert has_titp_3(fishing, "")
    assert has_titp_3(fishing, "TITP 9-9-9")
    assert not has_titp_3(fishing, "TITP 2-1-9")
    assert not has_titp_3(laundry, "")


def test_care_and_two_year_fields_come_from_the_trade(atlas: Atlas) -> None:
    care, farm = (atlas.trades_by_code[code] for code in ("TITP 7-13", "TITP 1-1"))

    ways = [way_with(trade, "", atlas.version) for trade in (care, farm, None)]

    assert [(way.is_care, way.is_two_year_field) for way in ways] == [
        (True, True),
        (False, False),
        (False, False),
    ]


def test_days_of_entry_are_those_of_the_pathways(atlas: Atlas) -> None:
    first = entry_days(atlas.version)
    Pathway.objects.filter(key="ESD").update(entry_from=date(2027, 10, 1))
    Pathway.objects.filter(key="TITP").update(entry_to=None)

    renew_data_version(now=ADDED)
    changed = entry_days(current_atlas().version)

    assert (first.esd_from, first.titp_to) == (date(2027, 4, 1), date(2027, 6, 30))
    assert (changed.esd_from, changed.titp_to) == (date(2027, 10, 1), date.max)


def test_benchmark_counts_only_while_it_holds(worker: User, atlas: Atlas) -> None:
    BenchmarkTemplate.objects.filter(key="t2_jlpt_n3").update(valid_to=date(2029, 8, 31))
    BenchmarkTemplate.objects.filter(key="pre_debt_plan").update(valid_from=date(2026, 9, 1))
    renew_data_version(now=ADDED)

    layout = layout_for(worker, WAY, [], current_atlas().version)

    keys = {row.key for row in layout.laid_out}
    assert "t2_jlpt_n3" not in keys
    assert "pre_debt_plan" in keys


def test_money_is_left_out_where_it_is_shut(worker: User, atlas: Atlas) -> None:
    worker.is_shut_out = True

    layout = layout_for(worker, WAY, [], atlas.version)

    assert layout.laid_out
    assert not any(row.is_money for row in layout.laid_out)


def test_key_changes_with_the_differences(worker: User, atlas: Atlas) -> None:
    rows = [benchmark(date(2026, 1, 1), section=Section.BENCHMARKS)]

    one, same = (layout_for(worker, WAY, rows, atlas.version) for _again in range(2))
    other = layout_for(worker, replace(WAY, route=Route.SSW), rows, atlas.version)

    assert one.key == same.key != other.key
