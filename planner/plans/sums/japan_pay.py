"""What was paid in the months in Japan beside what was promised, and beside the lowest pay."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planner.money.enums import Currency, HourlyVerdict
from planner.money.gap import promise_gap
from planner.money.kept_months import KeptMonth
from planner.money.minimum_wage import hourly_check
from planner.money.month_numbers import month_number
from planner.money.rounding import half_up
from planner.money.values import ExchangeRate
from planner.plans.models import PromisedPay
from planner.plans.selectors.months import ToldMonth
from planner.plans.selectors.plan import WholePlan
from planner.plans.sums.japan_values import Departure, HourlySum, MonthRate, PromiseSum
from planner.reference.rates import CurrentRules

MONTHS_COMPARED = 12
# Our own judgement: less than this is no departure to worry about.
LESS_PAY = Fraction(95, 100)
MORE_HOURS = Decimal("1.1")


class MonthRates:
    """The published rates by month."""

    def __init__(self, rates: Sequence[ExchangeRate]) -> None:
        self._by_month = {rate.month: rate for rate in rates}
        self._months = sorted(self._by_month)
        self._found: dict[date, MonthRate | None] = {}

    def of(self, month: date) -> MonthRate | None:
        """The month's own, else that of the nearest month; of two as near, the earlier one. None: none at all."""
        if month not in self._found:
            self._found[month] = self._nearest(month)
        return self._found[month]

    def value(self, month: date) -> Decimal | None:
        rate = self.of(month)
        return rate.vnd_per_jpy if rate else None

    def _nearest(self, month: date) -> MonthRate | None:
        place = bisect_right(self._months, month)
        near = self._months[max(0, place - 1) : place + 1]
        if not near:
            return None
        wanted = month_number(month)
        found = self._by_month[min(near, key=lambda known: abs(month_number(known) - wanted))]
        return MonthRate(month, found.vnd_per_jpy, found.month, found.source)


def promise_sum(
    pay: PromisedPay | None, months: Sequence[KeptMonth], rates: MonthRates, starts_on: date
) -> PromiseSum | None:
    """The mean of all `months` that told what came. None without a promise in yen or dong, such a month or a rate.

    Once a month told the pay before deductions too, only those that did are compared.
    """
    if pay is None or pay.currency == Currency.USD:
        return None
    paid = [month for month in months if month.net_jpy is not None]
    paid = [month for month in paid if month.gross_jpy] or paid
    promised_rate = rates.of(promised_in(pay, starts_on))
    paid_rates = [rate for month in paid if (rate := rates.of(month.month)) is not None]
    if not paid or promised_rate is None:
        return None
    nets = [month.net_jpy or 0 for month in paid]
    grosses = [month.gross_jpy for month in paid if month.gross_jpy]
    middle = Fraction(pay.low + pay.high, 2)
    is_dong = pay.currency == Currency.VND
    gap = promise_gap(
        promised_vnd=middle if is_dong else None,
        promised_jpy=None if is_dong else middle,
        rate_promised=promised_rate.vnd_per_jpy,
        gross_jpy=_mean(grosses) if grosses else None,
        net_jpy=_mean(nets),
        rate_paid=_rate_by_pay(nets, [rate.vnd_per_jpy for rate in paid_rates]),
    )
    typed = pay.vnd_per_jpy if pay.rate_month is None else None
    return PromiseSum(
        gap, tuple(month.month for month in paid), promised_rate, tuple(paid_rates), typed
    )


def promises_by_year(
    pay: PromisedPay | None, months: Sequence[KeptMonth], rates: MonthRates, starts_on: date
) -> dict[int, PromiseSum]:
    """The same for each year of the stay that has such a month."""
    by_year: dict[int, list[KeptMonth]] = {}
    for month in months:
        by_year.setdefault(year_of_stay(month.month, starts_on), []).append(month)
    found = {
        year: promise_sum(pay, rows, rates, starts_on) for year, rows in sorted(by_year.items())
    }
    return {year: answer for year, answer in found.items() if answer is not None}


def promised_in(pay: PromisedPay, starts_on: date) -> date:
    """The month whose rate a promise is worth: of the contract, else of the rate typed, else before leaving."""
    day = pay.signed_on or pay.rate_month or min(pay.made_at.date(), starts_on)
    return day.replace(day=1)


def year_of_stay(month: date, starts_on: date) -> int:
    """1 for the first twelve months; months before it count as the first year."""
    return max(0, month_number(month) - month_number(starts_on)) // 12 + 1


def hourly_sum(
    months: Sequence[ToldMonth], prefecture: str, rules: CurrentRules
) -> HourlySum | None:
    """Of the newest month that told its gross pay and its hours."""
    for told in reversed(months):
        gross = told.money.gross_jpy if told.money else None
        hours = told.work.hours if told.work else None
        if gross and hours:
            wages = rules.wages.get(prefecture, ())
            check = hourly_check(gross, hours, wages, told.month) if wages else None
            return HourlySum(told.month, gross, hours, check)
    return None


def departures(
    promise: PromiseSum | None, hourly: HourlySum | None, plan: WholePlan
) -> tuple[Departure, ...]:
    """What to look at calmly, and perhaps to get help with."""
    found = []
    if promise and promise.gap.gross_jpy and promise.gap.contract < LESS_PAY:
        found.append(Departure.LESS_PAY)
    agreed = plan.work.hours_month if plan.work else None
    if hourly and agreed and hourly.hours > agreed * MORE_HOURS:
        found.append(Departure.MORE_HOURS)
    if hourly and hourly.check and hourly.check.verdict == HourlyVerdict.BELOW:
        found.append(Departure.BELOW_LOWEST_PAY)
    return tuple(found)


def _mean(amounts: Sequence[int]) -> int:
    return half_up(Decimal(sum(amounts)) / len(amounts))


def _rate_by_pay(nets: Sequence[int], rates: Sequence[Decimal]) -> Decimal:
    """So that the mean pay at this rate is the mean of what came."""
    total = sum(nets)
    if not total:
        return sum(rates, Decimal(0)) / len(rates)
    return sum((net * rate for net, rate in zip(nets, rates, strict=True)), Decimal(0)) / total
