"""Inputs without a template for each: a form with a hundred of them would take most of a page's time."""

from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from planner.web.shared.fields import AmountInput
from planner.web.shared.rows import Text
from planner.wording.money import COST_KINDS, CURRENCIES

CONTROL, CHECKBOX = {"class": "form-control"}, {"class": "form-check-input"}
SELECT = {"class": "form-select"}
CHOICES: dict[str, list[tuple[str, Text]]] = {
    "kind": [("", _("Choose")), *((str(kind), words) for kind, words in COST_KINDS.items())],
    "currency": [(str(code), words) for code, words in CURRENCIES.items()],
}


class _Plain(Input):
    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        widget = context["widget"]
        value = {} if widget["value"] is None else {"value": widget["value"]}
        return format_html(
            '<input type="{}" name="{}"{}{}>',
            widget["type"],
            widget["name"],
            flatatt(value),
            flatatt(widget["attrs"]),
        )


class PlainText(_Plain, forms.TextInput):
    pass


class PlainAmount(_Plain, AmountInput):
    pass


class PlainCheckbox(_Plain, forms.CheckboxInput):
    pass


def plain_text() -> PlainText:
    return PlainText(CONTROL)


def plain_amount() -> PlainAmount:
    return PlainAmount(CONTROL)


def plain_checkbox() -> PlainCheckbox:
    return PlainCheckbox(CHECKBOX)


class KeptOptions(forms.Select):
    """A select that stands on a page many times: its options are worked out once per language and choice.

    `which`: the name of its choices in CHOICES; no other choice is ever selected.
    """

    def __init__(self, which: str) -> None:
        super().__init__(SELECT)
        self.which = which

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        known = chosen if chosen in dict(CHOICES[self.which]) else ""
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            _options(self.which, known, get_language() or ""),
        )


@lru_cache(maxsize=100)
def _options(which: str, chosen: str, _language: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, flatatt({"selected": True} if value == chosen else {}), label)
            for value, label in CHOICES[which]
        ),
    )
