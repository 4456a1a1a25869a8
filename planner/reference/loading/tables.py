"""Which file fills which model, and what makes a row the same row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from planner.reference.models import (
    Activity,
    BenchmarkTemplate,
    ExamFact,
    ExamSitting,
    ExchangeRate,
    FeeCeiling,
    Field,
    HelpLine,
    HomeWork,
    Income,
    Indicator,
    Industry,
    JapanesePayRule,
    JobCategory,
    MinimumWage,
    NationalIndustry,
    Operation,
    Pathway,
    PathwayFact,
    PensionMultiplier,
    Prefecture,
    PrefectureWage,
    Province,
    ReferenceAmount,
    ReferenceRow,
    Region,
    SectorStructure,
    Statistic,
    TradeAbility,
    TradeGroup,
    Wage,
)

# What names a row: the same in the file and in the database.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """Columns that together spell the key of a row of another table. Blank = none, where allowed."""

    to: type[ReferenceRow]
    columns: tuple[str, ...]
    constant: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One file and its model. `key`: lookups that together name a row; `links`: field → row pointed at.
    Every column has the name of its field, or is one of a link's columns."""

    file: str
    model: type[ReferenceRow]
    key: tuple[str, ...]
    links: Mapping[str, Link] = field(default_factory=dict)
    # First and last day: rows whose keys differ in nothing but the first day must not overlap.
    period: tuple[str, str] | None = None

    @cached_property
    def columns(self) -> dict[str, "models.Field[Any, Any]"]:
        """What the file says itself, by name."""
        return {column.name: column for column in self._own_fields() if column.editable}

    @cached_property
    def derived(self) -> list[str]:
        """What `fill` makes of the columns."""
        return [column.name for column in self._own_fields() if not column.editable]

    @cached_property
    def file_columns(self) -> set[str]:
        """The header, in any order."""
        return {*self.columns, *(name for link in self.links.values() for name in link.columns)}

    @property
    def written_fields(self) -> list[str]:
        return [*self.columns, *self.derived, *self.links]

    def target_lookups(self) -> dict[str, list[str]]:
        """For each link the lookups that read the key of the row pointed at."""
        return {
            name: [f"{name}__{part}" for part in TABLE_OF[link.to].key]
            for name, link in self.links.items()
        }

    def key_of(self, values: Mapping[str, object], targets: Mapping[str, Key | None]) -> Key:
        """The key of a row with these values that points at the rows of these keys."""
        parts = []
        for name, place in self._key_parts:
            if place is None:
                parts.append("" if values[name] is None else str(values[name]))
            else:
                target = targets[name]
                parts.append(target[place] if target else "")
        return tuple(parts)

    @cached_property
    def _key_parts(self) -> list[tuple[str, int | None]]:
        """A column, or a link and the place in the key that it points at."""
        found = (lookup.partition("__") for lookup in self.key)
        return [
            (name, TABLE_OF[self.links[name].to].key.index(of_target) if of_target else None)
            for name, _, of_target in found
        ]

    def _own_fields(self) -> list["models.Field[Any, Any]"]:
        not_own = {"id", "edited_at", "edited_by", *self.links}
        return [item for item in self.model._meta.concrete_fields if item.name not in not_own]


_ANY_PROVINCE = Link(Province, ("kind", "province_code"))
_FORMER = Link(Province, ("province_code",), constant=("former",))
_INDUSTRY = Link(Industry, ("vsic_division",))
_GROUP = Link(TradeGroup, ("group_key",))
_VALIDITY = ("valid_from", "valid_to")
_PROVINCE_KEY = ("province__kind", "province__code")

# In the order in which they may be written: whatever is pointed at comes first.
TABLES: tuple[Table, ...] = (
    Table("regions.csv", Region, ("code",)),
    Table("industries.csv", Industry, ("vsic_division",)),
    Table("indicators.csv", Indicator, ("key",)),
    Table("trade_groups.csv", TradeGroup, ("key",)),
    Table("pathways.csv", Pathway, ("key",)),
    Table("fields.csv", Field, ("code",)),
    Table(
        "provinces.csv",
        Province,
        ("kind", "code"),
        {
            "now": Link(Province, ("now_code",), constant=("current",)),
            "region": Link(Region, ("region_code",)),
        },
    ),
    Table("sector_structure.csv", SectorStructure, _PROVINCE_KEY, {"province": _ANY_PROVINCE}),
    Table(
        "activities.csv",
        Activity,
        (*_PROVINCE_KEY, "industry__vsic_division"),
        {"province": _FORMER, "industry": _INDUSTRY},
    ),
    Table(
        "statistics.csv",
        Statistic,
        (*_PROVINCE_KEY, "indicator__key", "year"),
        {"province": _ANY_PROVINCE, "indicator": Link(Indicator, ("indicator",))},
    ),
    Table("national_industries.csv", NationalIndustry, ("vsic_section",)),
    Table(
        "incomes.csv",
        Income,
        ("kind", "who_en", "period", "province__code", "region__code"),
        {"province": _FORMER, "region": Link(Region, ("region_code",))},
    ),
    Table("wages.csv", Wage, ("key",)),
    Table(
        "minimum_wages.csv",
        MinimumWage,
        (*_PROVINCE_KEY, "area", "valid_from"),
        {"province": _FORMER},
        period=_VALIDITY,
    ),
    Table("job_categories.csv", JobCategory, ("code",), {"trade_group": _GROUP}),
    Table(
        "operations.csv", Operation, ("code",), {"category": Link(JobCategory, ("category_code",))}
    ),
    Table(
        "trade_abilities.csv",
        TradeAbility,
        ("trade_group__key", "ability"),
        {"trade_group": _GROUP},
    ),
    Table(
        "home_work.csv",
        HomeWork,
        ("trade_group__key", "position"),
        {"trade_group": _GROUP, "industry": _INDUSTRY},
    ),
    Table("help_lines.csv", HelpLine, ("key",)),
    Table(
        "pathway_facts.csv",
        PathwayFact,
        ("pathway__key", "topic", "position"),
        {"pathway": Link(Pathway, ("pathway",))},
    ),
    Table("fee_ceilings.csv", FeeCeiling, ("key", "valid_from"), period=_VALIDITY),
    Table(
        "japan_pay_rules.csv",
        JapanesePayRule,
        ("name", "from_jpy", "valid_from"),
        period=_VALIDITY,
    ),
    Table("prefectures.csv", Prefecture, ("code",)),
    Table(
        "prefecture_wages.csv",
        PrefectureWage,
        ("prefecture__code", "fiscal_year"),
        {"prefecture": Link(Prefecture, ("prefecture_code",))},
    ),
    Table("exchange_rates.csv", ExchangeRate, ("series", "month")),
    Table(
        "pension_multipliers.csv",
        PensionMultiplier,
        ("months_from", "valid_from"),
        period=_VALIDITY,
    ),
    Table("reference_amounts.csv", ReferenceAmount, ("key",)),
    Table("benchmark_templates.csv", BenchmarkTemplate, ("key",)),
    Table("exam_sittings.csv", ExamSitting, ("exam", "held_on")),
    Table("exam_facts.csv", ExamFact, ("key",)),
)
TABLE_OF: dict[type[ReferenceRow], Table] = {table.model: table for table in TABLES}
