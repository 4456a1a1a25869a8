"""Who lends how much, at what interest, and what is paid back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency, Interest
from planner.sharing.sections import Section
from planner.web.shared.fields import AmountField, NumberField
from planner.web.shared.kept_forms import KeptForm
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.money.forms import YEARS_BACK, MoneyForm, months, years
from planner.wording.figures import number
from planner.wording.money import INTERESTS, LENDERS, money

YEARS_AHEAD = 6
# What is odd enough to ask back for: a lost zero, or a yearly rate told as one per month.
SMALL_DEBT_VND, LARGE_DEBT_VND = 1_000_000, 2_000_000_000
SMALL_PAYMENT_VND = 100_000
HIGH_RATE = {
    Interest.MONTH_ON_REST: Decimal(5),
    Interest.MONTH_FLAT: Decimal(5),
    Interest.YEAR_ON_REST: Decimal(40),
    Interest.YEAR_FLAT: Decimal(40),
}


class DebtForm(MoneyForm):
    form_name = "debt"

    lender = forms.ChoiceField(
        label=_("Who lends you the money?"),
        choices=[("", _("Choose the lender")), *LENDERS.items()],
        widget=PlainSelect,
    )
    lender_words = forms.CharField(
        label=_("Name, if you want to write it down"), required=False, max_length=120
    )
    amount_vnd = AmountField(
        label=_("How much do you borrow, in dong?"),
        help_text=_("With all zeros, for example 300.000.000."),
        currency=Currency.VND,
        least=1,
    )
    interest = forms.ChoiceField(
        label=_("What interest is asked?"), choices=INTERESTS.items(), widget=forms.RadioSelect
    )
    rate_pct = NumberField(
        label=_("Rate, in percent"),
        help_text=_("Leave it empty without interest. 0,65 means 0.65 percent."),
        required=False,
        most=100,
    )
    payment_vnd = AmountField(
        label=_("How much do you pay back each month, in dong?"), currency=Currency.VND, least=1
    )
    first_month = forms.TypedChoiceField(
        label=_("Month of the first payment"), coerce=int, choices=months, widget=PlainSelect
    )
    first_year = forms.TypedChoiceField(label=_("Year"), coerce=int, widget=PlainSelect)

    def make_fields(self) -> None:
        around = range(self.today.year - YEARS_BACK, self.today.year + YEARS_AHEAD + 1)
        self.fields["first_year"].choices = years(around)  # type: ignore[attr-defined]

    def rows(self) -> tuple[Any, ...]:
        return (
            *("lender", "lender_words", "amount_vnd", "interest", "rate_pct", "payment_vnd"),
            Div("first_month", "first_year", css_class="pair"),
        )

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        if not saved:
            return {}
        first = date.fromisoformat(saved["first_payment_on"])
        rate = Decimal(saved["rate_pct"])
        return {
            **super().from_saved(saved),
            "rate_pct": rate if rate else None,
            "first_month": first.month,
            "first_year": first.year,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        amount, payment = cleaned.get("amount_vnd"), cleaned.get("payment_vnd")
        self._check_rate(cleaned)
        if amount and payment and payment > amount:
            self.add_error(
                "payment_vnd",
                gettext(
                    "This is more than the whole debt of %s. Check the zeros. To pay it back at once, write the debt itself."
                )
                % money(amount, Currency.VND),
            )
        if amount and amount < SMALL_DEBT_VND:
            self.ask("amount_vnd", self._zeros(amount))
        if amount and amount > LARGE_DEBT_VND:
            self.ask("amount_vnd", self._zeros(amount))
        if payment and payment < SMALL_PAYMENT_VND:
            self.ask("payment_vnd", self._zeros(payment))
        return cleaned

    @property
    def columns(self) -> dict[str, Any]:
        """As records.DEBT has them."""
        values = self.values
        return {
            **{
                name: values[name]
                for name in ("lender", "lender_words", "amount_vnd", "interest", "payment_vnd")
            },
            "rate_pct": values["rate_pct"] or Decimal(0),
            "first_payment_on": date(values["first_year"], values["first_month"], 1),
        }

    @staticmethod
    def _zeros(amount: int) -> str:
        return gettext(
            "%s: is that right? Write all zeros. If it is right, tick the box below."
        ) % money(amount, Currency.VND)

    def _check_rate(self, cleaned: dict[str, Any]) -> None:
        if "interest" not in cleaned or "rate_pct" not in cleaned:
            return
        interest, rate = Interest(cleaned["interest"]), cleaned["rate_pct"]
        if interest == Interest.NONE:
            if rate:
                self.add_error(
                    "rate_pct",
                    gettext("You chose no interest. Empty this box, or choose how it is meant."),
                )
        elif not rate:
            self.add_error(
                "rate_pct", gettext("Write the rate, or choose that there is no interest.")
            )
        elif rate >= HIGH_RATE[interest]:
            self.ask("rate_pct", self._rate_words(interest, rate))

    @staticmethod
    def _rate_words(interest: Interest, rate: Decimal) -> str:
        shown = number(rate, 2 if rate % 1 else 0)
        if interest in (Interest.MONTH_ON_REST, Interest.MONTH_FLAT):
            return gettext(
                "%(rate)s percent a month is %(year)s percent a year. If the rate is per year, choose that above. If it is right, tick the box below."
            ) % {"rate": shown, "year": number(12 * rate, 0)}
        return (
            gettext(
                "%s percent a year is very much. Check the number. If it is right, tick the box below."
            )
            % shown
        )


class RemoveDebtForm(KeptForm):
    """Only the key: sent twice, it removes once."""

    form_name = "remove-debt"
    draft_section = Section.MONEY
