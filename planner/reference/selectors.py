"""Reads of reference data."""

from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from planner.matching.atlas import Atlas
from planner.matching.weights import DEFAULT, Weights
from planner.reference.atlas import build_atlas
from planner.reference.enums import HelpKind, ProvinceKind
from planner.reference.models import (
    DataVersion,
    HelpLine,
    Income,
    MatchWeights,
    MinimumWage,
    Pathway,
    PathwayFact,
)


def current_atlas() -> Atlas:
    """Everything that a match reads; built once per process and data version. One query when built."""
    return build_atlas(data_version())


def data_version() -> str:
    """What names the reference data as it stands. Raises LookupError when none was loaded."""
    version = DataVersion.objects.values_list("digest", flat=True).filter(pk=1).first()
    if version is None:
        raise LookupError("no reference data: run `python manage.py load_reference`")
    return version


def current_weights() -> Weights:
    """The newest version; before the first, the ones that the code comes with."""
    newest = newest_weights()
    return newest.weights if newest else DEFAULT


def newest_weights() -> MatchWeights | None:
    return MatchWeights.objects.order_by("-pk").first()


def minimum_wages_of(former_province: str, on: date) -> QuerySet[MinimumWage]:
    """The statutory minimum of a former province on a day: main city and the rest."""
    return (
        MinimumWage.objects.filter(
            province__kind=ProvinceKind.FORMER, province__code=former_province, valid_from__lte=on
        )
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .order_by("area", "pk")
    )


def incomes_near(former_province: str | None, region: str) -> list[Income]:
    """The newest mean income of the former province, its region and the country, nearest first."""
    rows = Income.objects.filter(
        Q(kind="province", province__code=former_province)
        | Q(kind="region", region__code=region)
        | Q(kind="country", who_en="All workers")
    )
    rows = rows.select_related("province", "region").order_by("pk")
    newest = {row.kind: row for row in sorted(rows, key=_newest_last)}
    return [newest[kind] for kind in ("province", "region", "country") if kind in newest]


def _newest_last(income: Income) -> tuple[str, bool, str]:
    """By year; in a year the whole of it ("2025") after its parts ("2025-Q4", "2025-9M")."""
    year = income.period[:4]
    return (year, income.period == year, income.period)


def pathways_open(first: date, last: date) -> QuerySet[Pathway]:
    """The ways to Japan that can be entered on some day from `first` to `last`."""
    return Pathway.objects.filter(
        Q(entry_from=None) | Q(entry_from__lte=last), Q(entry_to=None) | Q(entry_to__gte=first)
    ).order_by("pk")


def help_lines() -> list[HelpLine]:
    """Whom to call, emergencies first."""
    kinds = list(HelpKind)
    rows = HelpLine.objects.order_by("position", "pk")
    return sorted(rows, key=lambda line: kinds.index(HelpKind(line.kind)))


def pathways() -> QuerySet[Pathway]:
    """The ways to Japan, the one that opened last at the end."""
    return Pathway.objects.order_by(F("entry_from").asc(nulls_first=True), "pk")


def pathway_with_facts(key: str) -> Pathway | None:
    """One way to Japan; its facts are loaded, those of one topic in order."""
    facts = PathwayFact.objects.order_by("position", "pk")
    return Pathway.objects.filter(key=key).prefetch_related(Prefetch("facts", facts)).first()
