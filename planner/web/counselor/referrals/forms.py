"""What a desk says about referrals and transfers."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Agency, User
from planner.casework.enums import ReferralKind
from planner.casework.selectors.referrals import agencies_called
from planner.sharing.sections import Section
from planner.web.counselor.forms import MoveForm
from planner.web.shared.kept_forms import KeptForm
from planner.web.shared.widgets import PlainSelect

# More are not chosen from a list: their name is typed.
MOST_IN_A_LIST = 200


class ReferForm(KeptForm):
    """`form.to_agency`: the one chosen or named, for a transfer."""

    form_name = "refer"
    draft_section = Section.PROFILE

    kind = forms.ChoiceField(
        label=_("Where to?"),
        choices=ReferralKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which of the two it is.")},
    )
    to_place = forms.CharField(
        label=_("Which place?"),
        help_text=_("Only for a place that helps: an advice centre, a union, a hospital."),
        max_length=120,
        required=False,
    )
    why = forms.CharField(
        label=_("Why?"),
        help_text=_(
            "The worker reads this first. After the worker's yes to a transfer the other agency reads it too. Write nothing about money, debt or health."
        ),
        max_length=500,
        error_messages={"required": _("Write why. The worker decides by it.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        self.agencies = agencies
        self.to_agency: Agency | None = None
        super().__init__(*args, **kwargs)

    def make_fields(self) -> None:
        label = _("Which agency?")
        if self.agencies.count() <= MOST_IN_A_LIST:
            self.fields["to_agency"] = forms.ModelChoiceField(
                label=label,
                help_text=_("Only for a transfer."),
                queryset=self.agencies,
                required=False,
                empty_label=_("Choose an agency"),
                widget=PlainSelect,
                error_messages={"invalid_choice": _("This agency cannot take anybody over now.")},
            )
        else:
            self.fields["to_agency"] = forms.CharField(
                label=label,
                help_text=_("Only for a transfer. Write its name as it is registered."),
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        self.order_fields(["kind", "to_agency", "to_place", "why"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == ReferralKind.TRANSFER and "to_agency" not in self.errors:
            self.to_agency = self._agency(cleaned.get("to_agency"))
        if kind == ReferralKind.HELP and not cleaned.get("to_place") and not self.errors:
            self.add_error("to_place", _("Write which place it is."))
        return cleaned

    def _agency(self, said: Agency | str | None) -> Agency | None:
        if not said:
            self.add_error("to_agency", _("Say which agency it is."))
            return None
        if isinstance(said, Agency):
            return said
        found, close = agencies_called(said, self.agencies)
        if found is None and close:
            text = _("No agency is called so. Did you mean: %(names)s?")
            self.add_error("to_agency", text % {"names": "; ".join(close)})
        elif found is None:
            self.add_error("to_agency", _("No agency that could take somebody over is called so."))
        return found


class Answer(TextChoices):
    """What the page of a referral can be told."""

    ACCEPT = "accept", _("Take the worker over")
    DECLINE = "decline", _("Decline")
    REVOKE = "revoke", _("Take it back")
    PLACE = "place", _("Record the answer")


class AnswerForm(forms.Form):
    """Which of the answers it is."""

    what = forms.ChoiceField(choices=Answer.choices)


class AcceptForm(MoveForm):
    def __init__(self, data: Any = None, *, counselors: Any) -> None:
        """`counselors`: with their `load`."""
        super().__init__(data, counselors=counselors)
        self.fields["counselor"].label_from_instance = _with_load  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    words = forms.CharField(
        label=_("Why not?"),
        help_text=_("The agency that asked reads this, and the worker too."),
        max_length=300,
        error_messages={"required": _("Write why, in a sentence.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PlaceForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What did the place say?"),
        choices=[("yes", _("It helps")), ("no", _("It cannot help"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what the place answered.")},
    )
    words = forms.CharField(
        label=_("In a sentence"),
        help_text=_("The worker reads this too."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _with_load(person: User) -> str:
    load = getattr(person, "load", 0)
    workers = ngettext("%(count)s worker", "%(count)s workers", load) % {"count": load}
    return f"{person.name} ({workers})"
