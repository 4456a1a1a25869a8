"""The earliest return that is safe: nothing owed, savings that last long enough at home, the trade learned.

The months are gone through from the first one that is not in the savings yet. A month counts whole: its pay is earned, debts are
paid and money is put aside before the return at its end. Debt payments are earned in yen, so they are worth less dong while the
yen is low. From the month after the last payment, what was paid on debts is saved too. Prices, pay and the yen stay as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planner.money.debt import MOST_MONTHS, Debt, NoEnd, instalments
from planner.money.enums import Condition, DebtProblem, MoverKind, ReturnProblem
from planner.money.month_numbers import first_of, month_number
from planner.money.rounding import down, half_up, nearest

FEWER_MONTHS = 3
_PROBLEM_OF_DEBT = {
    DebtProblem.NEVER_ENDS: ReturnProblem.DEBT_NEVER_ENDS,
    DebtProblem.TOO_LONG: ReturnProblem.DEBT_TOO_LONG,
}


@dataclass(frozen=True, slots=True)
class ReturnQuestion:
    """`from_month`: the first month that is in neither savings nor debts yet. `debts`: what is still owed.

    `saved_jpy_month`: put aside a month beside the debt payments. Savings are to last `runway_months` at `living_vnd` a month
    once the house, the business and the emergency money are taken out. `trade_ready_on`: None = not waited for.
    """

    from_month: date
    savings_jpy: int
    savings_vnd: int
    saved_jpy_month: int
    debts: tuple[Debt, ...]
    living_vnd: int
    runway_months: int
    house_vnd: int
    business_vnd: int
    emergency_vnd: int
    trade_ready_on: date | None
    vnd_per_jpy: Decimal

    def __post_init__(self) -> None:
        amounts = (
            self.savings_jpy,
            self.savings_vnd,
            self.saved_jpy_month,
            self.living_vnd,
            self.runway_months,
            self.house_vnd,
            self.business_vnd,
            self.emergency_vnd,
        )
        if min(amounts) < 0 or self.vnd_per_jpy <= 0:
            raise ValueError("no amount is below 0, and a rate is above 0")

    @property
    def needed_vnd(self) -> int:
        """What must be there at the return, dong."""
        taken = self.house_vnd + self.business_vnd + self.emergency_vnd
        return taken + self.living_vnd * self.runway_months


@dataclass(frozen=True, slots=True)
class ReturnDate:
    """Months by their first day, none before `from_month`; a condition's own month is the first at whose end it holds.

    `on`: the latest of them; None with a `problem`. `trade_on`: None = not waited for. `already`: what holds before anything
    more is earned; `last`: what is waited for longest, None while nothing is. `savings_vnd`: at the return; `needed_vnd`: of
    them at least. `freed_vnd`: saved more each month once nothing is owed.
    """

    on: date | None
    debt_free_on: date | None
    runway_on: date | None
    trade_on: date | None
    last: Condition | None
    problem: ReturnProblem | None
    already: tuple[Condition, ...]
    savings_vnd: int | None
    needed_vnd: int
    freed_vnd: int


@dataclass(frozen=True, slots=True)
class Mover:
    """The earliest return if one thing is otherwise. `months`: against the question's own, negative = earlier.

    `on` None: no return then. `months` None: with no return on one of the two sides there is nothing to subtract.
    """

    kind: MoverKind
    on: date | None
    months: int | None


@dataclass(frozen=True, slots=True)
class _DebtEnd:
    """`month`: counted from `from_month`, which is 0; −1 = nothing owed; None with a `problem`. `freed_vnd` a month after."""

    month: int | None
    freed_vnd: int
    problem: ReturnProblem | None


def earliest_return(question: ReturnQuestion) -> ReturnDate:
    """The first month at whose end all conditions hold. Not above 600 months."""
    return _answer(question, _debt_end(question))


def movers(question: ReturnQuestion) -> tuple[Mover, ...]:
    """What moves the earliest return, by effect: first what makes it possible or impossible, then by months, as listed in
    MoverKind where equal. Left out: what is not in the plan (no house, nothing saved, a runway of three months or less).
    """
    end = _debt_end(question)
    base = _answer(question, end)
    found = []
    for kind, change in _CHANGES.items():
        other = change(question)
        if other is None:
            continue
        other_end = end if other.debts == question.debts else _debt_end(other)
        on = _answer(other, other_end).on
        found.append(Mover(kind, on, _months_between(base.on, on)))
    return tuple(sorted(found, key=_effect))


def _answer(question: ReturnQuestion, end: _DebtEnd) -> ReturnDate:
    start = month_number(question.from_month)
    runway, runway_problem = _runway_month(question, end)
    ready = question.trade_ready_on
    trade = None if ready is None else max(-1, month_number(ready) - start)
    months = {Condition.DEBT: end.month, Condition.RUNWAY: runway}
    if trade is not None:
        months[Condition.TRADE] = trade
    problem = end.problem or runway_problem
    known = {condition: month for condition, month in months.items() if month is not None}
    latest = None if problem else max(known.values())
    at = None if latest is None else max(0, latest)
    return ReturnDate(
        on=_month(start, at),
        debt_free_on=_month(start, end.month),
        runway_on=_month(start, runway),
        trade_on=_month(start, trade),
        last=_last(known, latest, problem),
        problem=problem,
        already=tuple(condition for condition, month in known.items() if month < 0),
        savings_vnd=None if at is None else nearest(_savings(question, end, at)),
        needed_vnd=question.needed_vnd,
        freed_vnd=end.freed_vnd,
    )


def _last(
    months: dict[Condition, int], latest: int | None, problem: ReturnProblem | None
) -> Condition | None:
    if problem is not None:
        is_debt = problem in _PROBLEM_OF_DEBT.values()
        return Condition.DEBT if is_debt else Condition.RUNWAY
    if latest is None or latest < 0:
        return None
    return next(condition for condition, month in months.items() if month == latest)


def _runway_month(
    question: ReturnQuestion, end: _DebtEnd
) -> tuple[int | None, ReturnProblem | None]:
    """The first month at whose end the savings are enough: −1 = they are now."""
    missing = question.needed_vnd - _savings(question, end, -1)
    if missing <= 0:
        return -1, None
    saved = question.saved_jpy_month * Fraction(question.vnd_per_jpy)
    debt_month = MOST_MONTHS if end.month is None else end.month
    month = _months_to(missing, saved) - 1 if saved else None
    if month is None or month > debt_month:
        # After the debts both are saved; before them, only the first was.
        both = saved + end.freed_vnd
        if not both:
            return None, ReturnProblem.NOTHING_SAVED
        month = _months_to(missing + end.freed_vnd * (debt_month + 1), both) - 1
    if month >= MOST_MONTHS:
        return None, ReturnProblem.SAVING_TOO_LONG
    return month, None


def _savings(question: ReturnQuestion, end: _DebtEnd, month: int) -> Fraction:
    """Dong at the end of a month; −1 = now."""
    yen = question.savings_jpy + question.saved_jpy_month * (month + 1)
    freed_months = 0 if end.month is None else max(0, month - end.month)
    return (
        question.savings_vnd + yen * Fraction(question.vnd_per_jpy) + end.freed_vnd * freed_months
    )


def _debt_end(question: ReturnQuestion) -> _DebtEnd:
    owed = [debt for debt in question.debts if debt.amount_vnd]
    if not owed:
        return _DebtEnd(-1, 0, None)
    start = month_number(question.from_month)
    spans = []
    try:
        for debt in owed:
            begins = month_number(debt.first_payment_on)
            spans.append((begins, begins + len(instalments(debt)) - 1))
    except NoEnd as no_end:
        return _DebtEnd(None, 0, _PROBLEM_OF_DEBT[no_end.problem])
    # The most that was to be paid in one month. It grows only where a debt begins.
    freed = max(
        sum(
            debt.payment_vnd
            for debt, (begins, ends) in zip(owed, spans, strict=True)
            if begins <= month <= ends
        )
        for month, _ in spans
    )
    return _DebtEnd(max(0, max(ends for _, ends in spans) - start), freed, None)


def _yen(question: ReturnQuestion, factor: Decimal) -> ReturnQuestion:
    return replace(
        question,
        vnd_per_jpy=question.vnd_per_jpy * factor,
        debts=tuple(
            replace(debt, payment_vnd=down(debt.payment_vnd * factor)) for debt in question.debts
        ),
    )


def _saving(question: ReturnQuestion, factor: Decimal) -> ReturnQuestion | None:
    if not question.saved_jpy_month:
        return None
    return replace(question, saved_jpy_month=half_up(question.saved_jpy_month * factor))


def _cheaper_living(question: ReturnQuestion) -> ReturnQuestion | None:
    if not question.living_vnd:
        return None
    return replace(question, living_vnd=half_up(question.living_vnd * Decimal("0.9")))


def _no_house(question: ReturnQuestion) -> ReturnQuestion | None:
    return replace(question, house_vnd=0) if question.house_vnd else None


def _no_business(question: ReturnQuestion) -> ReturnQuestion | None:
    return replace(question, business_vnd=0) if question.business_vnd else None


def _shorter_runway(question: ReturnQuestion) -> ReturnQuestion | None:
    if question.runway_months <= FEWER_MONTHS:
        return None
    return replace(question, runway_months=question.runway_months - FEWER_MONTHS)


_CHANGES: dict[MoverKind, Callable[[ReturnQuestion], ReturnQuestion | None]] = {
    MoverKind.YEN_DOWN_10: lambda question: _yen(question, Decimal("0.9")),
    MoverKind.YEN_UP_10: lambda question: _yen(question, Decimal("1.1")),
    MoverKind.SAVE_10_MORE: lambda question: _saving(question, Decimal("1.1")),
    MoverKind.SAVE_10_LESS: lambda question: _saving(question, Decimal("0.9")),
    MoverKind.LIVING_10_LESS: _cheaper_living,
    MoverKind.NO_HOUSE: _no_house,
    MoverKind.NO_BUSINESS: _no_business,
    MoverKind.RUNWAY_FEWER: _shorter_runway,
}


def _effect(mover: Mover) -> tuple[bool, int]:
    return mover.months is not None, -abs(mover.months or 0)


def _months_between(base: date | None, other: date | None) -> int | None:
    if base is None and other is None:
        return 0
    if base is None or other is None:
        return None
    return month_number(other) - month_number(base)


def _months_to(missing: Fraction, saved: Fraction) -> int:
    """How many months of `saved` fill what is missing."""
    return -(-missing // saved)


def _month(start: int, month: int | None) -> date | None:
    return None if month is None else first_of(start + max(0, month))
