"""What a kind of work pays at home: the closest kind with a figure, from the nearest place."""

from collections.abc import Container
from dataclasses import dataclass

from planner.matching.atlas import Atlas
from planner.matching.values import Figure, Place, Wage, Work

LEVELS = ("occupation", "related_occupation", "industry", "section")
NEARNESS = ("here", "region", "country", "elsewhere")


@dataclass(frozen=True)
class Pay:
    """A band, with the level and the place that it was found at."""

    wage: Wage
    level: str
    nearness: str

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The low value first."""
        wage = self.wage
        return tuple(
            Figure(
                what,
                value,
                "vnd_month",
                wage.year,
                wage.source,
                wage.source_url,
                wage.place_vi,
                wage.note_en,
                wage.note_vi,
            )
            for what, value in (("pay_low", wage.low_vnd), ("pay_high", wage.high_vnd))
            if value is not None and (what == "pay_low" or value != wage.low_vnd)
        )


def pay_for(atlas: Atlas, work: Work, place: Place, levels: Container[str] = LEVELS) -> Pay | None:
    """Same occupation (ISCO-08, four digits), then three digits, then VSIC division, then section; on
    each level the nearest place first. None: no figure found."""
    region_codes = {other.now_code for other in atlas.by_region.get(place.region_code, ())}
    found = [
        (level, _nearness(wage, place, region_codes), wage.low_vnd or 0, wage.name_en, wage)
        for level, wage in atlas.wages_like(work)
        if LEVELS[level] in levels
    ]
    if not found:
        return None
    level, nearness, _low, _name, wage = min(found, key=lambda item: item[:4])
    return Pay(wage, LEVELS[level], NEARNESS[nearness])


def _nearness(wage: Wage, place: Place, region_codes: set[str]) -> int:
    if not wage.places:
        return 2
    if place.now_code in wage.places:
        return 0
    return 1 if wage.places & region_codes else 3
