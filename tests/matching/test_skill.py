from dataclasses import replace

from planner.matching.atlas import Atlas
from planner.matching.enums import Against
from planner.matching.skill import skill_carried, skill_reasons

ONE_OF = {
    Against.LINE_POSITION,
    Against.PLANT_ONLY,
    Against.CAPITAL_NEEDED,
    Against.CUSTOMERS_NEEDED,
}


def test_value_is_between_0_and_1(atlas: Atlas) -> None:
    assert all(0 <= skill_carried(trade) <= 1 for trade in atlas.trades)


def test_a_craft_weighs_above_every_line_position(atlas: Atlas) -> None:
    by_breadth = {
        breadth: [skill_carried(trade) for trade in atlas.trades if trade.breadth == breadth]
        for breadth in (1, 2, 3)
    }

    assert min(by_breadth[3]) > max(by_breadth[1])
    assert min(by_breadth[2]) > max(by_breadth[1])


def test_broader_never_carries_less(atlas: Atlas) -> None:
    for trade in atlas.trades:
        values = [skill_carried(replace(trade, breadth=breadth)) for breadth in (1, 2, 3)]
        assert values == sorted(values)


def test_every_trade_has_exactly_one_price(atlas: Atlas) -> None:
    for trade in atlas.trades:
        found = [reason.code for reason in skill_reasons(trade) if reason.code in ONE_OF]
        assert len(found) == 1


def test_a_way_on_is_said_to_be_closed_only_where_no_field_is_reached(atlas: Atlas) -> None:
    for trade in atlas.trades:
        is_said = Against.LONG_STAY_CLOSED in {reason.code for reason in skill_reasons(trade)}
        assert is_said == (not trade.has_ssw_field)
