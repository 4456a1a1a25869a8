"""The promise beside what came, the lowest pay, and what departs from the contract, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planner.money.enums import Currency, HourlyVerdict
from planner.money.gap import PromiseGap
from planner.money.minimum_wage import HourlyCheck
from planner.money.values import PrefectureWage
from planner.plans.sums.japan_values import (
    Departure,
    HourlySum,
    JapanSums,
    MonthRate,
    PromiseSum,
)
from planner.web.shared.charts import BarPair
from planner.web.shared.rows import Text
from planner.web.worker.money.figures import amount, million, month_words
from planner.wording.figures import number
from planner.wording.money import HOURLY_NOTES, HOURLY_VERDICTS

DEPARTURES: dict[Departure, Text] = {
    Departure.LESS_PAY: gettext_lazy(
        "Before anything comes off, you are paid less than promised: more than 5 of every 100 are missing."
    ),
    Departure.MORE_HOURS: gettext_lazy(
        "You worked more hours than your contract says: more than a tenth above it."
    ),
    Departure.BELOW_LOWEST_PAY: gettext_lazy(
        "Your pay per hour is below the lowest pay of the prefecture."
    ),
}


@dataclass(frozen=True)
class FactorRow:
    """A part of the gap. `left`: of 100; `factor`: what multiplies; `change`: −41%."""

    label: str
    words: str
    left: str
    factor: str
    change: str
    is_whole: bool = False


@dataclass(frozen=True)
class RateRow:
    """`old`: of which other month, "" for the month's own."""

    month: str
    rate: str
    old: str


@dataclass(frozen=True)
class YearGapRow:
    number: int
    left: str
    contract: str
    deduction: str
    currency: str


@dataclass(frozen=True)
class GapCard:
    """`product`: 0.59 × 1 × 0.78 = 0.46. `old`: which months had no rate of their own."""

    left: str
    sentence: str
    amounts: str
    factors: list[FactorRow]
    product: str
    bars: list[BarPair]
    months: str
    promised_rate: RateRow
    rates: list[RateRow]
    mean_rate: str
    old: str
    typed: str
    source: str
    years: list[YearGapRow]


@dataclass(frozen=True)
class HourlyCard:
    """`lowest`: the pay compared with; "" without one. `coming`: a newer one."""

    sentence: str
    verdict: Text
    tone: str
    lowest: str
    year: str
    source: str
    url: str
    coming: str
    coming_verdict: Text
    notes: list[Text]


def gap_card(promise: PromiseSum, by_year: Mapping[int, PromiseSum]) -> GapCard:
    gap = promise.gap
    factors = _factors(gap)
    words = {"left": left_of_hundred(gap.total)}
    return GapCard(
        left=words["left"],
        sentence=_("Of 100 promised, %(left)s came.") % words,
        amounts=_("Promised: %(promised)s a month. Into your hand: %(received)s a month.")
        % {"promised": million(gap.promised_vnd), "received": million(gap.received_vnd)},
        factors=factors,
        product=_product(gap),
        bars=[
            BarPair(row.label, _hundred(share))
            for row, share in zip(factors, _shares(gap), strict=True)
        ],
        months=_months(promise),
        promised_rate=_rate_row(promise.promised_rate),
        rates=_rate_rows(promise.rates),
        mean_rate=number(gap.rate_paid, 2),
        old=_old(promise),
        typed=number(promise.typed_rate, 2) if promise.typed_rate else "",
        source=_source(promise),
        years=[_year_row(year, row.gap) for year, row in by_year.items()],
    )


def hourly_card(hourly: HourlySum, prefecture: str) -> HourlyCard:
    check = hourly.check
    wage = check.in_force if check else None
    per_hour = check.jpy_hour if check else int(hourly.gross_jpy / hourly.hours)
    return HourlyCard(
        sentence=_("%(month)s: %(gross)s for %(hours)s hours, that is %(hour)s an hour.")
        % {
            "month": month_words(hourly.month).capitalize(),
            "gross": amount(hourly.gross_jpy, Currency.JPY),
            "hours": number(hourly.hours, 1 if hourly.hours % 1 else 0),
            "hour": amount(per_hour or 0, Currency.JPY),
        },
        verdict=HOURLY_VERDICTS[check.verdict if check else HourlyVerdict.UNKNOWN],
        tone={HourlyVerdict.ABOVE: "ok", HourlyVerdict.BELOW: "no"}.get(
            check.verdict if check else HourlyVerdict.UNKNOWN, "info"
        ),
        lowest=_lowest(wage, prefecture) if wage else "",
        year=str(wage.fiscal_year) if wage else "",
        source=wage.source.name if wage else "",
        url=wage.source.url if wage else "",
        coming=_coming(check) if check else "",
        coming_verdict=HOURLY_VERDICTS[check.coming_verdict] if check else "",
        notes=[HOURLY_NOTES[note] for note in check.notes] if check else [],
    )


def departure_words(sums: JapanSums) -> list[Text]:
    return [DEPARTURES[departure] for departure in sums.departures]


