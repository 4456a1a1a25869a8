"""The mirror question: with this trade, what can I do at home, where, and what is missing?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from planner.matching.atlas import Atlas
from planner.matching.economy import Economy, HomeEconomy
from planner.matching.enums import Asset, For
from planner.matching.pay import Pay, pay_for
from planner.matching.values import Home, Place, Reason, Trade, Work
from planner.matching.weights import Weights

OTHERS = 5
_HAVE = {
    "land": Asset.FARMLAND,
    "pond": Asset.POND,
    "livestock_barn": Asset.LIVESTOCK,
    "workshop": Asset.WORKSHOP,
    "shop": Asset.SHOP,
    "vehicle": Asset.VEHICLE,
}


@dataclass(frozen=True)
class WorkAtHome:
    """`needs`: codes of what this work asks for; `there`: those the family has."""

    work: Work
    pay: Pay | None
    there: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class PlaceToWork:
    """`strength` 0–1 of demand there; `reasons`: the figures behind it, empty = nothing is known."""

    place: Place
    strength: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Mirror:
    """`own`: the home; `rest`: the rest of its province of today; `others`: up to five more, best first."""

    trade: Trade
    works: tuple[WorkAtHome, ...]
    own: PlaceToWork
    rest: tuple[PlaceToWork, ...]
    others: tuple[PlaceToWork, ...]


def mirror(atlas: Atlas, home: Home, trade: Trade, weights: Weights) -> Mirror:
    everywhere = _everywhere(atlas, trade.code, weights)
    own = _place(atlas, home.place, trade, weights)
    if home.place.kind == "former":
        rest = [everywhere[place.code] for place in atlas.siblings(home.place)]
        near = {home.place.code, *(item.place.code for item in rest)}
    else:
        rest = []
        near = {place.code for place in atlas.formers_of(home.place.code)}
    others = (item for code, item in everywhere.items() if code not in near and item.reasons)
    return Mirror(
        trade,
        tuple(_work(atlas, home, work) for work in atlas.works.get(trade.group_key, ())),
        own,
        tuple(sorted(rest, key=_best_first)),
        tuple(sorted(others, key=_best_first)[:OTHERS]),
    )


@lru_cache(maxsize=128)
def _everywhere(atlas: Atlas, code: str, weights: Weights) -> Mapping[str, PlaceToWork]:
    """Every former province for one trade: the same whoever asks."""
    trade = atlas.trades_by_code[code]
    return {key: _place(atlas, place, trade, weights) for key, place in atlas.former.items()}


def _best_first(item: PlaceToWork) -> tuple[float, str]:
    return (-item.strength, item.place.code)


def _place(atlas: Atlas, place: Place, trade: Trade, weights: Weights) -> PlaceToWork:
    economy: Economy = HomeEconomy(atlas, place, weights).of(trade)
    reasons = tuple(
        reason for reason in economy.reasons if isinstance(reason.code, For) and reason.figures
    )
    return PlaceToWork(place, round(economy.value, 4), reasons)


def _work(atlas: Atlas, home: Home, work: Work) -> WorkAtHome:
    assets = home.assets or frozenset()
    there = tuple(need for need in work.needs if _HAVE.get(need) in assets)
    missing = tuple(need for need in work.needs if need not in there)
    return WorkAtHome(work, pay_for(atlas, work, home.place), there, missing)
