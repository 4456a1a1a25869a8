"""What the forms of the sums have in common; life at home and the rate."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency
from planner.money.rates import bounds, in_bounds
from planner.money.values import ExchangeRate
from planner.sharing.sections import Section
from planner.web.shared.fields import AmountField, NumberField
from planner.web.shared.fields_only import FieldsOnly
from planner.web.shared.kept_forms import KEY_FIELDS, KeptForm
from planner.web.shared.widgets import PlainSelect
from planner.wording.figures import number
from planner.wording.money import money

YEARS_BACK = 10
# Below these an amount in dong has lost zeros.
SMALL_WAGE_VND, SMALL_LIVING_VND = 500_000, 100_000
MOST_HOME_VND = 1_000_000_000


def months() -> list[tuple[object, object]]:
    return [("", _("Month")), *((number, name) for number, name in MONTHS.items())]


def years(values: Iterable[int]) -> list[tuple[object, object]]:
    return [("", _("Year")), *((year, str(year)) for year in values)]


class MoneyForm(KeptForm):
    """`is_sure`: asked for only when something looks like a slip."""

    draft_section = Section.MONEY
    is_sure = forms.BooleanField(label=_("Yes, it is right as I typed it."), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today, self.has_doubt = today, False
        super().__init__(*args, **kwargs)

    @property
    def helper(self) -> FieldsOnly:
        sure = ("is_sure",) if self.has_doubt else ()
        return FieldsOnly(*KEY_FIELDS, *self.rows(), *sure)

    def rows(self) -> tuple[Any, ...]:
        return tuple(name for name in self.own_fields if name != "is_sure")

    def ask(self, field: str, words: str) -> None:
        """An error until the box is ticked."""
        self.has_doubt = True
        if not self.cleaned_data.get("is_sure"):
            self.add_error(field, words)


class RateMixin(forms.Form):
    """A rate that the worker typed: what no yen can be worth is refused."""

    def __init__(self, *args: Any, history: tuple[ExchangeRate, ...], **kwargs: Any) -> None:
        self.history = history
        super().__init__(*args, **kwargs)

    def clean_vnd_per_jpy(self) -> Decimal | None:
        rate: Decimal | None = self.cleaned_data.get("vnd_per_jpy")
        if rate is None or in_bounds(rate, self.history):
            return rate
        if not self.history:
            raise forms.ValidationError(_("We have no rates to compare this with. Leave it empty."))
        least, most = bounds(self.history)
        raise forms.ValidationError(
            _(
                "One yen was never worth that: we take %(least)s to %(most)s dong. Write the dong for 1 yen, for example 165 — not for 100 yen."
            ),
            params={"least": number(least, 0), "most": number(most, 0)},
        )


class HomeForm(MoneyForm):
    form_name = "money-home"

    home_wage_vnd = AmountField(
        label=_("What would you earn at home a month, in dong?"),
        help_text=_("What comes into your hand. Leave it empty, and we take a published figure."),
        currency=Currency.VND,
        least=SMALL_WAGE_VND,
        most=MOST_HOME_VND,
        required=False,
        error_messages={"least": _("At least %(bound)s a month, please. Write all zeros.")},
    )
    home_living_vnd = AmountField(
        label=_("What would you spend at home a month, in dong?"),
        help_text=_("With rent, if you would pay it. 0 if your family carries everything."),
        currency=Currency.VND,
        most=MOST_HOME_VND,
        required=False,
    )
    has_rent_at_home = forms.TypedChoiceField(
        label=_("Would you pay rent at home?"),
        choices=[
            ("", _("I do not know yet")),
            ("no", _("No, I live with my people")),
            ("yes", _("Yes, the rent is in the amount above")),
        ],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    dependants = forms.IntegerField(
        label=_("For how many people at home will you claim tax relief in Japan?"),
        help_text=_(
            "Only people of 16 or more whom you support, with papers (扶養親族). If you are not sure, leave it empty."
        ),
        required=False,
        min_value=0,
        max_value=10,
    )

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        rent = saved.get("has_rent_at_home")
        return {
            **super().from_saved(saved),
            "has_rent_at_home": "" if rent is None else "yes" if rent else "no",
        }

    @property
    def columns(self) -> dict[str, Any]:
        return {name: self.values[name] for name in self.rows()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        has_no_living = cleaned.get("home_living_vnd") is None
        if cleaned.get("has_rent_at_home") and has_no_living and "home_living_vnd" in cleaned:
            self.add_error(
                "home_living_vnd", gettext("Write what you would spend, with the rent in it.")
            )
        return cleaned

    def clean_home_living_vnd(self) -> int | None:
        living: int | None = self.cleaned_data.get("home_living_vnd")
        if living and living < SMALL_LIVING_VND:
            raise forms.ValidationError(
                _("%(amount)s for a month: write all zeros."),
                params={"amount": money(living, Currency.VND)},
            )
        return living


class RateForm(RateMixin, MoneyForm):
    form_name = "money-rate"

    vnd_per_jpy = NumberField(
        label=_("Dong for 1 yen"),
        help_text=_(
            "As you got it, after fees. Leave it empty, and we take the newest month that we have."
        ),
        required=False,
        most=10_000,
    )
    rate_month = forms.TypedChoiceField(
        label=_("In which month?"),
        coerce=int,
        choices=months,
        widget=PlainSelect,
        required=False,
        empty_value=None,
    )
    rate_year = forms.TypedChoiceField(
        label=_("Year"), coerce=int, widget=PlainSelect, required=False, empty_value=None
    )

    def make_fields(self) -> None:
        back = range(self.today.year, self.today.year - YEARS_BACK - 1, -1)
        self.fields["rate_year"].choices = years(back)  # type: ignore[attr-defined]

    def rows(self) -> tuple[Any, ...]:
        return ("vnd_per_jpy", Div("rate_month", "rate_year", css_class="pair"))

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        rate, month = saved.get("vnd_per_jpy"), saved.get("rate_month")
        day = date.fromisoformat(month) if month else self.today
        return {
            "vnd_per_jpy": Decimal(rate) if rate else None,
            "rate_month": day.month,
            "rate_year": day.year,
        }

    @property
    def columns(self) -> dict[str, Any]:
        rate = self.values["vnd_per_jpy"]
        return {"vnd_per_jpy": rate, "rate_month": self.first_day if rate else None}

    @property
    def first_day(self) -> date | None:
        month, year = self.cleaned_data.get("rate_month"), self.cleaned_data.get("rate_year")
        return date(year, month, 1) if month and year else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("vnd_per_jpy") is not None:
            if self.first_day is None:
                self.add_error("rate_month", gettext("Choose the month and the year of the rate."))
            elif self.first_day > self.today:
                self.add_error("rate_month", gettext("This month has not come yet."))
        return cleaned
