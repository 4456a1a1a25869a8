import json
from dataclasses import replace

import pytest

from planner.matching.atlas import Atlas
from planner.matching.cases import FOLDER, check_cases, load_cases
from planner.matching.weights import DEFAULT

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_labelled_case_holds(atlas: Atlas, case: dict[str, object]) -> None:
    outcomes = check_cases(atlas, DEFAULT, [case])

    assert outcomes
    assert [outcome for outcome in outcomes if not outcome.is_met] == []


def test_own_cases_are_twelve_or_more_and_each_says_why() -> None:
    own = json.loads((FOLDER / "own.json").read_text("utf-8"))

    assert len(own) >= 12
    assert [case["id"] for case in own if not case.get("why")] == []


def test_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]

    assert sorted(set(ids)) == sorted(ids)


def test_outcome_shows_what_was_found_when_it_fails(atlas: Atlas) -> None:
    case = {
        "id": "turned-round",
        "former_province": "Cà Mau",
        "family": ["pond"],
        "wish": "farm",
        "expect": {"group_in_top_3": ["machinery_metal"], "why": "the other way round"},
    }

    (outcome,) = check_cases(atlas, DEFAULT, [case])

    assert not outcome.is_met
    assert outcome.found.startswith("fishery")
    assert outcome.why == "the other way round"


def test_outcomes_depend_on_the_weights(atlas: Atlas) -> None:
    only_skill = replace(DEFAULT, home_economy=0, family_and_wish=0, person=0)

    assert not all(outcome.is_met for outcome in check_cases(atlas, only_skill, CASES))
