from dataclasses import asdict, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.matching.atlas import Atlas
from planner.matching.ranking import rank
from planner.matching.values import Home, Person
from planner.matching.weights import DEFAULT, Weights, WeightsError
from tests.matching.strategies import named

NAMES = [field.name for field in fields(Weights)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [-1, 101, 0.5, "30", None])
def test_a_weight_outside_0_to_100_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(WeightsError) as raised:
        replace(DEFAULT, **{name: value})

    assert (raised.value.field, raised.value.code) == (name, "out_of_range")


@pytest.mark.parametrize(
    "changes, field, code",
    [
        (
            {"home_economy": 0, "family_and_wish": 0, "person": 0, "skill": 0},
            "home_economy",
            "all_zero",
        ),
        (
            {"economy_sector": 0, "economy_activity": 0, "economy_production": 0},
            "economy_sector",
            "all_zero",
        ),
        ({"family_wish": 0, "family_assets": 0}, "family_wish", "all_zero"),
        ({"misaligned_below": 65}, "misaligned_below", "above_aligned"),
        ({"misaligned_component_below": 46}, "misaligned_component_below", "above_aligned"),
    ],
)
def test_weights_that_cannot_rank_are_refused(
    changes: dict[str, int], field: str, code: str
) -> None:
    with pytest.raises(WeightsError) as raised:
        replace(DEFAULT, **changes)

    assert (raised.value.field, raised.value.code) == (field, code)


def test_defaults_are_as_told_in_the_documentation() -> None:
    main = ("home_economy", "family_and_wish", "skill", "person")

    assert [asdict(DEFAULT)[name] for name in main] == [30, 30, 25, 15]


@given(st.fixed_dictionaries({name: st.integers(0, 100) for name in NAMES}))
def test_any_weights_that_are_accepted_rank_every_trade(
    atlas: Atlas, values: dict[str, int]
) -> None:
    try:
        weights = Weights(**values)
    except WeightsError:
        return

    ranking = rank(atlas, Home(named(atlas, "Hải Dương"), frozenset()), Person(), weights)

    assert len(ranking.matches) == 99
    assert all(0 < match.score <= 1 for match in ranking.matches)
