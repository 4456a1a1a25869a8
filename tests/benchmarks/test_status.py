"""Changes of status. Every day below was counted by hand on a calendar."""

from dataclasses import replace
from datetime import date

import pytest

from planner.benchmarks.enums import Condition, Fulfilment, Refusal, Route, StatusStep
from planner.benchmarks.layout import lay_out
from planner.benchmarks.routes import return_of, stage_label_code
from planner.benchmarks.status import (
    SOURCES,
    Known,
    StatusRules,
    earliest_day,
    status_rules,
    steps_from,
    way_after,
)
from planner.benchmarks.values import EntryDays, ExamSitting, Template, Way
from planner.plans.enums import StatusKind

TEMPLATES = tuple[Template, ...]
SITTINGS = tuple[ExamSitting, ...]
MET, NOT_MET, UNKNOWN = Fulfilment.MET, Fulfilment.NOT_MET, Fulfilment.UNKNOWN
TITP = Way(Route.TITP_HOME, date(2027, 3, 10))
ESD = Way(Route.ESD, date(2027, 5, 20), arrives_on=date(2027, 5, 21))
NOBODY = Known()


def fulfilments(rules: StatusRules) -> dict[Condition, Fulfilment]:
    return {row.condition: row.fulfilment for row in rules.requirements}


def test_steps_are_those_that_a_plan_keeps() -> None:
    assert set(StatusStep) == set(StatusKind.values)


def test_every_condition_has_a_row_with_its_source(templates: TEMPLATES) -> None:
    assert set(SOURCES) == set(Condition)
    assert set(SOURCES.values()) <= {template.key for template in templates}


@pytest.mark.parametrize(
    "step, way, expected",
    [
        (StatusStep.TITP_3, TITP, date(2030, 4, 10)),
        (StatusStep.TITP_TO_SSW, TITP, date(2030, 1, 10)),
        (StatusStep.ESD_TRANSFER, ESD, date(2028, 5, 21)),
        (StatusStep.ESD_TRANSFER, replace(ESD, is_two_year_field=True), date(2029, 5, 21)),
        (StatusStep.ESD_TO_SSW, ESD, date(2030, 5, 21)),
        (StatusStep.TITP_TO_SSW, Way(Route.TITP_HOME, date(2024, 2, 29)), date(2026, 12, 29)),
        (StatusStep.TITP_3, Way(Route.TITP_HOME, date(2024, 2, 29)), date(2027, 3, 29)),
        (StatusStep.TITP_TO_SSW, Way(Route.TITP_HOME, date(2025, 4, 29)), date(2028, 2, 29)),
        (StatusStep.TITP_TO_SSW, Way(Route.TITP_HOME, date(2025, 4, 30)), date(2028, 2, 29)),
        (StatusStep.ESD_TRANSFER, Way(Route.ESD, date(2028, 2, 29)), date(2029, 2, 28)),
        (StatusStep.ESD_TO_SSW, Way(Route.ESD, date(2029, 2, 28)), date(2032, 2, 28)),
    ],
)
def test_earliest_day_is_counted_from_arrival(step: StatusStep, way: Way, expected: date) -> None:
    assert earliest_day(step, way) == expected


def test_no_esd_change_before_the_law_is_in_force() -> None:
    late = EntryDays(esd_from=date(2031, 1, 1))

    assert earliest_day(StatusStep.ESD_TRANSFER, ESD, late) == date(2031, 1, 1)
    assert earliest_day(StatusStep.TITP_TO_SSW, TITP, late) == date(2030, 1, 10)


@pytest.mark.parametrize(
    "way, expected",
    [
        (TITP, (StatusStep.TITP_3, StatusStep.TITP_TO_SSW)),
        (ESD, (StatusStep.ESD_TRANSFER, StatusStep.ESD_TO_SSW)),
        (Way(Route.SSW, date(2027, 3, 10)), ()),
        (
            Way(Route.SSW, date(2027, 5, 20), ssw_starts_on=date(2030, 6, 1)),
            (StatusStep.ESD_TO_SSW,),
        ),
    ],
)
def test_each_way_has_its_own_changes(way: Way, expected: tuple[StatusStep, ...]) -> None:
    assert steps_from(way) == expected


