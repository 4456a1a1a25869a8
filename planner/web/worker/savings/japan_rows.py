"""The page on the money as it really is in Japan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.money.enums import Currency, RateBasis
from planner.money.kept_months import KeptMonth
from planner.plans.sums.japan_values import JapanSums, KeptYear
from planner.plans.sums.values import HomeSum
from planner.web.shared.charts import Line
from planner.web.shared.rows import Text
from planner.web.worker.money.figures import amount, million, month_words
from planner.web.worker.month_points import points_from
from planner.web.worker.savings.debt_rows import RealDebtCard, real_debt_card
from planner.web.worker.savings.gap_rows import (
    GapCard,
    HourlyCard,
    departure_words,
    gap_card,
    hourly_card,
)
from planner.wording.figures import publisher_of, year_of

SHOWN = 6


@dataclass(frozen=True)
class MonthRow:
    """A month told. "–": not told."""

    month: str
    net: str
    kept: str
    kept_vnd: str
    lived: str


@dataclass(frozen=True)
class YearRow:
    """`told`: of how many months; `typed`: what was typed for the year as a whole."""

    number: int
    label: str
    told: str
    kept: str
    typed: str


@dataclass(frozen=True)
class KeptCard:
    """`mean`: of the newest twelve months told; `beside_home`: what it is beside life at home."""

    mean: str
    mean_words: str
    beside_home: str
    labels: list[str]
    lines: list[Line]
    step: int
    years: list[YearRow]
    newest: list[MonthRow]
    rates: list[Text]
    home_sources: list[str]


@dataclass(frozen=True)
class JapanPage:
    """`has_months`: something was told."""

    has_months: bool
    debt: RealDebtCard | None
    gap: GapCard | None
    kept: KeptCard | None
    has_home: bool
    hourly: HourlyCard | None
    departures: list[Text]


def japan_page(sums: JapanSums) -> JapanPage:
    place = sums.situation.prefecture
    clock = sums.real_clock
    return JapanPage(
        has_months=bool(sums.months),
        debt=real_debt_card(clock, sums.rests) if clock else None,
        gap=gap_card(sums.promise, sums.promise_by_year) if sums.promise else None,
        kept=_kept_card(sums) if sums.months else None,
        has_home=sums.home is not None,
        hourly=hourly_card(sums.hourly, place.name if place else "") if sums.hourly else None,
        departures=departure_words(sums),
    )


def _kept_card(sums: JapanSums) -> KeptCard:
    told = [month for month in sums.months if month.kept_vnd is not None]
    mean = sums.mean_kept_vnd
    labels, lines, step = _chart(told, sums)
    return KeptCard(
        mean=million(mean) if mean is not None else _("Not known yet"),
        mean_words=_mean_words(len(told[-12:])),
        beside_home=_beside_home(mean, sums),
        labels=labels,
        lines=lines,
        step=step,
        years=[_year_row(year) for year in sums.years],
        newest=[_month_row(month) for month in reversed(sums.months[-SHOWN:])],
        rates=_rates(sums.months),
        home_sources=_home_sources(sums.home) if sums.home else [],
    )


def _mean_words(months: int) -> str:
    if not months:
        return _("Tell in a check-in what you sent home and what you saved.")
    return ngettext(
        "By the one month that you told: sent home and saved.",
        "The mean of the %(months)s newest months that you told: sent home and saved.",
        months,
    ) % {"months": months}


def _beside_home(mean: int | None, sums: JapanSums) -> str:
    if mean is None or sums.home is None:
        return ""
    more = mean - sums.home.kept.mid
    words = {"home": million(sums.home.kept.mid), "more": million(abs(more))}
    if more < 0:
        return (
            _("At home you would keep %(home)s a month: %(more)s more than now in Japan.") % words
        )
    return _("At home you would keep %(home)s a month: %(more)s less than now in Japan.") % words


def _home_sources(home: HomeSum) -> list[str]:
    """Where pay and living at home are from: typed, or published."""
    wage = home.figures[0] if home.figures else None
    living = home.living_amount
    typed = _("as you typed")
    return [
        _("Pay at home: %s") % (f"{year_of(wage)} · {publisher_of(wage)}" if wage else typed),
        _("Living at home: %s")
        % (f"{living.source.year} · {living.source.name}" if living else typed),
    ]


def _chart(told: Sequence[KeptMonth], sums: JapanSums) -> tuple[list[str], list[Line], int]:
    if len(told) < 2:
        return [], [], 1
    points = points_from(told[0].month, told[-1].month)
    kept = {month.month: month.kept_vnd for month in told if month.kept_vnd is not None}
    lines = [Line(_("Kept in Japan"), points.means(kept))]
    if sums.home:
        home = dict.fromkeys(_all(points.groups), sums.home.kept.mid)
        lines.append(Line(_("Kept at home"), points.means(home)))
    return points.labels, lines, points.step


def _all(groups: Sequence[Sequence[date]]) -> list[date]:
    return [month for group in groups for month in group]


def _year_row(year: KeptYear) -> YearRow:
    typed = ""
    if year.typed and year.typed.kept:
        span = year.typed.kept.vnd
        typed = (
            million(span.low)
            if span.low == span.high
            else _("%(low)s to %(high)s") % {"low": million(span.low), "high": million(span.high)}
        )
    return YearRow(
        number=year.number,
        label=_("Year %s") % year.number,
        told=ngettext("%(months)s month told", "%(months)s months told", year.told)
        % {"months": year.told}
        if year.told
        else "",
        kept=million(year.mean_vnd) if year.mean_vnd is not None else "",
        typed=typed,
    )


def _month_row(month: KeptMonth) -> MonthRow:
    return MonthRow(
        month=month_words(month.month),
        net=_yen(month.net_jpy),
        kept=_yen(month.kept_jpy),
        kept_vnd="–" if month.kept_vnd is None else million(month.kept_vnd),
        lived=_yen(month.lived_jpy),
    )


def _yen(jpy: int | None) -> str:
    return "–" if jpy is None else amount(jpy, Currency.JPY)


def _rates(months: Sequence[KeptMonth]) -> list[Text]:
    """What the yen of a month was taken at."""
    words: list[Text] = []
    bases = {month.rate_basis for month in months}
    if RateBasis.NEWEST_MONTH in bases:
        words.append(
            _(
                "In dong at the published mean of the month. Where it is missing, at that of the nearest month."
            )
        )
    if RateBasis.TYPED in bases:
        words.append(_("Where you typed the rate that you received, that one counts."))
    if any(month.is_partial for month in months):
        words.append(_("Where you told only one of sent and saved, the other counts as nothing."))
    return words
