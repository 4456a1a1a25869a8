from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from planner.casework.enums import ExportFormat, ExportKind
from planner.casework.selectors.exports import TO_GIVE, Taken
from planner.web.counselor.lists.export_filters import LONGEST

HINTS = {
    ExportKind.CASELOAD: gettext_lazy(
        "Names, phone and e-mail as your agency knows them, stage, home, trade, days, next step and flags. "
        "No money, no health, no family care."
    ),
    ExportKind.PLAIN: gettext_lazy(
        "Stage, home, trade, months and flags, in mixed order. Where only a few fit, somebody can still be "
        "recognised: do not publish it."
    ),
    ExportKind.LINKS: gettext_lazy(
        "A new link for everybody who is invited and has not accepted. Links in earlier files stop working."
    ),
}
FORM_HINTS = {
    ExportFormat.XLSX: gettext_lazy("For Excel, LibreOffice and Google Sheets."),
    ExportFormat.CSV: gettext_lazy("Plain text, for other programs."),
}


class ExportForm(forms.Form):
    """`filters`: of the list of workers, as its address has it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you export?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what you export."),
            "invalid_choice": gettext_lazy("You may not export this. Ask your supervisor."),
        },
    )
    form = forms.ChoiceField(
        label=gettext_lazy("As which kind of file?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the kind of file."),
            "invalid_choice": gettext_lazy("You may not export this. Ask your supervisor."),
        },
    )
    filters = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rights: Collection[Taken], filters: str) -> None:
        super().__init__(data, initial={"filters": filters})
        self.rights = rights
        self._offer("kind", {kind: HINTS[kind] for kind in ExportKind})
        self._offer("form", {form: FORM_HINTS[form] for form in ExportFormat})

    def _offer(self, name: str, hints: dict[Any, Any]) -> None:
        """What there is a right to; a single one is chosen already."""
        given = [item for item in hints if any(item in (kind, form) for kind, form in self.rights)]
        self.fields[name].choices = [  # type: ignore[attr-defined]
            (item.value, format_html("{}<small>{}</small>", item.label, hints[item]))
            for item in given
        ]
        if len(given) == 1:
            self.initial[name] = given[0].value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, form = cleaned.get("kind"), cleaned.get("form")
        if kind and form and (kind, form) not in self.rights:
            words = _("You may export this, but not as %(form)s. Choose the other kind of file.")
            self.add_error("form", words % {"form": ExportFormat(form).label})
        return cleaned


def right_key(person: User, taken: Taken) -> str:
    return f"{person.pk}-{taken[0].value}-{taken[1].value}"


class RightsForm(forms.Form):
    """A tick for each counselor and each thing that can be given."""

    rights = forms.MultipleChoiceField(
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Somebody of this list is no counselor of your agency any more. Look at it again."
            )
        },
    )

    def __init__(self, data: Any = None, *, people: Collection[User]) -> None:
        super().__init__(data)
        self.keys = {
            right_key(person, taken): (person.pk, *taken) for person in people for taken in TO_GIVE
        }
        self.fields["rights"].choices = [(key, key) for key in self.keys]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> set[tuple[int, ExportKind, ExportFormat]]:
        return {self.keys[key] for key in self.cleaned_data["rights"]}
