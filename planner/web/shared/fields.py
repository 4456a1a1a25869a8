"""Fields for amounts, numbers and days as people type them."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency
from planner.web.shared.rows import Text
from planner.wording.money import amount_words, money
from planner.wording.numbers import NotANumber, parse_number

MOST = 1_000_000_000_000
LONGEST_NUMBER = 25
LONGEST_TEXT = 2_000
LARGEST_INTEGER = 2_147_483_647
FIRST_DAY, LAST_DAY = date(1940, 1, 1), date(2100, 12, 31)


class NumberInput(forms.TextInput):
    """Not type=number: a browser would drop "1.000.000" before we see it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class NumberField(forms.CharField):
    """A number with up to two decimals. `least` and `most` belong to it."""

    default_error_messages = {
        "invalid": _("Write only a number, for example 3 or 7,5."),
        "least": _("At least %(bound)s, please."),
        "most": _("At most %(bound)s. Check the zeros."),
    }
    widget: type[forms.Widget] | forms.Widget = NumberInput

    def __init__(self, *, least: int = 0, most: int = MOST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        return self._within(self._parsed(str(text)))

    def prepare_value(self, value: Any) -> Any:
        return shown_number(value) if isinstance(value, int | Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            was = None if initial in self.empty_values else Decimal(str(initial))
            return bool(was != self.to_python(data))
        except (forms.ValidationError, ArithmeticError):
            return True

    def _parsed(self, text: str) -> Decimal | int:
        # A number of ten thousand digits is slow to read.
        if len(text) > LONGEST_NUMBER:
            raise self._error("invalid")
        try:
            return parse_number(text)
        except NotANumber:
            raise self._error("invalid") from None

    def _within(self, number: Decimal | int) -> Decimal | int:
        if number < self.least:
            raise self._error("least", bound=self.bound_words(self.least))
        if number > self.most:
            raise self._error("most", bound=self.bound_words(self.most))
        return number

    def bound_words(self, bound: int) -> str:
        return shown_number(bound)

    def _error(self, code: str, **params: Any) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params=params)


class AmountInput(NumberInput):
    """Says the amount in words below it: a zero too many is heard, not seen."""

    currency: Currency | None = None

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        words = self._words(value)
        return (
            format_html('{}<span class="hint amount-words">{}</span>', box, words) if words else box
        )

    def _words(self, value: Any) -> str:
        text = str(value or "")
        if self.currency is None or len(text) > LONGEST_NUMBER:
            return ""
        try:
            number = parse_number(text)
        except NotANumber:
            return ""
        is_amount = number == number.to_integral_value() and number <= MOST
        return amount_words(int(number), self.currency) if is_amount else ""


class AmountField(NumberField):
    """Whole yen, dong or dollars: an int. `currency_field`: the field of the same form that says which."""

    default_error_messages = {
        "invalid": _("Write only a number, for example 1.500.000 or 150.000."),
        "not_whole": _(
            "Whole amounts only, no decimals. For one and a half million write 1.500.000."
        ),
    }
    widget = AmountInput

    def __init__(
        self, *, currency: Currency | None = None, currency_field: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.currency_field = currency_field
        self.currency = currency
        self.tell_currency(currency)

    def tell_currency(self, code: object) -> None:
        """By its code; anything else leaves the currency open."""
        self.currency = next((item for item in Currency if item == code), None)
        if isinstance(self.widget, AmountInput):
            self.widget.currency = self.currency

    def bound_words(self, bound: int) -> str:
        return shown_amount(bound, self.currency)

    def _parsed(self, text: str) -> int:
        number = super()._parsed(text)
        if number != int(number):
            raise self._error("not_whole")
        return int(number)


class DayField(forms.DateField):
    """A day between two days, as the browser's calendar gives it or typed 31/12/2026."""

    default_error_messages = {
        "invalid": _("Write the day like this: 31/12/2026."),
        "least": _("This day is too early: %(bound)s at the earliest."),
        "most": _("This day is too far away: %(bound)s at the latest."),
    }
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, least: date = FIRST_DAY, most: date = LAST_DAY, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"])
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        for code, bound, is_out in (
            ("least", self.least, day is not None and day < self.least),
            ("most", self.most, day is not None and day > self.most),
        ):
            if is_out:
                raise forms.ValidationError(
                    self.error_messages[code], code=code, params={"bound": date_format(bound)}
                )
        return day


def initial_of(field: forms.Field, value: Any) -> Any:
    """A saved value for a field: a number with decimals is kept as text, and would be taken for typed."""
    if isinstance(field, NumberField) and isinstance(value, str) and value:
        return Decimal(value)
    return value


def bound_to_reason(field: forms.Field) -> None:
    """A text, a number or a day without a bound gets one: nothing may be longer than a row can take."""
    if isinstance(field, forms.IntegerField):
        _bound_number(field, MOST if isinstance(field, forms.DecimalField) else LARGEST_INTEGER)
    elif type(field) is forms.CharField and field.max_length is None:
        field.max_length = LONGEST_TEXT
        field.validators.append(MaxLengthValidator(LONGEST_TEXT))
        field.widget.attrs.update(field.widget_attrs(field.widget))


def _bound_number(field: forms.IntegerField, most: int) -> None:
    if field.max_value is None:
        field.max_value = most
        field.validators.append(MaxValueValidator(most))
    if field.min_value is None:
        field.min_value = -most
        field.validators.append(MinValueValidator(-most))


def shown_number(number: int | Decimal) -> str:
    """As it can be typed: thousands in groups, or decimals, never both."""
    is_whole = number == int(number)
    return str(number_format(int(number) if is_whole else number, force_grouping=is_whole))


def shown_amount(amount: int, currency: Currency | None) -> str:
    return money(amount, currency) if currency else shown_number(amount)


def words_of(field: forms.Field, value: Any) -> Text:
    """A value as a reader reads it: the label of a choice, an amount with its currency."""
    if value is None or value == "" or value == []:
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple | set):
        return ", ".join(str(words_of(field, item)) for item in value)
    if isinstance(field, forms.ChoiceField):
        return _label_of(field.choices, str(value))
    if isinstance(field, AmountField) and isinstance(value, int):
        return shown_amount(value, field.currency)
    if isinstance(value, int | Decimal):
        return shown_number(value)
    if isinstance(field, forms.DateField):
        return _day_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _label_of(choices: Any, value: str) -> str:
    for key, label in choices:
        if isinstance(label, list | tuple):
            if found := _label_of(label, value):
                return found
        elif str(key) == value:
            return str(label)
    return ""


def _day_words(value: Any) -> str:
    try:
        day = value if isinstance(value, date | datetime) else date.fromisoformat(str(value))
    except ValueError:
        return gettext("nothing")
    return date_format(day)
