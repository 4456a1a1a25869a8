"""Forms of reference rows: what the loader asks of a file is asked of staff too."""

import unicodedata
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.reference.codes import CODES, CodesOf, unknown_codes
from planner.reference.enums import Basis
from planner.reference.models import MinimumWage

UNKNOWN = forms.ChoiceField.default_error_messages["invalid_choice"]


class ReferenceRowForm(forms.ModelForm[Any]):
    """The admin names model and fields."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = unicodedata.normalize("NFC", value)
        self._only_known_codes(cleaned)
        self._both_languages_or_none(cleaned)
        self._no_figure_without_source(cleaned)
        return cleaned

    def _post_clean(self) -> None:
        """The key of a row is only shown, and constraints that name it would be left out: here they are asked."""
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except forms.ValidationError as error:
                self.add_error(None, error)

    def _only_known_codes(self, cleaned: dict[str, Any]) -> None:
        for name in CODES.keys() & cleaned.keys():
            if unknown := unknown_codes(name, cleaned[name], _in_database):
                params = {"value": ", ".join(unknown)}
                self.add_error(name, forms.ValidationError(UNKNOWN, params=params))

    def _both_languages_or_none(self, cleaned: dict[str, Any]) -> None:
        for name in [name for name in cleaned if name.endswith("_vi")]:
            english = f"{name[:-3]}_en"
            if english in cleaned and bool(cleaned[name]) != bool(cleaned[english]):
                blank = english if cleaned[name] else name
                self.add_error(blank, _("Fill in both languages, or neither."))

    def _no_figure_without_source(self, cleaned: dict[str, Any]) -> None:
        if "source" not in cleaned or "basis" not in cleaned:
            return
        has_source = cleaned["source"] or cleaned.get("growth_source")
        if not has_source and cleaned["basis"] not in {Basis.JUDGEMENT, Basis.UNSOURCED}:
            self.add_error("source", _("Name the source: a figure without one is not shown."))


class MinimumWageForm(ReferenceRowForm):
    """Two minimum wages never hold for one place on one day."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # The key can be written only when a row is added; of a row that is changed it is in the instance.
        province = cleaned.get("province") or self.instance.province_id
        area = cleaned.get("area") or self.instance.area
        start = cleaned.get("valid_from") or self.instance.valid_from
        if province and area and start:
            others = MinimumWage.objects.filter(
                Q(valid_to=None) | Q(valid_to__gte=start), province=province, area=area
            ).exclude(pk=self.instance.pk)
            if cleaned.get("valid_to"):
                others = others.filter(valid_from__lte=cleaned["valid_to"])
            if other := others.order_by("valid_from").first():
                text = _(
                    "Another minimum wage holds here from %(start)s: the two must not overlap."
                )
                self.add_error("valid_to", text % {"start": other.valid_from.isoformat()})
        return cleaned


def _in_database(codes: CodesOf) -> set[str]:
    return set(codes.model._default_manager.values_list(codes.column, flat=True))
