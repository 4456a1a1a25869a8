"""A move of the plan turned into words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planner.money.enums import Currency
from planner.money.month_numbers import month_number
from planner.money.values import Source
from planner.plans.models import PlanMove
from planner.plans.sums.outlook import Cause, Result, is_moved
from planner.web.shared.rows import Text
from planner.web.worker.coming_home.rows import months_words
from planner.web.worker.money.figures import amount, million, month_words, source_words
from planner.wording.figures import number
from planner.wording.money import LINES

RESULTS: dict[str, Text] = {
    Result.RETURN: gettext_lazy("The earliest safe return"),
    Result.DEBT_FREE: gettext_lazy("Nothing owed any more"),
    Result.RUNWAY: gettext_lazy("How long the savings last at home"),
    Result.KEPT: gettext_lazy("Kept a month in the first year"),
    Result.LUMP_SUM: gettext_lazy("Money back from the pension, after tax"),
}
CAUSES: dict[str, Text] = {
    Cause.RATE: gettext_lazy("What 1 yen is worth"),
    Cause.HOME_LIVING: gettext_lazy("Living at home, a month"),
    Cause.JAPAN_LIVING: gettext_lazy("Living in Japan, a month"),
    Cause.PAY_STANDARD: gettext_lazy("The pay that the pension counts, a month"),
    Cause.MULTIPLIER: gettext_lazy("What the pension gives back"),
    Cause.WITHHOLDING: gettext_lazy("Tax on the money back from the pension"),
}
MONTHS = frozenset({Result.RETURN, Result.DEBT_FREE})
# More of it is bad news.
TAKEN = frozenset({Result.RETURN, Result.DEBT_FREE})
Value = str | int | None


@dataclass(frozen=True)
class CauseRow:
    label: Text
    before: str
    after: str
    year: str
    source: str
    url: str


@dataclass(frozen=True)
class ResultRow:
    label: Text
    before: str
    after: str
    effect: str
    tone: str


@dataclass(frozen=True)
class MovedPage:
    """`stays`: what is as it was, in words. `links`: where something can be done about it."""

    what: str
    causes: list[CauseRow]
    moved: list[ResultRow]
    stays: list[tuple[Text, str]]
    links: list[tuple[str, Text]]
    worked_out_at: datetime
    has_rate: bool


def moved_page(row: PlanMove) -> MovedPage:
    kinds = {cause["cause"] for cause in row.causes}
    results = {key: tuple(pair) for key, pair in row.results.items() if key in RESULTS}
    moved = {
        key for key, (before, after) in results.items() if is_moved(Result(key), before, after)
    }
    return MovedPage(
        what=_what(kinds),
        causes=[_cause(cause) for cause in row.causes],
        moved=[_result(key, *results[key]) for key in Result if key in moved],
        stays=[
            (RESULTS[key], _words(key, results[key][1]))
            for key in Result
            if key in results and key not in moved
        ],
        links=_links(set(results)),
        worked_out_at=row.worked_out_at,
        has_rate=Cause.RATE in kinds,
    )


def _what(kinds: set[str]) -> str:
    if kinds == {Cause.RATE}:
        return _("The yen is worth something else than before. That moves your plan.")
    if Cause.RATE in kinds:
        return _(
            "The yen is worth something else than before, and a rule changed. That moves your plan."
        )
    return _("A rule or a published figure changed. That moves your plan.")


def _cause(cause: Mapping[str, Any]) -> CauseRow:
    before, after = cause["before"], cause["after"]
    newest = after or before
    source = Source(newest["source"], newest["year"], newest["url"])
    year, name, url = source_words(source) if source.name else ("", "", "")
    return CauseRow(_cause_label(cause), _fact(cause, before), _fact(cause, after), year, name, url)


def _cause_label(cause: Mapping[str, Any]) -> Text:
    if cause["cause"] == Cause.PAY_RATE:
        return _("%s, your part of the pay") % LINES[cause["about"]].label
    if cause["cause"] == Cause.PAY_LINE:
        return _("%s, a month") % LINES[cause["about"]].label
    return CAUSES[cause["cause"]]


def _fact(cause: Mapping[str, Any], fact: Mapping[str, str] | None) -> str:
    """ "120.00 dong (November 2026)"."""
    if fact is None:
        return _("nothing")
    value = Decimal(fact["value"])
    if cause["cause"] == Cause.RATE:
        month = month_words(date.fromisoformat(fact["month"]))
        return _("%(rate)s dong (%(month)s)") % {"rate": number(value, 2), "month": month}
    return _FACTS[cause["cause"]](value)


def _percent(value: Decimal) -> str:
    exact = value.normalize()
    return f"{number(exact, max(0, -int(exact.as_tuple().exponent)))}%"


def _yen(value: Decimal) -> str:
    return amount(int(value), Currency.JPY)


_FACTS: dict[str, Callable[[Decimal], str]] = {
    Cause.HOME_LIVING: lambda value: amount(int(value), Currency.VND),
    Cause.JAPAN_LIVING: _yen,
    Cause.PAY_RATE: _percent,
    Cause.PAY_LINE: _yen,
    Cause.PAY_STANDARD: _yen,
    Cause.MULTIPLIER: lambda value: _("%s times a month's pay") % number(value, 1),
    Cause.WITHHOLDING: _percent,
}


def _result(key: Result, before: Value, after: Value) -> ResultRow:
    change = _change(key, before, after)
    is_better = (change < 0) == (key in TAKEN) if change is not None else after is not None
    # A life that costs nothing lasts without an end.
    if change is None and key == Result.RUNWAY:
        is_better = after is None
    return ResultRow(
        RESULTS[key],
        _words(key, before),
        _words(key, after),
        "" if change is None else _effect(key, change),
        "ok" if is_better else "no",
    )


def _change(key: Result, before: Value, after: Value) -> int | None:
    """Months, dong or yen. None: one of them has no end, or no date."""
    if before is None or after is None:
        return None
    if isinstance(before, str) and isinstance(after, str):
        return month_number(date.fromisoformat(after)) - month_number(date.fromisoformat(before))
    return int(after) - int(before)


def _effect(key: Result, change: int) -> str:
    if key in AMOUNTS_IN:
        size = _money(key, abs(change))
        return (_("%s more") if change > 0 else _("%s less")) % size
    count = {"count": abs(change)}
    if key == Result.RUNWAY:
        if change > 0:
            return ngettext("%(count)s month longer", "%(count)s months longer", change) % count
        return ngettext("%(count)s month shorter", "%(count)s months shorter", -change) % count
    if change < 0:
        return ngettext("%(count)s month earlier", "%(count)s months earlier", -change) % count
    return ngettext("%(count)s month later", "%(count)s months later", change) % count


AMOUNTS_IN = {Result.KEPT: Currency.VND, Result.LUMP_SUM: Currency.JPY}


def _money(key: Result, value: int) -> str:
    return million(value) if AMOUNTS_IN[key] == Currency.VND else amount(value, Currency.JPY)


def _words(key: Result, value: Value) -> str:
    if key == Result.RUNWAY:
        return months_words(None if value is None else int(value))
    if value is None:
        return _("no date")
    return month_words(date.fromisoformat(str(value))) if key in MONTHS else _money(key, int(value))


def _links(results: set[str]) -> list[tuple[str, Text]]:
    links: list[tuple[str, Text]] = []
    if results & {Result.RETURN, Result.RUNWAY}:
        links.append((reverse("coming_home"), _("Coming home: try out what would be if")))
        links.append((reverse("my_savings"), _("My savings and what they are for")))
    if Result.KEPT in results:
        links.append((reverse("my_money"), _("My money, year by year")))
    links.append((reverse("money_rate"), _("Type the rate that I really receive")))
    return links
