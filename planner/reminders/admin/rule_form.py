"""One form for a rule and its texts in every language."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.enums import Language
from planner.reference.models import BenchmarkTemplate
from planner.reminders.enums import Source
from planner.reminders.models import ReminderRule
from planner.reminders.services.rule_versions import (
    CHANGEABLE,
    TextOfRule,
    texts_of,
    values_of,
)
from planner.reminders.text_checks import problems_of

OF_BENCHMARKS = (Source.BENCHMARK, Source.MISS)
FURTHEST, LONGEST_USE = 400, 24 * 60
LABELS = {
    "subject": _("Subject of an e-mail, title of a notice"),
    "body": _("Text of an e-mail, and in the app"),
    "short": _("Short text"),
}
HELP = {
    "subject": _("On a lock screen it stands above the short text. At most 78 letters."),
    "body": _("At most 600 letters. Links and how to stop are added below it."),
    "short": _("For notices, LINE, Zalo and SMS. At most 160 letters, and two SMS with the link."),
}
MOST = {"subject": 78, "body": 600, "short": 160}
ROWS = {"subject": 1, "body": 4, "short": 2}


class RuleForm(forms.Form):
    required_css_class = "required"

    is_on = forms.BooleanField(label=_("On"), required=False)
    days = forms.IntegerField(
        label=_("Days after the day it is about"),
        help_text=_("Before it: a negative number. -30 is thirty days before, 0 the day itself."),
        min_value=-FURTHEST,
        max_value=FURTHEST,
    )
    template_key = forms.ChoiceField(
        label=_("Only this benchmark"),
        help_text=_("Empty: every benchmark of a plan."),
        required=False,
    )
    expires_after_hours = forms.IntegerField(
        label=_("Of no use after so many hours"),
        help_text=_("What could not be sent by then is not sent any more."),
        min_value=1,
        max_value=LONGEST_USE,
    )

    def __init__(self, rule: ReminderRule, data: Any = None) -> None:
        super().__init__(data, initial={**values_of(rule), **_flat(texts_of(rule))})
        self.rule = rule
        if rule.source in OF_BENCHMARKS:
            self._fields()["template_key"].choices = _templates()
        else:
            # Nothing else is laid out from a template.
            del self.fields["template_key"]
        for language in Language.values:
            for name, label in LABELS.items():
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=label,
                    help_text=HELP[name],
                    max_length=MOST[name],
                    widget=forms.Textarea(attrs={"rows": ROWS[name], "cols": 80, "lang": language}),
                )

    def when(self) -> list[forms.BoundField]:
        return [self[name] for name in CHANGEABLE if name in self.fields]

    def languages(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        for language in Language:
            yield language.label, [self[f"{name}_{language.value}"] for name in LABELS]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in CHANGEABLE}

    @property
    def texts(self) -> dict[str, TextOfRule]:
        return {
            language: TextOfRule(
                **{name: self.cleaned_data[f"{name}_{language}"] for name in LABELS}
            )
            for language in Language.values
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for language in Language.values:
            texts = {name: self._tidied(f"{name}_{language}") for name in LABELS}
            for problem in problems_of(self.rule.source, language, **texts):
                field = f"{problem.field}_{language}"
                # What is empty or too long by itself has been said.
                if field not in self.errors:
                    self.add_error(field, str(problem.words))
        return given

    def _tidied(self, field: str) -> str:
        """One way to write each letter. Only the text of an e-mail may have lines: a subject is a header."""
        text = unicodedata.normalize("NFC", self.cleaned_data.get(field) or "")
        if not field.startswith("body"):
            text = " ".join(text.split())
        if field in self.cleaned_data:
            self.cleaned_data[field] = text
        return text

    def _fields(self) -> dict[str, Any]:
        return self.fields


def days_in_words(days: int) -> str:
    if days == 0:
        return str(_("on the day"))
    count = abs(days)
    text = (
        ngettext("%(count)d day before", "%(count)d days before", count)
        if days < 0
        else ngettext("%(count)d day after", "%(count)d days after", count)
    )
    return text % {"count": count}


def _flat(texts: dict[str, TextOfRule]) -> dict[str, str]:
    return {
        f"{name}_{language}": getattr(text, name)
        for language, text in texts.items()
        for name in LABELS
    }


def _templates() -> list[tuple[str, Any]]:
    rows = BenchmarkTemplate.objects.order_by("key").values_list("key", "title_vi").distinct()
    return [("", "---------"), *((key, format_lazy("{} – {}", key, title)) for key, title in rows)]
