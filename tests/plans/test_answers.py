import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from planner.plans.answers import Answers
from tests.plans.strategies import answers


@given(answers())
def test_answers_come_back_out_of_json(told: Answers) -> None:
    stored = json.loads(json.dumps(told.to_json()))

    assert Answers.from_json(stored) == told


@given(answers())
def test_answers_with_nothing_new_stay(told: Answers) -> None:
    assert told.updated(Answers()) == told
    assert Answers().updated(told) == told


@given(answers(), answers())
def test_answers_updated_twice_with_the_same_change_once(told: Answers, part: Answers) -> None:
    assert told.updated(part).updated(part) == told.updated(part)


def test_answers_leave_out_what_this_version_does_not_know() -> None:
    assert Answers.from_json({"wish": "farm", "shoe_size": 43}) == Answers(wish="farm")


def test_answers_are_empty_only_when_nothing_was_told() -> None:
    assert Answers().is_empty
    assert not Answers(assets=()).is_empty


def test_home_is_replaced_whole() -> None:
    told = Answers(province="31", former_province="30")

    assert told.updated(Answers(province="24")) == Answers(province="24")


def test_home_stays_when_something_else_is_told() -> None:
    told = Answers(province="31", former_province="30")

    assert told.updated(Answers(wish="farm")) == Answers(
        province="31", former_province="30", wish="farm"
    )


def test_land_goes_with_the_farmland() -> None:
    told = Answers(assets=("farmland", "pond"), land_m2=3600)

    assert told.updated(Answers(assets=("pond",))) == Answers(assets=("pond",))


def test_land_stays_with_the_farmland() -> None:
    told = Answers(assets=("farmland",), land_m2=3600)

    changed = told.updated(Answers(assets=("farmland", "shop")))

    assert changed == Answers(assets=("farmland", "shop"), land_m2=3600)


def test_trade_goes_when_not_in_japan() -> None:
    told = Answers(stage="in_japan", trade="TITP 6-4")

    assert told.updated(Answers(stage="before_departure")) == Answers(stage="before_departure")


def test_ratings_are_merged_and_the_new_ones_hold() -> None:
    told = Answers(ratings={"bargain": 0, "lift_all_day": 2})

    changed = told.updated(Answers(ratings={"bargain": 1, "grow_things": 2}))

    assert changed.ratings == {"bargain": 1, "lift_all_day": 2, "grow_things": 2}


def test_skipped_questions_add_up() -> None:
    told = Answers(skipped=("wish",))

    assert told.updated(Answers(skipped=("care",))).skipped == ("care", "wish")


def test_a_new_month_of_departure_brings_its_own_pathway() -> None:
    told = Answers(departure_month="2027-03-01", pathway="TITP")

    assert told.updated(Answers(departure_month="2027-07-01")).pathway is None
    assert told.updated(Answers(departure_month="2027-05-01", pathway="TITP")).pathway == "TITP"


@pytest.mark.parametrize(
    "stage, has_left",
    [
        (None, False),
        ("before_departure", False),
        ("in_japan", True),
        ("before_return", True),
        ("home", True),
    ],
)
def test_whoever_works_or_worked_in_japan_has_left(stage: str | None, has_left: bool) -> None:
    assert Answers(stage=stage).has_left is has_left


def test_departs_in_is_the_first_day_of_the_month() -> None:
    assert Answers(departure_month="2027-03-01").departs_in == date(2027, 3, 1)
    assert Answers().departs_in is None


@given(answers())
def test_without_closed_leaves_out_well_being_and_nothing_else(told: Answers) -> None:
    open_part = told.without_closed

    assert (open_part.care, open_part.health, open_part.health_words) == (None, None, None)
    closed_part = Answers(care=told.care, health=told.health, health_words=told.health_words)
    assert open_part.updated(closed_part) == told


@given(answers(), answers())
def test_what_a_match_never_rests_on_is_not_matched(told: Answers, other: Answers) -> None:
    """As two rankings come out alike: words, hopes, schooling and the way there change none."""
    changed = replace(
        told,
        wish_words=other.wish_words,
        family_hope=other.family_hope,
        family_words=other.family_words,
        skipped=other.skipped,
        trade=other.trade,
        birth_year=other.birth_year,
        schooling=other.schooling,
        work_words=other.work_words,
        japanese=other.japanese,
        health_words=other.health_words,
        departure_month=other.departure_month,
        pathway=other.pathway,
    )

    assert changed.matched == told.matched
