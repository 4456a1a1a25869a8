import json

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
    told = Answers(is_in_japan=True, trade="TITP 6-4")

    assert told.updated(Answers(is_in_japan=False)) == Answers(is_in_japan=False)


def test_ratings_are_merged_and_the_new_ones_hold() -> None:
    told = Answers(ratings={"bargain": 0, "lift_all_day": 2})

    changed = told.updated(Answers(ratings={"bargain": 1, "grow_things": 2}))

    assert changed.ratings == {"bargain": 1, "lift_all_day": 2, "grow_things": 2}


def test_skipped_questions_add_up() -> None:
    told = Answers(skipped=("wish",))

    assert told.updated(Answers(skipped=("care",))).skipped == ("care", "wish")
