import pytest

from planner.matching.atlas import Atlas
from planner.matching.enums import Sector
from tests.matching.strategies import named


def test_there_are_63_former_and_34_current_places_and_99_trades(atlas: Atlas) -> None:
    assert (len(atlas.former), len(atlas.current), len(atlas.trades)) == (63, 34, 99)


def test_nation_is_the_grdp_weighted_mean_of_complete_places(atlas: Atlas) -> None:
    complete = [
        (
            float(place.statistics["grdp_current_prices"].value),
            {sector: float(figure.value) for sector, figure in place.shares.items()},
        )
        for place in atlas.former.values()
        if len(place.shares) == len(Sector)
    ]

    output = sum(size for size, _shares in complete)
    for sector in Sector:
        mean = sum(size * shares[sector] for size, shares in complete) / output
        assert atlas.nation_shares[sector].value == pytest.approx(mean)


def test_product_tax_is_left_out_of_complete_shares(atlas: Atlas) -> None:
    scaled = [place for place in atlas.former.values() if place.is_scaled]

    assert len(scaled) > 50
    for place in scaled:
        assert sum(float(figure.value) for figure in place.shares.values()) == pytest.approx(100)
    assert sum(float(f.value) for f in atlas.nation_shares.values()) == pytest.approx(100)


def test_siblings_are_the_rest_of_the_new_province(atlas: Atlas) -> None:
    names = {place.name for place in atlas.siblings(named(atlas, "Nam Định"))}

    assert names == {"Hà Nam", "Ninh Bình"}


def test_neighbours_are_of_the_region_and_outside_the_new_province(atlas: Atlas) -> None:
    home = named(atlas, "Nam Định")
    names = {place.name for place in atlas.neighbours(home)}

    assert "Thái Bình" in names
    assert not names & {"Nam Định", "Hà Nam", "Ninh Bình", "Cà Mau"}


def test_a_province_of_today_has_no_siblings_and_the_activities_of_its_former_ones(
    atlas: Atlas,
) -> None:
    today = next(place for place in atlas.current.values() if place.name == "Lâm Đồng")

    assert atlas.siblings(today) == ()
    crops = atlas.activities_at(today, "01")
    assert {activity.figure.place for activity in crops} > {"Lâm Đồng"}


def test_market_is_between_0_and_1_and_largest_in_the_two_big_cities(atlas: Atlas) -> None:
    markets = {place.name: atlas.market(place) for place in atlas.former.values()}

    assert all(0 <= value <= 1 for value in markets.values())
    assert {"Hà Nội", "Hồ Chí Minh"} <= set(sorted(markets, key=lambda name: -markets[name])[:4])


def test_market_of_a_province_of_today_lies_between_its_former_ones(atlas: Atlas) -> None:
    for today in atlas.current.values():
        parts = [atlas.market(place) for place in atlas.formers_of(today.code)]

        assert min(parts) - 1e-9 <= atlas.market(today) <= max(parts) + 1e-9


def test_quotient_is_part_of_output_over_part_of_people(atlas: Atlas) -> None:
    place = named(atlas, "An Giang")
    rice = {
        item.code: float(item.statistics["paddy_output"].value)
        for item in atlas.former.values()
        if "paddy_output" in item.statistics
    }
    people = {
        item.code: float(item.statistics["population_average"].value)
        for item in atlas.former.values()
    }

    expected = (rice[place.code] / sum(rice.values())) / (people[place.code] / sum(people.values()))
    assert atlas.quotient(place, "paddy_output") == pytest.approx(expected)
    assert expected > 1
    assert atlas.quotient(place, "unheard_of") is None
