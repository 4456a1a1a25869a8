from django import forms


class DoneForm(forms.Form):
    """Of a button that ticks. Nothing sent: open again."""

    done = forms.BooleanField(required=False)

    @property
    def is_done(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["done"])
