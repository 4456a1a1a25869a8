from django.contrib import admin

from planner.reference.admin.effective_forms import PeriodForm
from planner.reference.admin.rows import ReferenceRowAdmin
from planner.reference.models import FeeCeiling, JapanesePayRule


@admin.register(FeeCeiling)
class FeeCeilingAdmin(ReferenceRowAdmin[FeeCeiling]):
    form = PeriodForm
    list_display = [
        "key",
        "programme",
        "payer",
        "cost",
        "amount",
        "unit",
        "valid_from",
        "valid_to",
        "legal_basis",
        "basis",
    ]
    list_filter = ["programme", "payer", "cost", "valid_from"]
    search_fields = ["key", "rule_vi", "rule_en", "legal_basis", "source"]
    ordering = ["key", "-valid_from", "pk"]


@admin.register(JapanesePayRule)
class JapanesePayRuleAdmin(ReferenceRowAdmin[JapanesePayRule]):
    form = PeriodForm
    list_display = [
        "name",
        "from_jpy",
        "to_jpy",
        "rate_pct",
        "fixed_jpy",
        "valid_from",
        "valid_to",
        "source",
        "basis",
    ]
    list_filter = ["valid_from", "valid_to", "name"]
    search_fields = ["name", "note", "source", "valid_from"]
    ordering = ["name", "-valid_from", "from_jpy", "pk"]
