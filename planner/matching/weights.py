"""The numbers that staff may change. How they were chosen: docs/matching.md."""

from dataclasses import dataclass, fields


class WeightsError(ValueError):
    """Weights that cannot rank anything. `field` names the one at fault."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


@dataclass(frozen=True)
class Weights:
    """Whole numbers 0–100. Weights of one level are shares of their sum; thresholds are points of 100."""

    home_economy: int = 30
    family_and_wish: int = 30
    person: int = 15
    skill: int = 25

    economy_sector: int = 30
    economy_activity: int = 40
    economy_production: int = 30

    family_wish: int = 60
    family_assets: int = 40
    family_care: int = 15

    nearby_percent: int = 60
    region_percent: int = 25

    aligned_from: int = 64
    aligned_component_from: int = 45
    misaligned_below: int = 44
    misaligned_component_below: int = 25

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if not isinstance(value, int) or not 0 <= value <= 100:
                raise WeightsError(item.name, "out_of_range")
        if self.home_economy + self.family_and_wish + self.person + self.skill == 0:
            raise WeightsError("home_economy", "all_zero")
        if self.economy_sector + self.economy_activity + self.economy_production == 0:
            raise WeightsError("economy_sector", "all_zero")
        if self.family_wish + self.family_assets == 0:
            raise WeightsError("family_wish", "all_zero")
        if self.misaligned_below > self.aligned_from:
            raise WeightsError("misaligned_below", "above_aligned")
        if self.misaligned_component_below > self.aligned_component_from:
            raise WeightsError("misaligned_component_below", "above_aligned")


DEFAULT = Weights()
