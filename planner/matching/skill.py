"""Component 4: what the trade teaches beyond one line position, and carries home."""

from collections.abc import Iterator

from planner.matching.enums import Against, Alone, For
from planner.matching.values import Reason, Trade

_BREADTH = {1: 0.1, 2: 0.55, 3: 0.95}
# ISCO-08 major groups: craft (7) and skilled farm work (6) before service (5), clerical (4),
# machine minding and assembly (8), elementary work (9).
_ISCO = {"6": 1.0, "7": 1.0, "5": 0.8, "4": 0.6, "3": 0.8, "8": 0.25, "9": 0.1}


def skill_carried(trade: Trade) -> float:
    """0–1: seven parts breadth, two parts kind of work, one part the way on in Japan. Judgement."""
    way_on = 0.3 * trade.has_titp_iii + 0.4 * trade.has_ssw_field + 0.3 * trade.has_ssw_ii
    return 0.7 * _BREADTH[trade.breadth] + 0.2 * _ISCO.get(trade.isco_major, 0.5) + 0.1 * way_on


def skill_reasons(trade: Trade) -> Iterator[Reason]:
    """Exactly one of the four against: every trade has its price."""
    if trade.breadth == 3:
        yield Reason(For.CRAFT_CARRIED, (), {}, 0.75)
    if trade.alone is Alone.YES:
        yield Reason(For.ALONE_POSSIBLE, (), {}, 0.55)
    if trade.has_ssw_ii:
        yield Reason(For.LONG_STAY_OPEN, (), {}, 0.3)
    if trade.breadth == 1:
        yield Reason(Against.LINE_POSITION, (), {}, 0.9)
    elif trade.alone is Alone.NO:
        yield Reason(Against.PLANT_ONLY, (), {}, 0.6)
    elif trade.alone is Alone.PARTLY:
        yield Reason(Against.CAPITAL_NEEDED, (), {}, 0.5)
    else:
        yield Reason(Against.CUSTOMERS_NEEDED, (), {}, 0.4)
    if not trade.has_ssw_field:
        yield Reason(Against.LONG_STAY_CLOSED, (), {}, 0.35)
