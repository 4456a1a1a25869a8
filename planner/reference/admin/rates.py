from django.contrib import admin

from planner.reference.admin.effective_forms import ExchangeRateForm, PeriodForm
from planner.reference.admin.rows import ReferenceRowAdmin
from planner.reference.models import (
    ExchangeRate,
    PensionMultiplier,
    Prefecture,
    PrefectureWage,
    ReferenceAmount,
)


@admin.register(Prefecture)
class PrefectureAdmin(ReferenceRowAdmin[Prefecture]):
    list_display = ["code", "name_vi", "name_ja", "health_total_pct", "health_year", "source"]
    list_filter = ["health_year"]
    search_fields = ["code", "name_vi", "name_en", "name_ja"]
    ordering = ["code", "pk"]


@admin.register(PrefectureWage)
class PrefectureWageAdmin(ReferenceRowAdmin[PrefectureWage]):
    list_display = ["prefecture", "fiscal_year", "jpy_hour", "valid_from", "note_vi", "source"]
    list_filter = ["fiscal_year", "valid_from"]
    search_fields = ["prefecture__name_vi", "prefecture__name_ja", "fiscal_year"]
    ordering = ["prefecture__code", "-fiscal_year", "pk"]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(ReferenceRowAdmin[ExchangeRate]):
    form = ExchangeRateForm
    list_display = ["month", "vnd_per_jpy", "series", "is_partial", "source", "basis"]
    list_filter = ["series", "is_partial", "year"]
    search_fields = ["month", "series", "source"]
    ordering = ["-month", "series", "pk"]


@admin.register(PensionMultiplier)
class PensionMultiplierAdmin(ReferenceRowAdmin[PensionMultiplier]):
    form = PeriodForm
    list_display = [
        "months_from",
        "months_to",
        "multiplier",
        "valid_from",
        "valid_to",
        "note_vi",
        "source",
        "basis",
    ]
    list_filter = ["valid_from", "valid_to"]
    search_fields = ["months_from", "multiplier", "note_vi", "note_en", "source"]
    ordering = ["-valid_from", "months_from", "pk"]


@admin.register(ReferenceAmount)
class ReferenceAmountAdmin(ReferenceRowAdmin[ReferenceAmount]):
    list_display = ["what_vi", "place", "topic", "low", "high", "unit", "year", "source", "basis"]
    list_filter = ["place", "topic", "unit", "year"]
    search_fields = ["key", "what_vi", "what_en", "source"]
    ordering = ["place", "topic", "key", "pk"]
