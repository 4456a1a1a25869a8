"""Coming home: how long the savings last, the earliest safe return, and the three ways side by side. Nothing is read or written."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from planner.benchmarks.dates import add_months
from planner.money.paid_off import paid_off
from planner.money.return_date import Mover, ReturnDate, ReturnQuestion, earliest_return, movers
from planner.money.runway import Runway, runway
from planner.money.values import Span
from planner.plans.models import Benchmark, DecisionSheet, SavingsPlan
from planner.plans.sums.japan_values import JapanSums
from planner.plans.sums.values import HomeSum

# Taken until the worker chooses; the page says so.
USUAL_RUNWAY_MONTHS = 6
USUAL_STAY_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Plans:
    """What the savings are for, dong. `is_runway_chosen`: the months to last were told."""

    house_vnd: int = 0
    business_vnd: int = 0
    emergency_vnd: int = 0
    runway_months: int = USUAL_RUNWAY_MONTHS
    is_runway_chosen: bool = False
    trade_benchmark: Benchmark | None = None


@dataclass(frozen=True, slots=True)
class ComingHome:
    """`savings`: dong with yen at low, middle and high. `nest_egg`: months if nothing is built; `after_house`, `after_all`:
    with the house, and with the business too. None of these without a living cost; `answer` None: what is saved a month is
    not told. `is_trade_late`: the day of the trade's benchmark is over and it is not done: a new day is needed.
    """

    plans: Plans
    savings: Span
    home: HomeSum
    nest_egg: Runway
    after_house: Runway
    after_all: Runway
    question: ReturnQuestion | None
    answer: ReturnDate | None
    movers: tuple[Mover, ...]
    is_trade_late: bool


@dataclass(frozen=True, slots=True)
class WayOn:
    """One of stay, return, elsewhere. Dong a month, dong, months, dong. None = not known."""

    kept_vnd: int | None
    savings_vnd: int | None
    runway_months: int | None
    debt_vnd: int | None
    age: int | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`stay_months`: how much longer; `is_stay_chosen`: told by the worker."""

    stay: WayOn
    back: WayOn
    elsewhere: WayOn
    stay_months: int
    is_stay_chosen: bool


def plans_of(row: SavingsPlan | None) -> Plans:
    if row is None:
        return Plans()
    return Plans(
        house_vnd=row.house_vnd or 0,
        business_vnd=row.business_vnd or 0,
        emergency_vnd=row.emergency_vnd or 0,
        runway_months=row.runway_months or USUAL_RUNWAY_MONTHS,
        is_runway_chosen=row.runway_months is not None,
        trade_benchmark=row.trade_benchmark,
    )


def coming_home(sums: JapanSums, plans: Plans, today: date) -> ComingHome | None:
    """None: no rate for the yen, or no living cost at home, not even a published one."""
    savings, home = sums.savings, sums.home
    if savings is None or home is None:
        return None
    question = _question(sums, plans, home, today)
    living, emergency = home.living_vnd, plans.emergency_vnd
    return ComingHome(
        plans=plans,
        savings=savings,
        home=home,
        nest_egg=runway(savings, living, emergency_vnd=emergency),
        after_house=runway(savings, living, house_vnd=plans.house_vnd, emergency_vnd=emergency),
        after_all=runway(
            savings,
            living,
            house_vnd=plans.house_vnd,
            business_vnd=plans.business_vnd,
            emergency_vnd=emergency,
        ),
        question=question,
        answer=earliest_return(question) if question else None,
        movers=movers(question) if question else (),
        is_trade_late=_is_trade_late(plans, today),
    )


def _question(sums: JapanSums, plans: Plans, home: HomeSum, today: date) -> ReturnQuestion | None:
    rates, saved = sums.situation.rates, sums.saved_jpy_month
    if rates is None or saved is None:
        return None
    from_month = _first_open_month(sums, today)
    return ReturnQuestion(
        from_month=from_month,
        savings_jpy=sums.savings_jpy,
        savings_vnd=sums.savings_vnd,
        saved_jpy_month=saved,
        debts=sums.real_clock.paid_off.rests if sums.real_clock else (),
        living_vnd=home.living_vnd,
        runway_months=plans.runway_months,
        house_vnd=plans.house_vnd,
        business_vnd=plans.business_vnd,
        emergency_vnd=plans.emergency_vnd,
        trade_ready_on=_trade_ready_on(plans, from_month),
        vnd_per_jpy=rates.mid,
    )


