"""Amounts, months and sources as the page on money writes them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.matching.values import Figure
from planner.money.enums import Currency
from planner.money.values import Source
from planner.reference.rates import Amount
from planner.wording.figures import number, publisher_of, year_of
from planner.wording.money import money


@dataclass(frozen=True)
class Cited:
    """A published figure in words, with where it is from."""

    words: str
    note: str
    source: str
    year: str
    url: str


def amount(value: int, currency: Currency) -> str:
    return money(value, currency)


def million(vnd: int) -> str:
    """12400000 → "12,4 million dong"; small amounts in full."""
    if abs(vnd) < 100_000:
        return money(vnd, Currency.VND)
    millions = number(abs(Decimal(vnd)) / 1_000_000, 1)
    sign = "\N{MINUS SIGN}" if vnd < 0 else ""
    return _("%s million dong") % f"{sign}{millions}"


def month_words(day: date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")


def cited(found: Amount, currency: Currency) -> Cited:
    shown = money(found.low, currency)
    if found.high != found.low:
        shown = f"{shown} – {money(found.high, currency)}"
    year, name, url = source_words(found.source)
    return Cited(f"{found.what}: {shown}", found.note, name, year, url)


def source_words(source: Source | None) -> tuple[str, str, str]:
    """Year, publisher and address."""
    if source is None:
        return ("", "", "")
    figure = Figure("", 0, "", source.year, source.name)
    return (year_of(figure), publisher_of(figure), source.url)
