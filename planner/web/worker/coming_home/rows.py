"""The page on coming home: months, dates and amounts turned into words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.money.enums import Condition, Currency
from planner.money.return_date import Mover, ReturnDate
from planner.money.runway import Runway
from planner.plans.sums.coming_home import ComingHome
from planner.plans.sums.japan_values import JapanSums
from planner.plans.sums.values import Origin
from planner.web.shared.charts import BarPair
from planner.web.shared.rows import Text
from planner.web.worker.benchmarks.rows import title_of
from planner.web.worker.money.figures import Cited, amount, cited, million, month_words
from planner.wording.figures import number
from planner.wording.money import CONDITIONS, MOVERS, RETURN_PROBLEMS


@dataclass(frozen=True)
class RunwayRow:
    label: Text
    months: str
    span: str


@dataclass(frozen=True)
class ConditionRow:
    """`day`: the month from which it holds; empty = it holds now, or never with `is_never`."""

    label: Text
    day: str
    is_now: bool
    is_never: bool
    is_last: bool


@dataclass(frozen=True)
class MoverRow:
    label: Text
    effect: str
    tone: str


@dataclass(frozen=True)
class HomePage:
    """`answer`: the earliest safe month in words, or why there is none. `assumptions`: said below every result."""

    savings: str
    savings_span: str
    runways: list[RunwayRow]
    bars: list[BarPair]
    eaten: str
    answer: str
    is_known: bool
    is_now: bool
    conditions: list[ConditionRow]
    movers: list[MoverRow]
    assumptions: list[str]
    living_from: list[Cited]
    asks: list[tuple[str, Text]]


def home_page(sums: JapanSums, home: ComingHome) -> HomePage:
    return HomePage(
        savings=million(home.savings.mid),
        savings_span=_("From %(low)s to %(high)s, as the yen goes.")
        % {"low": million(home.savings.low), "high": million(home.savings.high)}
        if home.savings.low != home.savings.high
        else "",
        runways=_runway_rows(home),
        bars=_bars(home),
        eaten=_eaten(home),
        answer=_answer(home.answer),
        is_known=home.answer is not None and home.answer.on is not None,
        is_now=home.answer is not None and home.answer.last is None and not home.answer.problem,
        conditions=_conditions(home.answer, home),
        movers=[_mover(row) for row in home.movers if row.months != 0],
        assumptions=_assumptions(sums, home),
        living_from=[cited(home.home.living_amount, Currency.VND)]
        if home.home.living_amount
        else [],
        asks=_asks(sums, home),
    )


def months_words(months: int | None) -> str:
    """ "26 months"; of a life that costs nothing, without an end."""
    if months is None:
        return _("without an end")
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def _runway_rows(home: ComingHome) -> list[RunwayRow]:
    rows = [RunwayRow(_("If you keep all of it"), *_runway_words(home.nest_egg))]
    if home.plans.house_vnd:
        label = _("After a house of %s") % million(home.plans.house_vnd)
        rows.append(RunwayRow(label, *_runway_words(home.after_house)))
    if home.plans.business_vnd:
        cost = million(home.plans.house_vnd + home.plans.business_vnd)
        label = (
            _("After the house and the business, %s together")
            if home.plans.house_vnd
            else _("After a business of %s")
        ) % cost
        rows.append(RunwayRow(label, *_runway_words(home.after_all)))
    return rows


def _runway_words(found: Runway) -> tuple[str, str]:
    span = ""
    if found.low != found.high and found.low is not None and found.high is not None:
        span = _("%(low)s with a low yen, %(high)s with a high one") % {
            "low": months_words(found.low),
            "high": months_words(found.high),
        }
    return months_words(found.mid), span


def _bars(home: ComingHome) -> list[BarPair]:
    if home.nest_egg.mid is None:
        return []
    bars = [BarPair(_("Nest egg: keep it"), home.nest_egg.mid)]
    if home.plans.house_vnd:
        bars.append(BarPair(_("After the house"), home.after_house.mid))
    if home.plans.business_vnd:
        bars.append(BarPair(_("After house and business"), home.after_all.mid))
    return bars if len(bars) > 1 else []


def _eaten(home: ComingHome) -> str:
    """What is built takes everything."""
    taken = home.plans.house_vnd + home.plans.business_vnd
    if not taken or home.after_all.mid != 0:
        return ""
    missing = taken + home.plans.emergency_vnd - home.savings.mid
    if missing > 0:
        return _(
            "What you want to build takes all the savings, and %s more. Nothing is left to live on while you look for work."
        ) % million(missing)
    return _(
        "What you want to build takes all the savings. Nothing is left for even one month without work."
    )


def _answer(found: ReturnDate | None) -> str:
    if found is None:
        return _("We cannot say yet: tell how one month was, with what you put aside.")
    if found.problem:
        return str(RETURN_PROBLEMS[found.problem])
    if found.last is None or found.on is None:
        return _("Everything is there: you can go home when you want.")
    return month_words(found.on)


def _conditions(found: ReturnDate | None, home: ComingHome) -> list[ConditionRow]:
    if found is None:
        return []
    days = {Condition.DEBT: found.debt_free_on, Condition.RUNWAY: found.runway_on}
    if home.plans.trade_benchmark is not None and found.trade_on is not None:
        days[Condition.TRADE] = found.trade_on
    return [
        ConditionRow(
            label=CONDITIONS[condition],
            day=month_words(day) if day and condition not in found.already else "",
            is_now=condition in found.already,
            is_never=day is None,
            is_last=condition == found.last,
        )
        for condition, day in days.items()
    ]


def _mover(row: Mover) -> MoverRow:
    label = MOVERS[row.kind]
    if row.on is None:
        return MoverRow(label, _("then there is no date"), "no")
    if row.months is None:
        return MoverRow(label, _("then it can be %s") % month_words(row.on), "ok")
    words = (
        ngettext("%(count)s month earlier", "%(count)s months earlier", -row.months)
        if row.months < 0
        else ngettext("%(count)s month later", "%(count)s months later", row.months)
    )
    tone = "ok" if row.months < 0 else "no"
    return MoverRow(label, words % {"count": abs(row.months)}, tone)


def _assumptions(sums: JapanSums, home: ComingHome) -> list[str]:
    rates = sums.situation.rates
    said = []
    if rates:
        said.append(
            _("1 yen is %(rate)s dong (%(month)s), and stays so.")
            % {"rate": number(rates.mid, 2), "month": month_words(rates.month)}
        )
    if sums.saved_jpy_month is not None:
        said.append(
            _(
                "You put aside %s a month, as in the newest months you told. Once nothing is owed, what you paid on debts is put aside too."
            )
            % amount(sums.saved_jpy_month, Currency.JPY)
        )
    living = amount(home.home.living_vnd, Currency.VND)
    said.append(
        _("Living at home costs %s a month, as you typed.") % living
        if home.home.living_origin == Origin.TYPED
        else _(
            "Living at home costs %s a month: a published figure for one person, an example. Type yours."
        )
        % living
    )
    months = months_words(home.plans.runway_months)
    said.append(
        _("Without work, the savings are to last %s, as you chose.") % months
        if home.plans.is_runway_chosen
        else _("Without work, the savings are to last %s: we took that until you choose.") % months
    )
    if home.plans.emergency_vnd:
        said.append(_("Emergency money of %s stays untouched.") % million(home.plans.emergency_vnd))
    if home.plans.trade_benchmark:
        said.append(_("The trade is learned with: %s.") % title_of(home.plans.trade_benchmark))
    said.append(_("The pension lump sum is not counted: it comes months after the return."))
    return said


def _asks(sums: JapanSums, home: ComingHome) -> list[tuple[str, Text]]:
    """What would make it more true: where to tell it."""
    asks: list[tuple[str, Text]] = []
    benchmark = home.plans.trade_benchmark
    if home.is_trade_late and benchmark is not None:
        label = _("The day of “%s” is over and it is not done: choose a new day") % title_of(
            benchmark
        )
        asks.append((reverse("benchmark", args=[benchmark.pk]), label))
    if sums.saved_jpy_month is None:
        asks.append((reverse("check_in"), _("Tell how the month was")))
    if home.home.living_origin != Origin.TYPED:
        asks.append((reverse("money_basis"), _("Type what living at home costs")))
    if not home.plans.is_runway_chosen or home.plans.trade_benchmark is None:
        asks.append(
            (
                reverse("savings_plan"),
                _(
                    "Choose how long the savings are to last, and what says that the trade is learned"
                ),
            )
        )
    return asks
