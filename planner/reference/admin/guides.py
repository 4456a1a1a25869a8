from django.contrib import admin

from planner.reference.admin.rows import ReferenceRowAdmin
from planner.reference.models import HelpLine, PathwayFact


@admin.register(HelpLine)
class HelpLineAdmin(ReferenceRowAdmin[HelpLine]):
    list_display = ["key", "name_vi", "kind", "position", "phone", "hours_vi", "year", "source"]
    list_filter = ["kind", "year"]
    search_fields = ["key", "name_vi", "name_en", "name_ja", "phone", "phone_alt", "topics_vi"]
    ordering = ["kind", "position", "pk"]


@admin.register(PathwayFact)
class PathwayFactAdmin(ReferenceRowAdmin[PathwayFact]):
    list_display = [
        "pathway",
        "topic",
        "position",
        "text_vi",
        "amount_jpy",
        "unit",
        "year",
        "source",
        "basis",
    ]
    list_filter = ["pathway", "topic", "year"]
    search_fields = ["pathway__key", "text_vi", "text_en", "source"]
    ordering = ["pathway__key", "topic", "position", "pk"]
