"""The offer as its pages show it: pay, work, files. Costs have a file of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency, HourlyVerdict
from planner.money.rates import is_old, to_jpy, to_vnd
from planner.money.values import PrefectureWage, Source
from planner.plans.enums import Housing
from planner.plans.models import CostSheet, PromisedPay, PromisedWork
from planner.reference.rates import CurrentRules
from planner.web.shared.rows import SummaryRow, Text
from planner.web.worker.offer.checks import CheckedPay, Missing
from planner.web.worker.offer.rates import rate_of
from planner.wording.figures import number
from planner.wording.money import COST_KINDS, HOURLY_NOTES, HOURLY_VERDICTS, amount_words, money

MISSING: dict[str, Text] = {
    Missing.PAY: _("the pay per month"),
    Missing.PREFECTURE: _("the prefecture"),
    Missing.HOURS: _("the hours per month"),
}
TONES = {HourlyVerdict.ABOVE: "ok", HourlyVerdict.BELOW: "no", HourlyVerdict.UNKNOWN: "info"}


@dataclass(frozen=True)
class PayView:
    """`other`: the other currency at the rate of that day. `source`: of that rate; None = typed.

    `is_old_rate`: there was none of that month, nor of the one before.
    """

    amount: str
    words: str
    other: str
    rate: str
    source: Source | None
    is_old_rate: bool
    rows: list[SummaryRow]


@dataclass(frozen=True)
class WageRow:
    text: str
    source: Source


@dataclass(frozen=True)
class HourlyView:
    """Pay per hour beside the lowest pay. Without `per_hour` it says what is missing."""

    missing: list[Text]
    per_hour: str = ""
    how: str = ""
    tone: str = ""
    verdict: Text = ""
    wages: tuple[WageRow, ...] = ()
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class VersionRow:
    number: int
    made_at: datetime
    reason: str
    is_newest: bool
    rows: list[SummaryRow]


def pay_view(pay: PromisedPay, rules: CurrentRules) -> PayView:
    currency = Currency(pay.currency)
    rate = rate_of(rules.exchange_rates, pay.rate_month)
    return PayView(
        amount=_span(pay.low, pay.high, currency),
        words=_span_words(pay.low, pay.high, currency),
        other=_other_currency(pay),
        rate=_rate_words(pay),
        source=rate.source if rate else None,
        is_old_rate=pay.rate_month is not None
        and is_old(pay.rate_month, pay.signed_on or localdate(pay.made_at)),
        rows=pay_rows(pay)[2:],
    )


def pay_rows(pay: PromisedPay) -> list[SummaryRow]:
    return [
        SummaryRow(
            _("Promised pay per month"), _told(_span(pay.low, pay.high, Currency(pay.currency)))
        ),
        SummaryRow(_("Rate of that day"), _told(_rate_words(pay))),
        SummaryRow(_("Contract date"), _told(date_format(pay.signed_on) if pay.signed_on else "")),
        SummaryRow(_("Length of the contract"), _told(_months(pay.months) if pay.months else "")),
        SummaryRow(_("Basic wage per month"), _yen(pay.basic_wage_jpy)),
        SummaryRow(_("Rent or dormitory, taken off"), _yen(pay.rent_jpy)),
        SummaryRow(_("Meals, taken off"), _yen(pay.meals_jpy)),
    ]


def work_rows(work: PromisedWork, rules: CurrentRules) -> list[SummaryRow]:
    prefecture = next((row for row in rules.prefectures if row.code == work.prefecture), None)
    named = f"{prefecture.name} ({prefecture.name_ja})" if prefecture else ""
    hours = number(work.hours_month, _places(work)) if work.hours_month else ""
    housing = [Housing(work.housing).label] if work.housing else []
    return [
        SummaryRow(_("Company in Japan"), _told(work.employer)),
        SummaryRow(_("Place"), _told(", ".join(text for text in (work.place, named) if text))),
        SummaryRow(_("What I will do"), list(work.duties)),
        SummaryRow(_("Hours of work per month"), _told(hours)),
        SummaryRow(_("Housing"), [*housing, *_told(work.housing_words)]),
    ]


def hourly_view(checked: CheckedPay, prefecture: str) -> HourlyView:
    """`prefecture`: its name in the reader's language."""
    found = checked.found
    if found is None or found.jpy_hour is None:
        return HourlyView(missing=[MISSING[name] for name in checked.missing])
    wages = [_wage_row(found.in_force, prefecture)] if found.in_force else []
    if found.coming is not None:
        wages.append(_coming_row(found.coming, found.coming_verdict))
    return HourlyView(
        missing=[],
        per_hour=gettext("%(amount)s an hour") % {"amount": money(found.jpy_hour, Currency.JPY)},
        how=_how(checked),
        tone=TONES[found.verdict],
        verdict=HOURLY_VERDICTS[found.verdict],
        wages=tuple(wages),
        notes=tuple(HOURLY_NOTES[note] for note in found.notes),
    )


