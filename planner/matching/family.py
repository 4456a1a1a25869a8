"""Component 2: what the family has, who must be cared for, and what the worker wants."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.matching.enums import Against, Alone, Asset, For, Gap, Wish
from planner.matching.values import FARM_GROUPS, Home, Reason, Trade
from planner.matching.weights import Weights

# How much each asset helps the trades of a group, 0–1. Judgement.
USE: dict[Asset, dict[str, float]] = {
    Asset.FARMLAND: {
        "crops_greenhouse": 1.0,
        "livestock": 0.7,
        "forestry": 0.5,
        "prepared_food_bakery": 0.2,
    },
    Asset.POND: {"fishery_aquaculture": 1.0, "livestock": 0.4, "crops_greenhouse": 0.3},
    Asset.LIVESTOCK: {"livestock": 1.0, "crops_greenhouse": 0.4, "fish_meat_processing": 0.3},
    Asset.WORKSHOP: {
        "machining": 1.0,
        "welding_metalwork": 1.0,
        "wood_furniture": 1.0,
        "vehicle_repair": 0.9,
        "casting_forging_surface": 0.7,
        "sewing": 0.7,
        "plastics_paint": 0.6,
        "electrical_electronics": 0.5,
        "printing_packaging": 0.5,
        "weaving_dyeing": 0.5,
        "building_finishing_piping": 0.4,
    },
    Asset.SHOP: {
        "lodging_food_service": 1.0,
        "prepared_food_bakery": 0.9,
        "sewing": 0.8,
        "vehicle_repair": 0.7,
        "printing_packaging": 0.4,
        "electrical_electronics": 0.4,
        "cleaning_building_care": 0.3,
    },
    Asset.VEHICLE: {
        "transport_logistics": 1.0,
        "civil_works_machines": 0.4,
        "building_finishing_piping": 0.4,
        "building_structure": 0.4,
        "crops_greenhouse": 0.3,
        "cleaning_building_care": 0.3,
    },
    Asset.CRAFT: {
        "wood_furniture": 1.0,
        "weaving_dyeing": 0.9,
        "sewing": 0.7,
        "other": 0.5,
        "casting_forging_surface": 0.5,
        "prepared_food_bakery": 0.4,
    },
}
# One of these must be there, or the trade cannot be worked at home.
NEEDED: dict[str, frozenset[Asset]] = {
    "crops_greenhouse": frozenset({Asset.FARMLAND}),
    "livestock": frozenset({Asset.FARMLAND, Asset.LIVESTOCK}),
    "fishery_aquaculture": frozenset({Asset.POND}),
}
PRODUCTIVE = frozenset({Asset.FARMLAND, Asset.POND, Asset.LIVESTOCK, Asset.WORKSHOP, Asset.SHOP})
# Below the first a plot is a garden; from the second on a family can live on vegetables. Square metres.
GARDEN_M2, HOLDING_M2 = 500, 3_600

BUILDING = frozenset({"41", "42", "43"})
_ALONE = {Alone.YES: 1.0, Alone.PARTLY: 0.5, Alone.NO: 0.1}
_SERVICE_GROUPS = frozenset(
    {"care_nursing", "lodging_food_service", "cleaning_building_care", "transport_logistics"}
)


@dataclass(frozen=True)
class FamilyAndWish:
    value: float
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]


class Family:
    """One home and one wish, seen by every trade. What is alike for a group of trades is worked out once."""

    def __init__(self, home: Home, wish: Wish, weights: Weights) -> None:
        self.home, self.wish, self.weights = home, wish, weights
        self._by_group: dict[str, tuple[float, tuple[Reason, ...]]] = {}

    def of(self, trade: Trade) -> FamilyAndWish:
        """Unknown parts weigh nothing; nothing known at all is the middle."""
        reasons: list[Reason] = []
        parts: list[tuple[int, float]] = []
        if self.wish is not Wish.UNSURE:
            fit = wish_fit(self.wish, trade)
            parts.append((self.weights.family_wish, fit))
            reasons.extend(_wish_reasons(self.wish, fit))
        if self.home.assets is not None:
            fit, of_assets = self._assets(trade)
            parts.append((self.weights.family_assets, fit))
            reasons.extend(of_assets)
        if self.home.has_care_duties:
            parts.append((self.weights.family_care, 0.3 + 0.6 * _ALONE[trade.alone]))
            reasons.extend(_care_reasons(trade))
        total = sum(weight for weight, _ in parts)
        value = sum(weight * part for weight, part in parts) / total if total else 0.5
        return FamilyAndWish(value, tuple(reasons), self.gaps)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        wish = (Gap.WISH_UNSURE,) if self.wish is Wish.UNSURE else ()
        return (*wish, Gap.FAMILY_NOT_TOLD) if self.home.assets is None else wish

    def _assets(self, trade: Trade) -> tuple[float, tuple[Reason, ...]]:
        group = _asset_group(trade)
        if group not in self._by_group:
            reasons = tuple(_asset_reasons(self.home, group))
            self._by_group[group] = (asset_fit(self.home, group), reasons)
        return self._by_group[group]


def wish_fit(wish: Wish, trade: Trade) -> float:
    """How well a trade serves a wish, 0–1. Judgement, from properties of the trade and not its name."""
    if wish is Wish.FARM:
        if trade.isco_major == "6":
            return 1.0
        return 0.35 if trade.divisions[0] in ("10", "02") else 0.1
    if wish is Wish.OWN_BUSINESS:
        return _ALONE[trade.alone]
    if wish is Wish.SKILLED_TRADE:
        if trade.group_key in FARM_GROUPS:
            return 0.3
        if trade.isco_major != "7":
            return {1: 0.1, 2: 0.4, 3: 0.7}[trade.breadth]
        # A technical wish points to machines first; a building craft can also be learned at home.
        return {1: 0.1, 2: 0.65, 3: 0.85 if trade.divisions[0] in BUILDING else 1.0}[trade.breadth]
    if wish is Wish.QUALITY_MANUFACTURING:
        # VSIC 10–33 is manufacturing; a building trade may have a stone works as its main division.
        is_made = "10" <= trade.divisions[0] <= "33" and trade.group != "construction"
        return {1: 0.45, 2: 0.8, 3: 1.0}[trade.breadth] if is_made else 0.15
    if wish is Wish.SERVICE:
        return (
            1.0 if trade.group_key in _SERVICE_GROUPS else 0.25 if trade.alone is Alone.YES else 0.1
        )
    return 0.5


def _asset_group(trade: Trade) -> str:
    """Forestry stands with wood and furniture, but it lives from land and not from a workshop."""
    is_forestry = trade.isco_major == "6" and trade.group_key not in FARM_GROUPS
    return "forestry" if is_forestry else trade.group_key


def asset_fit(home: Home, group: str) -> float:
    """How what the family has serves the trades of a group, 0–1. More land never lowers a farm trade."""
    assets = home.assets or frozenset()
    uses = sorted((use for _asset, use in _uses(home, group)), reverse=True)
    if (needed := NEEDED.get(group)) and not needed & assets:
        return 0.1
    if uses:
        return min(1.0, 0.5 + 0.5 * uses[0] + 0.1 * sum(uses[1:]))
    return 0.3 if assets & PRODUCTIVE else 0.5


def _uses(home: Home, group: str) -> Iterator[tuple[Asset, float]]:
    for asset in sorted(home.assets or ()):
        use = USE[asset].get(group, 0.0)
        if use:
            yield asset, use * (_holding(home.land_m2) if asset is Asset.FARMLAND else 1.0)


def _holding(land_m2: int | None) -> float:
    """0.4 for a garden, 1 for a holding; not told counts as a holding."""
    if land_m2 is None:
        return 1.0
    part = (land_m2 - GARDEN_M2) / (HOLDING_M2 - GARDEN_M2)
    return 0.4 + 0.6 * min(1.0, max(0.0, part))


def _wish_reasons(wish: Wish, fit: float) -> Iterator[Reason]:
    about = {"wish": wish.value}
    if fit >= 0.7:
        yield Reason(For.WISH_SERVED, (), about, fit)
    elif fit <= 0.4:
        yield Reason(Against.WISH_DIFFERS, (), about, 1 - fit)


def _asset_reasons(home: Home, group: str) -> Iterator[Reason]:
    assets = home.assets or frozenset()
    uses = list(_uses(home, group))
    if uses:
        asset, use = max(uses, key=lambda item: item[1])
        yield Reason(For.FAMILY_ASSET, (), {"asset": asset.value}, 0.4 + use / 2)
    needed = NEEDED.get(group)
    if needed and not needed & assets:
        yield Reason(Against.FAMILY_ASSET_MISSING, (), {"asset": min(needed).value}, 0.95)
    elif not uses and assets & PRODUCTIVE:
        unused = next(asset for asset in Asset if asset in assets & PRODUCTIVE)
        yield Reason(Against.FAMILY_ASSET_UNUSED, (), {"asset": unused.value}, 0.7)


def _care_reasons(trade: Trade) -> Iterator[Reason]:
    if trade.alone is Alone.YES:
        yield Reason(For.CARE_POSSIBLE, (), {}, 0.6)
    elif trade.alone is Alone.NO:
        yield Reason(Against.CARE_HARD, (), {}, 0.65)
