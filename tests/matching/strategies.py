"""Homes and people for property tests."""

from collections.abc import Callable

from hypothesis import strategies as st

from planner.matching.atlas import Atlas
from planner.matching.enums import Ability, Asset, HealthLimit, Wish
from planner.matching.values import Home, Person, Place

FORMER = 63

place_numbers = st.integers(0, FORMER - 1)
assets = st.none() | st.frozensets(st.sampled_from(Asset))
wishes = st.sampled_from(Wish)
ratings = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
groups = st.sampled_from(
    ["crops_greenhouse", "electrical_electronics", "machining", "sewing", "care_nursing"]
)
limits = st.none() | st.frozensets(st.sampled_from(HealthLimit))
people = st.builds(
    Person,
    wishes,
    st.dictionaries(st.sampled_from(Ability), ratings),
    limits,
    st.frozensets(groups, max_size=2),
)
# The place comes from the atlas, which a strategy cannot see: `homes` gives makers.
homes: st.SearchStrategy[Callable[[Atlas], Home]] = st.builds(
    lambda number, family, land, care: (
        lambda atlas: Home(former_place(atlas, number), family, land, care)
    ),
    place_numbers,
    assets,
    st.none() | st.integers(0, 50_000),
    st.none() | st.booleans(),
)


def former_place(atlas: Atlas, number: int) -> Place:
    return atlas.former[sorted(atlas.former)[number]]


def named(atlas: Atlas, name: str) -> Place:
    return next(place for place in atlas.former.values() if place.name == name)
