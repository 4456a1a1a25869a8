from django import forms


class YesOrNoForm(forms.Form):
    """The buttons of the page."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

    @property
    def is_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == "yes")
