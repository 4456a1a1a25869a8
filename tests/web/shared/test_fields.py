from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from planner.money.enums import Currency
from planner.web.shared.fields import AmountField, DayField, NumberField, shown_number, words_of
from planner.wording.numbers import parse_number


def error_of(field: forms.Field, text: str) -> str:
    with translation.override("en"), pytest.raises(forms.ValidationError) as refused:
        field.clean(text)
    with translation.override("en"):
        return " ".join(refused.value.messages)


def box_of(field: forms.Field, value: object) -> str:
    widget: Any = field.widget
    return str(widget.render("pay", value))


@pytest.mark.parametrize(
    "text, amount", [("1.000.000", 1_000_000), ("1,000,000", 1_000_000), (" 180000 ", 180_000)]
)
def test_an_amount_is_read_with_either_separator(text: str, amount: int) -> None:
    assert AmountField().clean(text) == amount
    assert isinstance(AmountField().clean(text), int)


def test_decimals_of_money_are_refused_with_a_hint() -> None:
    assert "1.500.000" in error_of(AmountField(), "1.5")


def test_an_amount_out_of_bounds_says_the_bound() -> None:
    field = AmountField(currency=Currency.JPY, least=1_000, most=1_000_000)

    assert "1,000,000" in error_of(field, "1.000.001")
    assert "Check the zeros" in error_of(field, "1.000.001")
    assert "1,000" in error_of(field, "5")


@pytest.mark.parametrize("text", ["9" * 10_000, "1e5", "-3", "\0", "٣", "12 tr", "NaN"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    assert error_of(AmountField(), text)


def test_an_amount_is_said_in_words_below_it() -> None:
    field = AmountField(currency=Currency.VND)

    with translation.override("en"):
        box = box_of(field, field.prepare_value(1_500_000))

    assert 'value="1,500,000"' in box
    assert "amount-words" in box


def test_nothing_is_said_of_nothing() -> None:
    assert "amount-words" not in box_of(AmountField(currency=Currency.VND), None)
    assert "amount-words" not in box_of(AmountField(), "5")


@pytest.mark.parametrize("language", ["vi", "en"])
@given(number=st.decimals(0, 10**9, places=2) | st.integers(0, 10**12))
def test_a_number_shown_can_be_sent_back(language: str, number: Decimal | int) -> None:
    with translation.override(language):
        assert parse_number(shown_number(number)) == number


def test_a_number_takes_either_decimal_sign() -> None:
    assert NumberField().clean("7,5") == NumberField().clean("7.5") == Decimal("7.5")


@pytest.mark.parametrize("text", ["2026-12-31", "31/12/2026", "31.12.2026"])
def test_a_day_is_read_as_typed(text: str) -> None:
    assert DayField().clean(text) == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "2026-02-30", "\0"])
def test_a_day_far_off_is_refused(text: str) -> None:
    assert error_of(DayField(), text)


def test_values_are_said_as_a_reader_reads_them() -> None:
    choice = forms.ChoiceField(choices=[("a", "Aunt"), ("More", [("b", "Brother")])])

    with translation.override("en"):
        said = [str(words_of(choice, item)) for item in (["a", "b"], "b", None, True)]

    assert said == ["Aunt, Brother", "Brother", "nothing", "yes"]
