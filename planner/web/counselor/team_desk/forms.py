"""Somebody leaves: who takes over what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User


class HandOverForm(forms.Form):
    """`workers`: key and name of those who can go at once. `is_sure`: the page with the numbers was seen."""

    to = forms.MultipleChoiceField(
        label=_("Who takes over?"),
        help_text=_("Tick one, and all go there. Tick several, and each gets an equal share."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one colleague."),
            "invalid_choice": _("One of these is no counselor of your agency any more."),
        },
    )
    which = forms.ChoiceField(
        label=_("Which workers?"),
        choices=[("all", _("All of them")), ("some", _("Only those I tick by name"))],
        widget=forms.RadioSelect,
        initial="all",
        error_messages={"required": _("Say which workers.")},
    )
    with_invitations = forms.BooleanField(
        label=_("Open invitations go along"), required=False, initial=True
    )
    words = forms.CharField(
        label=_("A word for the history of each case"),
        help_text=_("For example: maternity leave from January. May stay blank."),
        max_length=200,
        required=False,
    )
    is_sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        colleagues: Sequence[User],
        workers: Sequence[tuple[int, str]],
        invitations: int,
    ) -> None:
        """`colleagues`: with their `load`."""
        super().__init__(data)
        self.colleagues = {str(person.pk): person for person in colleagues}
        self.workers = [pk for pk, _name in workers]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (key, _with_load(person)) for key, person in self.colleagues.items()
        ]
        self.fields["people"] = AnyKeys(
            label=_("Workers"),
            required=False,
            choices=[(str(pk), name) for pk, name in workers],
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["to", "words", "with_invitations", "which", "people"])
        if not invitations:
            del self.fields["with_invitations"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("which") == "some" and not cleaned.get("people") and not self.errors:
            self.add_error("people", _("Tick at least one worker, or choose all of them."))
        return cleaned

    @property
    def takers(self) -> list[User]:
        """Whoever has fewest comes first: what is left over goes there."""
        chosen = [self.colleagues[key] for key in self.cleaned_data["to"]]
        return sorted(chosen, key=lambda person: (person.load, person.pk))  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[int]:
        """Keys, those of others among them, which the service refuses and counts."""
        if self.cleaned_data["which"] == "all":
            return list(self.workers)
        return [int(key) for key in self.cleaned_data["people"]]


class AnyKeys(forms.MultipleChoiceField):
    """Whom somebody else has moved meanwhile is no choice any more: still not an error, but counted as left alone."""

    default_error_messages = {
        "invalid_choice": _("This choice cannot be read. Tick the workers again.")
    }

    def valid_value(self, value: str) -> bool:
        return value.isascii() and value.isdecimal() and len(value) <= 18


def _with_load(person: User) -> SafeString:
    load = getattr(person, "load", 0)
    workers = ngettext("%(count)s worker", "%(count)s workers", load) % {"count": load}
    return format_html("{}<small>{} · {}</small>", person.name, person.get_role_display(), workers)
