from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import cycle
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.matching.atlas import Atlas
from planner.matching.enums import (
    CLOSED_REASONS,
    Ability,
    Against,
    Asset,
    Confidence,
    Gap,
    HealthLimit,
    Sector,
    Verdict,
    Wish,
)
from planner.matching.person import TOUCHED
from planner.matching.ranking import rank
from planner.matching.values import FARM_GROUPS, Home, Match, Person, Ranking
from planner.matching.weights import DEFAULT
from tests.matching.strategies import former_place, groups, homes, named, people, place_numbers

Item = TypeVar("Item")
MakeHome = Callable[[Atlas], Home]
ORDER = [Verdict.MISALIGNED, Verdict.PARTLY, Verdict.ALIGNED]
FAMILIES: list[frozenset[Asset] | None] = [
    None,
    frozenset(),
    *(frozenset({asset}) for asset in Asset),
    frozenset({Asset.FARMLAND, Asset.LIVESTOCK, Asset.POND}),
    frozenset({Asset.WORKSHOP, Asset.SHOP, Asset.VEHICLE, Asset.CRAFT}),
    frozenset(Asset),
]


def is_farm(match: Match) -> bool:
    return match.trade.isco_major == "6" or match.trade.group_key in FARM_GROUPS


@given(make_home=homes, person=people)
def test_every_trade_stands_once_with_components_between_0_and_1(
    atlas: Atlas, make_home: MakeHome, person: Person
) -> None:
    matches = rank(atlas, make_home(atlas), person, DEFAULT).matches

    assert len(matches) == 99
    assert {match.trade.code for match in matches} == {trade.code for trade in atlas.trades}
    for match in matches:
        assert all(0 <= value <= 1 for value in vars(match.components).values())
        assert 0 < match.score <= 1


@given(make_home=homes, person=people)
def test_order_is_by_score_then_code(atlas: Atlas, make_home: MakeHome, person: Person) -> None:
    scores = [match.score for match in rank(atlas, make_home(atlas), person, DEFAULT).matches]

    assert scores == sorted(scores, reverse=True)


@given(make_home=homes, person=people)
def test_better_in_every_component_never_ranks_or_reads_lower(
    atlas: Atlas, make_home: MakeHome, person: Person
) -> None:
    matches = rank(atlas, make_home(atlas), person, DEFAULT).matches

    for high in matches:
        is_blocked = any(r.code is Against.FAMILY_ASSET_MISSING for r in high.reasons_against)
        for low in matches:
            if dominates(high, low):
                assert high.score >= low.score
                assert is_blocked or ORDER.index(high.verdict) >= ORDER.index(low.verdict)


def dominates(high: Match, low: Match) -> bool:
    # Rounded to four places: a hair apart counts as equal.
    pairs = zip(vars(high.components).values(), vars(low.components).values(), strict=True)
    return all(above >= below + 0.0002 for above, below in pairs)


