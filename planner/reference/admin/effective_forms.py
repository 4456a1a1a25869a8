"""Forms of rows that hold for some time, or stand in a series."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planner.reference.admin.forms import ReferenceRowForm
from planner.reference.loading.tables import TABLE_OF
from planner.reference.rates import usual_rate


class PeriodForm(ReferenceRowForm):
    """Rows that differ in nothing but their days never hold on one day."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        table = TABLE_OF[type(self.instance)]
        if table.period is None or self.errors:
            return cleaned
        first, last = table.period
        # The key can be written only when a row is added; of a row that is changed it is in the instance.
        key = {name: cleaned.get(name, getattr(self.instance, name)) for name in table.key}
        start = key.pop(first)
        others = table.model._default_manager.exclude(pk=self.instance.pk)
        for name, value in key.items():
            others = others.filter(
                **{name: value} if value is not None else {f"{name}__isnull": True}
            )
        for other in others:
            other_start, other_end = getattr(other, first), getattr(other, last)
            begins_before_it_ends = other_end is None or start is None or start <= other_end
            ends_after_it_begins = (
                cleaned.get(last) is None or other_start is None or other_start <= cleaned[last]
            )
            if begins_before_it_ends and ends_after_it_begins:
                text = _("Another row of this key holds from %(start)s: the two must not overlap.")
                self.add_error(last, text % {"start": other_start or "…"})
                break
        return cleaned


class ExchangeRateForm(ReferenceRowForm):
    """A rate for 100 yen, or with a digit too many, would spoil every sum of every plan."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (month := cleaned.get("month")) and month > timezone.localdate():
            self.add_error("month", _("This month has not begun."))
        rate, usual = cleaned.get("vnd_per_jpy"), usual_rate(without=self.instance.pk)
        if rate is None or usual is None or usual / 2 <= rate <= usual * 2:
            return cleaned
        shown = {"rate": rate, "usual": usual.quantize(Decimal("0.01"))}
        if usual / 2 <= rate / 100 <= usual * 2:
            text = _("%(rate)s looks like the rate for 100 yen. One yen is about %(usual)s dong.")
        else:
            text = _(
                "%(rate)s is less than half or more than double of %(usual)s, the middle of the "
                "last 24 months. Is there a digit too many or too few?"
            )
        self.add_error("vnd_per_jpy", text % shown)
        return cleaned
