from typing import Any

from django import forms
from django.conf import settings


class ConsentForm(forms.Form):
    """Yes or no to the text that the page showed. The buttons say which; the rest says what was on the page."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    version = forms.CharField(max_length=20, widget=forms.HiddenInput)
    language = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.HiddenInput)
    # The counselor whom the text names, by key.
    named = forms.IntegerField(
        required=False, min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    @property
    def is_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == "yes")

    def text(self) -> dict[str, Any]:
        return {
            "text_version": self.cleaned_data["version"],
            "language": self.cleaned_data["language"],
        }
