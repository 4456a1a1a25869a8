"""What the sums of a plan rest on, and nothing of the rest of it."""

from accounts.models import User
from planner.plans.models import (
    Choice,
    CostSheet,
    Debt,
    MoneyBasis,
    PayYear,
    Plan,
    PromisedPay,
    PromisedWork,
)
from planner.plans.selectors.plan import WholePlan


def money_plan_of(person: User) -> WholePlan:
    """The person's own plan, as this browser may show it, without goals, steps, benchmarks and agreements."""
    sheet = CostSheet.objects.of(person).order_by("-version").first()
    return WholePlan(
        way=Plan.objects.of(person).first(),
        pay=PromisedPay.objects.of(person).order_by("-version").first(),
        work=PromisedWork.objects.of(person).order_by("-version").first(),
        costs=sheet,
        items=tuple(sheet.items.order_by("position")) if sheet else (),
        debts=tuple(Debt.objects.of(person).order_by("pk")),
        years={row.year: row for row in PayYear.objects.of(person).order_by("year")},
        basis=MoneyBasis.objects.of(person).first(),
    )


def chosen_trade_of(person: User) -> str | None:
    """The code of the trade chosen last."""
    codes = Choice.objects.of(person).order_by("-pk").values_list("trade__code", flat=True)
    code: str | None = codes.first()
    return code
