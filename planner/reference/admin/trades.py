from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from planner.reference.admin.rows import ReferenceRowAdmin, labelled
from planner.reference.enums import Basis
from planner.reference.models import (
    Field,
    HomeWork,
    JobCategory,
    Operation,
    Pathway,
    TradeAbility,
    TradeGroup,
)
from planner.wording.terms import ABILITIES, GROUPS

BASES = dict(Basis.choices)
BASIS = labelled("basis", _("basis"), BASES)


@admin.register(Pathway)
class PathwayAdmin(ReferenceRowAdmin[Pathway]):
    list_display = ["key", "name_vi", "entry_from", "entry_to", "year", "source", "basis"]
    search_fields = ["key", "name_vi", "name_en", "name_ja"]
    ordering = ["key", "pk"]


@admin.register(TradeGroup)
class TradeGroupAdmin(ReferenceRowAdmin[TradeGroup]):
    list_display = ["key", "name_vi", "name_en"]
    search_fields = ["key", "name_vi", "name_en"]
    ordering = ["key", "pk"]


@admin.register(Field)
class FieldAdmin(ReferenceRowAdmin[Field]):
    list_display = ["code", "pathway", "name_vi", "name_en", "year", "source", "basis"]
    list_filter = ["pathway", "group"]
    search_fields = ["code", "name_vi", "name_en", "name_ja"]
    ordering = ["code", "pk"]
    labels = {"group": GROUPS}


@admin.register(JobCategory)
class JobCategoryAdmin(ReferenceRowAdmin[JobCategory]):
    list_display = [
        "code",
        "name_vi",
        "name_en",
        "trade_group",
        "skill_breadth",
        "one_person_business",
        BASIS,
    ]
    list_filter = ["group", "trade_group", "skill_breadth", "one_person_business"]
    search_fields = ["code", "name_vi", "name_en", "name_ja"]
    ordering = ["code", "pk"]
    labels = {"group": GROUPS, "basis": BASES}


@admin.register(Operation)
class OperationAdmin(ReferenceRowAdmin[Operation]):
    list_display = ["code", "name_vi", "name_en", "category", "isco08", "year", "source", "basis"]
    list_filter = ["titp_iii_possible", "category__trade_group"]
    search_fields = ["code", "name_vi", "name_en", "name_ja", "category__name_vi"]
    ordering = ["code", "pk"]


@admin.register(TradeAbility)
class TradeAbilityAdmin(ReferenceRowAdmin[TradeAbility]):
    list_display = [
        "trade_group",
        labelled("ability", _("ability"), ABILITIES),
        "need",
        "why_vi",
        BASIS,
    ]
    list_filter = ["trade_group", "need"]
    search_fields = ["trade_group__name_vi", "trade_group__name_en", "ability", "why_vi", "why_en"]
    ordering = ["trade_group__key", "ability", "pk"]
    labels = {"ability": ABILITIES, "basis": BASES}


@admin.register(HomeWork)
class HomeWorkAdmin(ReferenceRowAdmin[HomeWork]):
    list_display = ["trade_group", "position", "name_vi", "isco08", "industry", "form", BASIS]
    list_filter = ["trade_group", "form"]
    search_fields = ["trade_group__name_vi", "trade_group__name_en", "name_vi", "name_en", "isco08"]
    ordering = ["trade_group__key", "position", "pk"]
    labels = {"basis": BASES}
