"""Forms for the settings of reminders, and for addresses."""

import base64
import binascii
from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.enums import Language, Role
from accounts.validators import EMAIL_MAX_LENGTH
from planner.reminders.enums import Channel, Source
from planner.reminders.push_address import LONGEST, PushAddress, is_at_push_service
from planner.reminders.selectors.addresses import has_address
from planner.reminders.selectors.settings import kinds_for
from planner.reminders.services.addresses import cleaned_value
from planner.reminders.services.settings import lies_in_quiet_hours
from planner.sharing.sections import Section
from planner.web.reminders.settings.rows import KIND_HINTS, PLAN_ZONE, zone_words
from planner.web.shared.kept_forms import KeptForm
from planner.web.shared.widgets import PlainSelect

# Where people of this programme live and travel; the own zone is always among them.
ZONES = (
    *("Asia/Ho_Chi_Minh", "Asia/Tokyo", "Asia/Seoul", "Asia/Taipei", "Asia/Bangkok"),
    *("Asia/Singapore", "Australia/Sydney", "Europe/Berlin", "Europe/London"),
    *("America/New_York", "America/Los_Angeles", "UTC"),
)
MOST_A_DAY = 5
CLOCKS = ("at", "quiet_from", "quiet_to")
# Of an uncompressed point on the curve P-256, and of the secret that goes with it (RFC 8291).
KEY_BYTES, SECRET_BYTES = 65, 16
HAS_ALREADY = _("You have this address already. In the list you can ask for a new code.")


class ClockField(forms.TimeField):
    """Hours and minutes, as the browser's clock gives them or typed 19:30, 19h30 or 19."""

    default_error_messages = {"invalid": _("Write the time like this: 19:30.")}
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%H:%M", "%H:%M:%S", "%Hh%M", "%H.%M", "%Hh", "%H"]
        super().__init__(input_formats=formats, **kwargs)

    def to_python(self, value: Any) -> Any:
        clock = super().to_python(value)
        return clock and clock.replace(second=0, microsecond=0)


class SettingsForm(KeptForm):
    form_name = "reminder-settings"
    draft_section = Section.PROFILE

    at = ClockField(label=_("At which hour do you want reminders?"))
    quiet_from = ClockField(
        label=_("Quiet hours: from"),
        help_text=_("In these hours nothing is sent, new messages neither. They wait."),
    )
    quiet_to = ClockField(
        label=_("Quiet hours: until"),
        help_text=_("Twice the same time means: no quiet hours."),
    )
    time_zone = forms.ChoiceField(label=_("On which clock?"), required=False, widget=PlainSelect)
    daily_cap = forms.TypedChoiceField(
        label=_("How many messages a day at most?"),
        help_text=_("What is more comes on the next day, in one message. In the app you see all."),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, MOST_A_DAY + 1)],
        widget=PlainSelect,
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        help_text=_("For reminders and for all pages."),
        choices=[
            (code, format_html('<span lang="{}">{}</span>', code, label))
            for code, label in Language.choices
        ],
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label=_("What do you want to be told outside the app?"),
        help_text=_("What you untick you still see in the app."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def make_fields(self) -> None:
        self._choices("time_zone", self._zones())
        self._choices("kinds", [(kind.value, _kind_words(kind)) for kind in self._kinds])

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        clocks = {name: time.fromisoformat(saved[name]) for name in CLOCKS}
        return {**super().from_saved(saved), **clocks}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        clocks = [cleaned[name] for name in CLOCKS if cleaned.get(name) is not None]
        if len(clocks) == len(CLOCKS) and lies_in_quiet_hours(*clocks):
            at, start, end = (f"{clock:%H:%M}" for clock in clocks)
            words = _(
                "%(at)s lies in your quiet hours, %(start)s to %(end)s. "
                "Write %(end)s or later here, or change the quiet hours."
            )
            self.add_error("at", words % {"at": at, "start": start, "end": end})
        return cleaned

    @property
    def _kinds(self) -> tuple[Source, ...]:
        return kinds_for(self.person)

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _zones(self) -> list[tuple[str, Any]]:
        is_worker = self.person.role == Role.WORKER
        own = self.person.time_zone
        usual = _("As in my account: %s") % zone_words(own)
        chosen = self.saved.get("time_zone") or own
        names = ZONES if chosen in ZONES else (*ZONES, chosen)
        return [
            ("", PLAN_ZONE if is_worker else usual),
            *((name, zone_words(name)) for name in names),
        ]


class AddressForm(KeptForm):
    """An e-mail address, or a number for SMS. What somebody signs in with stands there already."""

    form_name = "add-address"
    draft_section = Section.PROFILE

    value = forms.CharField(max_length=EMAIL_MAX_LENGTH)

    def make_fields(self) -> None:
        field = self.fields["value"]
        is_email = self.about == Channel.EMAIL
        field.label = _("E-mail address") if is_email else _("Mobile number")
        field.help_text = "" if is_email else _("For a number in Japan begin with +81.")
        kind, auto = ("email", "email") if is_email else ("tel", "tel")
        field.widget.attrs.update({"inputmode": kind, "autocomplete": auto})

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        own = self.person.email if self.about == Channel.EMAIL else self.person.phone
        return {"value": own or ""}

    def clean_value(self) -> str:
        value = self._in_one_spelling(self.cleaned_data["value"])
        if has_address(self.person, str(self.about), value):
            raise forms.ValidationError(HAS_ALREADY)
        return value

    def _in_one_spelling(self, value: str) -> str:
        try:
            return cleaned_value(str(self.about), value)
        except forms.ValidationError:
            if self.about != Channel.EMAIL:
                raise
        # Django's own sentence shows no example.
        raise forms.ValidationError(_("Write an e-mail address like lan@example.com."))


class ChatForm(KeptForm):
    """Nothing to type: the page shows what to write there."""

    form_name = "add-address"
    draft_section = Section.PROFILE


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits."),
        max_length=40,
        error_messages={"required": _("Write the code from the message.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "size": "10"}
        ),
    )


class PushForm(forms.Form):
    """What a browser gives out as its address for notices."""

    endpoint = forms.CharField(max_length=LONGEST)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)

    def clean_endpoint(self) -> str:
        endpoint = str(self.cleaned_data["endpoint"])
        if not is_at_push_service(endpoint, settings.PUSH_HOSTS):
            raise forms.ValidationError("endpoint")
        return endpoint

    def clean_p256dh(self) -> str:
        return _bytes_as_text(self.cleaned_data["p256dh"], KEY_BYTES)

    def clean_auth(self) -> str:
        return _bytes_as_text(self.cleaned_data["auth"], SECRET_BYTES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and len(self.push.value) > LONGEST:
            raise forms.ValidationError("length")
        return cleaned

    @property
    def push(self) -> PushAddress:
        return PushAddress(**{name: self.cleaned_data[name] for name in self.fields})


def _bytes_as_text(text: str, count: int) -> str:
    try:
        found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise forms.ValidationError("key") from None
    if len(found) != count:
        raise forms.ValidationError("key")
    return text.rstrip("=")


def _kind_words(kind: Source) -> str:
    return format_html("{}<small>{}</small>", kind.label, KIND_HINTS[kind])