def _trade_ready_on(plans: Plans, from_month: date) -> date | None:
    """What is not done is not learned, also when its day is over: then this month at the earliest."""
    benchmark = plans.trade_benchmark
    if benchmark is None or benchmark.done_on is not None:
        return None
    return max(benchmark.due_on, from_month)


def _is_trade_late(plans: Plans, today: date) -> bool:
    benchmark = plans.trade_benchmark
    return benchmark is not None and benchmark.done_on is None and benchmark.due_on < today


def _first_open_month(sums: JapanSums, today: date) -> date:
    """The first month that is in neither savings nor debts yet. Of months that are over and not told nothing is known."""
    known = [row.month for row in sums.months[-1:]]
    if sums.put_aside.month is not None:
        known.append(sums.put_aside.month)
    return max([today.replace(day=1), *(add_months(month, Decimal(1)) for month in known)])


def side_by_side(
    sums: JapanSums, home: ComingHome | None, sheet: DecisionSheet | None, today: date
) -> SideBySide:
    """The same rows for three ways. What is not told stays open."""
    months = sheet.stay_months if sheet and sheet.stay_months else USUAL_STAY_MONTHS
    rates = sums.situation.rates
    now_vnd = home.savings.mid if home else None
    saved_vnd = (
        int(sums.saved_jpy_month * rates.mid)
        if rates and sums.saved_jpy_month is not None
        else None
    )
    later_vnd = (
        now_vnd + months * saved_vnd if now_vnd is not None and saved_vnd is not None else None
    )
    cost = sheet.elsewhere_cost_vnd if sheet else None
    away_vnd = now_vnd - cost if now_vnd is not None and cost is not None else None
    owed = sums.real_clock.paid_off.rest_vnd if sums.real_clock else None
    born = sums.situation.birth_year
    age = today.year - born if born else None
    return SideBySide(
        stay=WayOn(
            kept_vnd=sums.mean_kept_vnd,
            savings_vnd=later_vnd,
            runway_months=_lasts(home, later_vnd),
            debt_vnd=_owed_in(sums, months, today),
            age=None if age is None else age + months // 12,
        ),
        back=WayOn(
            kept_vnd=sums.home.kept.mid if sums.home else None,
            savings_vnd=now_vnd,
            runway_months=_lasts(home, now_vnd),
            debt_vnd=owed,
            age=age,
        ),
        elsewhere=WayOn(
            kept_vnd=sheet.elsewhere_kept_vnd if sheet else None,
            savings_vnd=away_vnd,
            runway_months=_lasts(home, away_vnd),
            debt_vnd=owed,
            age=age,
        ),
        stay_months=months,
        is_stay_chosen=bool(sheet and sheet.stay_months),
    )


def _lasts(home: ComingHome | None, savings_vnd: int | None) -> int | None:
    if home is None or savings_vnd is None:
        return None
    emergency = home.plans.emergency_vnd
    span = Span(savings_vnd, savings_vnd, savings_vnd)
    return runway(span, home.home.living_vnd, emergency_vnd=emergency).mid


def _owed_in(sums: JapanSums, months: int, today: date) -> int | None:
    """Of the debts as they stand, after the planned payments of so many months."""
    if sums.real_clock is None:
        return None
    until = add_months(today.replace(day=1), Decimal(months))
    return paid_off(sums.real_clock.paid_off.rests, {}, until).rest_vnd


def what_if(
    plans: Plans,
    *,
    house_vnd: int | None = None,
    business_vnd: int | None = None,
    runway_months: int | None = None,
) -> Plans:
    """Other figures for once; None leaves what is saved."""
    return replace(
        plans,
        house_vnd=plans.house_vnd if house_vnd is None else house_vnd,
        business_vnd=plans.business_vnd if business_vnd is None else business_vnd,
        runway_months=runway_months or plans.runway_months,
        is_runway_chosen=plans.is_runway_chosen or bool(runway_months),
    )