def pay_versions(versions: Sequence[PromisedPay]) -> list[VersionRow]:
    """Newest first, as given."""
    return [_version(row, row is versions[0], pay_rows(row)) for row in versions]


def work_versions(versions: Sequence[PromisedWork], rules: CurrentRules) -> list[VersionRow]:
    return [_version(row, row is versions[0], work_rows(row, rules)) for row in versions]


def cost_versions(sheets: Sequence[CostSheet]) -> list[VersionRow]:
    return [_version(row, row is sheets[0], list(_cost_rows(row))) for row in sheets]


def _version(
    row: PromisedPay | PromisedWork | CostSheet, is_newest: bool, rows: list[SummaryRow]
) -> VersionRow:
    return VersionRow(row.version, row.made_at, row.reason, is_newest, rows)


def _cost_rows(sheet: CostSheet) -> Iterable[SummaryRow]:
    for item in sorted(sheet.items.all(), key=lambda row: row.position):
        amount = money(item.amount, Currency(item.currency))
        yield SummaryRow(COST_KINDS[item.kind], [amount, *_told(item.words)])


def _span(low: int, high: int, currency: Currency) -> str:
    if low == high:
        return money(low, currency)
    return gettext("%(low)s to %(high)s") % {
        "low": money(low, currency),
        "high": money(high, currency),
    }


def _span_words(low: int, high: int, currency: Currency) -> str:
    if low == high:
        return amount_words(low, currency)
    return gettext("%(low)s to %(high)s") % {
        "low": amount_words(low, currency),
        "high": amount_words(high, currency),
    }


def _other_currency(pay: PromisedPay) -> str:
    if not pay.vnd_per_jpy:
        return ""
    if pay.currency == Currency.JPY:
        ends = (to_vnd(pay.low, pay.vnd_per_jpy), to_vnd(pay.high, pay.vnd_per_jpy))
        return _span(*ends, Currency.VND)
    ends = (to_jpy(pay.low, pay.vnd_per_jpy), to_jpy(pay.high, pay.vnd_per_jpy))
    return _span(*ends, Currency.JPY)


def _rate_words(pay: PromisedPay) -> str:
    if not pay.vnd_per_jpy:
        return ""
    words = {"rate": number(pay.vnd_per_jpy, 2)}
    if pay.rate_month is None:
        return gettext("%(rate)s dong for one yen, typed by you") % words
    words["month"] = date_format(pay.rate_month, "m/Y")
    return gettext("%(rate)s dong for one yen, mean of %(month)s") % words


def _wage_row(wage: PrefectureWage, prefecture: str) -> WageRow:
    words = {"place": prefecture, "amount": money(wage.jpy_hour, Currency.JPY)}
    if wage.valid_from is None:
        words["year"] = str(wage.fiscal_year)
        text = gettext(
            "Lowest pay in %(place)s of the fiscal year %(year)s: %(amount)s an hour. The day it began was not found."
        )
    else:
        words["day"] = date_format(wage.valid_from)
        text = gettext("Lowest pay in %(place)s since %(day)s: %(amount)s an hour.")
    return WageRow(text % words, wage.source)


def _coming_row(wage: PrefectureWage, verdict: HourlyVerdict) -> WageRow:
    words = {"year": str(wage.fiscal_year), "amount": money(wage.jpy_hour, Currency.JPY)}
    if wage.valid_from is None:
        text = gettext("Fiscal year %(year)s: %(amount)s an hour.") % words
    else:
        words["day"] = date_format(wage.valid_from)
        text = gettext("From %(day)s on: %(amount)s an hour.") % words
    if verdict == HourlyVerdict.BELOW:
        below = gettext("The promise is below that.")
        text = f"{text} {below}"
    return WageRow(text, wage.source)


def _how(checked: CheckedPay) -> str:
    places = 0 if checked.hours == int(checked.hours) else 1
    words = {
        "pay": money(checked.pay_jpy, Currency.JPY),
        "hours": number(checked.hours, places),
    }
    if not checked.is_basic_wage:
        return gettext("%(pay)s promised ÷ %(hours)s hours.") % words
    if checked.is_limited:
        return (
            gettext(
                "Basic wage %(pay)s ÷ %(hours)s hours: what is above 40 hours a week is overtime and is paid on top."
            )
            % words
        )
    return gettext("Basic wage %(pay)s ÷ %(hours)s hours.") % words


def _months(months: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def _places(work: PromisedWork) -> int:
    return 0 if work.hours_month == int(work.hours_month or 0) else 1


def _yen(amount: int | None) -> list[Text]:
    return [] if amount is None else [money(amount, Currency.JPY)]


def _told(text: Text | None) -> list[Text]:
    return [text] if text else []