@pytest.mark.parametrize(
    "step, way, known, on, expected",
    [
        (StatusStep.ESD_TRANSFER, ESD, NOBODY, date(2027, 3, 31), Refusal.NOT_OPEN_YET),
        (StatusStep.ESD_TRANSFER, ESD, NOBODY, date(2027, 4, 1), Refusal.BEFORE_ARRIVAL),
        (StatusStep.ESD_TRANSFER, ESD, NOBODY, date(2027, 5, 21), Refusal.BEFORE_ARRIVAL),
        (StatusStep.ESD_TRANSFER, ESD, NOBODY, date(2027, 5, 22), None),
        (StatusStep.TITP_TO_SSW, ESD, NOBODY, date(2030, 6, 1), Refusal.NOT_FROM_HERE),
        (
            *(StatusStep.TITP_3, TITP, Known(has_titp_3=False), date(2030, 6, 1)),
            Refusal.NO_THIRD_STAGE,
        ),
        (StatusStep.TITP_3, TITP, NOBODY, date(2030, 6, 1), None),
        (StatusStep.TITP_TO_SSW, TITP, NOBODY, date(2028, 1, 1), None),
    ],
)
def test_only_what_the_law_makes_impossible_is_refused(
    step: StatusStep, way: Way, known: Known, on: date, expected: Refusal | None
) -> None:
    assert status_rules(step, way, known, on).refusal == expected


def test_third_stage_needs_a_leave_of_one_month_to_under_a_year() -> None:
    known = Known(done=frozenset({"t3_home_leave"}))

    on = {
        day: status_rules(StatusStep.TITP_3, TITP, known, day)
        for day in (date(2030, 4, 9), date(2030, 4, 10), date(2031, 3, 9), date(2031, 3, 10))
    }

    found = [fulfilments(rules)[Condition.HOME_LEAVE] for rules in on.values()]
    assert found == [NOT_MET, MET, MET, NOT_MET]
    assert [rules.is_early(day) for day, rules in on.items()] == [True, False, False, False]
    assert [rules.is_late(day) for day, rules in on.items()] == [False, False, False, True]


def test_third_stage_says_what_is_there_and_what_is_missing() -> None:
    known = Known(
        done=frozenset({"t2_grade3_practical"}), open=frozenset({"t3_home_leave"}), has_titp_3=True
    )

    rules = status_rules(StatusStep.TITP_3, TITP, known, date(2030, 5, 1))

    assert fulfilments(rules) == {
        Condition.TITP_2_ENDED: MET,
        Condition.HOME_LEAVE: NOT_MET,
        Condition.GRADE_3: MET,
        Condition.HAS_THIRD_STAGE: MET,
        Condition.HOST_EXCELLENT: UNKNOWN,
    }


def test_completed_well_frees_from_tests_in_the_linked_field() -> None:
    known = Known(done=frozenset({"r_evaluation_record"}), is_linked=True)

    rules = status_rules(StatusStep.TITP_TO_SSW, TITP, known, date(2030, 1, 10))

    assert fulfilments(rules) == {
        Condition.COMPLETED_TIME: MET,
        Condition.GRADE_3_OR_RECORD: MET,
        Condition.LINKED_FIELD: MET,
        Condition.RECOMMENDATION: UNKNOWN,
    }


@pytest.mark.parametrize(
    "done, levels, on, expected",
    [
        # One day before 2 years and 10 months nothing is completed: then the test counts.
        ({"t2_grade3_practical"}, None, date(2030, 1, 9), UNKNOWN),
        ({"t2_grade3_practical"}, None, date(2030, 1, 10), MET),
        (set(), None, date(2030, 1, 10), UNKNOWN),
        (set(), {"n5"}, date(2030, 1, 10), NOT_MET),
        (set(), set(), date(2030, 1, 10), NOT_MET),
        (set(), {"jft"}, date(2030, 1, 10), MET),
        (set(), {"n4"}, date(2030, 1, 10), MET),
    ],
)
def test_another_field_asks_for_its_test_and_for_japanese(
    done: set[str], levels: set[str] | None, on: date, expected: Fulfilment
) -> None:
    known = Known(
        done=frozenset(done),
        levels=None if levels is None else frozenset(levels),
        is_linked=False,
    )

    found = fulfilments(status_rules(StatusStep.TITP_TO_SSW, TITP, known, on))

    assert Condition.LINKED_FIELD not in found
    assert found[Condition.FIELD_TEST] == UNKNOWN
    assert found[Condition.JAPANESE_N4] == expected


