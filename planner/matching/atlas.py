"""All that is known of places, trades, work and pay, with what can be worked out once for everybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.matching.enums import Sector, Strength
from planner.matching.skill import skill_carried, skill_reasons
from planner.matching.values import Activity, Figure, Place, Reason, Trade, Wage, Work

# What stands in for demand that no activity row can show: the size and life of the local market.
MARKET_INDICATORS = (
    "population_average",
    "urban_share",
    "growth",
    "employed_persons_15plus",
    "monthly_income_per_capita_2018",
    "monthly_income_per_capita_from_nonfarm_self_employment",
)
# Served where their customers live, whatever the province is known for.
LOCAL_DIVISIONS = frozenset({"41", "42", "43", "45", "47", "56", "81", "86", "87", "88", "96"})


@dataclass(frozen=True, eq=False)
class Atlas:
    """`former` and `current`: places by code. `division_sector`, `division_section`: by VSIC division.

    `mean_income`: what employed people earn in the country, dong per month. Compared by identity, so
    that what follows from one can be kept beside it.
    """

    version: str
    former: Mapping[str, Place]
    current: Mapping[str, Place]
    trades: tuple[Trade, ...]
    works: Mapping[str, tuple[Work, ...]]
    wages: tuple[Wage, ...]
    division_sector: Mapping[str, Sector]
    division_section: Mapping[str, str]
    mean_income: Figure

    @cached_property
    def trades_by_code(self) -> Mapping[str, Trade]:
        return {trade.code: trade for trade in self.trades}

    @cached_property
    def operations_to_trades(self) -> Mapping[str, Trade]:
        return {op.code: trade for trade in self.trades for op in trade.operations}

    @cached_property
    def nation_shares(self) -> Mapping[Sector, Figure]:
        """GRDP-weighted mean of the former provinces whose three shares are known, percent.

        The base of the location quotient (Haig 1928; Isard 1960): part of the place ÷ part of the nation.
        """
        known = [place for place in self.former.values() if place.is_scaled]
        output = [_number(place, "grdp_current_prices") for place in known]
        total = sum(output)
        years = sorted({place.shares[Sector.AGRICULTURE].year for place in known})
        return {
            sector: Figure(
                what=f"share_{sector}",
                value=sum(
                    size * float(place.shares[sector].value)
                    for size, place in zip(output, known, strict=True)
                )
                / total,
                unit="percent",
                year=f"{years[0]}–{years[-1]}",
                source="GRDP-weighted mean of the provinces with known shares",
                place="nation",
            )
            for sector in Sector
        }

    @cached_property
    def divisions_seen(self) -> frozenset[str]:
        """Divisions that some province is known for."""
        return frozenset(
            division for place in self.former.values() for division in place.activities
        )

    def wages_like(self, work: Work) -> tuple[tuple[int, Wage], ...]:
        """Every wage that says something of this work, with how close a kind it is: 0 the same
        occupation, 1 the same first three digits, 2 the same division and ISCO major group, 3 the
        same section."""
        key = (work.isco, work.division)
        if key not in self._wages_by_kind:
            levels = ((_wage_level(wage, work, self.division_section), wage) for wage in self.wages)
            self._wages_by_kind[key] = tuple(
                (level, wage) for level, wage in levels if level is not None
            )
        return self._wages_by_kind[key]

    @cached_property
    def _wages_by_kind(self) -> dict[tuple[str, str], tuple[tuple[int, Wage], ...]]:
        return {}

    @cached_property
    def skills(self) -> Mapping[str, tuple[float, tuple[Reason, ...]]]:
        """Component 4 and its reasons by trade: the same for every home and person."""
        return {
            trade.code: (skill_carried(trade), tuple(skill_reasons(trade))) for trade in self.trades
        }

    def formers_of(self, now_code: str) -> tuple[Place, ...]:
        return self._formers_by_now.get(now_code, ())

    @cached_property
    def _formers_by_now(self) -> Mapping[str, tuple[Place, ...]]:
        return _grouped(self.former.values(), "now_code")

    @cached_property
    def by_region(self) -> Mapping[str, tuple[Place, ...]]:
        return _grouped(self.former.values(), "region_code")

    def siblings(self, place: Place) -> tuple[Place, ...]:
        """The other former provinces of the same province today; none for a province of today itself."""
        if place.kind == "current":
            return ()
        return tuple(other for other in self.formers_of(place.now_code) if other.code != place.code)

    def neighbours(self, place: Place) -> tuple[Place, ...]:
        """The former provinces of the same region outside the province of today."""
        in_region = self.by_region.get(place.region_code, ())
        return tuple(other for other in in_region if other.now_code != place.now_code)

    @cached_property
    def totals(self) -> Mapping[str, float]:
        """Sums over the former provinces, by indicator."""
        sums: dict[str, float] = {}
        for place in self.former.values():
            for indicator, figure in place.statistics.items():
                if isinstance(figure.value, (int, float)):
                    sums[indicator] = sums.get(indicator, 0.0) + figure.value
        return sums

    def quotient(self, place: Place, indicator: str) -> float | None:
        """Location quotient of an output: part of the nation's output ÷ part of its people."""
        figure, people = (
            place.statistics.get(indicator),
            place.statistics.get("population_average"),
        )
        if figure is None or people is None or not self.totals.get(indicator):
            return None
        part = float(figure.value) / self.totals[indicator]
        return part / (float(people.value) / self.totals["population_average"])

    @cached_property
    def farm_income_share(self) -> float:
        """The nation's part of household income that comes from agriculture, 0–1: the plain mean of
        the former provinces (2018)."""
        shares = [
            share for place in self.former.values() if (share := farm_income(place)) is not None
        ]
        return sum(shares) / len(shares)

    @cached_property
    def _market_ranks(self) -> Mapping[str, float]:
        ranks: dict[str, list[float]] = {code: [] for code in self.former}
        for indicator in MARKET_INDICATORS:
            known = sorted(
                (float(figure.value), code)
                for code, place in self.former.items()
                if (figure := place.statistics.get(indicator)) is not None
            )
            for position, (_value, code) in enumerate(known):
                ranks[code].append(position / max(1, len(known) - 1))
        return {code: sum(parts) / len(parts) if parts else 0.5 for code, parts in ranks.items()}

    def market(self, place: Place) -> float:
        """How large and lively the local market is, 0–1: the mean rank among the former provinces.
        A province of today: the mean of its former ones, weighted by people."""
        if place.kind == "former":
            return self._market_ranks[place.code]
        parts = self.formers_of(place.code)
        people = [_number(part, "population_average") for part in parts]
        weighted = zip(people, parts, strict=True)
        return sum(size * self._market_ranks[part.code] for size, part in weighted) / sum(people)

    def activities_at(self, place: Place, division: str) -> tuple[Activity, ...]:
        """What the place is known for in this division; a province of today: by its former ones."""
        if place.kind == "former":
            return place.activities.get(division, ())
        found = [
            activity
            for part in self.formers_of(place.code)
            for activity in part.activities.get(division, ())
        ]
        return tuple(sorted(found, key=lambda item: item.strength is Strength.NOTABLE))


def farm_income(place: Place) -> float | None:
    """Part of household income per person that comes from agriculture, 0–1."""
    farm = place.statistics.get("monthly_income_per_capita_from_agriculture")
    everything = place.statistics.get("monthly_income_per_capita_2018")
    if farm is None or everything is None or not everything.value:
        return None
    return float(farm.value) / float(everything.value)


def _wage_level(wage: Wage, work: Work, sections: Mapping[str, str]) -> int | None:
    if wage.isco:
        if wage.isco == work.isco:
            return 0
        if wage.isco[:3] == work.isco[:3]:
            return 1
        # An engineer's pay says nothing of a farmer's: other ISCO major groups are no kin.
        is_kin = wage.isco[0] == work.isco[0]
        return 2 if is_kin and wage.divisions == {work.division} else None
    section = sections.get(work.division)
    return 3 if section and wage.section == section else None


def _number(place: Place, indicator: str) -> float:
    figure = place.statistics.get(indicator)
    return float(figure.value) if figure else 0.0


def _grouped(places: Iterable[Place], by: str) -> dict[str, tuple[Place, ...]]:
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(getattr(place, by), []).append(place)
    return {key: tuple(sorted(group, key=lambda item: item.code)) for key, group in groups.items()}
