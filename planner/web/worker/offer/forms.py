"""What was promised: pay and work. What it costs has a file of its own."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency
from planner.money.rates import bounds, in_bounds
from planner.money.values import ExchangeRate
from planner.plans.enums import Housing
from planner.plans.models import PromisedPay
from planner.plans.records import PAY, WORK
from planner.reference.rates import Prefecture
from planner.sharing.sections import Section
from planner.web.shared.fields import (
    AmountField,
    DayField,
    NumberField,
    shown_amount,
)
from planner.web.shared.kept_forms import KeptForm
from planner.web.shared.uploads import UploadField
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.offer.rates import nearest_rate
from planner.wording.figures import number

# Beyond these a pay per month is a slip: three zeros too few or too many, or the other currency.
PAY_BOUNDS = {
    Currency.VND: (1_000_000, 200_000_000),
    Currency.JPY: (10_000, 1_500_000),
}
MOST_DUTIES = 15
LONGEST_DUTY = 120
MOST_HOURS = 400
MOST_MONTHS = 120


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Why do you correct it? Only if you like"),
        help_text=_("For example: they said something else today. What stood there before stays."),
        required=False,
        max_length=200,
    )


class CorrectedForm(KeptForm):
    """The first time there is nothing to correct: the reason is asked afterwards."""

    columns: tuple[str, ...] = ()

    def make_fields(self) -> None:
        if self.saved:
            self.fields["reason"] = reason_field()

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("reason") or "")


class PayForm(CorrectedForm):
    """`newest`: the version that stands. `history`: the rates of each month. `today`: where no contract date is known."""

    form_name = "offer-pay"
    draft_section = Section.MONEY

    currency = forms.ChoiceField(
        label=_("In which currency did they say the pay?"),
        choices=[
            (Currency.VND.value, _("Vietnamese dong (đ)")),
            (Currency.JPY.value, _("Japanese yen (¥)")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose dong or yen.")},
    )
    low = AmountField(
        label=_("Promised pay per month"),
        help_text=_("If they said “30 to 40 million”, write the lower amount here: 30.000.000"),
        currency_field="currency",
        least=1,
        error_messages={"required": _("Write the pay that was promised.")},
    )
    high = AmountField(
        label=_("Up to, if they said two amounts"),
        help_text=_("Leave it empty if they said one."),
        currency_field="currency",
        least=1,
        required=False,
    )
    signed_on = DayField(
        label=_("Contract date"),
        help_text=_("The rules on costs go by it. Leave it empty if nothing is signed yet."),
        least=date(2000, 1, 1),
        most=date(2040, 12, 31),
        required=False,
    )
    months = NumberField(
        label=_("Length of the contract, in months"),
        help_text=_("Three years are 36 months."),
        least=1,
        most=MOST_MONTHS,
        required=False,
    )
    rate = NumberField(
        label=_("Dong for one yen, on the day of the offer"),
        least=1,
        most=100_000,
        required=False,
    )
    basic_wage_jpy = AmountField(
        label=_("Basic wage per month, in yen"),
        help_text=_(
            "In the contract: 基本給. Without overtime and allowances. Ceilings on fees count in it."
        ),
        currency=Currency.JPY,
        least=PAY_BOUNDS[Currency.JPY][0],
        most=PAY_BOUNDS[Currency.JPY][1],
        required=False,
    )
    rent_jpy = AmountField(
        label=_("Rent or dormitory per month, in yen"),
        help_text=_("What comes off the pay. Write 0 if it is free."),
        currency=Currency.JPY,
        most=300_000,
        required=False,
    )
    meals_jpy = AmountField(
        label=_("Meals per month, in yen"),
        help_text=_("What comes off the pay. Write 0 if they are free."),
        currency=Currency.JPY,
        most=200_000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        newest: PromisedPay | None,
        history: Sequence[ExchangeRate],
        today: date,
        **kwargs: Any,
    ) -> None:
        self.newest, self.history, self.today = newest, history, today
        super().__init__(*args, **kwargs)

    def make_fields(self) -> None:
        super().make_fields()
        newest = nearest_rate(self.history, self.today)
        if newest is not None:
            self.fields["rate"].help_text = gettext(
                "Leave it empty: we take the mean of the month of the contract. "
                "The newest that we have is %(rate)s dong, of %(month)s."
            ) % {
                "rate": number(newest.vnd_per_jpy, 2),
                "month": date_format(newest.month, "m/Y"),
            }

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        """A rate out of the table is not typed: it stays empty, and so does an upper end that is the lower one."""
        values = super().from_saved(saved)
        if saved:
            typed = saved["vnd_per_jpy"] and not saved["rate_month"]
            values["rate"] = Decimal(saved["vnd_per_jpy"]) if typed else None
            values["high"] = None if saved["high"] == saved["low"] else saved["high"]
        return values

    def clean_months(self) -> int | None:
        months = self.cleaned_data["months"]
        if months is not None and months != int(months):
            raise forms.ValidationError(_("Whole months only, for example 36."))
        return None if months is None else int(months)

    def clean_rate(self) -> Decimal | None:
        rate: Decimal | None = self.cleaned_data["rate"]
        if rate is None or in_bounds(rate, self.history):
            return rate
        if not self.history:
            raise forms.ValidationError(_("We have no rates to check this with. Leave it empty."))
        least, most = bounds(self.history)
        raise forms.ValidationError(
            _(
                "One yen has never been worth that: it is between %(least)s and %(most)s dong. "
                "Is it the rate for 100 yen, or is a zero too many?"
            ),
            params={"least": number(least), "most": number(most)},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        currency = next((item for item in PAY_BOUNDS if item == cleaned.get("currency")), None)
        if currency is not None:
            for name in ("low", "high"):
                self._check_bounds(name, cleaned.get(name), currency)
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and high < low and "high" not in self.errors:
            self.add_error("high", _("This is less than the lower amount."))
        return cleaned

    def _check_bounds(self, name: str, amount: int | None, currency: Currency) -> None:
        least, most = PAY_BOUNDS[currency]
        if amount is not None and not least <= amount <= most:
            self.add_error(
                name,
                forms.ValidationError(
                    _(
                        "A pay per month is between %(least)s and %(most)s. "
                        "Check the zeros and the currency."
                    ),
                    params={
                        "least": shown_amount(least, currency),
                        "most": shown_amount(most, currency),
                    },
                ),
            )

    def promise(self) -> dict[str, Any]:
        """The columns of records.PAY. Only after `is_valid()`."""
        values = {name: self.cleaned_data.get(name) for name in PAY}
        values["high"] = values["high"] or values["low"]
        return values | self._rate()

    def _rate(self) -> dict[str, Any]:
        """As typed; else of the month of the contract. What was taken once stays, unless the date of the contract moves."""
        typed, signed_on = self.cleaned_data["rate"], self.cleaned_data["signed_on"]
        was = self.newest
        if typed is not None:
            return {"vnd_per_jpy": typed, "rate_month": None}
        if was is not None and was.rate_month is not None and was.signed_on == signed_on:
            return {"vnd_per_jpy": was.vnd_per_jpy, "rate_month": was.rate_month}
        found = nearest_rate(self.history, signed_on or self.today)
        return {
            "vnd_per_jpy": found and found.vnd_per_jpy,
            "rate_month": found and found.month,
        }


class LinesField(forms.CharField):
    """One thing per line: cleans to a list. Line ends of any system are one."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        text = str(super().to_python(value) or "")
        ProhibitNullCharactersValidator()(text)
        lines = [" ".join(line.split()) for line in text.splitlines()]
        return [line for line in lines if line]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_DUTIES:
            raise forms.ValidationError(
                _("At most %(most)s lines, please."), params={"most": MOST_DUTIES}
            )
        if any(len(line) > LONGEST_DUTY for line in value):
            raise forms.ValidationError(
                _("At most %(most)s letters in a line, please."), params={"most": LONGEST_DUTY}
            )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


