import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.matching.atlas import Atlas
from planner.matching.enums import Against, Alone, Asset, For, Gap, Wish
from planner.matching.family import USE, Family, FamilyAndWish, asset_fit, wish_fit
from planner.matching.values import Home
from planner.matching.weights import DEFAULT
from tests.matching.strategies import named

CROPS, FORESTRY, AQUACULTURE, WELDING, ELECTRONICS = (
    "TITP 1-1",
    "TITP 1-3",
    "TITP 2-2",
    "TITP 7-7",
    "TITP 6-13",
)


def family(
    atlas: Atlas,
    code: str,
    assets: set[Asset] | None = None,
    wish: Wish = Wish.UNSURE,
    has_care_duties: bool | None = None,
) -> FamilyAndWish:
    told = None if assets is None else frozenset(assets)
    home = Home(named(atlas, "Nghệ An"), told, has_care_duties=has_care_duties)
    return Family(home, wish, DEFAULT).of(atlas.trades_by_code[code])


def codes(found: FamilyAndWish) -> set[For | Against]:
    return {reason.code for reason in found.reasons}


def test_nothing_told_is_the_middle_and_two_gaps(atlas: Atlas) -> None:
    found = family(atlas, CROPS)

    assert found.value == 0.5
    assert set(found.gaps) == {Gap.WISH_UNSURE, Gap.FAMILY_NOT_TOLD}
    assert found.reasons == ()


@pytest.mark.parametrize(
    "asset, code",
    [
        (Asset.FARMLAND, CROPS),
        (Asset.FARMLAND, FORESTRY),
        (Asset.POND, AQUACULTURE),
        (Asset.LIVESTOCK, "TITP 1-2"),
        (Asset.WORKSHOP, WELDING),
        (Asset.SHOP, "TITP 4-8"),
        (Asset.VEHICLE, "SSW-13-road_transport"),
        (Asset.CRAFT, "TITP 7-1"),
    ],
)
def test_each_asset_is_a_reason_for_a_trade_that_uses_it(
    atlas: Atlas, asset: Asset, code: str
) -> None:
    having, without = family(atlas, code, {asset}), family(atlas, code, set())

    assert having.value > without.value
    assert For.FAMILY_ASSET in codes(having)


@pytest.mark.parametrize("asset", Asset)
def test_every_asset_has_a_use(asset: Asset) -> None:
    assert max(USE[asset].values()) == 1.0


def test_a_farm_without_land_and_a_pond_trade_without_pond_are_blocked(atlas: Atlas) -> None:
    assert Against.FAMILY_ASSET_MISSING in codes(family(atlas, CROPS, set()))
    assert Against.FAMILY_ASSET_MISSING in codes(family(atlas, AQUACULTURE, {Asset.FARMLAND}))


def test_land_that_a_trade_leaves_lying_speaks_against_it(atlas: Atlas) -> None:
    assert Against.FAMILY_ASSET_UNUSED in codes(family(atlas, ELECTRONICS, {Asset.FARMLAND}))
    assert Against.FAMILY_ASSET_UNUSED not in codes(family(atlas, ELECTRONICS, {Asset.CRAFT}))


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_more_land_never_lowers_the_fit(atlas: Atlas, one: int, other: int) -> None:
    place, land = named(atlas, "Nghệ An"), frozenset({Asset.FARMLAND})
    low, high = sorted((one, other))

    for group in USE[Asset.FARMLAND]:
        less, more = (asset_fit(Home(place, land, area), group) for area in (low, high))
        assert less <= more <= asset_fit(Home(place, land, None), group)


@pytest.mark.parametrize("wish", Wish)
def test_wish_fit_is_between_0_and_1(atlas: Atlas, wish: Wish) -> None:
    assert all(0 <= wish_fit(wish, trade) <= 1 for trade in atlas.trades)


def test_own_business_favours_what_one_person_can_run(atlas: Atlas) -> None:
    fits = {
        alone: {
            wish_fit(Wish.OWN_BUSINESS, trade) for trade in atlas.trades if trade.alone is alone
        }
        for alone in Alone
    }

    assert min(fits[Alone.YES]) > max(fits[Alone.PARTLY]) > max(fits[Alone.NO])


def test_a_farm_wish_is_served_by_farm_trades_only(atlas: Atlas) -> None:
    assert For.WISH_SERVED in codes(family(atlas, CROPS, wish=Wish.FARM))
    assert Against.WISH_DIFFERS in codes(family(atlas, ELECTRONICS, wish=Wish.FARM))


def test_care_at_home_favours_work_that_one_runs_oneself(atlas: Atlas) -> None:
    own, plant = (family(atlas, code, has_care_duties=True) for code in (WELDING, ELECTRONICS))

    assert own.value > plant.value
    assert For.CARE_POSSIBLE in codes(own)
    assert Against.CARE_HARD in codes(plant)
    assert family(atlas, WELDING, has_care_duties=False).reasons == ()
