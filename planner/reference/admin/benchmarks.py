from django.contrib import admin

from planner.reference.admin.rows import ReferenceRowAdmin
from planner.reference.models import BenchmarkTemplate, ExamFact, ExamSitting


@admin.register(BenchmarkTemplate)
class BenchmarkTemplateAdmin(ReferenceRowAdmin[BenchmarkTemplate]):
    list_display = [
        "key",
        "title_vi",
        "pathways",
        "stage",
        "anchor",
        "offset_months",
        "is_money",
        "valid_from",
        "valid_to",
        "source",
        "basis",
    ]
    list_filter = ["stage", "pathways", "anchor", "is_money", "target_kind", "valid_from", "year"]
    search_fields = ["key", "title_vi", "title_en", "why_vi", "why_en", "source"]
    ordering = ["stage", "key", "pk"]


@admin.register(ExamSitting)
class ExamSittingAdmin(ReferenceRowAdmin[ExamSitting]):
    list_display = ["exam", "held_on", "applies_from", "applies_to", "source", "basis"]
    list_filter = ["exam", "year"]
    search_fields = ["exam", "held_on", "source"]
    ordering = ["-held_on", "exam", "pk"]


@admin.register(ExamFact)
class ExamFactAdmin(ReferenceRowAdmin[ExamFact]):
    list_display = ["key", "text_vi", "year", "source", "basis"]
    list_filter = ["year"]
    search_fields = ["key", "text_vi", "text_en", "source"]
    ordering = ["key", "pk"]
