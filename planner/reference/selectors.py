"""Reads of reference data."""

from datetime import date

from django.db.models import Q, QuerySet

from planner.matching.atlas import Atlas
from planner.matching.weights import DEFAULT, Weights
from planner.reference.atlas import build_atlas
from planner.reference.enums import ProvinceKind
from planner.reference.models import DataVersion, Income, MatchWeights, MinimumWage


def current_atlas() -> Atlas:
    """Everything that a match reads; built once per process and data version. One query when built."""
    version = DataVersion.objects.values_list("digest", flat=True).filter(pk=1).first()
    if version is None:
        raise LookupError("no reference data: run `python manage.py load_reference`")
    return build_atlas(version)


def current_weights() -> Weights:
    """The newest version; before the first, the ones that the code comes with."""
    newest = MatchWeights.objects.order_by("-pk").first()
    return newest.weights if newest else DEFAULT


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
