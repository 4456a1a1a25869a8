"""Savings by month beside an amount to reach. From check-ins, and from the savings that were typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.benchmarks.check_ins import next_month
from planner.money.enums import Currency
from planner.money.rates import to_jpy, to_vnd
from planner.money.values import ExchangeRate, Source
from planner.plans.enums import TargetKind
from planner.plans.models import SavingsPlan, Step
from planner.web.shared.charts import Line
from planner.web.worker.month_points import Points, points_from
from planner.web.worker.offer.rates import nearest_rate
from planner.wording.figures import number, percent
from planner.wording.money import money

# How many of one unit of a chart.
UNITS = {Currency.VND: 1_000_000, Currency.JPY: 1_000}


@dataclass(frozen=True)
class SavedMonth:
    """Savings at the end of a month; None: that month was not told."""

    month: date
    jpy: int | None
    vnd: int


@dataclass(frozen=True)
class TargetRow:
    """`a_month`: what is still to be put aside each month; empty: reached, too late, or no month was set."""

    words: str
    target: str
    by: str
    now: str
    share: str
    a_month: str
    is_reached: bool


@dataclass(frozen=True)
class SavingsCard:
    """`rows`: each target; the chart is of the first. `starts_at_0`: nothing was typed of the savings before."""

    rows: Sequence[TargetRow]
    x_labels: Sequence[str]
    lines: Sequence[Line]
    unit: str
    note: str
    source: Source | None
    starts_at_0: bool
    has_figures: bool
    has_chart: bool


def saved_months(plan: SavingsPlan | None, put_aside: Mapping[date, int]) -> list[SavedMonth]:
    """From the month of the typed savings, else from the first month told; what later months put aside adds up. Yen."""
    start = plan.savings_month if plan else None
    savings = (plan.savings_jpy or 0) if plan else 0
    if start is None and not put_aside:
        return []
    first = start or min(put_aside)
    last = max([first, *put_aside])
    found, month = [], first
    while month <= last:
        is_start = month == start
        savings += 0 if is_start else put_aside.get(month, 0)
        is_known = is_start or month in put_aside
        found.append(
            SavedMonth(month, savings if is_known else None, (plan.savings_vnd or 0) if plan else 0)
        )
        month = next_month(month)
    return found


def savings_card(
    steps: Iterable[Step],
    plan: SavingsPlan | None,
    put_aside: Mapping[date, int],
    rates: Sequence[ExchangeRate],
    today: date,
) -> SavingsCard | None:
    """`put_aside`: yen, of the months told. None: no step asks for an amount of yen or dong."""
    targets = [
        step
        for step in steps
        if step.target == TargetKind.AMOUNT
        and step.done_on is None
        and step.target_currency in (Currency.JPY, Currency.VND)
        and step.target_amount
    ]
    if not targets:
        return None
    saved = saved_months(plan, put_aside)
    by_currency = {currency: _in_currency(saved, currency, rates) for currency in UNITS}
    first = Currency(targets[0].target_currency)
    known = by_currency[first]
    is_converted = bool(saved) and (first == Currency.VND or any(row.vnd for row in saved))
    newest = nearest_rate(rates, saved[-1].month) if is_converted else None
    points = points_from(saved[0].month, saved[-1].month) if saved else Points([], [])
    return SavingsCard(
        rows=[
            _target_row(step, by_currency[Currency(step.target_currency)], today)
            for step in targets
        ],
        x_labels=points.labels,
        lines=_lines(points, known, first, targets[0].target_amount or 0),
        unit=_("million dong") if first == Currency.VND else _("thousand yen"),
        note=_rate_note(newest),
        source=newest.source if newest else None,
        starts_at_0=plan is None or plan.savings_month is None,
        has_figures=bool(known),
        # Of one month there is no way to see.
        has_chart=len(known) > 1,
    )


def _in_currency(
    saved: Sequence[SavedMonth], currency: Currency, rates: Sequence[ExchangeRate]
) -> dict[date, int]:
    """By month, each at the rate of that month, or of the nearest that we have. Without a rate and untold: left out."""
    of_month = {rate.month: rate for rate in rates}
    found = {}
    for row in saved:
        if row.jpy is None:
            continue
        rate = of_month.get(row.month) or nearest_rate(rates, row.month)
        if currency == Currency.JPY:
            at_home = to_jpy(row.vnd, rate.vnd_per_jpy) if rate and row.vnd else 0
            found[row.month] = row.jpy + at_home
        elif rate:
            found[row.month] = to_vnd(row.jpy, rate.vnd_per_jpy) + row.vnd
    return found


def _target_row(step: Step, known: Mapping[date, int], today: date) -> TargetRow:
    currency, target = Currency(step.target_currency), step.target_amount or 0
    now = known[max(known)] if known else 0
    left = _months_left(today, step.due_month)
    missing = target - now
    return TargetRow(
        words=step.words,
        target=money(target, currency),
        by=date_format(step.due_month, "YEAR_MONTH_FORMAT") if step.due_month else "",
        now=money(now, currency),
        share=percent(100 * now / target),
        a_month=money(-(-missing // left), currency) if left and missing > 0 else "",
        is_reached=missing <= 0,
    )


def _lines(
    points: Points, known: Mapping[date, int], currency: Currency, target: int
) -> list[Line]:
    unit = UNITS[currency]
    ends = [
        next((known[month] for month in reversed(group) if month in known), None)
        for group in points.groups
    ]
    return [
        Line(_("Savings"), [None if end is None else Decimal(end) / unit for end in ends]),
        Line(_("To reach"), [Decimal(target) / unit] * len(ends)),
    ]


def _rate_note(rate: ExchangeRate | None) -> str:
    if rate is None:
        return ""
    return _(
        "Yen and dong are counted at the mean rate of each month; the newest is %(rate)s dong of %(month)s."
    ) % {
        "rate": number(rate.vnd_per_jpy, 2),
        "month": date_format(rate.month, "YEAR_MONTH_FORMAT"),
    }


def _months_left(today: date, due: date | None) -> int:
    """This month counts, and the month by which it is due."""
    if due is None:
        return 0
    return max(0, (due.year - today.year) * 12 + due.month - today.month + 1)
