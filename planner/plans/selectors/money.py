"""What the sums of a plan rest on, and nothing of the rest of it."""

from collections.abc import Callable
from typing import Any

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
from planner.sharing.audiences import Opened, PersonalQuerySet

Rows = Callable[[type[Any]], PersonalQuerySet]


def money_plan_of(person: User) -> WholePlan:
    """The person's own plan, as this browser may show it, without goals, steps, benchmarks and agreements."""
    return _money_plan(lambda model: model.objects.of(person))


def money_plan_open_in(opened: Opened) -> WholePlan:
    """What is open of it to whoever opened the page."""
    return _money_plan(lambda model: model.objects.open_in(opened))


def _money_plan(rows: Rows) -> WholePlan:
    sheet = rows(CostSheet).order_by("-version").first()
    return WholePlan(
        way=rows(Plan).first(),
        pay=rows(PromisedPay).order_by("-version").first(),
        work=rows(PromisedWork).order_by("-version").first(),
        costs=sheet,
        items=tuple(sheet.items.order_by("position")) if sheet else (),
        debts=tuple(rows(Debt).order_by("pk")),
        years={row.year: row for row in rows(PayYear).order_by("year")},
        basis=rows(MoneyBasis).first(),
    )


def chosen_trade_of(person: User) -> str | None:
    """The code of the trade chosen last."""
    return _chosen_trade(Choice.objects.of(person))


def chosen_trade_open_in(opened: Opened) -> str | None:
    """The same for whoever opened the page."""
    return _chosen_trade(Choice.objects.open_in(opened))


def _chosen_trade(choices: PersonalQuerySet) -> str | None:
    code: str | None = choices.order_by("-pk").values_list("trade__code", flat=True).first()
    return code