@pytest.mark.parametrize("is_care, asked", [(False, "japanese_a1"), (True, "japanese_a2")])
def test_transfer_asks_for_a1_and_in_care_for_a2(is_care: bool, asked: str) -> None:
    way = replace(ESD, is_care=is_care, is_two_year_field=is_care)
    known = Known(levels=frozenset({"n5"}), open=frozenset({"e_basic_exam"}), is_linked=False)

    found = fulfilments(status_rules(StatusStep.ESD_TRANSFER, way, known, date(2028, 5, 21)))

    assert found == {
        Condition.TWO_YEARS if is_care else Condition.ONE_YEAR: NOT_MET if is_care else MET,
        Condition.SAME_WORK: NOT_MET,
        Condition.BASIC_EXAM: NOT_MET,
        Condition(asked): NOT_MET if is_care else MET,
        Condition.PUBLIC_CHANNEL: UNKNOWN,
    }


def test_after_three_years_of_esd_both_tests_lead_to_ssw() -> None:
    known = Known(done=frozenset({"e_final_tests"}), is_linked=True)

    rules = status_rules(StatusStep.ESD_TO_SSW, ESD, known, date(2030, 5, 20))

    assert fulfilments(rules) == {
        Condition.THREE_YEARS: NOT_MET,
        Condition.JAPANESE_A2: MET,
        Condition.GRADE_3_LEVEL: MET,
    }
    assert rules.is_early(date(2030, 5, 20))


def test_way_after_a_change_ends_where_the_new_status_does() -> None:
    third = way_after(StatusStep.TITP_3, TITP, date(2030, 5, 1))
    skilled = way_after(StatusStep.TITP_TO_SSW, third, date(2032, 2, 29))
    after_esd = way_after(StatusStep.ESD_TO_SSW, ESD, date(2030, 6, 1))

    assert (third.route, return_of(third)) == (Route.TITP_3, date(2032, 5, 1))
    assert (skilled.route, return_of(skilled)) == (Route.TITP_SSW, date(2037, 2, 28))
    assert (after_esd.route, return_of(after_esd)) == (Route.SSW, date(2035, 6, 1))
    assert way_after(StatusStep.ESD_TRANSFER, ESD, date(2028, 6, 1)) == ESD


def test_benchmarks_of_ssw_follow_the_day_of_the_change(
    templates: TEMPLATES, sittings: SITTINGS
) -> None:
    """Two years later than after three years of training: 15 May 2032."""
    way = way_after(StatusStep.TITP_TO_SSW, TITP, date(2032, 5, 15))

    due = {row.key: row.due_on for row in lay_out(templates, way, sittings)}

    assert due["s1_five_year_clock"] == date(2032, 5, 15)
    assert due["s1_recommendation_in_japan"] == date(2032, 3, 15)
    assert due["r_completion_certificate"] == date(2032, 4, 15)
    assert due["s1_ssw2_test"] == date(2036, 5, 15)
    assert due["r_residence_card"] == date(2037, 5, 15)
    # A trainee for more than four years had years four and five.
    assert due["t3_home_leave"] == date(2030, 4, 10)


def test_ssw_after_esd_keeps_what_belongs_to_esd(templates: TEMPLATES, sittings: SITTINGS) -> None:
    way = way_after(StatusStep.ESD_TO_SSW, ESD, date(2030, 6, 1))

    due = {row.key: row.due_on for row in lay_out(templates, way, sittings)}

    assert due["e_final_tests"] == date(2030, 5, 21)
    assert due["j_jft_basic"] == date(2030, 3, 21)
    assert due["s1_five_year_clock"] == date(2030, 6, 1)
    assert not {"pre_ssw_skill_test", "s1_recommendation_in_japan"} & due.keys()


@pytest.mark.parametrize(
    "start, stage",
    [
        (date(2029, 3, 9), "japan_years_2_3"),
        (date(2030, 3, 9), "japan_years_2_3"),
        (date(2030, 3, 10), "japan_years_4_5"),
        (date(2032, 3, 9), "japan_years_4_5"),
        (date(2032, 3, 10), "japan_years_6_8"),
    ],
)
def test_heading_follows_the_start_of_ssw(start: date, stage: str, templates: TEMPLATES) -> None:
    clock = next(template for template in templates if template.key == "s1_five_year_clock")
    way = Way(Route.TITP_SSW, TITP.departs_on, ssw_starts_on=start)

    assert stage_label_code(clock, way) == stage


def test_start_of_ssw_says_nothing_of_other_ways(templates: TEMPLATES, sittings: SITTINGS) -> None:
    for way in (TITP, ESD, Way(Route.SSW, TITP.departs_on)):
        told = replace(way, ssw_starts_on=way.arrives_on or way.departs_on)

        assert lay_out(templates, told, sittings) == lay_out(templates, way, sittings)
