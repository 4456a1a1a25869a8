"""The reference rows as the plain values that matching takes. Built once per data version."""

import re
from collections.abc import Iterator
from functools import lru_cache

from planner.matching.atlas import Atlas
from planner.matching.enums import Ability, Alone, Pathway, Sector, Strength
from planner.matching.values import Activity as KnownFor
from planner.matching.values import Figure, Place, Trade, Wage, Work
from planner.matching.values import Operation as TradeOperation
from planner.reference import models
from planner.reference.enums import Basis, ProvinceKind

_SHARES = {
    Sector.AGRICULTURE: "agriculture_pct",
    Sector.INDUSTRY: "industry_pct",
    Sector.SERVICES: "services_pct",
}
# Inside the field of industrial products only these kinds of job have SSW (ii).
_SSW_II_IN_INDUSTRY = frozenset(
    {"machining", "welding_metalwork", "casting_forging_surface", "electrical_electronics"}
)
_INDUSTRY_FIELD = "SSW-03-industrial_products"


_FARMING = "01"
_ANIMALS = re.compile(
    r"\b(pigs?|cattle|cows?|dairy|poultry|chickens?|ducks?|buffalo(es)?|goats?|sheep|beef|livestock)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2)
def build_atlas(version: str) -> Atlas:
    """Everything that a match reads, as it stands in the database under this data version."""
    places = {place.key: place for place in _places()}
    sections = dict(models.Industry.objects.values_list("vsic_division", "section"))
    sectors = dict(models.Industry.objects.values_list("vsic_division", "sector"))
    return Atlas(
        version=version,
        former={
            code: place for (kind, code), place in places.items() if kind == ProvinceKind.FORMER
        },
        current={
            code: place for (kind, code), place in places.items() if kind == ProvinceKind.CURRENT
        },
        trades=tuple(_trades(sectors)),
        works=_works(),
        wages=tuple(_wages()),
        division_sector={division: Sector(sector) for division, sector in sectors.items()},
        division_section=sections,
        mean_income=_mean_income(),
    )


def _mean_income() -> Figure:
    """The newest whole-year mean of all workers."""
    row = (
        models.Income.objects.filter(kind="country", who_en="All workers", period__regex=r"^\d{4}$")
        .order_by("-period")
        .first()
    )
    if row is None:
        raise LookupError("incomes.csv has no yearly figure for all workers")
    return Figure(
        "mean_income", row.income_vnd_month, "vnd_month", row.period, row.source, row.source_url
    )


def _places() -> Iterator[Place]:
    structures = {row.province_id: row for row in models.SectorStructure.objects.all()}
    activities = _activities()
    statistics = _statistics()
    for row in models.Province.objects.select_related("now", "region"):
        now = row.now or row
        structure = structures.get(row.pk)
        shares, is_scaled = _shares(structure, row.name) if structure else ({}, False)
        known = statistics.get(row.pk, {})
        if structure and structure.growth_pct is not None:
            known["growth"] = Figure(
                "growth",
                float(structure.growth_pct),
                "percent",
                structure.growth_year,
                structure.growth_source or structure.source,
                structure.growth_source_url,
                row.name,
            )
        yield Place(
            kind=row.kind,
            code=row.code,
            name=row.name,
            now_code=now.code,
            now_name=now.name,
            region_code=row.region.code,
            shares=shares,
            is_scaled=is_scaled,
            activities={code: tuple(rows) for code, rows in activities.get(row.pk, {}).items()},
            statistics=known,
        )


def _shares(row: models.SectorStructure, place: str) -> tuple[dict[Sector, Figure], bool]:
    """Shares with product tax left out where all three are known; as printed where some are not."""
    known = {
        sector: float(value)
        for sector, column in _SHARES.items()
        if (value := getattr(row, column)) is not None
    }
    is_scaled = len(known) == len(_SHARES) and sum(known.values()) > 0
    scale = 100 / sum(known.values()) if is_scaled else 1.0
    return {
        sector: Figure(
            f"share_{sector}",
            value * scale,
            "percent",
            row.year,
            row.source,
            row.source_url,
            place,
            row.note_en,
            row.note_vi,
        )
        for sector, value in known.items()
    }, is_scaled


def _activities() -> dict[int, dict[str, list[KnownFor]]]:
    found: dict[int, dict[str, list[KnownFor]]] = {}
    for row in models.Activity.objects.select_related("province", "industry").order_by("pk"):
        figure = Figure(
            "activity",
            row.strength,
            "",
            "",
            row.source,
            row.source_url,
            row.province.name,
            row.note_en,
            row.note_vi,
        )
        division = row.industry.vsic_division
        activity = KnownFor(
            division,
            Strength(row.strength),
            figure,
            row.basis == Basis.UNSOURCED,
            _farm_kinds(row.note_en) if division == _FARMING else frozenset(),
        )
        found.setdefault(row.province_id, {}).setdefault(division, []).append(activity)
    return found


def _farm_kinds(note_en: str) -> frozenset[str]:
    """Which side of farming a note speaks of: each of its parts is about animals or about crops."""
    parts = [part for part in re.split(r"[,;]|\band\b", note_en) if part.strip()]
    return frozenset("animals" if _ANIMALS.search(part) else "crops" for part in parts)


def _statistics() -> dict[int, dict[str, Figure]]:
    """The newest figure of each indicator, and the few that follow from them."""
    found: dict[int, dict[str, Figure]] = {}
    rows = models.Statistic.objects.order_by("year").values_list(
        "province_id",
        "province__name",
        "indicator__key",
        "indicator__unit_en",
        "year",
        "value",
        "source",
        "source_url",
    )
    for province, name, key, unit, year, value, source, url in rows:
        figure = Figure(key, float(value), unit, year, source, url, name)
        of_place = found.setdefault(province, {})
        of_place[key] = figure
        if key == "monthly_income_per_capita" and year == "2018":
            of_place["monthly_income_per_capita_2018"] = figure
    for of_place in found.values():
        urban, people = of_place.get("urban_population"), of_place.get("population_average")
        if urban and people and people.value:
            share = 100 * float(urban.value) / float(people.value)
            of_place["urban_share"] = Figure(
                "urban_share",
                share,
                "percent",
                urban.year,
                urban.source,
                urban.source_url,
                urban.place,
            )
    return found


def _trades(sectors: dict[str, str]) -> Iterator[Trade]:
    needs: dict[int, dict[Ability, int]] = {}
    for group, ability, need in models.TradeAbility.objects.values_list(
        "trade_group_id", "ability", "need"
    ):
        if need:
            needs.setdefault(group, {})[Ability(ability)] = need
    fields = {field.code: field for field in models.Field.objects.all()}
    categories = models.JobCategory.objects.select_related("trade_group").prefetch_related(
        "operations"
    )
    for row in categories.order_by("code"):
        operations = sorted(row.operations.all(), key=lambda item: _code_key(item.code))
        own_field = fields.get(row.code)
        named = _in_order(
            [op.vsic_divisions for op in operations]
            or [own_field.vsic_divisions if own_field else ""]
        )
        divisions = [division for division in named if division in sectors]
        if not divisions:
            continue  # staff add a category before its operations: until then it leads nowhere
        codes = _in_order([f"{op.ssw_fields}|{op.esd_fields}" for op in operations])
        if own_field:
            codes = [row.code, *_twins(row.code, fields)]
        reached = [fields[code] for code in codes if code in fields]
        ssw = [field for field in reached if field.pathway == Pathway.SSW]
        yield Trade(
            code=row.code,
            name_ja=row.name_ja,
            name_en=row.name_en,
            name_vi=row.name_vi,
            group=row.group,
            group_key=row.trade_group.key,
            divisions=tuple(divisions),
            sector=Sector(sectors[divisions[0]]),
            isco_major=row.isco_major,
            alone=Alone(row.one_person_business),
            breadth=row.skill_breadth,
            pathways=tuple(
                pathway
                for pathway in Pathway
                if (pathway is Pathway.TITP and operations)
                or any(field.pathway == pathway for field in reached)
            ),
            operations=tuple(
                TradeOperation(
                    op.code,
                    op.name_ja,
                    op.name_en,
                    op.name_vi,
                    op.isco08,
                    op.titp_iii_possible == "yes",
                )
                for op in operations
            ),
            has_titp_iii=any(op.titp_iii_possible == "yes" for op in operations),
            has_ssw_field=bool(ssw),
            has_ssw_ii=any(_has_ssw_ii(field, row.trade_group.key) for field in ssw),
            needs=needs.get(row.trade_group_id, {}),
            fields=tuple(field.code for field in reached),
            why_breadth_en=row.why_breadth_en,
            why_breadth_vi=row.why_breadth_vi,
        )


def _has_ssw_ii(field: models.Field, group_key: str) -> bool:
    if field.code == _INDUSTRY_FIELD and group_key not in _SSW_II_IN_INDUSTRY:
        return False
    return field.ssw_ii_possible == "yes"


def _twins(code: str, fields: dict[str, models.Field]) -> list[str]:
    """The ESD field of the same name: codes end alike."""
    name = code.split("-", 2)[-1]
    return [other for other in fields if other != code and other.split("-", 2)[-1] == name]


def _code_key(code: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", code)))


def _in_order(joined: list[str]) -> list[str]:
    """The parts of `a|b` lists, in order, each once."""
    return list(dict.fromkeys(part for cell in joined for part in cell.split("|") if part))


def _works() -> dict[str, tuple[Work, ...]]:
    found: dict[str, list[Work]] = {}
    rows = models.HomeWork.objects.select_related("trade_group", "industry")
    for row in rows.order_by("trade_group", "position"):
        work = Work(
            row.trade_group.key,
            row.name_en,
            row.name_vi,
            row.isco08,
            row.industry.vsic_division,
            row.form,
            tuple(need for need in row.needs.split("|") if need != "none"),
            row.why_en,
            row.why_vi,
        )
        found.setdefault(work.group_key, []).append(work)
    return {key: tuple(works) for key, works in found.items()}


def _wages() -> Iterator[Wage]:
    for row in models.Wage.objects.all():
        yield Wage(
            row.occupation_en,
            row.occupation_vi,
            row.isco08,
            frozenset(row.vsic_divisions.split("|")),
            "",
            frozenset(code for code in row.province_codes.split("|") if code),
            row.place_en,
            row.place_vi,
            row.low_vnd_month,
            row.high_vnd_month,
            row.year,
            row.source,
            row.source_url,
            row.note_en,
            row.note_vi,
        )
    for section in models.NationalIndustry.objects.exclude(income_vnd_month=None):
        yield Wage(
            section.name_en,
            section.name_vi,
            "",
            frozenset(),
            section.vsic_section,
            frozenset(),
            "Viet Nam",
            "Cả nước",
            section.income_vnd_month,
            section.income_vnd_month,
            section.income_year,
            section.source,
            section.source_url,
        )