@given(make_home=homes, person=people, random=st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_order_of_the_input(
    atlas: Atlas, make_home: MakeHome, person: Person, random: Random
) -> None:
    shuffled = replace(
        atlas,
        trades=shuffle(random, atlas.trades),
        wages=shuffle(random, atlas.wages),
        former=dict(shuffle(random, atlas.former.items())),
        current=dict(shuffle(random, atlas.current.items())),
    )
    home = make_home(atlas)

    assert shown(rank(shuffled, home, person, DEFAULT)) == shown(rank(atlas, home, person, DEFAULT))


def shuffle(random: Random, items: Iterable[Item]) -> tuple[Item, ...]:
    copy = list(items)
    random.shuffle(copy)
    return tuple(copy)


def shown(ranking: Ranking) -> list[tuple[object, ...]]:
    return [
        (
            match.trade.code,
            match.score,
            match.verdict,
            [reason.code for reason in match.reasons_for],
            [reason.code for reason in match.reasons_against],
        )
        for match in ranking.matches
    ]


@given(make_home=homes, person=people)
def test_same_inputs_give_the_same_answer(
    atlas: Atlas, make_home: MakeHome, person: Person
) -> None:
    home = make_home(atlas)

    assert rank(atlas, home, person, DEFAULT) == rank(atlas, home, person, DEFAULT)


@pytest.mark.parametrize("wish", Wish)
def test_every_trade_has_a_reason_against_and_no_code_stands_against_more_than_half(
    atlas: Atlas, wish: Wish
) -> None:
    families = cycle(FAMILIES)
    places = [*atlas.former.values(), *atlas.current.values()]
    assert len(places) == 63 + 34

    for number, place in enumerate(places):
        abilities = {Ability.STRENGTH: 0.0, Ability.LANGUAGE: 1.0} if number % 2 else {}
        ranking = rank(atlas, Home(place, next(families)), Person(wish, abilities), DEFAULT)
        against = [{reason.code for reason in match.reasons_against} for match in ranking.matches]

        assert all(against), place.name
        assert max(Counter(code for codes in against for code in codes).values()) <= 49, place.name


@given(make_home=homes, person=people)
def test_no_code_but_a_health_limit_stands_against_more_than_half(
    atlas: Atlas, make_home: MakeHome, person: Person
) -> None:
    ranking = rank(atlas, make_home(atlas), person, DEFAULT)

    against = [codes_against(match) for match in ranking.matches]
    assert all(against)
    count = Counter(code for codes in against for code in codes - {Against.HEALTH_LIMIT})
    assert max(count.values()) <= 49


def codes_against(match: Match) -> set[str]:
    return {reason.code for reason in match.reasons_against}


def test_what_is_true_of_nearly_all_is_said_once(atlas: Atlas) -> None:
    home = Home(named(atlas, "Bắc Ninh"), frozenset({Asset.FARMLAND}))

    ranking = rank(atlas, home, Person(Wish.FARM), DEFAULT)

    assert Against.WISH_DIFFERS in {reason.code for reason in ranking.shared_against}


@given(number=place_numbers, person=people, data=st.data())
def test_more_agriculture_never_lowers_a_farm_trade_against_another(
    atlas: Atlas, number: int, person: Person, data: st.DataObject
) -> None:
    place = former_place(atlas, number)
    if not place.is_scaled:
        return
    shares = {sector: float(figure.value) for sector, figure in place.shares.items()}
    now = shares[Sector.AGRICULTURE]
    more = data.draw(st.floats(now, 100))
    scale = (100 - more) / (100 - now)
    changed = {
        sector: replace(
            figure, value=more if sector is Sector.AGRICULTURE else shares[sector] * scale
        )
        for sector, figure in place.shares.items()
    }

    before = rank(atlas, Home(place), person, DEFAULT).by_code
    after = rank(atlas, Home(replace(place, shares=changed)), person, DEFAULT).by_code

    for code, match in before.items():
        if match.trade.sector is Sector.AGRICULTURE:
            assert after[code].score >= match.score
        else:
            assert after[code].score <= match.score


@given(make_home=homes, person=people)
def test_farmland_never_lowers_a_farm_trade(
    atlas: Atlas, make_home: MakeHome, person: Person
) -> None:
    home = make_home(atlas)
    without = replace(home, assets=(home.assets or frozenset()) - {Asset.FARMLAND})
    having = replace(home, assets=(home.assets or frozenset()) | {Asset.FARMLAND})

    before = rank(atlas, without, person, DEFAULT).by_code
    after = rank(atlas, having, person, DEFAULT).by_code

    assert [c for c, m in before.items() if is_farm(m) and after[c].score < m.score] == []


@given(
    make_home=homes,
    person=people,
    land=st.tuples(st.integers(0, 60_000), st.integers(0, 60_000)).map(sorted),
)
def test_more_land_never_lowers_a_farm_trade(
    atlas: Atlas, make_home: MakeHome, person: Person, land: list[int]
) -> None:
    home = make_home(atlas)
    assets = (home.assets or frozenset()) | {Asset.FARMLAND}

    less, more = (
        rank(atlas, replace(home, assets=assets, land_m2=area), person, DEFAULT).by_code
        for area in land
    )

    assert [c for c, m in less.items() if is_farm(m) and more[c].score < m.score] == []


@pytest.mark.parametrize("ability", Ability)
def test_each_ability_alone_raises_the_trades_that_need_it(atlas: Atlas, ability: Ability) -> None:
    home = Home(named(atlas, "Nghệ An"), frozenset())

    without = rank(atlas, home, Person(), DEFAULT).by_code
    having = rank(atlas, home, Person(abilities={ability: 1.0}), DEFAULT).by_code

    needing = {code for code, match in without.items() if match.trade.needs.get(ability)}
    raised = {code for code, match in without.items() if having[code].score > match.score}
    assert raised == needing
    assert needing


@given(make_home=homes, person=people)
def test_skipping_the_statements_changes_nothing_but_confidence(
    atlas: Atlas, make_home: MakeHome, person: Person
) -> None:
    home = make_home(atlas)
    neutral = replace(person, abilities=dict.fromkeys(Ability, 0.5))

    skipped = rank(atlas, home, replace(person, abilities={}), DEFAULT)
    answered = rank(atlas, home, neutral, DEFAULT)

    assert shown(skipped) == shown(answered)
    for match in skipped.matches:
        gaps = {*answered.by_code[match.trade.code].gaps, Gap.STATEMENTS_SKIPPED}
        assert set(match.gaps) == gaps


@given(make_home=homes, person=people, limit=st.sampled_from(HealthLimit))
def test_a_health_limit_lowers_no_trade_that_does_not_need_it_and_raises_none(
    atlas: Atlas, make_home: MakeHome, person: Person, limit: HealthLimit
) -> None:
    home = make_home(atlas)
    told = person.health_limits or frozenset()

    before = rank(atlas, home, replace(person, health_limits=told - {limit}), DEFAULT).by_code
    after = rank(atlas, home, replace(person, health_limits=told | {limit}), DEFAULT).by_code

    for code, match in before.items():
        needs = match.trade.needs
        if any(needs.get(ability, 0) >= need for ability, need in TOUCHED[limit].items()):
            assert after[code].score <= match.score
        else:
            assert after[code].score == match.score


@given(make_home=homes, person=people)
def test_a_health_limit_is_shown_wherever_much_is_asked_of_it(
    atlas: Atlas, make_home: MakeHome, person: Person
) -> None:
    ranking = rank(atlas, make_home(atlas), person, DEFAULT)

    told = person.health_limits or frozenset()
    touched = [need for limit in told for need in TOUCHED[limit].items()]
    for match in ranking.matches:
        needs = match.trade.needs
        asks_much = any(needs.get(ability, 0) >= max(2, lowest) for ability, lowest in touched)
        assert (Against.HEALTH_LIMIT in codes_against(match)) == asks_much
    assert Against.HEALTH_LIMIT not in {reason.code for reason in ranking.shared_against}


def test_health_limits_stand_against_each_of_more_than_half(atlas: Atlas) -> None:
    home = Home(named(atlas, "Bắc Ninh"))

    ranking = rank(atlas, home, Person(health_limits=frozenset({HealthLimit.LIFTING})), DEFAULT)

    limited = [match for match in ranking.matches if Against.HEALTH_LIMIT in codes_against(match)]
    assert len(limited) > 49


@given(make_home=homes, person=people)
def test_no_health_limit_told_and_none_there_is_the_same(
    atlas: Atlas, make_home: MakeHome, person: Person
) -> None:
    home = make_home(atlas)

    not_told = rank(atlas, home, replace(person, health_limits=None), DEFAULT)
    none_there = rank(atlas, home, replace(person, health_limits=frozenset()), DEFAULT)

    assert not_told == none_there


@given(make_home=homes, person=people, group=groups)
def test_experience_raises_its_group_and_no_other(
    atlas: Atlas, make_home: MakeHome, person: Person, group: str
) -> None:
    home = make_home(atlas)
    without = replace(person, experience=person.experience - {group})
    having = replace(person, experience=person.experience | {group})

    before = rank(atlas, home, without, DEFAULT).by_code
    after = rank(atlas, home, having, DEFAULT).by_code

    for code, match in before.items():
        if match.trade.group_key == group and match.components.person < 1:
            assert after[code].score > match.score
        else:
            assert after[code].score == match.score


@given(make_home=homes, person=people)
def test_without_closed_data_no_reason_rests_on_it(
    atlas: Atlas, make_home: MakeHome, person: Person
) -> None:
    home = replace(make_home(atlas), has_care_duties=None)

    ranking = rank(atlas, home, replace(person, health_limits=None), DEFAULT)

    reasons = [*ranking.shared_against]
    for match in ranking.matches:
        reasons += [*match.reasons_for, *match.reasons_against]
    assert {reason.code for reason in reasons} & CLOSED_REASONS == set()


CONFIDENCES = [Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH]


@given(number=place_numbers, person=people)
def test_unknown_sectors_lower_confidence_and_never_blank_a_component(
    atlas: Atlas, number: int, person: Person
) -> None:
    place = former_place(atlas, number)
    unknown = replace(place, shares={}, is_scaled=False)

    before = rank(atlas, Home(place), person, DEFAULT).by_code
    after = rank(atlas, Home(unknown), person, DEFAULT).by_code

    for code, match in after.items():
        assert Gap.SECTORS_UNKNOWN in match.gaps
        assert CONFIDENCES.index(match.confidence) <= CONFIDENCES.index(before[code].confidence)
        if match.components.home_economy == 0:
            said = {reason.code for reason in match.reasons_against}
            assert Against.ACTIVITY_NOWHERE_NEAR in said


def test_nothing_told_is_the_middle(atlas: Atlas) -> None:
    ranking = rank(atlas, Home(named(atlas, "Hà Nam")), Person(), DEFAULT)

    assert {match.components.family_and_wish for match in ranking.matches} == {0.5}
    assert {match.components.person for match in ranking.matches} == {0.5}


def test_a_trade_without_what_it_needs_is_never_aligned(atlas: Atlas) -> None:
    home = Home(named(atlas, "Cà Mau"), frozenset({Asset.FARMLAND}))

    ranking = rank(atlas, home, Person(Wish.FARM), DEFAULT)

    aquaculture = ranking.by_code["TITP 2-2"]
    assert Against.FAMILY_ASSET_MISSING in {reason.code for reason in aquaculture.reasons_against}
    assert aquaculture.verdict is not Verdict.ALIGNED


def test_every_figure_of_a_reason_has_a_source_or_is_unsourced_and_said(atlas: Atlas) -> None:
    for place in atlas.former.values():
        for match in rank(atlas, Home(place), Person(), DEFAULT).matches:
            for reason in (*match.reasons_for, *match.reasons_against):
                unsourced = [figure.what for figure in reason.figures if not figure.source]
                assert set(unsourced) <= {"activity"}
