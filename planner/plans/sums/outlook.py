"""The few results that a plan rests on, and what rates and rules did to them. Nothing is read or written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from planner.matching.atlas import Atlas
from planner.money.enums import RateBasis
from planner.money.values import Source
from planner.plans.selectors.outlooks import Inputs
from planner.plans.sums.coming_home import ComingHome, coming_home, plans_of
from planner.plans.sums.japan import japan_sums
from planner.plans.sums.japan_values import JapanSums, PensionSum
from planner.plans.sums.values import Origin, YearSum
from planner.plans.sums.years import year_sum
from planner.reference.rates import CurrentRules

# Our own judgement: an amount that changes by less is no news.
LEAST_PCT = 5


class Result(StrEnum):
    """In the order in which they are told."""

    RETURN = "return"  # the earliest safe return: first day of its month; None = no date
    DEBT_FREE = "debt_free"  # likewise; in dong, so no rate moves it: said as what stays
    RUNWAY = "runway"  # months that the savings last at home; None = without an end
    KEPT = "kept"  # dong kept a month in the first year, until a month is told
    LUMP_SUM = "lump_sum"  # yen, after tax; 0 = none


AMOUNTS = frozenset({Result.KEPT, Result.LUMP_SUM})


class Cause(StrEnum):
    """A rate or a rule that results rest on."""

    RATE = "rate"  # dong for one yen
    HOME_LIVING = "home_living"  # dong a month
    JAPAN_LIVING = "japan_living"  # yen a month, the middle
    PAY_RATE = "pay_rate"  # percent of pay that come off
    PAY_LINE = "pay_line"  # yen a month that come off, where it is no percentage
    PAY_STANDARD = "pay_standard"  # yen a month, what the pension counts
    MULTIPLIER = "multiplier"  # months of that pay
    WITHHOLDING = "withholding"  # percent


@dataclass(frozen=True, slots=True)
class Fact:
    """What the sums took. `about`: the line of pay. `value`: a number as text. `month`: of a rate, its first day."""

    cause: Cause
    about: str
    value: str
    month: date | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """`results`: what can be worked out; months as their first day, ISO. `gross_jpy`: a month of the first year."""

    results: Mapping[Result, str | int | None]
    facts: tuple[Fact, ...]
    gross_jpy: int | None = None


def outlook_of(inputs: Inputs, rules: CurrentRules, atlas: Atlas, today: date) -> Outlook:
    sums = japan_sums(
        inputs.plan,
        inputs.months,
        inputs.savings,
        (),
        inputs.answers,
        trade_code=inputs.trade_code,
        rules=rules,
        atlas=atlas,
        today=today,
    )
    home = coming_home(sums, plans_of(inputs.savings), today)
    first = _first_year(inputs, sums, rules)
    gross = first.gross.jpy if first and first.gross else None
    return Outlook(
        dict(_results(sums, home, first)), tuple(_facts(sums, home, first, rules)), gross
    )


def is_moved(result: Result, before: str | int | None, after: str | int | None) -> bool:
    """A month or more; of an amount LEAST_PCT percent or more of what it was."""
    if result in AMOUNTS and isinstance(before, int) and isinstance(after, int):
        change = abs(after - before)
        return bool(change) and 100 * change >= LEAST_PCT * abs(before)
    return before != after


def has_moved(before: Outlook, after: Outlook) -> bool:
    """Whether any result did that was known before and after."""
    return any(
        is_moved(result, before.results[result], after.results[result])
        for result in before.results.keys() & after.results.keys()
    )


def both(before: Outlook, after: Outlook) -> dict[str, list[str | int | None]]:
    """Before and after of every result that is known in both, as it is kept."""
    return {
        result: [before.results[result], after.results[result]]
        for result in Result
        if result in before.results and result in after.results
    }


def causes(before: Outlook, after: Outlook) -> list[dict[str, Any]]:
    """What is otherwise in what the results rest on, as it is kept. A side that is None: there was no such thing."""
    earlier = {(fact.cause, fact.about): fact for fact in before.facts}
    later = {(fact.cause, fact.about): fact for fact in after.facts}
    changed = [
        (key, earlier.get(key), later.get(key))
        for key in dict.fromkeys([*later, *earlier])
        if _value(earlier.get(key)) != _value(later.get(key))
    ]
    rates = {cause for (cause, _), _, _ in changed if cause == Cause.PAY_RATE}
    # Tax goes by pay and by what the other lines leave of it: then it only follows.
    follows = bool(rates) or before.gross_jpy != after.gross_jpy
    return [
        {"cause": cause, "about": about, "before": _plain(old), "after": _plain(new)}
        for (cause, about), old, new in changed
        if not (follows and cause == Cause.PAY_LINE)
    ]


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _plain(fact: Fact | None) -> dict[str, str] | None:
    if fact is None:
        return None
    source = fact.source or Source("", "")
    return {
        "value": fact.value,
        "month": fact.month.isoformat() if fact.month else "",
        "source": source.name,
        "year": source.year,
        "url": source.url,
    }


def _first_year(inputs: Inputs, sums: JapanSums, rules: CurrentRules) -> YearSum | None:
    """Of pay that is promised and not told yet."""
    if sums.mean_kept_vnd is not None:
        return None
    return year_sum(1, inputs.plan, sums.situation, rules)


def _results(
    sums: JapanSums, home: ComingHome | None, first: YearSum | None
) -> Iterator[tuple[Result, str | int | None]]:
    if home and home.answer:
        yield Result.RETURN, _iso(home.answer.on)
    if sums.real_clock:
        yield Result.DEBT_FREE, _iso(sums.real_clock.debt_free_on)
    if home and home.savings.mid:
        yield Result.RUNWAY, home.after_all.mid
    if first and first.kept:
        yield Result.KEPT, first.kept.vnd.mid
    if sums.pension and sums.pension.mean_standard_jpy is not None:
        yield Result.LUMP_SUM, sums.pension.lump.net_jpy if sums.pension.lump else 0


def _facts(
    sums: JapanSums, home: ComingHome | None, first: YearSum | None, rules: CurrentRules
) -> Iterator[Fact]:
    rates = sums.situation.rates
    if rates and rates.basis == RateBasis.NEWEST_MONTH:
        yield Fact(Cause.RATE, "", f"{rates.mid:f}", rates.month, rates.source)
    if home and home.home.living_amount:
        amount = home.home.living_amount
        yield Fact(Cause.HOME_LIVING, "", str(home.home.living_vnd), source=amount.source)
    if first:
        yield from _pay_facts(first)
    if sums.pension:
        yield from _pension_facts(sums.pension, rules, sums.situation.today)


def _pension_facts(pension: PensionSum, rules: CurrentRules, today: date) -> Iterator[Fact]:
    if pension.mean_standard_jpy is None:
        return
    grades = rules.pay_rules.rule("pension_standard_grade", today)
    yield Fact(Cause.PAY_STANDARD, "", str(pension.mean_standard_jpy), source=grades.source)
    if lump := pension.lump:
        tax = rules.pay_rules.rule("lump_sum_withholding", today)
        yield Fact(Cause.MULTIPLIER, "", f"{lump.multiplier:f}", source=lump.source)
        yield Fact(Cause.WITHHOLDING, "", f"{lump.withholding_pct:f}", source=tax.source)


def _pay_facts(first: YearSum) -> Iterator[Fact]:
    if first.living and first.living.origin == Origin.EXAMPLE:
        middle = (first.living.low_jpy + first.living.high_jpy) // 2
        yield Fact(Cause.JAPAN_LIVING, "", str(middle), source=first.living.examples[0].source)
    for line in first.net.lines if first.net else ():
        if line.typed_jpy is not None or line.is_agreed or line.estimated_jpy is None:
            continue
        if line.rate_pct is not None:
            yield Fact(Cause.PAY_RATE, line.line, f"{line.rate_pct:f}", source=line.source)
        else:
            yield Fact(Cause.PAY_LINE, line.line, str(line.estimated_jpy), source=line.source)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