def left_of_hundred(share: Fraction) -> str:
    return number(_hundred(share), 0)


def _hundred(share: Fraction) -> Decimal:
    return Decimal(share.numerator * 100) / share.denominator


def _shares(gap: PromiseGap) -> tuple[Fraction, ...]:
    return (gap.contract, gap.deduction, gap.currency, gap.total)


def _factors(gap: PromiseGap) -> list[FactorRow]:
    paid = gap.net_jpy if gap.gross_jpy is None else gap.gross_jpy
    contract = _("Promised %(promised)s, paid %(paid)s before anything comes off.")
    deduction = _("Of %(paid)s, %(net)s came into your account.")
    if gap.gross_jpy is None:
        contract = _("Promised %(promised)s, %(paid)s came into your account.")
        deduction = _("Not known: you told no pay before deductions. It is in the part above.")
    words = {
        "promised": amount(gap.promised_jpy, Currency.JPY),
        "paid": amount(paid, Currency.JPY),
        "net": amount(gap.net_jpy, Currency.JPY),
    }
    currency = _("For 1 yen %(then)s dong when it was promised, %(now)s dong when it was paid.") % {
        "then": number(gap.rate_promised, 2),
        "now": number(gap.rate_paid, 2),
    }
    return [
        _factor(_("Contract"), contract % words, gap.contract),
        _factor(_("What comes off the pay"), deduction % words, gap.deduction),
        _factor(_("Worth of the yen"), currency, gap.currency),
        _factor(_("All together"), "", gap.total, is_whole=True),
    ]


def _factor(label: str, words: str, share: Fraction, *, is_whole: bool = False) -> FactorRow:
    return FactorRow(
        label, words, left_of_hundred(share), _as_factor(share), _change(share), is_whole
    )


def _as_factor(share: Fraction) -> str:
    return number(Decimal(share.numerator) / share.denominator, 3)


def _change(share: Fraction) -> str:
    """−41%, +3%, 0%."""
    change = round(_hundred(share) - 100)
    sign = "\N{MINUS SIGN}" if change < 0 else "+" if change > 0 else ""
    return f"{sign}{number(abs(change), 0)}%"


def _product(gap: PromiseGap) -> str:
    contract, deduction, currency, total = map(_as_factor, _shares(gap))
    return f"{contract} × {deduction} × {currency} = {total}"


def _months(promise: PromiseSum) -> str:
    count = len(promise.months)
    return ngettext(
        "By what you told of %(month)s.",
        "The mean of the %(count)s newest months that you told, %(first)s to %(month)s.",
        count,
    ) % {
        "count": count,
        "first": month_words(promise.months[0]),
        "month": month_words(promise.months[-1]),
    }


def _source(promise: PromiseSum) -> str:
    """Of the rates: their years and who publishes them."""
    rates = (promise.promised_rate, *promise.rates)
    years = sorted({rate.of_month.year for rate in rates})
    names = dict.fromkeys(rate.source.name for rate in rates if rate.source)
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return f"{span} · {'; '.join(names)}"


def _rate_rows(rates: Sequence[MonthRate]) -> list[RateRow]:
    """One for each month; months in a row that borrow one rate are one row."""
    rows = []
    for _of_month, same in groupby(rates, key=lambda rate: rate.of_month):
        found = list(same)
        row = _rate_row(found[-1])
        if len(found) > 1:
            row = replace(row, month=f"{month_words(found[0].month)} – {row.month}")
        rows.append(row)
    return rows


def _rate_row(rate: MonthRate) -> RateRow:
    return RateRow(
        month_words(rate.month),
        number(rate.vnd_per_jpy, 2),
        _("old rate, of %s") % month_words(rate.of_month) if rate.is_other_month else "",
    )


def _old(promise: PromiseSum) -> str:
    others = [rate for rate in (promise.promised_rate, *promise.rates) if rate.is_other_month]
    if not others:
        return ""
    return ngettext(
        "For %(count)s month we have no rate. There we take the nearest one, %(months)s.",
        "For %(count)s months we have no rate. There we take the nearest one, %(months)s.",
        len(others),
    ) % {
        "count": len(others),
        "months": ", ".join(
            month_words(month) for month in sorted({rate.of_month for rate in others})
        ),
    }


def _year_row(year: int, gap: PromiseGap) -> YearGapRow:
    return YearGapRow(
        year,
        left_of_hundred(gap.total),
        _change(gap.contract),
        _change(gap.deduction) if gap.gross_jpy else "–",
        _change(gap.currency),
    )


def _lowest(wage: PrefectureWage, prefecture: str) -> str:
    return _("Lowest pay in %(place)s: %(wage)s an hour.") % {
        "place": prefecture,
        "wage": amount(wage.jpy_hour, Currency.JPY),
    }


def _coming(check: HourlyCheck) -> str:
    if check.coming is None:
        return ""
    return _("The lowest pay of fiscal year %(year)s is %(wage)s an hour.") % {
        "wage": amount(check.coming.jpy_hour, Currency.JPY),
        "year": check.coming.fiscal_year,
    }
