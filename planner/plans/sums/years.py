"""Pay of a year of the stay: what is paid, what comes off, what is left, what is kept."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from planner.money.enums import Currency, Line
from planner.money.kept import BesidePromise, Promised, beside_promise, kept_in_japan
from planner.money.net_pay import net_pay, year_end
from planner.money.pay import AGREED, PayQuestion
from planner.money.rates import RateRange, to_jpy
from planner.money.resident_tax import income_year
from planner.money.rounding import half_up
from planner.plans.models import PayYear, PromisedPay
from planner.plans.selectors.plan import WholePlan
from planner.plans.sums.situation import rates_at
from planner.plans.sums.values import Gross, Living, Origin, Situation, YearSum
from planner.reference.rates import CurrentRules, Prefecture

SHOWN_YEARS = (1, 2)
LAST_YEAR = 10
LIVING_CASES = ("japan_living_ssw_case", "japan_living_titp_case")
RENT_CASE = "japan_rent_ssw_case"
# A fiscal year of health insurance begins with the premium of March.
_HEALTH_MONTH = 3


class _Carried(NamedTuple):
    """Rent, meals and utilities: of the contract, and of the nearest earlier year that was typed."""

    agreed: dict[Line, int]
    lines: tuple[Line, ...]
    year: int | None


def year_sums(plan: WholePlan, situation: Situation, rules: CurrentRules) -> tuple[YearSum, ...]:
    """The first two years and every one that was typed."""
    return tuple(
        year_sum(number, plan, situation, rules) for number in sorted({*SHOWN_YEARS, *plan.years})
    )


def year_sum(number: int, plan: WholePlan, situation: Situation, rules: CurrentRules) -> YearSum:
    """By the last month of the year: there resident tax has begun where it is going to."""
    month = month_after(situation.starts_on, 12 * number - 1)
    rules_month = min(month, situation.today.replace(day=1))
    row = plan.years.get(number)
    rates = _rates(row, month, rules_month, situation, rules)
    gross = gross_of(number, plan, situation)
    answer = YearSum(
        number=number,
        month=month,
        rules_month=rules_month,
        is_typed=row is not None,
        gross=gross,
        net=None,
        year_end=None,
        has_prefecture_rate=False,
        months_taxed=0,
        living=None,
        rates=rates,
        kept=None,
        promise=None,
    )
    if gross is None:
        return answer
    return _worked_out(answer, gross, plan, situation, rules)


def _worked_out(
    year: YearSum, gross: Gross, plan: WholePlan, situation: Situation, rules: CurrentRules
) -> YearSum:
    row = plan.years.get(year.number)
    typed = lines_of(row)
    carried = _carried(year.number, plan)
    has_rate = _holds(situation.prefecture, year.rules_month)
    taxed = _income(income_year(year.month), plan, situation)
    question = PayQuestion(
        pay_jpy=gross.jpy,
        on=year.rules_month,
        health_total_pct=situation.prefecture.health_total_pct
        if has_rate and situation.prefecture
        else None,
        insurance=situation.insurance,
        age=year.rules_month.year - situation.birth_year if situation.birth_year else None,
        dependants=situation.dependants,
        income_last_year_jpy=sum(taxed),
        typed=typed,
        agreed=carried.agreed,
    )
    net = net_pay(question, rules.pay_rules)
    has_rent = any(line.line == Line.RENT for line in net.lines)
    living = _living(year.number, plan, rules, has_rent=has_rent)
    kept = None
    if living and year.rates:
        kept = kept_in_japan(net.net_jpy, living.low_jpy, living.high_jpy, year.rates)
    return YearSum(
        number=year.number,
        month=year.month,
        rules_month=year.rules_month,
        is_typed=year.is_typed,
        gross=gross,
        net=net,
        year_end=year_end(question, rules.pay_rules),
        has_prefecture_rate=has_rate,
        months_taxed=len(taxed),
        living=living,
        rates=year.rates,
        kept=kept,
        promise=_promise(plan.pay, net.net_jpy, year.rates),
        carried=tuple(line for line in carried.lines if line not in typed),
        carried_from=carried.year,
    )


def gross_of(number: int, plan: WholePlan, situation: Situation) -> Gross | None:
    """Typed for the year, else the middle of the promise, else as in the nearest earlier year typed."""
    row = plan.years.get(number)
    if row and row.gross_jpy is not None:
        return Gross(row.gross_jpy, Origin.TYPED)
    if plan.pay and (promised := _promised_gross(plan.pay, situation)):
        return promised
    for earlier in range(number - 1, 0, -1):
        row = plan.years.get(earlier)
        if row and row.gross_jpy is not None:
            return Gross(row.gross_jpy, Origin.EARLIER_YEAR, earlier)
    return None


def lines_of(row: PayYear | None) -> dict[Line, int]:
    """What was typed from a payslip or contract."""
    known = set(Line)
    return {Line(name): jpy for name, jpy in (row.lines if row else {}).items() if name in known}


def month_after(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _promised_gross(pay: PromisedPay, situation: Situation) -> Gross | None:
    middle = half_up(Decimal(pay.low + pay.high) / 2)
    if pay.currency == Currency.JPY:
        return Gross(middle, Origin.PROMISED)
    if pay.currency != Currency.VND:
        return None
    if pay.vnd_per_jpy:
        rate, month = pay.vnd_per_jpy, pay.rate_month
    elif situation.rates:
        rate, month = situation.rates.mid, situation.rates.month
    else:
        return None
    return Gross(to_jpy(middle, rate), Origin.CONVERTED, rate=rate, rate_month=month)


def _carried(number: int, plan: WholePlan) -> _Carried:
    pay = plan.pay
    by_contract = {Line.RENT: pay.rent_jpy, Line.MEALS: pay.meals_jpy} if pay else {}
    agreed = {line: jpy for line, jpy in by_contract.items() if jpy is not None}
    for earlier in range(number - 1, 0, -1):
        typed = lines_of(plan.years.get(earlier))
        found = {line: jpy for line, jpy in typed.items() if line in AGREED}
        if found:
            return _Carried({**agreed, **found}, tuple(found), earlier)
    return _Carried(agreed, (), None)


def _income(year: int, plan: WholePlan, situation: Situation) -> list[int]:
    """Pay of each month in Japan in a calendar year."""
    start = situation.starts_on
    first = start.year * 12 + start.month - 1
    stays = [(year * 12 + month - first) // 12 + 1 for month in range(12)]
    grosses = {stay: gross_of(stay, plan, situation) for stay in set(stays) if stay > 0}
    return [gross.jpy for stay in stays if (gross := grosses.get(stay)) is not None]


def _living(number: int, plan: WholePlan, rules: CurrentRules, *, has_rent: bool) -> Living | None:
    for earlier in range(number, 0, -1):
        row = plan.years.get(earlier)
        told = (
            [jpy for jpy in (row.living_low_jpy, row.living_high_jpy) if jpy is not None]
            if row
            else []
        )
        if told:
            is_own = earlier == number
            origin = Origin.TYPED if is_own else Origin.EARLIER_YEAR
            return Living(min(told), max(told), origin, None if is_own else earlier)
    cases = [rules.amounts[key] for key in LIVING_CASES if key in rules.amounts]
    rents = [] if has_rent else [rules.amounts[RENT_CASE]] if RENT_CASE in rules.amounts else []
    if not cases:
        return None
    rent = sum(amount.low for amount in rents)
    return Living(
        min(amount.low for amount in cases) + rent,
        max(amount.high for amount in cases) + rent,
        Origin.EXAMPLE,
        examples=(*cases, *rents),
    )


def _rates(
    row: PayYear | None,
    month: date,
    rules_month: date,
    situation: Situation,
    rules: CurrentRules,
) -> RateRange | None:
    """Received in that year, else of today; of a year that is over the rate of its month."""
    if row and row.vnd_per_jpy:
        return rates_at(rules, rules_month, row.vnd_per_jpy, min(month, rules_month))
    if rules_month < situation.today.replace(day=1):
        return rates_at(rules, rules_month)
    return situation.rates


def _promise(
    pay: PromisedPay | None, net_jpy: int, rates: RateRange | None
) -> BesidePromise | None:
    if pay is None or rates is None or pay.currency == Currency.USD:
        return None
    promised = Promised(
        pay.low,
        pay.high,
        Currency(pay.currency),
        pay.signed_on or pay.made_at.date(),
        pay.vnd_per_jpy,
    )
    return beside_promise(promised, net_jpy, rates)


def _holds(prefecture: Prefecture | None, on: date) -> bool:
    """Whether the rate that we have of it is of that fiscal year, March to February."""
    if prefecture is None or not prefecture.health_year.isdecimal():
        return False
    return on.year - (on.month < _HEALTH_MONTH) == int(prefecture.health_year)
