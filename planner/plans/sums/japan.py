"""From the months told in Japan to their figures: debt, promise, what is kept, sent and put aside, the pension."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from planner.benchmarks.enums import Route
from planner.benchmarks.routes import return_of
from planner.benchmarks.values import Way
from planner.matching.atlas import Atlas
from planner.money.enums import Currency
from planner.money.insurance import pension_standard
from planner.money.kept_months import KeptMonth, MoneyTold, kept_months, mean_kept
from planner.money.lump_sum import claim_by, lump_sum
from planner.money.month_numbers import first_of, month_number
from planner.money.paid_off import RealClock, real_clock
from planner.money.rates import RateRange, to_vnd
from planner.money.rounding import half_up
from planner.money.runway import in_vnd
from planner.money.simulation import RateBand, rate_bands
from planner.money.values import NoRule, Span
from planner.plans.answers import Answers
from planner.plans.models import Plan, Remittance, SavingsPlan
from planner.plans.selectors.months import ToldMonth
from planner.plans.selectors.plan import WholePlan
from planner.plans.selectors.told import home_of
from planner.plans.sums.debts import as_rule
from planner.plans.sums.home import home_sum
from planner.plans.sums.japan_pay import (
    MONTHS_COMPARED,
    MonthRates,
    departures,
    hourly_sum,
    promise_sum,
    promises_by_year,
    year_of_stay,
)
from planner.plans.sums.japan_values import (
    BandSum,
    JapanSums,
    KeptYear,
    MonthRate,
    PensionSum,
    RestMonth,
    SavingsSum,
    SentMonth,
)
from planner.plans.sums.situation import situation_of
from planner.plans.sums.values import Situation
from planner.plans.sums.whole import trade_of
from planner.plans.sums.years import year_sum
from planner.reference.rates import CurrentRules

SAVED_MONTHS = 3
# What the worth of the yen is shown with as long as none are put aside.
EXAMPLE_JPY = 100_000
# Our own judgement: less than this share of the agreement is less.
LESS_SENT = Decimal("0.95")


def japan_sums(
    plan: WholePlan,
    months: Sequence[ToldMonth],
    savings_plan: SavingsPlan | None,
    remittances: Sequence[Remittance],
    answers: Answers,
    *,
    trade_code: str | None,
    rules: CurrentRules,
    atlas: Atlas,
    today: date,
) -> JapanSums:
    """`months`: by month. `trade_code`: the trade that was chosen; without one, the trade of the answers counts."""
    trade = trade_of(trade_code, atlas) or trade_of(answers.trade, atlas)
    situation = situation_of(plan, answers, trade, rules, today)
    home = home_of(answers, atlas)
    rates = MonthRates(rules.exchange_rates)
    kept = kept_months(map(_told, months), rates.value)
    starts_on = _starts_on(situation, kept)
    mean = mean_kept(kept)
    promise = promise_sum(plan.pay, _newest_paid(kept), rates, starts_on)
    hourly = hourly_sum(months, plan.work.prefecture if plan.work else "", rules)
    clock = _clock(plan, months, situation)
    aside = _savings(savings_plan, months, situation.rates)
    bands = (
        rate_bands(rules.exchange_rates, situation.rates.mid)
        if situation.rates and rules.exchange_rates
        else ()
    )
    band_jpy = aside.jpy or EXAMPLE_JPY
    returns_on = _returns_on(plan.way)
    return JapanSums(
        situation=situation,
        returns_on=returns_on,
        home=home_sum(plan.basis, trade, home.place if home else None, atlas, rules),
        months=kept,
        real_clock=clock,
        rests=_rests(clock),
        promise=promise,
        promise_by_year=promises_by_year(plan.pay, kept, rates, starts_on),
        years=_years(plan, kept, situation, rules, starts_on),
        mean_kept_vnd=mean.vnd if mean else None,
        hourly=hourly,
        departures=departures(promise, hourly, plan),
        sent=_sent(months, remittances, rates),
        put_aside=aside,
        saved_jpy_month=_saved_month(months),
        rate_bands=bands,
        bands=_bands(band_jpy, bands),
        band_jpy=band_jpy,
        history_from=min((rate.month for rate in rules.exchange_rates), default=None),
        pension=_pension(kept, situation, returns_on, rules),
    )


def _told(told: ToldMonth) -> MoneyTold:
    money = told.money
    if money is None:
        return MoneyTold(told.month)
    return MoneyTold(
        month=told.month,
        gross_jpy=money.gross_jpy,
        net_jpy=money.net_jpy,
        sent_jpy=money.sent_jpy,
        saved_jpy=money.saved_jpy,
        vnd_per_jpy=money.vnd_per_jpy,
    )


def _starts_on(situation: Situation, months: Sequence[KeptMonth]) -> date:
    """Of the stay; without a day of leaving, the first month told."""
    if situation.is_start_told or not months:
        return situation.starts_on
    return months[0].month


def _newest_paid(months: Sequence[KeptMonth]) -> list[KeptMonth]:
    return [month for month in months if month.net_jpy is not None][-MONTHS_COMPARED:]


def _returns_on(way: Plan | None) -> date | None:
    """The day of the plan, or the end of the route."""
    if way is None:
        return None
    return return_of(
        Way(
            Route(way.route),
            way.departs_on,
            way.arrives_on,
            way.returns_on,
            ssw_starts_on=way.ssw_starts_on,
        )
    )


def _clock(plan: WholePlan, months: Sequence[ToldMonth], situation: Situation) -> RealClock | None:
    """Up to the month before this one, or the newest told. None without debts."""
    if not plan.debts:
        return None
    paid = {
        told.month: told.money.debt_paid_vnd
        for told in months
        if told.money and told.money.debt_paid_vnd is not None
    }
    until = max((first_of(month_number(situation.today) - 1), *paid))
    return real_clock([as_rule(debt) for debt in plan.debts], paid, until, situation.rates)


def _rests(clock: RealClock | None) -> tuple[RestMonth, ...]:
    if clock is None:
        return ()
    assumed = set(clock.paid_off.assumed_months)
    return tuple(
        RestMonth(row.month, row.paid_vnd, row.rest_vnd, row.month in assumed)
        for row in clock.paid_off.payments
    )


def _years(
    plan: WholePlan,
    months: Sequence[KeptMonth],
    situation: Situation,
    rules: CurrentRules,
    starts_on: date,
) -> tuple[KeptYear, ...]:
    """Every year with a month told, and every one that was typed as a whole."""
    by_year: dict[int, list[KeptMonth]] = {number: [] for number in plan.years}
    for month in months:
        if month.kept_jpy is not None:
            by_year.setdefault(year_of_stay(month.month, starts_on), []).append(month)
    found = []
    for number, rows in sorted(by_year.items()):
        mean = mean_kept(rows)
        typed = year_sum(number, plan, situation, rules) if number in plan.years else None
        found.append(KeptYear(number, len(rows), mean.vnd if mean else None, typed))
    return tuple(found)


def _sent(
    months: Sequence[ToldMonth], remittances: Sequence[Remittance], rates: MonthRates
) -> tuple[SentMonth, ...]:
    """Every month that told what was sent, and every one told under an agreement."""
    found = []
    for told in months:
        begun = [row for row in remittances if row.from_month <= told.month]
        agreed = max(begun, key=lambda row: row.from_month, default=None)
        sent = told.money.sent_jpy if told.money else None
        if agreed is None and sent is None:
            continue
        rate = _rate_of(told, rates)
        found.append(_sent_month(told.month, agreed, sent, rate))
    return tuple(found)


def _sent_month(
    month: date, agreed: Remittance | None, sent_jpy: int | None, rate: MonthRate | None
) -> SentMonth:
    def in_dong(jpy: int) -> int | None:
        return to_vnd(jpy, rate.vnd_per_jpy) if rate else None

    sent_vnd = None if sent_jpy is None else in_dong(sent_jpy)
    if agreed is None:
        return SentMonth(month, None, None, sent_jpy, sent_vnd, rate, is_less=False)
    is_yen = agreed.currency == Currency.JPY
    sent = sent_jpy if is_yen else sent_vnd
    return SentMonth(
        month=month,
        agreed=agreed,
        agreed_vnd=in_dong(agreed.amount) if is_yen else agreed.amount,
        sent_jpy=sent_jpy,
        sent_vnd=sent_vnd,
        rate=rate,
        is_less=sent is not None and sent < agreed.amount * LESS_SENT,
    )


def _rate_of(told: ToldMonth, rates: MonthRates) -> MonthRate | None:
    typed = told.money.vnd_per_jpy if told.money else None
    return MonthRate(told.month, typed, told.month, None) if typed else rates.of(told.month)


def _savings(
    plan: SavingsPlan | None, months: Sequence[ToldMonth], rates: RateRange | None
) -> SavingsSum:
    typed_month = plan.savings_month if plan else None
    saved = {
        told.month: told.money.saved_jpy
        for told in months
        if told.money and told.money.saved_jpy is not None
    }
    later = {month: jpy for month, jpy in saved.items() if not typed_month or month > typed_month}
    added = sum(later.values())
    jpy = ((plan.savings_jpy if plan else None) or 0) + added
    vnd = (plan.savings_vnd if plan else None) or 0
    emergency = (plan.emergency_vnd if plan else None) or 0
    total = in_vnd(jpy, vnd, rates) if rates else None
    free = None
    if total:
        free = Span(*(max(0, dong - emergency) for dong in (total.low, total.mid, total.high)))
    known = [*later, *([typed_month] if typed_month else [])]
    return SavingsSum(
        max(known, default=None), typed_month, jpy, vnd, added, emergency, total, free
    )


def _bands(jpy: int, bands: Sequence[RateBand]) -> tuple[BandSum, ...]:
    return tuple(
        BandSum(
            band.months_ahead,
            Span(*(to_vnd(jpy, rate) for rate in (band.low, band.mid, band.high))),
            band,
        )
        for band in bands
    )


def _saved_month(months: Sequence[ToldMonth]) -> int | None:
    saved = [
        told.money.saved_jpy for told in months if told.money and told.money.saved_jpy is not None
    ][-SAVED_MONTHS:]
    return half_up(Decimal(sum(saved)) / len(saved)) if saved else None


def _pension(
    months: Sequence[KeptMonth],
    situation: Situation,
    returns_on: date | None,
    rules: CurrentRules,
) -> PensionSum | None:
    """At the planned return, or today where that is over or not known. None before Japan."""
    starts_on = _starts_on(situation, months)
    if not months and not situation.is_start_told:
        return None
    is_ahead = returns_on is not None and returns_on > situation.today
    ends_on = returns_on if returns_on and is_ahead else situation.today
    cover = max(0, month_number(ends_on) - month_number(starts_on))
    standards = [
        standard
        for month in months
        if month.gross_jpy and (standard := _standard(month.gross_jpy, month.month, rules))
    ]
    mean = half_up(Decimal(sum(standards)) / len(standards)) if standards else None
    held_back = _withholding(situation.today, rules)
    lump = None
    if mean is not None and held_back is not None:
        lump = lump_sum(mean, cover, rules.multipliers(ends_on), held_back)
    return PensionSum(
        ends_on=ends_on,
        is_planned_return=is_ahead,
        months=cover,
        told=len(standards),
        mean_standard_jpy=mean,
        lump=lump,
        lump_vnd=in_vnd(lump.net_jpy, 0, situation.rates) if lump and situation.rates else None,
        claim_by=claim_by(returns_on) if returns_on else None,
    )


def _standard(gross_jpy: int, month: date, rules: CurrentRules) -> int | None:
    try:
        return pension_standard(gross_jpy, month, rules.pay_rules)
    except NoRule:
        return None


def _withholding(on: date, rules: CurrentRules) -> Decimal | None:
    try:
        return rules.pay_rules.rule("lump_sum_withholding", on).rate_pct
    except NoRule:
        return None
