from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.benchmarks.enums import Group
from planner.plans.enums import DropReason
from planner.plans.models import Benchmark
from planner.sharing.sections import Section
from planner.web.shared.fields import DayField
from planner.web.shared.kept_forms import KeptForm
from planner.web.worker.maybe_money import MaybeMoneyForm
from planner.web.worker.month_fields import day_of
from planner.wording.benchmarks import GROUPS

FIRST, LAST = date(2010, 1, 1), date(2070, 12, 31)
LONGEST = 200


def _words_field() -> forms.CharField:
    return forms.CharField(
        label=_("What will be reached?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what will be reached.")},
    )


def _day_field() -> DayField:
    return DayField(
        label=_("By which day?"),
        least=FIRST,
        most=LAST,
        error_messages={"required": _("Choose the day.")},
    )


def _group_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Which part of the way?"),
        choices=[(group.value, GROUPS[group]) for group in Group],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )


class OwnBenchmarkForm(MaybeMoneyForm):
    form_name = "own-benchmark"

    def make_fields(self) -> None:
        super().make_fields()
        self.fields["words"] = _words_field()
        self.fields["due_on"] = _day_field()
        self.fields["group"] = _group_field()
        if self.asks_money:
            self.fields["is_money"] = forms.BooleanField(
                label=_("This is about money. Keep it closed to the agency."), required=False
            )


class BenchmarkForm(KeptForm):
    """The day; the words and the part too of an own one."""

    form_name = "benchmark"

    def __init__(self, *args: Any, row: Benchmark, **kwargs: Any) -> None:
        self.row, self.draft_section = row, Section(row.section)
        super().__init__(*args, **kwargs)

    def make_fields(self) -> None:
        if self.row.is_own:
            self.fields["words"] = _words_field()
        self.fields["due_on"] = _day_field()
        if self.row.is_own:
            self.fields["group"] = _group_field()
        self.fields["why"] = forms.CharField(
            label=_("Why you change it, if you like"),
            help_text=_("It stands in the history of your plan."),
            max_length=LONGEST,
            required=False,
        )

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        return {**super().from_saved(saved), "due_on": day_of(saved.get("due_on"))}

    @property
    def columns(self) -> dict[str, Any]:
        return {name: value for name, value in self.values.items() if name != "why"}


class DropForm(KeptForm):
    form_name = "drop-benchmark"

    reason = forms.ChoiceField(
        label=_("Why do you drop it?"),
        choices=DropReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one reason.")},
    )
    words = forms.CharField(
        label=_("In your own words, if you like"), max_length=LONGEST, required=False
    )

    def __init__(self, *args: Any, row: Benchmark, **kwargs: Any) -> None:
        self.draft_section = Section(row.section)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("reason") == DropReason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Say it in a few words."))
        return cleaned
