"""Component 1: is there work or a market for this trade at home?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from planner.matching.atlas import LOCAL_DIVISIONS, Atlas, farm_income
from planner.matching.enums import Against, For, Gap, Sector, Strength
from planner.matching.values import Activity, Figure, Place, Reason, Trade
from planner.matching.weights import Weights

STRENGTH_VALUE = {Strength.LEADING: 1.0, Strength.NOTABLE: 0.6}
# One division holds crops and animals. A note that speaks only of the other side says this much.
OTHER_SIDE_OF_FARMING = 0.4
FARM_KIND = {"611": "crops", "612": "animals"}
# What a farm trade produces, by ISCO-08 prefix: the indicators that show it is grown or raised here.
PRODUCTION = {
    "611": (
        "paddy_output",
        "maize_output",
        "cassava_output",
        "groundnut_output",
        "sugarcane_output",
        "sweet_potato_output",
    ),
    "612": ("pigs", "cattle", "poultry", "buffaloes"),
    "6221": ("aquaculture_output",),
    "6222": ("fishery_caught_output",),
    "6223": ("fishery_caught_output",),
    "6210": ("wood_output",),
}
# A proxy says less than a figure: it is drawn this far towards the middle.
PROXY_DRAWN_TO_MIDDLE = 0.5
PROXIES = ("market", "sector")
# The best of a trade's other divisions closes this much of what the main one leaves open. A proxy
# beside a proxy closes nothing: it is the same guess twice.
SIDE_DIVISION = 0.4


@dataclass(frozen=True)
class Demand:
    """How much a division is wanted at home, 0–1, and from where that is known."""

    value: float
    where: str  # "here", "nearby", "region", "market", "sector" or "nowhere"
    activity: Activity | None = None


@dataclass(frozen=True)
class Economy:
    value: float
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]


class HomeEconomy:
    """One place, seen by every trade. What does not depend on the trade is worked out once."""

    def __init__(self, atlas: Atlas, place: Place, weights: Weights) -> None:
        self.atlas, self.place, self.weights = atlas, place, weights
        self._economies: dict[str, Economy] = {}
        self._demands: dict[tuple[str, str], Demand] = {}
        self._productions: dict[tuple[str, ...], tuple[float, Figure | None] | None] = {}

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(self._gaps())

    def _gaps(self) -> Iterator[Gap]:
        shares = self.place.shares
        if not shares:
            yield Gap.SECTORS_UNKNOWN
        elif not self.place.is_scaled:
            yield Gap.SECTORS_PARTIAL
        elif min(share.year for share in shares.values()) < "2022":
            yield Gap.SECTORS_OLD
        if self.place.kind == "current" and len(self.atlas.formers_of(self.place.code)) > 1:
            yield Gap.FORMER_PROVINCE_UNSURE

    def quotient(self, sector: Sector) -> float | None:
        """Location quotient of a sector; None = unknown."""
        share = self.place.shares.get(sector)
        return float(share.value) / float(self.atlas.nation_shares[sector].value) if share else None

    def demand(self, division: str, kind: str = "") -> Demand:
        """`kind`: the side of farming that is meant, "crops" or "animals"."""
        key = (division, kind)
        if key not in self._demands:
            self._demands[key] = self._demand(division, kind)
        return self._demands[key]

    def _demand(self, division: str, kind: str) -> Demand:
        own, here = _strongest(self.atlas.activities_at(self.place, division), kind)
        if division in LOCAL_DIVISIONS or division not in self.atlas.divisions_seen:
            proxy, where = self._proxy(division)
            return Demand(own, "here", here) if own > proxy else Demand(proxy, where)
        best = Demand(own, "here", here) if here else Demand(0.0, "nowhere")
        for factor, where, places in (
            (self.weights.nearby_percent / 100, "nearby", self.atlas.siblings(self.place)),
            (self.weights.region_percent / 100, "region", self.atlas.neighbours(self.place)),
        ):
            known = (
                activity for place in places for activity in place.activities.get(division, ())
            )
            value, found = _strongest(known, kind)
            if factor * value > best.value:
                best = Demand(factor * value, where, found)
        return best

    def _proxy(self, division: str) -> tuple[float, str]:
        """No activity row is not "no demand": factories need repair, towns need tilers."""
        if self.atlas.division_section.get(division) == "C":
            quotient = self.quotient(Sector.INDUSTRY)
            raw, where = (0.5 if quotient is None else saturate(quotient)), "sector"
        else:
            raw, where = self.atlas.market(self.place), "market"
        return raw + (0.5 - raw) * PROXY_DRAWN_TO_MIDDLE, where

    def production(self, trade: Trade) -> tuple[float, Figure | None] | None:
        """How much of what a farm trade produces is produced here, 0–1, with the strongest figure.
        None: not a farm trade, or nothing is known."""
        if trade.isco_major != "6":
            return None
        indicators = _indicators(trade.iscos)
        if indicators not in self._productions:
            self._productions[indicators] = self._production(indicators)
        return self._productions[indicators]

    def _production(self, indicators: tuple[str, ...]) -> tuple[float, Figure | None] | None:
        known = [
            (quotient, name)
            for name in indicators
            if (quotient := self.atlas.quotient(self.place, name)) is not None
        ]
        best = max(known, default=None)
        parts = [saturate(best[0])] if best else []
        share = farm_income(self.place) if indicators else None
        if share is not None:
            parts.append(saturate(share / self.atlas.farm_income_share))
        if not parts:
            return None
        return sum(parts) / len(parts), self.place.statistics[best[1]] if best else None

    def of(self, trade: Trade) -> Economy:
        if trade.code not in self._economies:
            self._economies[trade.code] = self._of(trade)
        return self._economies[trade.code]

    def _of(self, trade: Trade) -> Economy:
        """The component for one trade: the weighted mean of what is known, never a silent zero."""
        kind = _farm_kind(trade.iscos)
        demands = [self.demand(division, kind) for division in trade.divisions]
        main = demands[0]
        sides = [
            demand.value
            for demand in demands[1:]
            if main.where not in PROXIES or demand.where not in PROXIES
        ]
        side = max(sides, default=0.0)
        activity = main.value + (1 - main.value) * SIDE_DIVISION * side
        production = self.production(trade)
        if production:
            # What is measured here needs no row that says the place is known for it.
            activity = max(activity, production[0])
        parts = [(self.weights.economy_activity, activity)]
        quotient = self.quotient(trade.sector)
        is_by_market = main.where == "market"
        if quotient is not None and not is_by_market:
            parts.append((self.weights.economy_sector, saturate(quotient)))
        if production:
            parts.append((self.weights.economy_production, production[0]))
        total = sum(weight for weight, _ in parts)
        value = sum(weight * part for weight, part in parts) / total if total else activity
        gaps = list(self.gaps)
        if main.where in PROXIES:
            gaps.append(Gap.LOCAL_PROXY)
        best = max(demands, key=lambda item: item.value * (1 if item is main else SIDE_DIVISION))
        if best.activity and best.activity.is_unsourced:
            gaps.append(Gap.ACTIVITY_UNSOURCED)
        reasons = tuple(self._reasons(trade, best, is_by_market, quotient, production))
        return Economy(value, reasons, tuple(gaps))

    def _reasons(
        self,
        trade: Trade,
        best: Demand,
        is_by_market: bool,
        quotient: float | None,
        production: tuple[float, Figure | None] | None,
    ) -> Iterator[Reason]:
        is_measured = production is not None and production[0] > best.value
        yield from self._activity_reasons(trade, best, is_by_market or is_measured)
        if is_by_market:
            yield from self._market_reasons
        elif quotient is not None:
            figures = (self.place.shares[trade.sector], self.atlas.nation_shares[trade.sector])
            about = {"sector": trade.sector.value, "place": self.place.name}
            if quotient >= 1.15:
                yield Reason(For.SECTOR_LARGE, figures, about, min(1.0, quotient / 3))
            elif quotient <= 0.8:
                yield Reason(Against.SECTOR_SMALL, figures, about, 1 - quotient)
        if production and (figure := production[1]):
            about = {"indicator": figure.what, "place": self.place.name}
            if production[0] >= 0.55:
                yield Reason(For.PRODUCTION_HERE, (figure,), about, production[0])
            elif production[0] <= 0.42:
                yield Reason(Against.PRODUCTION_SMALL, (figure,), about, 1 - production[0])

    def _activity_reasons(
        self, trade: Trade, best: Demand, is_known_otherwise: bool
    ) -> Iterator[Reason]:
        if best.activity:
            about = {"place": best.activity.figure.place, "division": best.activity.division}
            figures = (best.activity.figure,)
            if best.where == "here":
                if best.value > OTHER_SIDE_OF_FARMING:
                    yield Reason(For.ACTIVITY_HERE, figures, about, best.value)
                return
            if best.where == "nearby":
                yield Reason(For.ACTIVITY_NEARBY, figures, about, best.value)
            if not is_known_otherwise:
                yield Reason(Against.ACTIVITY_ONLY_NEARBY, figures, about, 0.75 - best.value / 2)
        elif not is_known_otherwise and best.where == "nowhere":
            about = {"place": self.place.name, "division": trade.divisions[0]}
            yield Reason(Against.ACTIVITY_NOWHERE_NEAR, (), about, 0.85)

    @cached_property
    def _market_reasons(self) -> tuple[Reason, ...]:
        market = self.atlas.market(self.place)
        figures = tuple(
            self.place.statistics[name]
            for name in ("population_average", "urban_share", "growth")
            if name in self.place.statistics
        )
        about = {"place": self.place.name}
        if market >= 0.55:
            return (Reason(For.LOCAL_MARKET, figures, about, market),)
        if market <= 0.4:
            return (Reason(Against.LOCAL_MARKET_THIN, figures, about, 1 - market),)
        return ()


@lru_cache(maxsize=64)
def economy_of(atlas: Atlas, place: Place, weights: Weights) -> HomeEconomy:
    """The economy of a place is the same for everybody who comes from there."""
    return HomeEconomy(atlas, place, weights)


@cache
def _indicators(iscos: frozenset[str]) -> tuple[str, ...]:
    """What shows that a trade of these occupations is worked here."""
    names = (
        PRODUCTION[prefix] for prefix in PRODUCTION for isco in iscos if isco.startswith(prefix)
    )
    return tuple(sorted({name for group in names for name in group}))


def saturate(quotient: float) -> float:
    """A location quotient of 0…∞ as 0…1, monotone: q² ÷ (1 + q²), the Hill function of order 2.

    As large as in the nation (1) is 0.5; 1.25, from where a place counts as specialised, is 0.61.
    """
    return quotient * quotient / (1 + quotient * quotient)


def _strongest(activities: Iterable[Activity], kind: str) -> tuple[float, Activity | None]:
    """The activity that says most of this side of farming, and how much, 0–1: leading before notable,
    sourced before unsourced."""
    best = max(
        activities,
        key=lambda item: (_value(item, kind), not item.is_unsourced, item.figure.place),
        default=None,
    )
    return (_value(best, kind), best) if best else (0.0, None)


def _value(activity: Activity, kind: str) -> float:
    is_other_side = kind and activity.kinds and kind not in activity.kinds
    return STRENGTH_VALUE[activity.strength] * (OTHER_SIDE_OF_FARMING if is_other_side else 1)


@cache
def _farm_kind(iscos: frozenset[str]) -> str:
    kinds = {FARM_KIND[isco[:3]] for isco in iscos if isco[:3] in FARM_KIND}
    return kinds.pop() if len(kinds) == 1 else ""
