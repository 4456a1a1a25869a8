"""The sheet: three ways, the same rows, and what each row takes for granted."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.plans.models import DecisionSheet
from planner.plans.sums.coming_home import ComingHome, SideBySide, WayOn
from planner.plans.sums.japan_values import JapanSums
from planner.web.shared.rows import Text
from planner.web.worker.coming_home.forms import WORDS
from planner.web.worker.coming_home.rows import months_words
from planner.web.worker.money.figures import million, month_words


@dataclass(frozen=True)
class SheetRow:
    """Empty cells: not known. `assumption`: what the row rests on."""

    label: Text
    stay: str
    back: str
    elsewhere: str
    assumption: str


def sheet_rows(
    ways: SideBySide, sums: JapanSums, home: ComingHome | None, sheet: DecisionSheet | None
) -> list[SheetRow]:
    return [
        _row(_("Kept a month"), ways, lambda way: _million(way.kept_vnd), _kept_from()),
        _row(
            _("Savings then"),
            ways,
            lambda way: _million(way.savings_vnd),
            _savings_from(ways, sums),
        ),
        _row(
            _("How long they last at home"),
            ways,
            lambda way: "" if way.savings_vnd is None else months_words(way.runway_months),
            _("Without work, without building anything. Emergency money is not touched."),
        ),
        _row(_("Still owed"), ways, lambda way: _million(way.debt_vnd), _owed_from(sums)),
        _row(
            _("My age"), ways, lambda way: _age(way.age), _("By the year of birth that you told.")
        ),
        *(_in_words(key, label, sheet) for key, label in WORDS.items()),
    ]


def _row(label: str, ways: SideBySide, words: Callable[[WayOn], str], assumption: str) -> SheetRow:
    return SheetRow(label, words(ways.stay), words(ways.back), words(ways.elsewhere), assumption)


def _in_words(key: str, label: Text, sheet: DecisionSheet | None) -> SheetRow:
    told = (sheet.words if sheet else {}).get(key, {})
    return SheetRow(
        label,
        told.get("stay", ""),
        told.get("back", ""),
        told.get("elsewhere", ""),
        _("In your own words."),
    )


def _million(vnd: int | None) -> str:
    return "" if vnd is None else million(vnd)


def _age(years: int | None) -> str:
    if years is None:
        return ""
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}


def _kept_from() -> str:
    return _(
        "Japan: what you sent and put aside, the mean of the newest months you told. Home: pay less living of work like your trade, or as you typed. Elsewhere: as you typed."
    )


def _savings_from(ways: SideBySide, sums: JapanSums) -> str:
    stay = (
        _("You stay %s more, as you chose, and put aside as much as now.")
        if ways.is_stay_chosen
        else _("You stay %s more: we took that until you choose. You put aside as much as now.")
    ) % months_words(ways.stay_months)
    rates = sums.situation.rates
    if rates is None:
        return stay
    rate = _("Yen at the rate of %s.") % month_words(rates.month)
    return f"{stay} {rate}"


def _owed_from(sums: JapanSums) -> str:
    if sums.real_clock is None:
        return _("No debt is told.")
    return _("If you stay: after the planned payments of these months.")
