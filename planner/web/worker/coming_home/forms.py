from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency
from planner.plans.sums.coming_home import Plans
from planner.sharing.sections import Section
from planner.web.shared.fields import AmountField
from planner.web.shared.fields_only import FieldsOnly
from planner.web.shared.kept_forms import KEY_FIELDS, KeptForm
from planner.web.worker.money.pay_form import Heading

MOST_VND = 100_000_000_000
MOST_A_MONTH_VND = 1_000_000_000
# Rows of the sheet in own words, and its columns.
WORDS = {
    "skill": _("What can I do, what do I learn?"),
    "family": _("What does it mean for my family?"),
    "risk": _("What can go wrong?"),
}
WAYS = {
    "stay": _("If I stay in Japan"),
    "back": _("If I go home"),
    "elsewhere": _("If I go elsewhere"),
}


class WhatIfForm(forms.Form):
    """Tried for once, saved nowhere."""

    house_vnd = AmountField(
        label=_("House, in dong"),
        help_text=_("0 if you build none."),
        currency=Currency.VND,
        most=MOST_VND,
        required=False,
    )
    business_vnd = AmountField(
        label=_("Own business, in dong"), currency=Currency.VND, most=MOST_VND, required=False
    )
    runway_months = forms.IntegerField(
        label=_("How many months the rest is to last without work"),
        min_value=1,
        max_value=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, plans: Plans) -> None:
        super().__init__(
            data,
            initial={
                "house_vnd": plans.house_vnd or None,
                "business_vnd": plans.business_vnd or None,
                "runway_months": plans.runway_months,
            },
        )

    @property
    def helper(self) -> FieldsOnly:
        return FieldsOnly()

    @property
    def tried(self) -> dict[str, int | None]:
        return {name: self.cleaned_data[name] for name in self.fields}


class SheetForm(KeptForm):
    form_name = "sheet"
    draft_section = Section.DECISION

    stay_months = forms.IntegerField(
        label=_("If you stay: how many months more?"),
        min_value=1,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    elsewhere = forms.CharField(
        label=_("If you go elsewhere: where?"),
        help_text=_(
            "Another country, or another province. Leave it empty if you do not think of it."
        ),
        max_length=60,
        required=False,
    )
    elsewhere_kept_vnd = AmountField(
        label=_("What would you keep there a month, in dong?"),
        help_text=_("Pay less living, as you were told or found out yourself."),
        currency=Currency.VND,
        most=MOST_A_MONTH_VND,
        required=False,
    )
    elsewhere_cost_vnd = AmountField(
        label=_("What would it cost to go there, in dong?"),
        currency=Currency.VND,
        most=MOST_VND,
        required=False,
    )

    def make_fields(self) -> None:
        for row in WORDS:
            for way, label in WAYS.items():
                self.fields[f"{row}_{way}"] = forms.CharField(
                    label=label,
                    max_length=300,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    @property
    def helper(self) -> FieldsOnly:
        parts: list[Any] = ["stay_months", "elsewhere", "elsewhere_kept_vnd", "elsewhere_cost_vnd"]
        for row, title in WORDS.items():
            parts += [Heading(title, ""), *(f"{row}_{way}" for way in WAYS)]
        return FieldsOnly(*KEY_FIELDS, *parts)

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        words = saved.get("words") or {}
        typed = {f"{row}_{way}": words.get(row, {}).get(way, "") for row in WORDS for way in WAYS}
        return {**super().from_saved(saved), **typed}

    @property
    def columns(self) -> dict[str, Any]:
        given = self.values
        words = {
            row: {way: given[f"{row}_{way}"] for way in WAYS if given[f"{row}_{way}"]}
            for row in WORDS
        }
        return {
            "stay_months": given["stay_months"],
            "elsewhere": given["elsewhere"],
            "elsewhere_kept_vnd": given["elsewhere_kept_vnd"],
            "elsewhere_cost_vnd": given["elsewhere_cost_vnd"],
            "words": {row: texts for row, texts in words.items() if texts},
        }
