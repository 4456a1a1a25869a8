from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from planner.web.shared.widgets import PlainSelect


class InviteForm(forms.Form):
    question_field = "name"

    name = forms.CharField(
        label=_("Whom do you invite?"),
        help_text=_("The name as you know it. The worker can write it differently later."),
        max_length=100,
        error_messages={"required": _("Write the worker's name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("The number on the worker's phone"),
        help_text=_("Six digits. Ask for it by phone or face to face, from a voice you know."),
        max_length=20,
        error_messages={"required": _("Write the six digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        digits = "".join(self.cleaned_data["number"].split())
        if len(digits) != 6 or not (digits.isascii() and digits.isdecimal()):
            raise forms.ValidationError(_("The number has six digits."))
        return digits


class MoveForm(forms.Form):
    counselor = forms.ModelChoiceField(
        label=_("Who looks after this worker from now on?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a counselor"),
        widget=PlainSelect,
        error_messages={
            "required": _("Choose a counselor."),
            "invalid_choice": _("This person is no counselor of your agency."),
        },
    )

    def __init__(self, data: Any = None, *, counselors: Any) -> None:
        super().__init__(data)
        self.fields["counselor"].queryset = counselors  # type: ignore[attr-defined]
