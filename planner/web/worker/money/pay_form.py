"""Pay of a year of the stay, line by line as on the payslip."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency, Line
from planner.web.shared.fields import AmountField, NumberField
from planner.web.shared.rows import Text
from planner.web.worker.money.forms import MoneyForm, RateMixin
from planner.wording.money import LINES, money

# Below this a month's pay has lost a zero; trainees in their course get about 50,000.
SMALL_PAY_JPY, MOST_PAY_JPY = 30_000, 2_000_000
MOST_LINE_JPY = 500_000
TAKEN = (
    *(Line.HEALTH, Line.CHILD_LEVY, Line.CARE, Line.PENSION, Line.EMPLOYMENT),
    *(Line.INCOME_TAX, Line.RESIDENT_TAX),
)
SPENT = (Line.RENT, Line.MEALS, Line.UTILITIES)


class Heading:
    """Between groups of boxes, as crispy lays them out."""

    def __init__(self, title: Text, hint: Text) -> None:
        self.title, self.hint = title, hint

    def render(self, form: Any, context: Any, template_pack: Any = None, **kwargs: Any) -> str:
        return format_html('<h2>{}</h2><p class="hint">{}</p>', self.title, self.hint)


class PayYearForm(RateMixin, MoneyForm):
    form_name = "pay-year"

    gross_jpy = AmountField(
        label=_("Pay per month before anything comes off, in yen (総支給額)"),
        help_text=_("With allowances and overtime, without money for the way to work."),
        currency=Currency.JPY,
        most=MOST_PAY_JPY,
        required=False,
    )
    living_low_jpy = AmountField(
        label=_("From, yen"), currency=Currency.JPY, most=MOST_LINE_JPY, required=False
    )
    living_high_jpy = AmountField(
        label=_("To, yen"), currency=Currency.JPY, most=MOST_LINE_JPY, required=False
    )
    vnd_per_jpy = NumberField(
        label=_("Rate you received: dong for 1 yen"),
        help_text=_("Leave it empty, and we take the rate of the month."),
        required=False,
        most=10_000,
    )

    def make_fields(self) -> None:
        for line in (*TAKEN, Line.ALL_TOGETHER, *SPENT):
            words = LINES[line]
            self.fields[line.value] = AmountField(
                label=format_html("{} ({})", words.label, words.japanese),
                currency=Currency.JPY,
                most=MOST_LINE_JPY,
                required=False,
            )

    def rows(self) -> tuple[Any, ...]:
        return (
            "gross_jpy",
            Heading(
                _("What comes off, each month"),
                _(
                    "Only what you know from the contract or a payslip. What you leave empty we work out."
                ),
            ),
            *TAKEN,
            Heading(_("If you know only one sum"), _("Then leave the seven boxes above empty.")),
            Line.ALL_TOGETHER,
            Heading(_("Rent, meals, power"), _("Only what is taken off your pay.")),
            *SPENT,
            Heading(
                _("What else you spend there each month"),
                _("Food, phone, clothes, going out: what you pay yourself."),
            ),
            Div("living_low_jpy", "living_high_jpy", css_class="pair"),
            "vnd_per_jpy",
        )

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        rate = saved.get("vnd_per_jpy")
        return {
            **super().from_saved(saved),
            **saved.get("lines", {}),
            "vnd_per_jpy": Decimal(rate) if rate else None,
        }

    @property
    def columns(self) -> dict[str, Any]:
        """As records.PAY_YEAR has them. A box left empty is no line."""
        values = self.values
        lines = (*TAKEN, Line.ALL_TOGETHER, *SPENT)
        names = ("gross_jpy", "living_low_jpy", "living_high_jpy", "vnd_per_jpy")
        return {
            **{name: values[name] for name in names},
            "lines": {line.value: values[line] for line in lines if values[line] is not None},
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        gross, together = cleaned.get("gross_jpy"), cleaned.get(Line.ALL_TOGETHER)
        low, high = cleaned.get("living_low_jpy"), cleaned.get("living_high_jpy")
        single = [cleaned[line] for line in TAKEN if cleaned.get(line) is not None]
        if together is not None and single:
            self.add_error(
                Line.ALL_TOGETHER,
                gettext("You typed single lines too. Keep either the lines or this one sum."),
            )
        spent = [cleaned[line] for line in SPENT if cleaned.get(line) is not None]
        if gross and (together or 0) + sum(single) + sum(spent) > gross:
            self.add_error(
                "gross_jpy", gettext("More comes off than you are paid. Check the zeros.")
            )
        if low is not None and high is not None and low > high:
            self.add_error(
                "living_low_jpy", gettext("The first amount is the larger one. Swap the two.")
            )
        if gross is not None and gross < SMALL_PAY_JPY:
            self.ask(
                "gross_jpy",
                gettext("%s for a month: is that right? If it is, tick the box below.")
                % money(gross, Currency.JPY),
            )
        return cleaned
