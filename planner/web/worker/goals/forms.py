from collections.abc import Mapping
from datetime import date
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency
from planner.plans.enums import StepHelper, TargetKind
from planner.sharing.sections import Section
from planner.web.shared.fields import AmountField
from planner.web.shared.fields_only import FieldsOnly
from planner.web.shared.kept_forms import KEY_FIELDS
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.maybe_money import MaybeMoneyForm
from planner.web.worker.month_fields import day_of, month_field, year_field
from planner.wording.money import CURRENCIES

YEARS_AHEAD = 20


class GoalForm(MaybeMoneyForm):
    form_name = "goal"

    words = forms.CharField(
        label=_("In one sentence"),
        help_text=_("Write it as if it were true already: what you do, and where."),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_money = forms.BooleanField(
        label=_("This is about money. Keep it closed to the agency."), required=False
    )

    def make_fields(self) -> None:
        super().make_fields()
        if self.saved:
            self.fields["words"].help_text = _("Leave it empty to take the sentence away.")
        else:
            self.fields["words"].required = True
            self.fields["words"].error_messages["required"] = _("Write one sentence.")
        if not self.asks_money:
            del self.fields["is_money"]

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "words": saved.get("words", ""),
            "is_money": saved.get("section") == Section.MONEY,
        }


class StepForm(MaybeMoneyForm):
    form_name = "step"

    words = forms.CharField(
        label=_("What will you do?"),
        help_text=_("One step, small enough to see whether it is done."),
        max_length=200,
        error_messages={"required": _("Write what you will do.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    helper = forms.ChoiceField(
        label=_("Who can help?"), choices=StepHelper.choices, widget=PlainSelect
    )
    helper_words = forms.CharField(
        label=_("Who exactly, if you like"), max_length=120, required=False
    )
    target = forms.ChoiceField(
        label=_("How do you see that it is reached?"),
        choices=TargetKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    target_level = forms.CharField(
        label=_("Which level or certificate?"),
        help_text=_("Only if you chose a level. For example: JLPT N3, Grade 3."),
        max_length=60,
        required=False,
    )
    target_amount = AmountField(
        label=_("How much?"),
        help_text=_("Only if you chose an amount."),
        currency_field="target_currency",
        least=1,
        required=False,
    )
    target_currency = forms.ChoiceField(
        label=_("Currency"), choices=list(CURRENCIES.items()), required=False, widget=PlainSelect
    )

    def make_fields(self) -> None:
        super().make_fields()
        if not self.asks_money:
            del self.fields["target_amount"], self.fields["target_currency"]
        self.fields["target"].choices = self._targets()  # type: ignore[attr-defined]
        due = day_of(self.saved.get("due_month"))
        this = timezone.localdate().year
        years = [*range(this, this + YEARS_AHEAD + 1), *([due.year] if due else [])]
        self.fields["month"] = month_field(label=_("By which month?"), required=False)
        self.fields["year"] = year_field(years, required=False)
        self.helper = self._helper()

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        due = day_of(saved.get("due_month"))
        initial = super().from_saved(saved)
        initial.setdefault("target", TargetKind.YES_NO)
        initial["target_currency"] = saved.get("target_currency") or Currency.VND
        return {**initial, "month": due and due.month, "year": due and due.year}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        target = cleaned.get("target")
        if target == TargetKind.LEVEL and not cleaned.get("target_level"):
            self._ask("target_level", _("Write the level, for example JLPT N3."))
        if target == TargetKind.AMOUNT and cleaned.get("target_amount") is None:
            self._ask("target_amount", _("Write the amount."))
        month, year = cleaned.get("month"), cleaned.get("year")
        if month and not year:
            self._ask("year", _("Choose the year too, or leave both open."))
        if year and not month:
            self._ask("month", _("Choose the month too, or leave both open."))
        return cleaned

    def _ask(self, name: str, words: Any) -> None:
        if not self.has_error(name):
            self.add_error(name, words)

    @property
    def step(self) -> dict[str, Any]:
        """The columns of the step; what belongs to another target goes."""
        given = self.cleaned_data
        is_amount = given["target"] == TargetKind.AMOUNT
        month, year = given.get("month"), given.get("year")
        return {
            "words": given["words"],
            "helper": given["helper"],
            "helper_words": given["helper_words"],
            "target": given["target"],
            "target_amount": given.get("target_amount") if is_amount else None,
            "target_currency": (given.get("target_currency") or Currency.VND) if is_amount else "",
            "target_level": given["target_level"] if given["target"] == TargetKind.LEVEL else "",
            "due_month": date(year, month, 1) if month and year else None,
        }

    def _targets(self) -> list[tuple[str, Any]]:
        words = gettext("Only you see a step with an amount, unless you open money.")
        return [
            (kind.value, kind.label)
            if kind != TargetKind.AMOUNT
            else (kind.value, format_html("{}<small>{}</small>", kind.label, words))
            for kind in TargetKind
            if self.asks_money or kind != TargetKind.AMOUNT
        ]

    def _helper(self) -> FieldsOnly:
        amount = [Div("target_amount", "target_currency", css_class="pair")]
        return FieldsOnly(
            *KEY_FIELDS,
            "words",
            "helper",
            "helper_words",
            "target",
            "target_level",
            *(amount if self.asks_money else []),
            Div("month", "year", css_class="pair"),
        )
