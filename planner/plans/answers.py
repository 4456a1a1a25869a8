"""All that a person has told, as one plain value: in a visitor's session or out of the records."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True)
class Answers:
    """None = not answered. An empty tuple = answered: nothing, nobody.

    `province` is the code of today's province, `former_province` of the former one; a province
    without a former one = not sure which. `ratings` by statement, 0–2.
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
    is_in_japan: bool | None = None
    trade: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == Answers()

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
        if part.is_in_japan is not None:
            changes["trade"] = part.trade
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
        for name in ("assets", "care", "skipped"):
            if isinstance(values.get(name), list):
                values[name] = tuple(values[name])
        return cls(**values)
