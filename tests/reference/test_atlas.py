import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planner.matching.atlas import Atlas
from planner.matching.enums import Pathway, Sector
from planner.reference.models import JobCategory, SectorStructure, Statistic
from planner.reference.selectors import current_atlas
from planner.reference.services import mark_edited
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SSW_ONLY = {
    "SSW-13-road_transport",
    "SSW-18-logistics_warehouse",
    "SSW-19-resource_circulation",
}


@pytest.fixture
def atlas() -> Atlas:
    return current_atlas()


def test_atlas_has_all_places(atlas: Atlas) -> None:
    assert (len(atlas.former), len(atlas.current)) == (63, 34)
    assert {place.now_code for place in atlas.former.values()} == set(atlas.current)


def test_every_trade_appears_once(atlas: Atlas) -> None:
    codes = [trade.code for trade in atlas.trades]

    assert len(codes) == len(set(codes)) == 99


def test_every_operation_belongs_to_one_trade(atlas: Atlas) -> None:
    codes = [operation.code for trade in atlas.trades for operation in trade.operations]

    assert len(codes) == len(set(codes)) == len(atlas.operations_to_trades)
    assert all(
        code.rsplit("-", 1)[0] == trade.code for code, trade in atlas.operations_to_trades.items()
    )


def test_three_fields_that_no_intern_job_leads_to_stand_as_trades(atlas: Atlas) -> None:
    without = {trade.code for trade in atlas.trades if not trade.operations}

    assert without == SSW_ONLY
    assert {trade.code for trade in atlas.trades if Pathway.TITP not in trade.pathways} == SSW_ONLY


@pytest.mark.parametrize(
    "code, pathways",
    [
        ("TITP 1-1", (Pathway.TITP, Pathway.SSW, Pathway.ESD)),
        ("TITP 6-4", (Pathway.TITP, Pathway.SSW, Pathway.ESD)),
        ("SSW-13-road_transport", (Pathway.SSW,)),
    ],
)
def test_trade_has_the_pathways_that_offer_it(
    code: str, pathways: tuple[Pathway, ...], atlas: Atlas
) -> None:
    assert atlas.trades_by_code[code].pathways == pathways


def test_every_trade_has_a_pathway_a_division_and_needs(atlas: Atlas) -> None:
    lacking = [
        trade.code
        for trade in atlas.trades
        if not (trade.pathways and trade.divisions and trade.need_total)
    ]

    assert lacking == []


def test_trade_with_an_ssw_field_offers_ssw(atlas: Atlas) -> None:
    for trade in atlas.trades:
        assert trade.has_ssw_field == (Pathway.SSW in trade.pathways), trade.code
        assert trade.has_ssw_field or not trade.has_ssw_ii, trade.code


def test_ssw_ii_in_industry_is_open_to_machines_metal_and_electronics_only(atlas: Atlas) -> None:
    only_industry = [
        trade
        for trade in atlas.trades
        if [code for code in trade.fields if code.startswith("SSW-")]
        == ["SSW-03-industrial_products"]
    ]

    open_groups = {trade.group_key for trade in only_industry if trade.has_ssw_ii}

    assert open_groups == {
        "machining",
        "welding_metalwork",
        "casting_forging_surface",
        "electrical_electronics",
    }
    assert {trade.group_key for trade in only_industry} > open_groups


def test_ssw_ii_is_closed_in_care_and_transport(atlas: Atlas) -> None:
    closed = {"SSW-01-nursing_care", "SSW-13-road_transport"}

    assert [
        trade.code
        for trade in atlas.trades
        if trade.has_ssw_ii and {code for code in trade.fields if code.startswith("SSW-")} <= closed
    ] == []


def test_whole_shares_add_up_to_100_without_product_tax(atlas: Atlas) -> None:
    for place in [*atlas.former.values(), *atlas.current.values()]:
        if place.is_scaled:
            total = sum(float(figure.value) for figure in place.shares.values())
            assert total == pytest.approx(100), place.name


def test_share_is_that_of_the_row_over_the_three(atlas: Atlas) -> None:
    row = SectorStructure.objects.get(province__kind="current", province__code="01")
    three = (row.agriculture_pct, row.industry_pct, row.services_pct)
    assert row.product_tax_pct

    share = atlas.current["01"].shares[Sector.INDUSTRY]

    assert share.value == pytest.approx(
        100 * float(row.industry_pct or 0) / sum(float(part or 0) for part in three)
    )
    assert (share.year, share.source, share.place) == (row.year, row.source, "Hà Nội")


def test_province_without_shares_has_none(atlas: Atlas) -> None:
    lai_chau = atlas.former["12"]

    assert lai_chau.shares == {}
    assert not lai_chau.is_scaled
    assert lai_chau.statistics["growth"].value == 6.88


def test_statistic_of_a_place_is_its_newest(atlas: Atlas) -> None:
    newest: dict[tuple[str, str], tuple[str, float]] = {}
    rows = Statistic.objects.filter(province__kind="former").values_list(
        "province__code", "indicator__key", "year", "value"
    )
    for code, key, year, value in rows:
        newest[code, key] = max(newest.get((code, key), ("", 0.0)), (year, float(value)))

    wrong = [
        (code, key)
        for (code, key), (year, value) in newest.items()
        if (atlas.former[code].statistics[key].year, atlas.former[code].statistics[key].value)
        != (year, value)
    ]

    assert wrong == []


def test_every_group_has_one_to_four_kinds_of_work_at_home(atlas: Atlas) -> None:
    groups = {trade.group_key for trade in atlas.trades}

    assert groups == set(atlas.works)
    assert {len(works) for works in atlas.works.values()} <= {1, 2, 3, 4}


def test_every_division_of_a_trade_is_known(atlas: Atlas) -> None:
    divisions = {division for trade in atlas.trades for division in trade.divisions}

    assert divisions - atlas.division_sector.keys() == set()


def test_atlas_is_built_once_per_version(
    atlas: Atlas, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        again = current_atlas()

    assert again is atlas


def test_edited_row_makes_a_new_version_and_a_new_atlas(atlas: Atlas) -> None:
    category = JobCategory.objects.get(code="TITP 6-4")
    category.name_en = "Welding and more"

    mark_edited(row=category, by=UserFactory.create(staff=True), now=timezone.now())

    renewed = current_atlas()
    assert renewed.version != atlas.version
    assert renewed.trades_by_code["TITP 6-4"].name_en == "Welding and more"
    assert atlas.trades_by_code["TITP 6-4"].name_en != "Welding and more"
