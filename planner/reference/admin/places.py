from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from planner.reference.admin.rows import ReferenceRowAdmin, labelled
from planner.reference.models import (
    Activity,
    Indicator,
    Industry,
    Province,
    Region,
    SectorStructure,
    Statistic,
)
from planner.wording.terms import SECTORS, STRENGTHS


@admin.register(Region)
class RegionAdmin(ReferenceRowAdmin[Region]):
    list_display = ["code", "name_vi", "name_en"]
    search_fields = ["code", "name_vi", "name_en"]
    ordering = ["code", "pk"]


@admin.register(Province)
class ProvinceAdmin(ReferenceRowAdmin[Province]):
    list_display = ["name", "kind", "code", "now", "region", "year", "source", "basis"]
    list_filter = ["kind", "region"]
    search_fields = ["search_name", "code"]
    ordering = ["search_name", "kind", "pk"]


@admin.register(Industry)
class IndustryAdmin(ReferenceRowAdmin[Industry]):
    list_display = [
        "vsic_division",
        "name_vi",
        "name_en",
        "section",
        labelled("sector", _("sector"), SECTORS),
    ]
    list_filter = ["section"]
    search_fields = ["vsic_division", "name_vi", "name_en"]
    ordering = ["vsic_division", "pk"]
    labels = {"sector": SECTORS}


@admin.register(SectorStructure)
class SectorStructureAdmin(ReferenceRowAdmin[SectorStructure]):
    list_display = [
        "province",
        "year",
        "agriculture_pct",
        "industry_pct",
        "services_pct",
        "growth_pct",
        "growth_year",
        "source",
        "basis",
    ]
    list_filter = ["province__kind", "province__region", "year"]
    search_fields = ["province__search_name", "source"]
    ordering = ["province__search_name", "province__kind", "pk"]


@admin.register(Activity)
class ActivityAdmin(ReferenceRowAdmin[Activity]):
    list_display = [
        "province",
        "industry",
        labelled("strength", _("strength"), STRENGTHS),
        "source",
        "basis",
    ]
    list_filter = ["strength", "province__region", "industry__section"]
    search_fields = [
        "province__search_name",
        "industry__vsic_division",
        "industry__name_vi",
        "industry__name_en",
        "note_vi",
        "note_en",
    ]
    ordering = ["province__search_name", "industry__vsic_division", "pk"]
    labels = {"strength": STRENGTHS}


@admin.register(Indicator)
class IndicatorAdmin(ReferenceRowAdmin[Indicator]):
    list_display = ["key", "name_vi", "name_en", "unit_vi", "unit_en"]
    search_fields = ["key", "name_vi", "name_en"]
    ordering = ["key", "pk"]


@admin.register(Statistic)
class StatisticAdmin(ReferenceRowAdmin[Statistic]):
    list_display = ["province", "indicator", "year", "value", "source", "basis"]
    list_filter = ["province__kind", "province__region", "indicator", "year"]
    search_fields = [
        "province__search_name",
        "indicator__key",
        "indicator__name_vi",
        "indicator__name_en",
        "year",
    ]
    ordering = ["province__search_name", "province__kind", "indicator__key", "-year", "pk"]
