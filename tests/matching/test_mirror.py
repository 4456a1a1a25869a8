import pytest

from planner.matching.atlas import Atlas
from planner.matching.enums import Asset, For
from planner.matching.mirror import OTHERS, mirror
from planner.matching.values import Home
from planner.matching.weights import DEFAULT
from tests.matching.strategies import named


def test_mirror_answers_for_every_trade_and_every_former_province(atlas: Atlas) -> None:
    for place in atlas.former.values():
        home = Home(place, frozenset({Asset.FARMLAND, Asset.SHOP}))
        own_province = {place.code, *(other.code for other in atlas.siblings(place))}
        for trade in atlas.trades:
            found = mirror(atlas, home, trade, DEFAULT)

            assert found.works
            assert found.own.place is place
            assert {item.place.code for item in found.rest} == own_province - {place.code}
            assert len(found.others) <= OTHERS
            assert not {item.place.code for item in found.others} & own_province
            assert all(item.reasons for item in found.others)
            for work in found.works:
                assert not set(work.there) & set(work.missing)
                assert {*work.there, *work.missing} == set(work.work.needs)


def test_places_are_told_best_first(atlas: Atlas) -> None:
    home = Home(named(atlas, "Bắc Giang"))

    for trade in atlas.trades:
        found = mirror(atlas, home, trade, DEFAULT)
        for items in (found.rest, found.others):
            strengths = [item.strength for item in items]
            assert strengths == sorted(strengths, reverse=True)


def test_each_place_shows_the_figure_behind_it(atlas: Atlas) -> None:
    found = mirror(
        atlas, Home(named(atlas, "Bắc Giang")), atlas.trades_by_code["TITP 2-2"], DEFAULT
    )

    assert found.others
    for item in found.others:
        assert all(isinstance(reason.code, For) and reason.figures for reason in item.reasons)


def test_what_the_family_has_is_not_missing(atlas: Atlas) -> None:
    trade = atlas.trades_by_code["TITP 7-1"]
    place = named(atlas, "Bắc Ninh")

    without = mirror(atlas, Home(place, frozenset()), trade, DEFAULT)
    having = mirror(atlas, Home(place, frozenset({Asset.WORKSHOP})), trade, DEFAULT)

    assert any("workshop" in work.missing for work in without.works)
    assert all("workshop" not in work.missing for work in having.works)
    assert any("workshop" in work.there for work in having.works)


@pytest.mark.parametrize("assets", [None, frozenset[Asset]()])
def test_nothing_told_or_nothing_there_leaves_everything_missing(
    atlas: Atlas, assets: frozenset[Asset] | None
) -> None:
    home = Home(named(atlas, "Quảng Trị"), assets)

    found = mirror(atlas, home, atlas.trades_by_code["TITP 1-1"], DEFAULT)

    assert all(work.there == () for work in found.works)


def test_a_province_of_today_leaves_its_former_ones_out_of_the_others(atlas: Atlas) -> None:
    for today in atlas.current.values():
        found = mirror(atlas, Home(today), atlas.trades_by_code["TITP 1-1"], DEFAULT)
        own = {place.code for place in atlas.formers_of(today.code)}

        assert found.own.place is today
        assert found.rest == ()
        assert not {item.place.code for item in found.others} & own
