"""What a counselor writes about a case."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.validators import normalise_email, normalise_phone
from planner.casework.enums import (
    CloseReason,
    ContactChannel,
    ContactResult,
    FlagKind,
    StepKind,
)
from planner.casework.services.following import Reached, Step
from planner.sharing.sections import Section
from planner.web.shared.fields import DayField
from planner.web.shared.kept_forms import KeptForm
from planner.web.shared.rows import Text
from planner.web.shared.widgets import PlainSelect

# A next step further away is a plan, and a contact longer ago nobody remembers.
STEP_WITHIN = timedelta(days=3 * 366)
CONTACT_WITHIN = timedelta(days=366)
A_WEEK = timedelta(days=7)
INSTEAD, BOTH = "instead", "both"
NO_STEP = "none"
NO_SECRETS = _("Colleagues read it. No amounts, and nothing about health.")


class CaseForm(KeptForm):
    """`today`: on which day it is written. `step`: the next one as it stands, its key and in words."""

    draft_section = Section.PROFILE

    def __init__(
        self, *args: Any, today: date, step: tuple[int, str] | None = None, **kwargs: Any
    ) -> None:
        self.today, self.step_before = today, step
        super().__init__(*args, **kwargs)

    def add_step_fields(self, kinds: Sequence[tuple[str, Text]], *, is_asked: bool) -> None:
        """For what comes next. `is_asked`: an answer is needed, also if it is “nothing”."""
        self.fields["then_kind"] = forms.ChoiceField(
            label=_("What comes next?"),
            choices=kinds,
            required=is_asked,
            widget=PlainSelect,
            error_messages={"required": _("Say what comes next.")},
        )
        self.fields["then_on"] = DayField(
            label=_("By which day"),
            required=False,
            least=self.today,
            most=self.today + STEP_WITHIN,
        )
        self.fields["then_words"] = forms.CharField(
            label=_("The next step in a few words"), max_length=200, required=False
        )

    def check_step(self, cleaned: dict[str, Any]) -> None:
        kind, day = cleaned.get("then_kind"), cleaned.get("then_on")
        is_step = kind not in ("", NO_STEP, None)
        if is_step and day is None and "then_on" not in self.errors:
            self.add_error("then_on", _("Say by which day."))
        if not is_step and "then_kind" not in self.errors and (day or cleaned.get("then_words")):
            self.add_error("then_kind", _("Say what is to be done, or leave day and words blank."))

    @property
    def then(self) -> Step | None:
        kind = self.cleaned_data["then_kind"]
        if kind in ("", NO_STEP):
            return None
        words = self.cleaned_data["then_words"]
        return Step(StepKind(kind), self.cleaned_data["then_on"], words)


class StepForm(CaseForm):
    """`saved`: the next step as it stands; nothing if there is none."""

    form_name = "case-step"

    kind = forms.ChoiceField(
        label=_("What is to be done?"), choices=StepKind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In a few words"), help_text=NO_SECRETS, max_length=200, required=False
    )

    def make_fields(self) -> None:
        self.fields["due_on"] = DayField(
            label=_("By which day"), least=self.today, most=self.today + STEP_WITHIN
        )
        if self.step_before:
            _key, words = self.step_before
            self.fields["former"] = forms.ChoiceField(
                label=_("And the step that stands now: %(step)s") % {"step": words},
                choices=[
                    (INSTEAD, _("The new one replaces it")),
                    (BOTH, _("Both are to be done")),
                ],
                widget=forms.RadioSelect,
            )
            self.fields["result"] = forms.CharField(
                label=_("What came of it, if it is replaced"), max_length=300, required=False
            )

    def from_saved(self, saved: Any) -> dict[str, Any]:
        known = super().from_saved(saved)
        due_on = date.fromisoformat(known["due_on"]) if known else self.today + A_WEEK
        # A day that is over would be refused.
        return {"former": INSTEAD} | known | {"due_on": max(due_on, self.today)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == StepKind.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Write what is to be done."))
        return cleaned

    @property
    def step(self) -> Step:
        cleaned = self.cleaned_data
        return Step(StepKind(cleaned["kind"]), cleaned["due_on"], cleaned["words"])

    @property
    def is_instead(self) -> bool:
        return bool(self.cleaned_data.get("former", INSTEAD) == INSTEAD)


class FinishForm(CaseForm):
    """Every case has a next step: the form asks for it at once."""

    form_name = "case-step-done"

    result = forms.CharField(
        label=_("What came of it?"),
        help_text=NO_SECRETS,
        max_length=300,
        error_messages={"required": _("Write in a few words what came of it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def make_fields(self) -> None:
        kinds = [("", _("Choose")), *StepKind.choices, (NO_STEP, _("Nothing for now"))]
        self.add_step_fields(kinds, is_asked=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_step(cleaned)
        return cleaned


class ContactForm(CaseForm):
    form_name = "case-contact"

    channel = forms.ChoiceField(
        label=_("How?"),
        choices=[("", _("Choose")), *ContactChannel.choices],
        widget=PlainSelect,
        error_messages={"required": _("Say how.")},
    )
    result = forms.ChoiceField(
        label=_("What came of it?"),
        choices=ContactResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of it.")},
    )
    words = forms.CharField(
        label=_("In a few words"),
        help_text=NO_SECRETS,
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def make_fields(self) -> None:
        self.fields["day"] = DayField(
            label=_("On which day"), least=self.today - CONTACT_WITHIN, most=self.today
        )
        self.fields["hour"] = forms.TimeField(
            label=_("At what time"),
            input_formats=["%H:%M", "%H:%M:%S"],
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages={"invalid": _("Write the time like this: 14:30.")},
        )
        if self.step_before:
            # By its key: another step that stands there meanwhile is not done with this.
            self.fields["finishes"] = forms.MultipleChoiceField(
                label=_("Is the next step done with this?"),
                choices=[self.step_before],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "invalid_choice": _("Meanwhile this step was done or changed. Look again.")
                },
            )
        kinds = [("", _("Nothing new")), *StepKind.choices]
        self.add_step_fields(kinds, is_asked=False)

    def from_saved(self, saved: Any) -> dict[str, Any]:
        now = timezone.localtime()
        return {"day": self.today, "hour": time(now.hour, now.minute)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_step(cleaned)
        return cleaned

    @property
    def finishes(self) -> int | None:
        return next((int(key) for key in self.cleaned_data.get("finishes", ())), None)

    @property
    def reached(self) -> Reached:
        cleaned = self.cleaned_data
        at = datetime.combine(cleaned["day"], cleaned["hour"], timezone.get_current_timezone())
        return Reached(
            ContactChannel(cleaned["channel"]),
            ContactResult(cleaned["result"]),
            at,
            cleaned["words"],
        )


class FlagForm(KeptForm):
    form_name = "case-flag"
    draft_section = Section.PROFILE

    kind = forms.ChoiceField(
        label=_("Which flag?"),
        choices=FlagKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a flag.")},
    )
    words = forms.CharField(
        label=_("Why, in a few words"), help_text=NO_SECRETS, max_length=200, required=False
    )


class FactsForm(KeptForm):
    """What the agency knows itself. The worker's own answers stand elsewhere, and are never changed here."""

    form_name = "case-facts"
    draft_section = Section.PROFILE

    reference = forms.CharField(label=_("Your agency's own number"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("Mobile phone"),
        help_text=_("0912 345 678, or with +81 in Japan."),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    employer = forms.CharField(label=_("Employer in Japan"), max_length=120, required=False)

    def make_fields(self) -> None:
        first, last = date(2000, 1, 1), date(2060, 12, 31)
        for name, label in (
            ("departs_on", _("Day of departure")),
            ("returns_on", _("Return")),
            ("status_ends_on", _("Residence status ends")),
        ):
            self.fields[name] = DayField(label=label, required=False, least=first, most=last)

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        return normalise_phone(typed) if typed else ""

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"]
        return normalise_email(typed) if typed else ""


class CloseForm(KeptForm):
    form_name = "case-close"
    draft_section = Section.PROFILE

    reason = forms.ChoiceField(
        label=_("Why is the case closed?"),
        choices=CloseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    words = forms.CharField(
        label=_("In a few words"), help_text=NO_SECRETS, max_length=250, required=False
    )

    def __init__(self, *args: Any, first: str = "", **kwargs: Any) -> None:
        self.first = first
        super().__init__(*args, **kwargs)

    def from_saved(self, saved: Any) -> dict[str, Any]:
        return {"reason": self.first} if self.first in CloseReason.values else {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("reason") == CloseReason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Write the reason."))
        return cleaned


class ReopenForm(KeptForm):
    form_name = "case-reopen"
    draft_section = Section.PROFILE

    words = forms.CharField(
        label=_("Why is it opened again?"), help_text=NO_SECRETS, max_length=250, required=False
    )
