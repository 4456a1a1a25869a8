from django import forms


class ReadForm(forms.Form):
    """`seen`: what the page showed. Only that is read."""

    seen = forms.CharField(max_length=32, widget=forms.HiddenInput)
