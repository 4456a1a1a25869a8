from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.matching.atlas import Atlas
from planner.matching.economy import Economy, HomeEconomy, saturate
from planner.matching.enums import Against, For, Gap, Sector
from planner.matching.values import Place
from planner.matching.weights import DEFAULT
from tests.matching.strategies import named

CROPS, AQUACULTURE, MACHINING, TILING, LODGING, ELECTRONICS = (
    "TITP 1-1",
    "TITP 2-2",
    "TITP 6-4",
    "TITP 3-10",
    "TITP 7-16",
    "TITP 6-13",
)


def economy(atlas: Atlas, place: Place | str, code: str) -> Economy:
    at = named(atlas, place) if isinstance(place, str) else place
    return HomeEconomy(atlas, at, DEFAULT).of(atlas.trades_by_code[code])


def codes(found: Economy) -> set[For | Against]:
    return {reason.code for reason in found.reasons}


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_saturate_rises_from_0_to_1(low: float, high: float) -> None:
    low, high = sorted((low, high))

    assert 0 <= saturate(low) <= saturate(high) <= 1


def test_saturate_of_the_nations_share_is_the_middle() -> None:
    assert (saturate(0), saturate(1), saturate(3)) == (0, 0.5, 0.9)


def test_what_a_place_leads_in_is_a_reason_with_the_place(atlas: Atlas) -> None:
    found = economy(atlas, "Bắc Ninh", ELECTRONICS)

    reason = next(item for item in found.reasons if item.code is For.ACTIVITY_HERE)
    assert reason.about["place"] == "Bắc Ninh"
    assert found.value > 0.8


def test_demand_nearby_counts_less_than_here_and_more_than_nowhere(atlas: Atlas) -> None:
    home = HomeEconomy(atlas, named(atlas, "Bắc Ninh"), DEFAULT)
    nearby = HomeEconomy(atlas, named(atlas, "Bắc Giang"), replace(DEFAULT, nearby_percent=60))
    division = "31"  # Đồng Kỵ, in the same province of today

    assert nearby.demand(division).where == "nearby"
    assert 0 < nearby.demand(division).value < home.demand(division).value


def test_trade_without_activity_rows_goes_by_the_market_and_says_so(atlas: Atlas) -> None:
    city, mountain = economy(atlas, "Hồ Chí Minh", TILING), economy(atlas, "Bắc Kạn", TILING)

    assert city.value > mountain.value > 0
    assert Gap.LOCAL_PROXY in city.gaps
    assert For.LOCAL_MARKET in codes(city)
    assert Against.LOCAL_MARKET_THIN in codes(mountain)


def test_a_proxy_beside_a_proxy_adds_nothing(atlas: Atlas) -> None:
    # Plumbing has divisions 36, 37 and 33 beside 43; tiling has 43 alone. All go by proxy.
    for place in atlas.former.values():
        plumbing = economy(atlas, place, "TITP 3-13")
        tiling = economy(atlas, place, TILING)
        if Gap.LOCAL_PROXY in plumbing.gaps and not codes(plumbing) & {For.ACTIVITY_HERE}:
            assert plumbing.value == tiling.value


def test_unknown_sectors_are_a_gap_and_give_no_reason(atlas: Atlas) -> None:
    found = economy(atlas, "Lai Châu", CROPS)

    assert Gap.SECTORS_UNKNOWN in found.gaps
    assert not codes(found) & {For.SECTOR_LARGE, Against.SECTOR_SMALL}
    assert found.value > 0.3


def test_a_place_with_only_agriculture_known_says_partial(atlas: Atlas) -> None:
    whole = named(atlas, "Cà Mau")
    partial = replace(
        whole, shares={Sector.AGRICULTURE: whole.shares[Sector.AGRICULTURE]}, is_scaled=False
    )

    crops, machining = economy(atlas, partial, CROPS), economy(atlas, partial, MACHINING)

    assert Gap.SECTORS_PARTIAL in crops.gaps
    assert For.SECTOR_LARGE in codes(crops)
    assert not codes(machining) & {For.SECTOR_LARGE, Against.SECTOR_SMALL}


def test_old_shares_are_a_gap(atlas: Atlas) -> None:
    place = named(atlas, "Cà Mau")
    old = {sector: replace(figure, year="2020") for sector, figure in place.shares.items()}

    assert Gap.SECTORS_OLD in economy(atlas, replace(place, shares=old), CROPS).gaps


def test_a_province_of_today_made_of_several_says_that_the_former_is_unsure(atlas: Atlas) -> None:
    for today in atlas.current.values():
        is_unsure = Gap.FORMER_PROVINCE_UNSURE in economy(atlas, today, CROPS).gaps
        assert is_unsure == (len(atlas.formers_of(today.code)) > 1)


def test_production_is_of_what_the_trade_raises(atlas: Atlas) -> None:
    shrimp = economy(atlas, "Cà Mau", AQUACULTURE)

    reason = next(item for item in shrimp.reasons if item.code is For.PRODUCTION_HERE)
    assert reason.about["indicator"] == "aquaculture_output"
    assert HomeEconomy(atlas, named(atlas, "Cà Mau"), DEFAULT).production(
        atlas.trades_by_code[MACHINING]
    ) is None  # fmt: skip


@pytest.mark.parametrize("code", [CROPS, AQUACULTURE, MACHINING, TILING, LODGING, ELECTRONICS])
def test_component_is_between_0_and_1_everywhere(atlas: Atlas, code: str) -> None:
    for place in (*atlas.former.values(), *atlas.current.values()):
        assert 0 <= economy(atlas, place, code).value <= 1


@pytest.mark.parametrize("code", [CROPS, AQUACULTURE, TILING])
def test_a_place_of_which_nothing_is_known_still_gets_a_value(atlas: Atlas, code: str) -> None:
    place = replace(
        named(atlas, "Sóc Trăng"), shares={}, is_scaled=False, activities={}, statistics={}
    )

    assert economy(atlas, place, code).value > 0
