"""What is put aside and what for, and what was agreed with the family."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency
from planner.money.values import ExchangeRate
from planner.plans.models import Benchmark
from planner.plans.records import SAVINGS
from planner.sharing.sections import Section
from planner.web.shared.fields import AmountField
from planner.web.shared.kept_forms import KeptForm
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.benchmarks.rows import title_of
from planner.web.worker.money.forms import YEARS_BACK, MoneyForm
from planner.web.worker.money.pay_form import Heading
from planner.web.worker.month_fields import day_of, month_field, year_field
from planner.wording.money import money

YEARS_AHEAD = 2
LONGEST_RUNWAY = 60
# Outside these an amount has lost zeros, or has too many.
ODD = {
    "savings_jpy": (1_000, 10_000_000),
    "savings_vnd": (100_000, 5_000_000_000),
    "emergency_vnd": (100_000, 1_000_000_000),
    "house_vnd": (10_000_000, 20_000_000_000),
    "business_vnd": (1_000_000, 20_000_000_000),
}
ODD_SENT = {Currency.JPY: (1_000, 300_000), Currency.VND: (100_000, 60_000_000)}


class SavingsForm(MoneyForm):
    form_name = "savings"

    savings_month = month_field(label=_("At the end of which month?"), required=False)
    savings_year = year_field([], required=False)
    savings_jpy = AmountField(
        label=_("What have you put aside in Japan, in yen?"),
        help_text=_("In the bank and in cash. 0 if nothing."),
        currency=Currency.JPY,
        required=False,
    )
    savings_vnd = AmountField(
        label=_("What have you put aside at home, in dong?"),
        help_text=_("Only what is kept for you. Not what the family has spent."),
        currency=Currency.VND,
        required=False,
    )
    emergency_vnd = AmountField(
        label=_("How much of it do you not touch, in dong?"),
        help_text=_("For illness, a flight home, a lost job. It never counts for a goal."),
        currency=Currency.VND,
        required=False,
    )
    house_vnd = AmountField(
        label=_("A house: what do you want to spend on it, in dong?"),
        help_text=_("Leave it empty if you build or buy none."),
        currency=Currency.VND,
        required=False,
    )
    business_vnd = AmountField(
        label=_("Your own business: what does the start cost, in dong?"),
        currency=Currency.VND,
        required=False,
    )
    runway_months = forms.IntegerField(
        label=_("How many months are your savings to last at home, at least?"),
        help_text=_("Until a new work pays. 1 to 60 months."),
        required=False,
        min_value=1,
        max_value=LONGEST_RUNWAY,
    )
    trade_benchmark_id = forms.TypedChoiceField(
        label=_("Which benchmark says that you have learned the trade?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=PlainSelect,
    )

    def __init__(
        self,
        *args: Any,
        benchmarks: Sequence[Benchmark],
        history: Sequence[ExchangeRate],
        **kwargs: Any,
    ) -> None:
        self.benchmarks, self.history = benchmarks, history
        super().__init__(*args, **kwargs)

    def make_fields(self) -> None:
        back = range(self.today.year - YEARS_BACK, self.today.year + 1)
        self.fields["savings_year"] = year_field(back, required=False)
        self.fields["trade_benchmark_id"].choices = [  # type: ignore[attr-defined]
            ("", _("No benchmark, or not chosen yet")),
            *((row.pk, title_of(row)) for row in self.benchmarks),
        ]

    def rows(self) -> tuple[Any, ...]:
        return (
            Heading(
                _("What you have"),
                _("What you save in later months comes from your check-ins and is added."),
            ),
            Div("savings_month", "savings_year", css_class="pair"),
            *("savings_jpy", "savings_vnd", "emergency_vnd"),
            Heading(_("What it is for"), _("Leave empty what you do not plan.")),
            *("house_vnd", "business_vnd", "runway_months", "trade_benchmark_id"),
        )

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        month = day_of(saved.get("savings_month"))
        return {
            **super().from_saved(saved),
            "savings_month": month and month.month,
            "savings_year": month and month.year,
        }

    @property
    def month(self) -> date | None:
        return _first_day(self.cleaned_data, "savings_month", "savings_year")

    @property
    def columns(self) -> dict[str, Any]:
        """As records.SAVINGS has them."""
        return {**{name: self.values[name] for name in SAVINGS}, "savings_month": self.month}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_month(cleaned)
        for name, (least, most) in ODD.items():
            amount = cleaned.get(name)
            currency = Currency.JPY if name == "savings_jpy" else Currency.VND
            if amount and not least <= amount <= most:
                self.ask(name, _zeros(amount, currency))
        self._check_emergency(cleaned)
        return cleaned

    def _check_month(self, cleaned: dict[str, Any]) -> None:
        has_savings = any(cleaned.get(name) is not None for name in ("savings_jpy", "savings_vnd"))
        has_half = bool(cleaned.get("savings_month")) != bool(cleaned.get("savings_year"))
        if has_half or (has_savings and self.month is None):
            self.add_error("savings_month", gettext("Choose the month and the year."))
        elif self.month and self.month > self.today:
            self.add_error("savings_month", gettext("This month has not come yet."))
        elif self.month and not has_savings and not self.errors:
            self.add_error(
                "savings_jpy", gettext("Write what you had at the end of that month. 0 if nothing.")
            )

    def _check_emergency(self, cleaned: dict[str, Any]) -> None:
        emergency, yen, dong = (
            cleaned.get(name) for name in ("emergency_vnd", "savings_jpy", "savings_vnd")
        )
        if not emergency or (yen is None and dong is None):
            return
        # With the dearest yen that was ever seen: more than that it cannot be.
        dearest = max((rate.vnd_per_jpy for rate in self.history), default=Decimal(0))
        if emergency > (dong or 0) + (yen or 0) * dearest:
            self.ask(
                "emergency_vnd",
                gettext(
                    "This is more than all that you have put aside. If it is right, tick the box below."
                ),
            )


class RemittanceForm(MoneyForm):
    form_name = "remittance"

    from_month = month_field(label=_("From which month on?"))
    from_year = year_field([])
    currency = forms.ChoiceField(
        label=_("In which currency did you agree?"),
        choices=[(Currency.VND, _("dong")), (Currency.JPY, _("yen"))],
        widget=forms.RadioSelect,
    )
    amount = AmountField(
        label=_("How much a month?"),
        help_text=_("0 from the month on in which you send nothing any more."),
        currency_field="currency",
    )
    agreed_with = forms.CharField(
        label=_("With whom did you agree it? Leave it empty if you like."),
        required=False,
        max_length=120,
    )
    what_for = forms.CharField(
        label=_("What is it for? For example the debt, school, medicine."),
        required=False,
        max_length=200,
    )

    def make_fields(self) -> None:
        around = range(self.today.year - YEARS_BACK, self.today.year + YEARS_AHEAD + 1)
        self.fields["from_year"] = year_field(around)

    def rows(self) -> tuple[Any, ...]:
        month = Div("from_month", "from_year", css_class="pair")
        return (month, "currency", "amount", "agreed_with", "what_for")

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        month = day_of(saved.get("from_month"))
        return {
            "currency": Currency.VND,
            **super().from_saved(saved),
            "from_month": month and month.month,
            "from_year": month and month.year,
        }

    @property
    def columns(self) -> dict[str, Any]:
        """As records.REMITTANCE has them."""
        values = self.values
        names = ("amount", "currency", "agreed_with", "what_for")
        month = _first_day(self.cleaned_data, "from_month", "from_year")
        return {**{name: values[name] for name in names}, "from_month": month}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        amount, currency = cleaned.get("amount"), cleaned.get("currency")
        if amount and currency:
            least, most = ODD_SENT[Currency(currency)]
            if not least <= amount <= most:
                self.ask("amount", _zeros(amount, Currency(currency)))
        return cleaned


class RemoveRemittanceForm(KeptForm):
    """Only the key: sent twice, it removes once."""

    form_name = "remove-remittance"
    draft_section = Section.MONEY


def _first_day(cleaned: Mapping[str, Any], month: str, year: str) -> date | None:
    if not (cleaned.get(month) and cleaned.get(year)):
        return None
    return date(cleaned[year], cleaned[month], 1)


def _zeros(amount: int, currency: Currency) -> str:
    return gettext(
        "%s: is that right? Write all zeros. If it is right, tick the box below."
    ) % money(amount, currency)
