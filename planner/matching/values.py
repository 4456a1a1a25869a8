"""Plain values that go into a match and come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planner.matching.enums import (
    Ability,
    Against,
    Alone,
    Asset,
    Confidence,
    For,
    Gap,
    HealthLimit,
    Pathway,
    Sector,
    Strength,
    Verdict,
    Wish,
)

FARM_GROUPS = frozenset({"crops_greenhouse", "livestock", "fishery_aquaculture"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as a page shows it.

    `what` names it (`sector_share`, `paddy_output`, `pay`, `activity` …); `unit` is a code
    (`percent`, `times`, `vnd_month`, `tonnes` …); `year` may be blank: undated.
    """

    what: str
    value: float | int | str
    unit: str
    year: str
    source: str
    source_url: str = ""
    place: str = ""
    note_en: str = ""
    note_vi: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, the figures behind it, and the codes a sentence about it needs."""

    code: For | Against
    figures: tuple[Figure, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    severity: float = 0.5


@dataclass(frozen=True, slots=True)
class Activity:
    """What a place is known for. `kinds` says which side of farming the note speaks of: "crops",
    "animals" or both; empty = not farming."""

    division: str
    strength: Strength
    figure: Figure
    is_unsourced: bool
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Place:
    """A former province, or one of the 34 of today, with what is known of it. Compared by identity.

    `shares`: part of value added (0–100, product tax left out) by sector; `is_scaled` says that all
    three were known. `statistics`: the newest figure by indicator.
    """

    kind: str
    code: str
    name: str
    now_code: str
    now_name: str
    region_code: str
    shares: Mapping[Sector, Figure]
    is_scaled: bool
    activities: Mapping[str, tuple[Activity, ...]]
    statistics: Mapping[str, Figure]

    @property
    def key(self) -> tuple[str, str]:
        return (self.kind, self.code)


@dataclass(frozen=True)
class Operation:
    code: str
    name_ja: str
    name_en: str
    name_vi: str
    isco: str
    has_titp_iii: bool


@dataclass(frozen=True)
class Trade:
    """A Japanese job category with its operations folded inside.

    `divisions`: VSIC 2018 divisions, the main one first. `breadth`: 1 one line position, 2 several
    tasks, 3 a whole craft. `needs`: how much each ability is needed, 0–3; alike for all of a group.
    `fields`: codes of the SSW and ESD fields that it leads to.
    """

    code: str
    name_ja: str
    name_en: str
    name_vi: str
    group: str
    group_key: str
    divisions: tuple[str, ...]
    sector: Sector
    isco_major: str
    alone: Alone
    breadth: int
    pathways: tuple[Pathway, ...]
    operations: tuple[Operation, ...]
    has_titp_iii: bool
    has_ssw_field: bool
    has_ssw_ii: bool
    needs: Mapping[Ability, int]
    fields: tuple[str, ...] = ()
    why_breadth_en: str = ""
    why_breadth_vi: str = ""

    @cached_property
    def iscos(self) -> frozenset[str]:
        return frozenset(operation.isco for operation in self.operations)

    @cached_property
    def need_total(self) -> int:
        return sum(self.needs.values())

    @cached_property
    def main_needs(self) -> tuple[Ability, ...]:
        """Abilities that this trade asks much of (2 or 3), the most first."""
        much = [ability for ability, need in self.needs.items() if need >= 2]
        return tuple(sorted(much, key=lambda ability: (-self.needs[ability], ability)))


@dataclass(frozen=True)
class Work:
    """A kind of work at home that a trade can become."""

    group_key: str
    name_en: str
    name_vi: str
    isco: str
    division: str
    form: str
    needs: tuple[str, ...]
    why_en: str = ""
    why_vi: str = ""


@dataclass(frozen=True)
class Wage:
    """An advertised band or an official mean, dong per month. `places`: codes of today's provinces;
    empty = the whole country."""

    name_en: str
    name_vi: str
    isco: str
    divisions: frozenset[str]
    section: str
    places: frozenset[str]
    place_en: str
    place_vi: str
    low_vnd: int | None
    high_vnd: int | None
    year: str
    source: str
    source_url: str
    note_en: str = ""
    note_vi: str = ""


@dataclass(frozen=True)
class Home:
    """Where home is and what the family has. `assets` None = not told; empty = told: nothing.

    `land_m2`: square metres of farmland, None = not told. `has_care_duties`: somebody at home must be
    cared for; None = not told.
    """

    place: Place
    assets: frozenset[Asset] | None = None
    land_m2: int | None = None
    has_care_duties: bool | None = None


@dataclass(frozen=True)
class Person:
    """`abilities`: self-rating 0–1 by ability; what is absent was not answered. `health_limits`: None =
    not told; empty = told: none. `experience`: `group_key` of the trades worked in for a year or more.
    """

    wish: Wish = Wish.UNSURE
    abilities: Mapping[Ability, float] = field(default_factory=dict)
    health_limits: frozenset[HealthLimit] | None = None
    experience: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Components:
    """Each 0–1."""

    home_economy: float
    family_and_wish: float
    person: float
    skill: float


@dataclass(frozen=True)
class Match:
    trade: Trade
    verdict: Verdict
    score: float
    components: Components
    confidence: Confidence
    gaps: tuple[Gap, ...]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]


@dataclass(frozen=True)
class Ranking:
    """All trades, best first. `shared_against`: what speaks against more than half of them, said once."""

    matches: tuple[Match, ...]
    shared_against: tuple[Reason, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Match]:
        return {match.trade.code: match for match in self.matches}
