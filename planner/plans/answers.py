"""All that a person has told, as one plain value: in a visitor's session or out of the records."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from planner.plans.enums import Stage

# What lies in the closed section of well-being.
WELL_BEING = ("care", "health", "health_words")
# What a match rests on; and the stage, for it is asked anew at every change of it.
_MATCHED = (
    *("province", "former_province", "assets", "land_m2", "care", "wish"),
    *("ratings", "health", "experience", "stage"),
)


@dataclass(frozen=True)
class Answers:
    """None = not answered. An empty tuple = answered: nothing, nobody.

    `province` is the code of today's province, `former_province` of the former one; a province
    without a former one = not sure which. `ratings` by statement, 0–2. `experience`: keys of trade
    groups. `departure_month`: its first day, ISO. `pathway`: its key. `sex`: asked for counting
    only, see planner.plans.enums.Sex; no match rests on it and nobody else reads it.
    """

    province: str | None = None
    former_province: str | None = None
    assets: tuple[str, ...] | None = None
    land_m2: int | None = None
    care: tuple[str, ...] | None = None
    wish: str | None = None
    wish_words: str | None = None
    family_hope: str | None = None
    family_words: str | None = None
    ratings: Mapping[str, int] | None = None
    skipped: tuple[str, ...] | None = None
    stage: str | None = None
    trade: str | None = None
    birth_year: int | None = None
    sex: str | None = None
    schooling: str | None = None
    experience: tuple[str, ...] | None = None
    work_words: str | None = None
    japanese: str | None = None
    health: tuple[str, ...] | None = None
    health_words: str | None = None
    departure_month: str | None = None
    pathway: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == Answers()

    @property
    def has_left(self) -> bool:
        """Works in Japan, or has worked there."""
        return self.stage in (Stage.IN_JAPAN, Stage.BEFORE_RETURN, Stage.HOME)

    @property
    def departs_in(self) -> date | None:
        return date.fromisoformat(self.departure_month) if self.departure_month else None

    @property
    def without_closed(self) -> "Answers":
        """As others may see them."""
        return replace(self, **dict.fromkeys(WELL_BEING))

    @property
    def matched(self) -> "Answers":
        """Only what a match rests on."""
        return Answers(**{name: getattr(self, name) for name in _MATCHED})

    def updated(self, part: "Answers") -> "Answers":
        """These answers with what `part` answers; a home is replaced whole."""
        changes = {name: value for name, value in vars(part).items() if value is not None}
        if part.province is not None:
            changes["former_province"] = part.former_province
        if part.assets is not None:
            changes["land_m2"] = part.land_m2 if part.land_m2 is not None else self._land_for(part)
        if part.ratings is not None:
            changes["ratings"] = {**(self.ratings or {}), **part.ratings}
        if part.skipped is not None:
            changes["skipped"] = tuple(sorted({*(self.skipped or ()), *part.skipped}))
        if part.stage is not None:
            changes["trade"] = part.trade
        if part.departure_month is not None:
            # The month decides which ways are open: the form hands on the one that still is.
            changes["pathway"] = part.pathway
        return replace(self, **changes)

    def _land_for(self, part: "Answers") -> int | None:
        """How much land stays told only as long as land is among what the family has."""
        return self.land_m2 if "farmland" in (part.assets or ()) else None

    def to_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Answers":
        """What an older version stored and this one does not know is left out."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in stored.items() if name in known}
        for name in ("assets", "care", "skipped", "experience", "health"):
            if isinstance(values.get(name), list):
                values[name] = tuple(values[name])
        return cls(**values)
