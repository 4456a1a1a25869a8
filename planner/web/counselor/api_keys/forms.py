from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from planner.reminders.enums import HookEvent
from planner.reminders.hook_address import NotAllowed, target_of


class ApiKeyForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        help_text=_("The name of your own system, as you will find it in the list of keys."),
        max_length=60,
        error_messages={"required": _("Write what the key is for.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    can_write = forms.BooleanField(
        label=_("It may also write"),
        help_text=_(
            "Add workers, change what your agency knows of them, and propose benchmarks. Without it the key only reads."
        ),
        required=False,
    )


class EventsForm(forms.Form):
    events = forms.MultipleChoiceField(
        label=_("What it is told of"),
        choices=HookEvent.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def clean_events(self) -> list[HookEvent]:
        return [HookEvent(event) for event in self.cleaned_data["events"]]


class WebhookForm(EventsForm):
    url = forms.CharField(
        label=_("Address of your system"),
        help_text=_("It begins with https:// and can be reached from the internet."),
        max_length=300,
        error_messages={"required": _("Write the address.")},
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )

    field_order = ["url", "events"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            target_of(url, settings.WEBHOOK_HOSTS_ALLOWED)
        except NotAllowed:
            raise forms.ValidationError(
                _("Write a whole address that begins with https:// and lies in no private network.")
            ) from None
        return url


class WhatForm(forms.Form):
    """One of the buttons of the page of a webhook."""

    what = forms.ChoiceField(choices=[(name, name) for name in ("on", "off", "test", "remove")])
