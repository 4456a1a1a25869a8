"""What is still owed after what was really paid, month by month. Whole dong.

Each month interest is added, then the month's payment comes off: first every debt's planned payment, in their order, then the
debts still owed, in their order, those that have begun before the others. What is left of it is overpaid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.money.debt import Clock, Debt, Payment, clock, interest_rule
from planner.money.month_numbers import first_of, month_number
from planner.money.rates import RateRange


@dataclass(frozen=True, slots=True)
class PaidOff:
    """Debts at the end of a month, dong: what was owed at first + interest = paid + rest, of all debts together.

    `paid_vnd`: what went to debts; with `overpaid_vnd` it is everything that was told, and the planned payments of
    `assumed_months`, of which nothing was told. `rests`: debts still owed, their next payment in the month after or at their
    own beginning. `payments`: one row a month up to the last counted; principal below 0 = the rest grew.
    `first_month`: of the first payment, planned or real; `free_on`: the month after which nothing was owed; None = not so.
    """

    rest_vnd: int
    paid_vnd: int
    interest_vnd: int
    rests: tuple[Debt, ...]
    overpaid_vnd: int
    assumed_months: tuple[date, ...]
    payments: tuple[Payment, ...] = ()
    first_month: date | None = None
    free_on: date | None = None


@dataclass(frozen=True, slots=True)
class RealClock:
    """`clock`: of the rests. `debt_free_month` is counted from the first payment's month, which is 1; 0 = never in debt.

    None: the rest is never paid off, see the clock's problem.
    """

    paid_off: PaidOff
    clock: Clock
    debt_free_on: date | None
    debt_free_month: int | None


def paid_off(debts: Sequence[Debt], paid: Mapping[date, int], until: date) -> PaidOff:
    """Debts after the payments of each month up to `until`, the last one counted; `paid`: dong by the first day of a month.

    A month from the first payment on without an entry: the planned payment is assumed and the month named; an entry of 0 is
    nothing paid. Raises ValueError for a payment below 0 or a month that is not its first day.
    """
    if any(vnd < 0 or month.day != 1 for month, vnd in paid.items()):
        raise ValueError("payments are by the first day of a month, and never below 0")
    last = month_number(until)
    told = {month_number(month): vnd for month, vnd in paid.items() if month_number(month) <= last}
    book = _Book(debts)
    if not book.debts:
        return PaidOff(0, 0, 0, (), sum(told.values()), ())
    for number in range(book.first(told), last + 1):
        book.turn(number, told.get(number))
    return book.closed(last)


def real_clock(
    debts: Sequence[Debt], paid: Mapping[date, int], until: date, rates: RateRange | None
) -> RealClock:
    """When nothing is owed any more, by what was really paid up to `until` and the planned payments after it.

    Arguments and errors as of `paid_off`; `rates` as of `debt.clock`.
    """
    result = paid_off(debts, paid, until)
    ahead = clock(result.rests, rates)
    free_on = ahead.debt_free_on if result.rests else result.free_on
    if free_on is not None and result.first_month is not None:
        month: int | None = month_number(free_on) - month_number(result.first_month) + 1
    else:
        month = None if result.rests else 0
    return RealClock(result, ahead, free_on, month)


class _Book:
    """Debts while their months are gone through."""

    def __init__(self, debts: Sequence[Debt]) -> None:
        self.debts = [debt for debt in debts if debt.amount_vnd]
        self.starts = [month_number(debt.first_payment_on) for debt in self.debts]
        self.rest = [debt.amount_vnd for debt in self.debts]
        self.interest_on = [interest_rule(debt) for debt in self.debts]
        self.overpaid = 0
        self.assumed: list[date] = []
        self.payments: list[Payment] = []
        self.start = 0

    def first(self, told: Mapping[int, int]) -> int:
        """The month of the first payment: planned, or an earlier one in which something was paid."""
        real = (number for number, vnd in told.items() if vnd)
        self.start = min((*self.starts, *real))
        return self.start

    def turn(self, number: int, told: int | None) -> None:
        """One month: `told` is what was paid in it, None = not known."""
        owed = sum(self.rest)
        begun = [place for place, start in enumerate(self.starts) if start <= number]
        interest, planned = self._planned(begun)
        if told is None:
            told = sum(planned.values())
            if any(self.rest[place] for place in begun):
                self.assumed.append(first_of(number))
        for place in begun:
            self.rest[place] += interest[place]
        left = told
        for place, wanted in planned.items():
            left -= self._pay(place, min(wanted, left))
        for place in sorted(range(len(self.debts)), key=lambda place: place not in begun):
            left -= self._pay(place, min(self.rest[place], left))
        self.overpaid += left
        if owed or told:
            added = sum(interest.values())
            self.payments.append(
                Payment(
                    number - self.start + 1,
                    first_of(number),
                    told - left,
                    added,
                    told - left - added,
                    sum(self.rest),
                )
            )

    def closed(self, last: int) -> PaidOff:
        """The book after the month `last`."""
        rests = tuple(
            replace(
                debt,
                amount_vnd=rest,
                first_vnd=debt.amount_vnd if debt.first_vnd is None else debt.first_vnd,
                first_payment_on=max(debt.first_payment_on, first_of(last + 1)),
            )
            for debt, rest in zip(self.debts, self.rest, strict=True)
            if rest
        )
        free = next((row.month for row in self.payments if not row.rest_vnd), None)
        return PaidOff(
            rest_vnd=sum(self.rest),
            paid_vnd=sum(row.paid_vnd for row in self.payments),
            interest_vnd=sum(row.interest_vnd for row in self.payments),
            rests=rests,
            overpaid_vnd=self.overpaid,
            assumed_months=tuple(self.assumed),
            payments=tuple(self.payments),
            first_month=first_of(self.start),
            free_on=free,
        )

    def _planned(self, begun: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
        """Interest and planned payment of each debt that has begun."""
        interest = {
            place: self.interest_on[place](self.rest[place]) if self.rest[place] else 0
            for place in begun
        }
        planned = {
            place: min(self.debts[place].payment_vnd, self.rest[place] + interest[place])
            for place in begun
        }
        return interest, planned

    def _pay(self, place: int, vnd: int) -> int:
        self.rest[place] -= vnd
        return vnd
