"""What is asked for before leaving: one form for all items. Empty rows are no items."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency
from planner.plans.records import COST
from planner.sharing.sections import Section
from planner.web.shared.fields import AmountField, shown_amount, words_of
from planner.web.shared.kept_forms import Difference
from planner.web.shared.rows import Text
from planner.web.worker.offer.forms import CorrectedForm
from planner.web.worker.offer.plain_inputs import (
    CHOICES,
    KeptOptions,
    plain_amount,
    plain_checkbox,
    plain_text,
)

MOST_ITEMS = 24
EMPTY_ROWS = 4
# In whole units; all items together can still be said in words.
MOST_OF = {
    Currency.VND: 5_000_000_000,
    Currency.JPY: 30_000_000,
    Currency.USD: 200_000,
}
COLUMNS = (*COST, "drop")
_NUMBERED = re.compile(r"^(?:kind|amount|words|has_receipt)_(\d{1,2})$")


@dataclass(frozen=True)
class CostRow:
    """One item on the page, `number` from 1. A closed one shows what is in it."""

    number: int
    inputs: tuple[BoundField, ...]
    ticks: tuple[BoundField, ...]
    summary: Text
    is_open: bool
    is_saved: bool


class CostsForm(CorrectedForm):
    form_name = "offer-costs"
    draft_section = Section.MONEY

    def make_fields(self) -> None:
        self.count = min(max(self._sent_rows(), len(self._saved_items()) + EMPTY_ROWS), MOST_ITEMS)
        for number in range(self.count):
            self.fields |= self._fields_of(number)
        super().make_fields()

    def _fields_of(self, number: int) -> dict[str, forms.Field]:
        # With the number of the row: the list of errors above the form tells them apart.
        fields: dict[str, forms.Field] = {
            f"kind_{number}": forms.ChoiceField(
                label=_numbered(number, gettext("What is it?")),
                choices=CHOICES["kind"],
                widget=KeptOptions("kind"),
                required=False,
            ),
            f"amount_{number}": AmountField(
                label=_numbered(number, gettext("How much?")),
                currency_field=f"currency_{number}",
                least=1,
                widget=plain_amount(),
                required=False,
            ),
            f"currency_{number}": forms.ChoiceField(
                label=_numbered(number, gettext("Currency")),
                choices=CHOICES["currency"],
                initial=Currency.VND,
                widget=KeptOptions("currency"),
                required=False,
            ),
            f"words_{number}": forms.CharField(
                label=_numbered(number, gettext("What for, or to whom? If you know")),
                max_length=120,
                widget=plain_text(),
                required=False,
            ),
            f"has_receipt_{number}": forms.BooleanField(
                label=_numbered(number, gettext("I have a receipt")),
                widget=plain_checkbox(),
                required=False,
            ),
        }
        if number < len(self._saved_items()):
            fields[f"drop_{number}"] = forms.BooleanField(
                label=_numbered(number, gettext("Take this out of the list")),
                widget=plain_checkbox(),
                required=False,
            )
        return fields

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        return {
            f"{name}_{number}": item[name]
            for number, item in enumerate(saved.get("items", ())[:MOST_ITEMS])
            for name in COST
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for number in range(self.count):
            if not self._is_empty(number) and not cleaned.get(f"drop_{number}"):
                self._check_row(number, cleaned)
        if not self.saved and not self.errors and not self.items:
            raise forms.ValidationError(
                _("Write at least one cost. If you only know the whole sum, write that.")
            )
        return cleaned

    def _check_row(self, number: int, cleaned: dict[str, Any]) -> None:
        kind, amount = f"kind_{number}", f"amount_{number}"
        if not cleaned.get(kind) and kind not in self.errors:
            self.add_error(
                kind, _("Choose what it is. If nobody told you: one sum that nobody split up.")
            )
        if cleaned.get(amount) is None and amount not in self.errors:
            self.add_error(amount, _("Write how much it is."))
        currency = Currency(cleaned.get(f"currency_{number}") or Currency.VND)
        if (cleaned.get(amount) or 0) > MOST_OF[currency]:
            self.add_error(
                amount,
                forms.ValidationError(
                    _("At most %(most)s. Check the zeros and the currency."),
                    params={"most": shown_amount(MOST_OF[currency], currency)},
                ),
            )

    @property
    def items(self) -> list[dict[str, Any]]:
        """Each with the columns of records.COST. Only after `is_valid()`."""
        return [
            self._item(number)
            for number in range(self.count)
            if not self._is_empty(number) and not self.cleaned_data.get(f"drop_{number}")
        ]

    def _item(self, number: int) -> dict[str, Any]:
        item = {name: self.cleaned_data.get(f"{name}_{number}") for name in COST}
        return item | {"currency": item["currency"] or Currency.VND.value}

    def rows(self) -> Iterator[CostRow]:
        """What is saved is closed and says what it is; of the empty ones the first is open."""
        has_open = False
        for number in range(self.count):
            names = [f"{name}_{number}" for name in COLUMNS if f"{name}_{number}" in self.fields]
            is_empty = self._is_empty(number)
            is_saved = number < len(self._saved_items())
            has_errors = any(name in self.errors for name in names)
            is_first_empty = is_empty and not is_saved and not has_open
            has_open = has_open or is_first_empty
            yield CostRow(
                number=number + 1,
                inputs=tuple(self[name] for name in names if not _is_tick(name)),
                ticks=tuple(self[name] for name in names if _is_tick(name)),
                summary=self._shown(number),
                is_open=has_errors or is_first_empty or (not is_empty and not is_saved),
                is_saved=is_saved,
            )

    @property
    def reason_shown(self) -> BoundField | None:
        return self["reason"] if "reason" in self.fields else None

    def _is_empty(self, number: int) -> bool:
        told = (self[f"{name}_{number}"].value() or "" for name in ("kind", "amount", "words"))
        is_blank = not any(str(text).strip() for text in told)
        return is_blank and not self[f"has_receipt_{number}"].value()

    def _shown(self, number: int) -> str:
        """What stands in a row, as one line; nothing for an empty one."""
        texts = []
        for name in ("kind", "amount", "words"):
            field, value = self.fields[f"{name}_{number}"], self[f"{name}_{number}"].value()
            if value:
                texts.append(str(words_of(field, self._read(field, value))))
        return " · ".join(texts)

    @staticmethod
    def _read(field: forms.Field, value: Any) -> Any:
        """An amount that was typed as a number, so that it is shown like one; what is none stays as typed."""
        try:
            return field.to_python(value) if isinstance(field, AmountField) else value
        except forms.ValidationError:
            return value

    def _compared(self) -> list[Difference]:
        """Item by item: eight fields that moved up a row say nothing."""
        items = self._saved_items()
        saved = type(self)(person=self.person, saved=self.saved)
        found = []
        for number in range(self.count):
            now = saved._shown(number) if number < len(items) else ""
            dropped = self.cleaned_data.get(f"drop_{number}")
            yours = "" if dropped else self._shown(number)
            if now != yours:
                label = gettext("Cost %(number)s") % {"number": number + 1}
                nothing = gettext("nothing")
                found.append(Difference(label, now or nothing, yours or nothing))
        return found

    def _saved_items(self) -> list[Any]:
        return list(self.saved.get("items", ()))

    def _sent_rows(self) -> int:
        """As many rows as the page had that was sent, or that a draft was kept of."""
        names = list(self.data or (self.draft.values if self.draft else {}))
        found = [_NUMBERED.match(name) for name in names]
        return max((int(match[1]) + 1 for match in found if match), default=0)


def _numbered(number: int, label: str) -> str:
    return f"{number + 1}. {label}"


def _is_tick(name: str) -> bool:
    return name.startswith(("has_receipt_", "drop_"))
