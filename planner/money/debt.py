"""What is owed, month by month, until nothing is. Whole dong.

Each month: interest is added, then the payment comes off; the last payment is the rest. Interest begins one month before the
first payment and is rounded to the nearest dong, one half up. A yearly rate counts a twelfth a month, simple.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planner.money.enums import DebtProblem, Interest
from planner.money.month_numbers import first_of, month_number
from planner.money.rates import RateRange
from planner.money.rounding import down, nearest_share_of

MOST_MONTHS = 600
_MONTHS_OF_RATE = {
    Interest.YEAR_ON_REST: 12,
    Interest.MONTH_ON_REST: 1,
    Interest.YEAR_FLAT: 12,
    Interest.MONTH_FLAT: 1,
}
_FLAT = frozenset({Interest.YEAR_FLAT, Interest.MONTH_FLAT})


class NoEnd(ValueError):
    """The debt is never paid off, or not within 600 months."""

    def __init__(self, problem: DebtProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Debt:
    """`amount_vnd` owed one month before the first payment; `payment_vnd` a month; `rate_pct` as `interest` says.

    `first_vnd`: the first sum, which flat interest goes by, where some of it is paid already; None = `amount_vnd`.
    """

    amount_vnd: int
    payment_vnd: int
    interest: Interest
    rate_pct: Decimal
    first_payment_on: date
    first_vnd: int | None = None

    def __post_init__(self) -> None:
        if min(self.amount_vnd, self.payment_vnd) < 0 or self.rate_pct < 0:
            raise ValueError("a debt, its payment and its rate are never negative")


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid on all debts in a calendar month, dong. paid = interest + principal.

    `number`: 1 is the month of the first payment of all. `rest_vnd`: owed after it, debts not begun included.
    """

    number: int
    month: date
    paid_vnd: int
    interest_vnd: int
    principal_vnd: int
    rest_vnd: int


@dataclass(frozen=True, slots=True)
class Clock:
    """When nothing is owed any more.

    `debt_free_month` is counted from the first payment's month, which is 1; 0 = nothing owed. None with a `problem`.
    `earliest_on`, `latest_on`: the same payment earned in yen while the yen is high or low; `latest_on` None = no end then.
    """

    debt_free_month: int | None
    debt_free_on: date | None
    interest_paid_vnd: int | None
    total_paid_vnd: int | None
    problem: DebtProblem | None
    earliest_month: int | None
    earliest_on: date | None
    latest_month: int | None
    latest_on: date | None

    @property
    def never_ends(self) -> bool:
        return self.problem is not None


def schedule(debts: Sequence[Debt]) -> tuple[Payment, ...]:
    """Every payment on all debts, one row for a calendar month. Raises NoEnd."""
    owed = [debt for debt in debts if debt.amount_vnd]
    if not owed:
        return ()
    first = min(month_number(debt.first_payment_on) for debt in owed)
    paid: dict[int, tuple[int, int]] = {}
    for debt in owed:
        start = month_number(debt.first_payment_on)
        for offset, (interest, principal) in enumerate(instalments(debt)):
            before = paid.get(start + offset, (0, 0))
            paid[start + offset] = (before[0] + interest, before[1] + principal)
    rest = sum(debt.amount_vnd for debt in owed)
    payments = []
    for month in sorted(paid):
        interest, principal = paid[month]
        rest -= principal
        payments.append(
            Payment(
                month - first + 1, first_of(month), interest + principal, interest, principal, rest
            )
        )
    return tuple(payments)


def clock(debts: Sequence[Debt], rates: RateRange | None = None) -> Clock:
    """The debt-free month, and its range when the payments are earned in yen.

    With `rates`, a payment is worth payment × low ÷ mid dong while the yen is low and payment × high ÷ mid while it is high.
    """
    range_ = (rates.high, rates.mid, rates.low) if rates else (Decimal(1),) * 3
    endings = {rate: _ending(debts, rate, range_[1]) for rate in set(range_)}
    high, mid, low = (endings[rate] for rate in range_)
    payments, problem = mid
    earliest, latest = high[0], low[0]
    return Clock(
        debt_free_month=_last_number(payments),
        debt_free_on=_last_month(payments),
        interest_paid_vnd=None if payments is None else sum(p.interest_vnd for p in payments),
        total_paid_vnd=None if payments is None else sum(p.paid_vnd for p in payments),
        problem=problem,
        earliest_month=_last_number(earliest),
        earliest_on=_last_month(earliest),
        latest_month=_last_number(latest),
        latest_on=_last_month(latest),
    )


def instalments(debt: Debt) -> list[tuple[int, int]]:
    """(interest, principal) of each month, dong. Raises NoEnd."""
    rest = debt.amount_vnd
    interest_on = interest_rule(debt)
    made: list[tuple[int, int]] = []
    while rest:
        interest = interest_on(rest)
        if debt.payment_vnd >= rest + interest:
            made.append((interest, rest))
            return made
        if debt.payment_vnd <= interest:
            raise NoEnd(DebtProblem.NEVER_ENDS)
        made.append((interest, debt.payment_vnd - interest))
        rest -= debt.payment_vnd - interest
        if len(made) == MOST_MONTHS:
            raise NoEnd(DebtProblem.TOO_LONG)
    return made


def interest_rule(debt: Debt) -> Callable[[int], int]:
    """What a month adds, dong, by what is owed before its payment."""
    if debt.interest == Interest.NONE:
        return lambda rest_vnd: 0
    share = Fraction(debt.rate_pct) / (100 * _MONTHS_OF_RATE[debt.interest])
    part, whole = share.numerator, share.denominator
    if debt.interest in _FLAT:
        first = debt.amount_vnd if debt.first_vnd is None else debt.first_vnd
        always = nearest_share_of(first, part, whole)
        return lambda rest_vnd: always
    return lambda rest_vnd: nearest_share_of(rest_vnd, part, whole)


def _ending(
    debts: Sequence[Debt], rate: Decimal, mid: Decimal
) -> tuple[tuple[Payment, ...] | None, DebtProblem | None]:
    scaled = [replace(debt, payment_vnd=down(debt.payment_vnd * rate / mid)) for debt in debts]
    try:
        return schedule(scaled), None
    except NoEnd as end:
        return None, end.problem


def _last_number(payments: tuple[Payment, ...] | None) -> int | None:
    if payments is None:
        return None
    return payments[-1].number if payments else 0


def _last_month(payments: tuple[Payment, ...] | None) -> date | None:
    return payments[-1].month if payments else None
