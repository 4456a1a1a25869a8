"""What a counselor writes about a plan: proposals, notes and a signature."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.benchmarks.enums import Group
from planner.casework.enums import NoteAudience
from planner.plans.enums import GoalKind, ProposalKind, StepHelper, TargetKind
from planner.sharing.sections import Section
from planner.web.contents.seen import WhatWasSeenForm
from planner.web.shared.fields import DayField
from planner.web.shared.fields_only import FieldsOnly
from planner.web.shared.kept_forms import KeptForm
from planner.wording.benchmarks import GROUPS

AS_THE_WORKER_READS_IT = _("In the worker's words: “my” is the worker's.")


class ProposeForm(KeptForm):
    """`form.proposal`: the values as JSON keeps them."""

    draft_section = Section.PLAN
    kind: ProposalKind

    words = forms.CharField(
        max_length=200,
        error_messages={"required": _("Write it in one sentence.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    why = forms.CharField(
        label=_("Why you propose it"),
        help_text=_("The worker reads this."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def proposal(self) -> Mapping[str, Any]:
        values = {
            name: value for name, value in self.cleaned_data.items() if name in self.own_fields
        }
        values.pop("why")
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
            if value not in (None, "")
        }


class GoalProposalForm(ProposeForm):
    form_name = "propose-goal"
    kind = ProposalKind.GOAL

    def make_fields(self) -> None:
        self.fields["words"].label = _("The goal in one sentence")
        self.fields["kind"] = forms.ChoiceField(
            label=_("It would stand as"),
            help_text=AS_THE_WORKER_READS_IT,
            choices=GoalKind.choices,
            widget=forms.RadioSelect,
        )
        self.order_fields(["words", "kind", "why"])


class StepProposalForm(ProposeForm):
    form_name = "propose-step"
    kind = ProposalKind.STEP

    def make_fields(self) -> None:
        self.fields["words"].label = _("The step")
        self.fields["helper"] = forms.ChoiceField(
            label=_("Who can help"),
            help_text=AS_THE_WORKER_READS_IT,
            choices=StepHelper.choices,
            initial=StepHelper.COUNSELOR,
        )
        self.fields["target"] = forms.ChoiceField(
            label=_("How one sees that it is reached"),
            choices=[item for item in TargetKind.choices if item[0] != TargetKind.AMOUNT],
            widget=forms.RadioSelect,
            initial=TargetKind.YES_NO,
            help_text=_("Amounts of money are the worker's own: propose them in a talk."),
        )
        self.fields["target_level"] = forms.CharField(
            label=_("The level or certificate, if it is one"), max_length=60, required=False
        )
        self.order_fields(["words", "helper", "target", "target_level", "why"])
        # To a template `form.helper` is the field of that name: without this, crispy opens a form of its own.
        self.helper = FieldsOnly()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("target") == TargetKind.LEVEL and not cleaned.get("target_level"):
            self.add_error("target_level", _("Write which level or certificate."))
        return cleaned


class BenchmarkProposalForm(ProposeForm):
    form_name = "propose-benchmark"
    kind = ProposalKind.BENCHMARK
    draft_section = Section.BENCHMARKS

    def make_fields(self) -> None:
        self.fields["words"].label = _("The benchmark")
        self.fields["due_on"] = DayField(label=_("By which day"))
        self.fields["group"] = forms.ChoiceField(
            label=_("In which part of the plan"),
            choices=[(code.value, GROUPS[code]) for code in Group],
            widget=forms.RadioSelect,
        )
        self.order_fields(["words", "due_on", "group", "why"])


PROPOSALS: dict[str, type[ProposeForm]] = {
    "goal": GoalProposalForm,
    "step": StepProposalForm,
    "benchmark": BenchmarkProposalForm,
}


class NoteForm(KeptForm):
    form_name = "case-note"
    draft_section = Section.PROFILE

    text = forms.CharField(
        label=_("New note"),
        max_length=2000,
        error_messages={"required": _("Write the note first.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    audience = forms.ChoiceField(
        label=_("Who reads this note?"),
        help_text=_(
            "Notes for counselors are read by whoever cares for the worker in your agency, and by its supervisor."
        ),
        choices=NoteAudience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who reads it.")},
    )


class SignOffForm(WhatWasSeenForm):
    form_name = "sign-off"
    draft_section = Section.PLAN

    words = forms.CharField(
        label=_("A word to the worker"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
