"""A month asked for with two selects: nobody knows the day this early."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from planner.web.shared.widgets import PlainSelect


def month_field(**kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=kwargs.pop("label", _("Month")),
        coerce=int,
        empty_value=None,
        choices=[("", _("Month")), *MONTHS.items()],
        widget=PlainSelect,
        **kwargs,
    )


def year_field(years: Iterable[int], **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=kwargs.pop("label", _("Year")),
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Year")),
            *((str(year), str(year)) for year in sorted(set(years))),
        ],
        widget=PlainSelect,
        **kwargs,
    )


def day_of(saved: object) -> date | None:
    """A day as a record keeps it."""
    return date.fromisoformat(saved) if isinstance(saved, str) and saved else None
