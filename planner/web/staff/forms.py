"""What a report is asked for, in the address: rows, and at most one thing to narrow it to."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.casework.selectors.indicators import PLACES, Dimension
from planner.casework.statistics.families import FAMILIES, What
from planner.web.shared.widgets import PlainSelect
from planner.web.staff.words import DIMENSIONS, categories_of

# In an address an empty category could not be told from no choice.
NOT_TOLD = "-"
CROSSED = _("Rows and filter must be two different things; old and new provinces are one.")


class ReportForm(forms.Form):
    """`by`: the thing to narrow to; its `value` is asked for once it is chosen."""

    rows = forms.TypedChoiceField(label=_("Rows"), coerce=Dimension, widget=PlainSelect)
    by = forms.TypedChoiceField(
        label=_("Only of one"),
        coerce=Dimension,
        required=False,
        empty_value=None,
        widget=PlainSelect,
    )
    value = forms.ChoiceField(label=_("Which"), required=False, widget=PlainSelect)

    def __init__(self, data: Any, *, what: What, today: date) -> None:
        given = data.copy()
        choices = [(str(key), label) for key, label in DIMENSIONS.items()]
        self.is_cohort = FAMILIES[what].is_cohort
        if self.is_cohort:
            given["rows"] = Dimension.YEAR
            choices = [
                item for item in choices if item[0] not in (Dimension.YEAR, Dimension.FORMER)
            ]
        elif not given.get("rows"):
            given["rows"] = Dimension.AGENCY if what == What.BENCHMARKS else Dimension.SEX
        super().__init__(given)
        rows = [(str(Dimension.YEAR), DIMENSIONS[Dimension.YEAR])] if self.is_cohort else choices
        self.fields["rows"].choices = rows  # type: ignore[attr-defined]
        self.fields["by"].choices = [("", _("Everybody")), *choices]  # type: ignore[attr-defined]
        self.values = self._values(given.get("by"), today)
        if self.values:
            listed = [(key or NOT_TOLD, label) for key, label in self.values.items()]
            self.fields["value"].choices = [("", _("Choose which")), *listed]  # type: ignore[attr-defined]
        else:
            del self.fields["value"]

    @staticmethod
    def _values(by: object, today: date) -> dict[str, str]:
        return categories_of(Dimension(str(by)), today) if by in DIMENSIONS else {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        rows, by = cleaned.get("rows"), cleaned.get("by")
        if rows and (rows == by or {rows, by} == set(PLACES)):
            self.add_error("by", CROSSED)
        return cleaned

    @property
    def asked(self) -> tuple[Dimension, Dimension | None, str | None]:
        """Rows, filter and its value; the filter is None as long as no value is chosen."""
        given = self.cleaned_data
        value = given.get("value") or None
        if not given.get("by") or value is None:
            return given["rows"], None, None
        return given["rows"], given["by"], "" if value == NOT_TOLD else value

    @property
    def wants_value(self) -> bool:
        return bool(self.cleaned_data.get("by")) and not self.cleaned_data.get("value")
