"""When nothing is owed any more: each debt alone, and all together."""

from collections.abc import Sequence
from dataclasses import replace

from planner.money.debt import Debt, NoEnd, clock, schedule
from planner.money.enums import Interest
from planner.money.rates import RateRange
from planner.plans.models import Debt as DebtRow
from planner.plans.sums.values import DebtsSum, DebtSum


def debts_sum(rows: Sequence[DebtRow], rates: RateRange | None) -> DebtsSum | None:
    """None without debts."""
    if not rows:
        return None
    owed = [as_rule(row) for row in rows]
    return DebtsSum(
        debts=tuple(map(debt_sum, rows)),
        owed_vnd=sum(debt.amount_vnd for debt in owed),
        payment_vnd=sum(debt.payment_vnd for debt in owed),
        first_payment_on=min(debt.first_payment_on for debt in owed),
        clock=clock(owed, rates),
    )


def debt_sum(row: DebtRow) -> DebtSum:
    debt = as_rule(row)
    interest = first_interest(debt)
    try:
        payments = schedule([debt])
    except NoEnd as end:
        return DebtSum(row, None, None, None, interest, end.problem)
    total = sum(payment.interest_vnd for payment in payments)
    return DebtSum(row, len(payments), payments[-1].month, total, interest, None)


def as_rule(row: DebtRow) -> Debt:
    return Debt(
        row.amount_vnd,
        row.payment_vnd,
        Interest(row.interest),
        row.rate_pct,
        row.first_payment_on,
    )


def first_interest(debt: Debt) -> int:
    """Interest of the first month, dong. A payment above it pays the debt off some day."""
    # The highest rate is the whole sum in a month: twice of it ends the debt at once.
    at_once = replace(debt, payment_vnd=2 * debt.amount_vnd + 1)
    return schedule([at_once])[0].interest_vnd
