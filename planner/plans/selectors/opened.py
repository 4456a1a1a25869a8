"""Closed records of a worker, for the counselor to whom they were opened. Empty where they were not."""

from datetime import date

from planner.plans.models import (
    Benchmark,
    Debt,
    DecisionSheet,
    Goal,
    Miss,
    MoneyBasis,
    MonthMoney,
    Remittance,
    SavingsPlan,
    Step,
)
from planner.plans.selectors.plan import WholePlan
from planner.sharing.audiences import Opened, PersonalQuerySet
from planner.sharing.sections import Section


def money_months_open_in(opened: Opened) -> PersonalQuerySet:
    """What was told of the money of each month, the newest first."""
    rows = MonthMoney.objects.open_in(opened).select_related("check_in")
    return rows.order_by("-check_in__month")


def debt_paid_open_in(opened: Opened) -> dict[date, int]:
    """Dong really paid on debts, by month; a month that told nothing of it is not there."""
    rows = MonthMoney.objects.open_in(opened).exclude(debt_paid_vnd=None)
    return dict(rows.values_list("check_in__month", "debt_paid_vnd"))


def debts_open_in(opened: Opened) -> WholePlan:
    """Of the plan only the debts and the rate received."""
    return WholePlan(
        debts=tuple(Debt.objects.open_in(opened).order_by("pk")),
        basis=MoneyBasis.objects.open_in(opened).first(),
    )


def money_aims_open_in(opened: Opened) -> WholePlan:
    """Of the plan only what is to be reached with money: goals, steps and benchmarks."""
    of_money = {"section": Section.MONEY}
    return WholePlan(
        goals={row.kind: row for row in Goal.objects.open_in(opened).filter(**of_money)},
        steps=tuple(Step.objects.open_in(opened).filter(**of_money).order_by("due_month", "pk")),
        benchmarks=tuple(
            Benchmark.objects.open_in(opened).filter(**of_money).order_by("due_on", "key")
        ),
    )


def savings_open_in(opened: Opened) -> SavingsPlan | None:
    row: SavingsPlan | None = SavingsPlan.objects.open_in(opened).first()
    return row


def remittances_open_in(opened: Opened) -> list[Remittance]:
    """By month, the oldest first."""
    return list(Remittance.objects.open_in(opened).order_by("from_month"))


def sheet_open_in(opened: Opened) -> DecisionSheet | None:
    row: DecisionSheet | None = DecisionSheet.objects.open_in(opened).first()
    return row


def misses_open_in(opened: Opened, section: str) -> list[Miss]:
    """Those that lie in this section, of benchmarks that are open too, by day."""
    rows = Miss.objects.open_in(opened).filter(section=section)
    rows = rows.filter(benchmark__section__in=opened.sections).select_related("benchmark")
    return list(rows.order_by("due_on", "pk"))
