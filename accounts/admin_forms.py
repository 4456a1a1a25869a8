from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Announcement, User
from accounts.selectors import CARING
from accounts.validators import validate_time_zone

ZONES = [("Asia/Ho_Chi_Minh", _("Vietnamese time")), ("Asia/Tokyo", _("Japanese time"))]
YEARS = range(2020, 2100)


class PersonForm(forms.ModelForm[User]):
    """Roles and agencies that go together, and no way from one's own work into a worker's pages."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        role = given.get("role", self.instance.role)
        agency = given.get("agency", self.instance.agency)
        before = User.objects.filter(pk=self.instance.pk, last_login__isnull=False).first()
        # The database's rule speaks of a column that is not in this form, and so Django leaves it out.
        if {"email", "phone"} <= given.keys() and not (given["email"] or given["phone"]):
            self.add_error(None, _("Give an e-mail address or a phone number."))
        if before and before.role != role and not {before.role, role} <= set(CARING):
            self.add_error(
                "role", _("Somebody uses this account already. Add another one for the new role.")
            )
        # Absent where it is locked.
        if "agency" in given:
            if role in CARING and agency is None:
                self.add_error("agency", _("A counselor and a supervisor need an agency."))
            if role == Role.STAFF and agency is not None:
                self.add_error("agency", _("Programme staff belong to no agency."))
        return given


class AnnouncementForm(forms.ModelForm[Announcement]):
    """Its times are read and shown in the zone that is chosen beside them, not in the reader's."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=ZONES,
        help_text=_("All times on this page are in this zone."),
    )

    class Meta:
        model = Announcement
        fields = [
            *("text_vi", "text_en", "time_zone"),
            *("shown_from", "shown_until", "about_from", "about_until"),
        ]
        widgets = {
            "text_vi": AdminTextareaWidget(attrs={"rows": 2}),
            "text_en": AdminTextareaWidget(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.time_zone
        if kept not in dict(ZONES):
            self.fields["time_zone"].choices = [*ZONES, (kept, kept)]  # type: ignore[attr-defined]

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        value = super().get_initial_for_field(field, field_name)
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.make_naive(value, ZoneInfo(self.instance.time_zone))
        return value

    def full_clean(self) -> None:
        zone = self.data.get(self.add_prefix("time_zone"), "")
        with suppress(ValidationError):
            validate_time_zone(zone)
            with timezone.override(ZoneInfo(zone)):
                return super().full_clean()
        return super().full_clean()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("shown_from", "shown_until", "about_from", "about_until"):
            moment = given.get(name)
            # Beyond, another zone may lie outside of what a date can be.
            if moment and moment.year not in YEARS:
                self.add_error(name, _("Look at the year again."))
        if given.get("about_until") and not given.get("about_from"):
            self.add_error("about_from", _("Write the beginning too."))
        return given
