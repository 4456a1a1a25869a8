import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

PER_PAGE = 20
# Of one browser to another: in the body that RFC 8058 has a mail provider send.
ONE_CLICK_FIELD, ONE_CLICK = "List-Unsubscribe", "One-Click"
NUMBERS = re.compile(rf"\A[0-9]{{1,18}}(,[0-9]{{1,18}}){{0,{PER_PAGE - 1}}}\Z")


class SeenForm(forms.Form):
    """`shown`: the numbers of the rows on the page."""

    shown = forms.CharField(max_length=19 * PER_PAGE, validators=[RegexValidator(NUMBERS)])

    @property
    def pks(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["shown"].split(",")]


class SnoozeForm(forms.Form):
    days = forms.TypedChoiceField(
        choices=[(1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week"))], coerce=int
    )


class StopForm(forms.Form):
    """One button, which a mail provider can press too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[ONE_CLICK_FIELD] = forms.ChoiceField(
            choices=[(ONE_CLICK, ONE_CLICK)], initial=ONE_CLICK, widget=forms.HiddenInput
        )


class CalendarForm(forms.Form):
    MAKE, END = "make", "end"

    act = forms.ChoiceField(choices=[(MAKE, MAKE), (END, END)])
