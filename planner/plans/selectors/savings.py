"""Reads of what is put aside, and of what was agreed with the family, as the person's own browser may show them."""

from accounts.models import User
from planner.plans.models import (
    Debt,
    MoneyBasis,
    MonthMoney,
    MonthWork,
    PayYear,
    Plan,
    PromisedPay,
    PromisedWork,
    Remittance,
    SavingsPlan,
)
from planner.plans.selectors.months import ToldMonth
from planner.plans.selectors.plan import WholePlan

# Hours are looked at of the newest month that told them.
NEWEST_WORK = 6


def savings_of(person: User) -> SavingsPlan | None:
    """With the benchmark that says that the trade is learned."""
    row: SavingsPlan | None = (
        SavingsPlan.objects.of(person).select_related("trade_benchmark").first()
    )
    return row


def remittances_of(person: User) -> list[Remittance]:
    """By month, the oldest first: the newest that has begun holds."""
    return list(Remittance.objects.of(person).order_by("from_month"))


def remittance_of(person: User, pk: int) -> Remittance | None:
    row: Remittance | None = Remittance.objects.of(person).filter(pk=pk).first()
    return row


def japan_plan_of(person: User) -> WholePlan:
    """Of the plan what the sums of the months in Japan rest on: no costs, and nothing that is not money or work."""
    return WholePlan(
        way=Plan.objects.of(person).first(),
        pay=PromisedPay.objects.of(person).order_by("-version").first(),
        work=PromisedWork.objects.of(person).order_by("-version").first(),
        debts=tuple(Debt.objects.of(person).order_by("pk")),
        years={row.year: row for row in PayYear.objects.of(person).order_by("year")},
        basis=MoneyBasis.objects.of(person).first(),
    )


def return_plan_of(person: User) -> WholePlan:
    """Of the plan only what savings rest on: the way with its return, and the rate received."""
    return WholePlan(
        way=Plan.objects.of(person).first(), basis=MoneyBasis.objects.of(person).first()
    )


def money_months_of(person: User) -> tuple[ToldMonth, ...]:
    """Every month that told something of money, and the work of the newest ones. Two queries for any number."""
    newest = MonthWork.objects.of(person).order_by("-check_in__month")[:NEWEST_WORK]
    work = {row.check_in_id: row for row in newest}
    money = MonthMoney.objects.of(person).select_related("check_in").order_by("check_in__month")
    return tuple(ToldMonth(row.check_in, row, work.get(row.check_in_id)) for row in money)
