"""Figures as text: grouped as the reader's language groups them, with unit, year and source."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from planner.matching.values import Figure

# When a page without a date was read.
SEEN = "11/2026"

# The units of figures that occur in sentences, by their English name in the data.
UNITS: dict[str, StrPromise] = {
    "tonnes": _("tonnes"),
    "thousand tonnes": _("thousand tonnes"),
    "thousand head": _("thousand head"),
    "thousand persons": _("thousand people"),
    "thousand m³": _("thousand m³"),
}


# Publishers whose name is not a proper name of its own.
PUBLISHERS: dict[str, StrPromise] = {
    "National Statistics Office of Viet Nam": _("National Statistics Office"),
    "NSO Viet Nam": _("National Statistics Office"),
    "Calculated from": _("calculated from National Statistics Office figures"),
    "Ministry of Health": _("Ministry of Health, Labour and Welfare of Japan"),
    "Decree 74/2024": _("Decree 74/2024"),
    "Decree 293/2025": _("Decree 293/2025"),
    "Government Resolution 262": _("Government Resolution 262/NQ-CP"),
    "Viet Nam Chamber of Commerce": _("Viet Nam Chamber of Commerce and Industry"),
    "Ministry of Planning and Investment": _("Ministry of Planning and Investment"),
    "Ministry of Industry and Trade": _("Ministry of Industry and Trade"),
    "Ministry of Agriculture": _("Ministry of Agriculture"),
    "RTS visa office": _("RTS visa office, Japan"),
    "Office Obara": _("Office Obara, Japan"),
    "Press article": _("press article"),
    "News article": _("press article"),
    "Student table": _("table on Scribd"),
    "Vietnamese Wikipedia": _("Vietnamese Wikipedia"),
}


def number(value: float | Decimal, digits: int = 0) -> str:
    """A number in the reader's language: 1.234,5 in Vietnamese, 1,234.5 in English."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return number_format(exact, decimal_pos=digits, use_l10n=True, force_grouping=True)


def percent(value: float) -> str:
    """Whole percent; one place below ten, where it matters; next to nothing says so."""
    if 0 < value < 0.05:
        return str(_("less than %s")) % f"{number(0.1, 1)}%"
    return f"{number(value, 0 if value >= 10 else 1)}%"


def million_dong(vnd: int) -> str:
    """8000000 → "8", 4840000 → "4,8": millions, one place if needed."""
    millions = Decimal(vnd) / 1_000_000
    return number(millions, 0 if millions == millions.to_integral_value() else 1)


def band(low: int | None, high: int | None) -> str:
    """A monthly band of dong, the low value first."""
    if low and high and low != high:
        shown = f"{million_dong(low)}–{million_dong(high)}"
    elif low:
        shown = million_dong(low) if high == low else str(_("from %s")) % million_dong(low)
    else:
        shown = str(_("up to %s")) % million_dong(high or 0)
    return str(_("%s million dong a month")) % shown


def quantity(figure: Figure) -> str:
    """Value and unit of a statistic."""
    if figure.unit in ("percent", "%"):
        return percent(float(figure.value))
    value = float(figure.value)
    unit = UNITS.get(figure.unit, figure.unit)
    return f"{number(value, 0 if value >= 100 else 1)} {unit}"


def year_of(figure: Figure) -> str:
    """The year, quarter or months; a page without a date says when it was seen."""
    if not figure.year:
        return str(_("undated, seen %s")) % SEEN
    if quarter := re.fullmatch(r"(\d{4})-Q(\d)", figure.year):
        return str(_("quarter %(quarter)s of %(year)s")) % {
            "quarter": quarter[2],
            "year": quarter[1],
        }
    if months := re.fullmatch(r"(\d{4})-(\d\d)\.\.\d{4}-(\d\d)", figure.year):
        return f"{months[2]}–{months[3]}/{months[1]}"
    return figure.year


def publisher_of(figure: Figure) -> str:
    """Who published it, without the title; in the reader's language where it is not a name."""
    if figure.place == "nation":
        return str(_("calculated from the provinces"))
    if not figure.source:
        return str(_("widely known, no page found"))
    name = re.split(r"[:;,(]", figure.source, maxsplit=1)[0].strip()
    for start, words in PUBLISHERS.items():
        if name.startswith(start):
            return str(words)
    return name


def source_line(figures: Iterable[Figure]) -> str:
    """ "2024 · CafeF; 2018 · National Statistics Office": each once."""
    parts = [
        f"{year_of(figure)} · {publisher_of(figure)}" if figure.source else publisher_of(figure)
        for figure in figures
        if figure.source or figure.what == "activity"
    ]
    return "; ".join(dict.fromkeys(parts))


def note_of(figure: Figure) -> str:
    """The remark that belongs to a figure, in the reader's language."""
    return figure.note_en if translation.get_language() == "en" else figure.note_vi
