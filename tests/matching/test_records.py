import json
from dataclasses import fields
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.matching.atlas import Atlas
from planner.matching.enums import Gap, HealthLimit, Wish
from planner.matching.ranking import rank
from planner.matching.records import ShownMatch, match_to_json, shown_match_from_json
from planner.matching.values import Home, Match, Person
from planner.matching.weights import DEFAULT
from tests.matching.strategies import homes, named, people
from tests.matching.test_ranking import MakeHome

PLAIN = (dict, list, str, int, float)


@pytest.fixture(scope="module")
def stored(atlas: Atlas) -> dict[str, Any]:
    """A match with figures, gaps, and reasons for and against, as kept."""
    home = Home(named(atlas, "Nghệ An"), has_care_duties=True)
    person = Person(Wish.FARM, health_limits=frozenset({HealthLimit.LIFTING}))
    return match_to_json(rank(atlas, home, person, DEFAULT).matches[0])


def copy_of(stored: dict[str, Any]) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(stored))
    return copy


@given(make_home=homes, person=people, position=st.integers(0, 98))
def test_a_match_comes_back_as_it_was_shown(
    atlas: Atlas, make_home: MakeHome, person: Person, position: int
) -> None:
    match = rank(atlas, make_home(atlas), person, DEFAULT).matches[position]

    back = shown_match_from_json(copy_of(match_to_json(match)))

    assert back == seen(match)
    assert types_of_values(back) == types_of_values(seen(match))


def seen(match: Match) -> ShownMatch:
    kept = {field.name: getattr(match, field.name) for field in fields(ShownMatch)[1:]}
    return ShownMatch(match.trade.code, **kept)


def types_of_values(match: ShownMatch) -> list[type]:
    reasons = (*match.reasons_for, *match.reasons_against)
    return [type(figure.value) for reason in reasons for figure in reason.figures]


def test_every_match_of_every_place_is_plain_json(atlas: Atlas) -> None:
    for place in chain(atlas.former.values(), atlas.current.values()):
        for match in rank(atlas, Home(place), Person(), DEFAULT).matches[::9]:
            record = match_to_json(match)

            assert copy_of(record) == record
            assert all(type(part) in PLAIN for part in parts_of(record))


def parts_of(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(part for item in inner for part in parts_of(item))]


@pytest.mark.parametrize("side", ["reasons_for", "reasons_against"])
@pytest.mark.parametrize(
    "change",
    [
        {"code": "a_code_of_tomorrow"},
        {"about": {"limits": "lifting|of_tomorrow"}},
        {"about": {"wish": "of_tomorrow"}},
        {"figures": [{"what": "pay_low"}]},
    ],
    ids=str,
)
def test_a_reason_of_another_version_is_dropped_and_the_rest_stays(
    stored: dict[str, Any], side: str, change: dict[str, Any]
) -> None:
    changed = copy_of(stored)
    changed[side][0] |= change

    back, whole = shown_match_from_json(changed), shown_match_from_json(stored)

    assert getattr(back, side) == getattr(whole, side)[1:]
    assert back.score == whole.score


def test_a_reason_for_is_never_read_as_one_against(stored: dict[str, Any]) -> None:
    changed = copy_of(stored) | {"reasons_against": stored["reasons_for"]}

    assert shown_match_from_json(changed).reasons_against == ()


def test_words_of_another_version_are_none_or_dropped(stored: dict[str, Any]) -> None:
    changed = copy_of(stored) | {
        "verdict": "of_tomorrow",
        "confidence": "of_tomorrow",
        "gaps": ["of_tomorrow", Gap.WISH_UNSURE.value],
        "components": {"of_tomorrow": 0.5},
        "of_tomorrow": 1,
    }
    changed["reasons_for"][0]["figures"] = [
        figure | {"of_tomorrow": 1} for figure in changed["reasons_for"][0]["figures"]
    ]

    back = shown_match_from_json(changed)

    assert (back.verdict, back.confidence, back.components) == (None, None, None)
    assert back.gaps == (Gap.WISH_UNSURE,)
    assert back.reasons_for == shown_match_from_json(stored).reasons_for


def test_an_empty_record_is_read_as_nothing_known() -> None:
    assert shown_match_from_json({}) == ShownMatch("", None, 0.0, None, None, (), (), ())
