from django.contrib import admin

from planner.reference.admin.forms import MinimumWageForm
from planner.reference.admin.rows import ReferenceRowAdmin
from planner.reference.models import Income, MinimumWage, NationalIndustry, Wage


@admin.register(NationalIndustry)
class NationalIndustryAdmin(ReferenceRowAdmin[NationalIndustry]):
    list_display = [
        "vsic_section",
        "name_vi",
        "employed_thousand",
        "year",
        "income_vnd_month",
        "income_year",
        "source",
        "basis",
    ]
    search_fields = ["vsic_section", "name_vi", "name_en", "source"]
    ordering = ["vsic_section", "pk"]


@admin.register(Income)
class IncomeAdmin(ReferenceRowAdmin[Income]):
    list_display = [
        "who_vi",
        "kind",
        "province",
        "region",
        "period",
        "income_vnd_month",
        "source",
        "basis",
    ]
    list_filter = ["kind", "period"]
    search_fields = ["who_vi", "who_en", "province__search_name", "region__name_vi", "period"]
    ordering = ["kind", "who_vi", "-period", "pk"]


@admin.register(Wage)
class WageAdmin(ReferenceRowAdmin[Wage]):
    list_display = [
        "occupation_vi",
        "place_vi",
        "isco08",
        "low_vnd_month",
        "high_vnd_month",
        "year",
        "source",
        "basis",
    ]
    list_filter = ["year"]
    search_fields = ["occupation_vi", "occupation_en", "place_vi", "place_en", "isco08"]
    ordering = ["occupation_vi", "place_vi", "pk"]


@admin.register(MinimumWage)
class MinimumWageAdmin(ReferenceRowAdmin[MinimumWage]):
    form = MinimumWageForm
    list_display = [
        "province",
        "area",
        "area_vi",
        "zone",
        "vnd_month",
        "valid_from",
        "valid_to",
        "source",
        "basis",
    ]
    list_filter = ["zone", "area", "valid_from", "province__region"]
    search_fields = ["province__search_name", "area_vi", "area_en"]
    ordering = ["province__search_name", "area", "-valid_from", "pk"]