class WorkForm(CorrectedForm):
    form_name = "offer-work"
    draft_section = Section.WORK

    employer = forms.CharField(
        label=_("Company in Japan"),
        help_text=_("As it is written in the offer."),
        max_length=120,
        required=False,
    )
    prefecture = forms.ChoiceField(label=_("Prefecture"), widget=PlainSelect, required=False)
    place = forms.CharField(label=_("Town or address"), max_length=120, required=False)
    duties = LinesField(
        label=_("What you will do, one thing per line"),
        help_text=_("In their words, for example: care for bonsai. Later you can compare."),
        required=False,
    )
    hours_month = NumberField(
        label=_("Hours of work per month"),
        help_text=_(
            "With the overtime they spoke of. Eight hours on 21 days are 168. "
            "Leave it empty if they did not say."
        ),
        least=1,
        most=MOST_HOURS,
        required=False,
    )
    housing = forms.ChoiceField(
        label=_("Where will you live?"),
        choices=Housing.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    housing_words = forms.CharField(
        label=_("More about the housing, if you like"),
        help_text=_("For example: four to a room, 20 minutes by bicycle."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, prefectures: Sequence[Prefecture], **kwargs: Any) -> None:
        self.prefectures = prefectures
        super().__init__(*args, **kwargs)

    def make_fields(self) -> None:
        super().make_fields()
        names = [(row.code, f"{row.name} ({row.name_ja})") for row in self.prefectures]
        field = self.fields["prefecture"]
        field.choices = [("", _("I do not know yet")), *names]  # type: ignore[attr-defined]

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        values = super().from_saved(saved)
        if hours := saved.get("hours_month"):
            values["hours_month"] = Decimal(hours)
        return values

    def clean_hours_month(self) -> Decimal | None:
        hours: Decimal | None = self.cleaned_data["hours_month"]
        return hours if hours is None else hours.quantize(Decimal("0.1"), ROUND_HALF_UP)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        told = [cleaned.get(name) for name in WORK]
        if not self.saved and not any(told) and not self.errors:
            raise forms.ValidationError(_("Write down at least one thing of the work."))
        return cleaned

    def promise(self) -> dict[str, Any]:
        """The columns of records.WORK. Only after `is_valid()`."""
        return {name: self.cleaned_data.get(name) for name in WORK}


class OfferFileForm(KeptForm):
    form_name = "offer-file"
    draft_section = Section.MONEY

    file = UploadField(
        label=_("Photo or PDF of the offer"),
        help_text=_("One page in one photo, so that every line can be read. At most 8 MB."),
        error_messages={"required": _("Choose a photo or a PDF first.")},
    )
