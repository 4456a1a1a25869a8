import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.benchmarks.changes import differences
from planner.benchmarks.enums import Anchor, Group, Obstacle, Route
from planner.benchmarks.layout import lay_out
from planner.benchmarks.routes import (
    ArrivesBeforeDeparture,
    CannotLayOut,
    Closed,
    NotOpenYet,
    ReturnsBeforeArrival,
    return_of,
)
from planner.benchmarks.values import EntryDays, ExamSitting, Template, Way
from tests.benchmarks.strategies import kept, ways

TEMPLATES = tuple[Template, ...]
SITTINGS = tuple[ExamSitting, ...]


@given(way=ways)
def test_laying_out_twice_gives_no_differences(
    way: Way, templates: TEMPLATES, sittings: SITTINGS
) -> None:
    first = lay_out(templates, way, sittings)

    assert differences([kept(row) for row in first], lay_out(templates, way, sittings)) == ()


@given(way=ways, seed=st.integers())
def test_order_does_not_depend_on_the_order_of_the_input(
    way: Way, seed: int, templates: TEMPLATES, sittings: SITTINGS
) -> None:
    shuffled = list(templates)
    random.Random(seed).shuffle(shuffled)

    assert lay_out(shuffled, way, sittings[::-1]) == lay_out(templates, way, sittings)


@given(way=ways)
def test_rows_are_in_order_and_keys_are_unique(
    way: Way, templates: TEMPLATES, sittings: SITTINGS
) -> None:
    rows = lay_out(templates, way, sittings)

    assert list(rows) == sorted(rows, key=lambda row: (row.due_on, row.key))
    assert len({row.key for row in rows}) == len(rows)


@given(way=ways, months=st.integers(1, 120))
def test_nothing_in_japan_is_due_after_the_return(
    way: Way, months: int, templates: TEMPLATES, sittings: SITTINGS
) -> None:
    arrival = way.departs_on
    returns_on = date(arrival.year + months // 12, months % 12 + 1, arrival.day % 28 + 1)
    if returns_on <= arrival:
        return
    way = replace(way, returns_on=returns_on)

    rows = lay_out(templates, way, sittings)

    late = [row for row in rows if row.group == Group.JAPAN and row.due_on > returns_on]
    assert late == []


@given(way=ways)
def test_keys_of_other_programmes_never_appear(
    way: Way, templates: TEMPLATES, sittings: SITTINGS
) -> None:
    prefixes = {row.key.split("_")[0] for row in lay_out(templates, way, sittings)}

    if way.route != Route.TITP_3 or not way.has_titp_3:
        assert "t3" not in prefixes
    if way.route == Route.ESD:
        assert not prefixes & {"s1", "s2"}
    if way.route == Route.SSW:
        assert "e" not in prefixes


@pytest.mark.parametrize(
    "route, departs_on, arrives_on, refusal",
    [
        (Route.ESD, date(2027, 3, 31), None, NotOpenYet),
        (Route.TITP_HOME, date(2027, 7, 1), None, Closed),
        (Route.TITP_3, date(2027, 6, 30), date(2027, 7, 1), Closed),
        (Route.TITP_SSW, date(2028, 1, 1), None, Closed),
        (Route.SSW, date(2027, 7, 2), date(2027, 7, 1), ArrivesBeforeDeparture),
    ],
)
def test_days_when_a_way_is_closed_are_refused(
    route: Route,
    departs_on: date,
    arrives_on: date | None,
    refusal: type[CannotLayOut],
    templates: TEMPLATES,
) -> None:
    with pytest.raises(refusal):
        lay_out(templates, Way(route, departs_on, arrives_on), ())


@pytest.mark.parametrize(
    "way",
    [
        Way(Route.ESD, date(2027, 3, 31), date(2027, 4, 1)),
        Way(Route.TITP_HOME, date(2027, 6, 30)),
        Way(Route.SSW, date(2026, 12, 1)),
        Way(Route.SSW, date(2027, 7, 1)),
    ],
)
def test_first_and_last_days_of_entry_are_open(way: Way, templates: TEMPLATES) -> None:
    assert lay_out(templates, way, ())


def test_days_of_entry_can_be_told(templates: TEMPLATES) -> None:
    way = Way(Route.ESD, date(2027, 5, 1))

    with pytest.raises(NotOpenYet) as refused:
        lay_out(templates, way, (), EntryDays(esd_from=date(2027, 10, 1)))

    assert refused.value.code == Obstacle.NOT_OPEN_YET


def test_a_return_before_the_arrival_is_refused(templates: TEMPLATES) -> None:
    way = Way(Route.SSW, date(2027, 7, 2), returns_on=date(2027, 7, 2))

    with pytest.raises(ReturnsBeforeArrival):
        lay_out(templates, way, ())


def test_leap_day_is_not_lost_between_two_stays(templates: TEMPLATES) -> None:
    # Three years to 28 February 2027 and five more end on 29 February 2032, and so does SSW(i).
    way = Way(Route.TITP_SSW, date(2024, 2, 29))

    keys = {row.key for row in lay_out(templates, way, ())}

    assert return_of(way) == date(2032, 2, 29)
    assert "s2_status" not in keys


def test_only_days_that_nobody_announced_are_marked_usual(
    templates: TEMPLATES, sittings: SITTINGS
) -> None:
    rows = lay_out(templates, Way(Route.TITP_HOME, date(2024, 3, 1)), sittings)

    assert {row.key: row.is_usual_day for row in rows if row.key.startswith("j_")} == {
        "j_jlpt_july_apply:2025": True,
        "j_jlpt_july:2025": False,
        "j_jlpt_december_apply:2025": False,
        "j_jlpt_december:2025": False,
    }


def test_a_sitting_held_on_another_day_is_taken_as_told(templates: TEMPLATES) -> None:
    told = ExamSitting("jlpt", date(2029, 7, 8), date(2029, 3, 20), date(2029, 4, 10))

    rows = lay_out(templates, Way(Route.TITP_HOME, date(2027, 3, 10)), (told,))

    by_key = {row.key: row.due_on for row in rows}
    assert by_key["j_jlpt_july:2029"] == date(2029, 7, 8)
    assert by_key["j_jlpt_july_apply:2029"] == date(2029, 4, 10)


def test_money_marks_are_carried(templates: TEMPLATES, sittings: SITTINGS) -> None:
    money = {template.key for template in templates if template.is_money}

    rows = lay_out(templates, Way(Route.TITP_HOME, date(2027, 3, 10)), sittings)

    assert {row.key for row in rows if row.is_money} == money & {row.key for row in rows}
    assert "pre_debt_plan" in money


def test_a_template_without_a_day_is_left_out() -> None:
    template = Template("new", frozenset({"all"}), "esd", Anchor.ARRIVAL, None)

    assert lay_out([template], Way(Route.SSW, date(2027, 1, 1)), ()) == ()


def test_without_language_levels_there_are_no_sittings(templates: TEMPLATES) -> None:
    few = [row for row in templates if row.stage == "language_calendar"]

    assert lay_out(few, Way(Route.SSW, date(2027, 1, 1)), ()) == ()


def test_a_template_of_staff_follows_the_general_rules() -> None:
    template = Template("own", frozenset({"SSW"}), "ssw_1", Anchor.SSW_START, Decimal(3))

    rows = lay_out([template], Way(Route.SSW, date(2027, 1, 31)), ())

    assert [(row.key, row.due_on) for row in rows] == [("own", date(2027, 4, 30))]
