from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from planner.casework.importing.values import Field
from planner.casework.models import ImportBatch
from planner.web.counselor.lists.import_words import FIELDS
from planner.web.shared.widgets import PlainSelect

_LEAVE_OUT = ("", _("Leave it out"))
_NAMES = {Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAME}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The file with your workers"),
        help_text=_("Excel (.xlsx) or CSV, up to 10 MB and 20,000 rows."),
        max_length=500,
        error_messages={
            "required": _("Choose the file."),
            "empty": _("There is nothing in this file. Choose the one with the list."),
            "max_length": _("The name of this file is too long. Rename it."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )

    @property
    def content(self) -> bytes:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        file.seek(0)
        content: bytes = file.read()
        return content

    @property
    def name(self) -> str:
        """Without folders and signs that nobody sees."""
        last = (self.cleaned_data["file"].name or "").replace("\\", "/").rpartition("/")[2]
        plain = "".join(sign if sign.isprintable() else " " for sign in last)
        return " ".join(plain.split())[:120] or "list"


class ColumnsForm(forms.Form):
    """A choice for each column: what it means."""

    def __init__(self, data: Any = None, *, batch: ImportBatch, counselors: Any) -> None:
        super().__init__(data)
        self.batch = batch
        choices = [_LEAVE_OUT, *FIELDS.items()]
        for at, column in enumerate(batch.headings):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=column["heading"] or _("Column without a heading"),
                choices=choices,
                required=False,
                initial=batch.columns.get(str(at), ""),
                widget=PlainSelect(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": _("Choose one of the meanings offered.")},
            )
        if counselors is not None:
            self.fields["counselor"] = forms.ModelChoiceField(
                label=_("Who looks after the new ones?"),
                queryset=counselors,
                initial=batch.counselor_id,
                empty_label=_("Choose a counselor"),
                widget=PlainSelect(attrs={"class": "form-select"}),
                error_messages={
                    "required": _("Choose a counselor."),
                    "invalid_choice": _("This person is no counselor of your agency."),
                },
            )

    def columns(self) -> dict[int, Field]:
        return {
            at: Field(said)
            for at in range(len(self.batch.headings))
            if (said := self.cleaned_data.get(f"column-{at}"))
        }

    def counselor(self, otherwise: User) -> User:
        chosen: User | None = self.cleaned_data.get("counselor")
        return chosen or otherwise

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        said = list(self.columns().values())
        for field in dict.fromkeys(said):
            if said.count(field) > 1:
                self.add_error(
                    None,
                    forms.ValidationError(
                        _("Two columns are “%(meaning)s”. Leave one of them out."),
                        params={"meaning": FIELDS[field]},
                    ),
                )
        if not _NAMES & set(said):
            self.add_error(None, _("Say which column holds the name."))
        return given


class WhatNextForm(forms.Form):
    """After the look at what was understood."""

    what = forms.ChoiceField(choices=[("import", "import"), ("columns", "columns")])
