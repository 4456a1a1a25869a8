"""Reads of what a plan's outlook rests on, and of how rates and rules moved it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.models import (
    CheckIn,
    Debt,
    MoneyBasis,
    MonthMoney,
    PayYear,
    PlanMove,
    PromisedPay,
    SavingsPlan,
)
from planner.plans.records import (
    BASIS,
    BENCHMARK,
    DEBT,
    MONTH_MONEY,
    PAY,
    PAY_YEAR,
    SAVINGS,
    WAY,
    WORK,
    plain,
)
from planner.plans.selectors.money import chosen_trade_of
from planner.plans.selectors.months import ToldMonth
from planner.plans.selectors.plan import WholePlan
from planner.plans.selectors.savings import japan_plan_of, savings_of
from planner.plans.selectors.told import answers_of
from planner.sharing.stale import fingerprint

OF_MONEY: tuple[type[Any], ...] = (
    *(MoneyBasis, Debt, PromisedPay, PayYear, SavingsPlan, MonthMoney),
)


@dataclass(frozen=True)
class Inputs:
    """What somebody typed, as far as an outlook reads it."""

    plan: WholePlan
    months: tuple[ToldMonth, ...]
    savings: SavingsPlan | None
    answers: Answers
    trade_code: str | None

    @property
    def mark(self) -> str:
        """The same as long as nothing of it is typed anew."""
        plan, savings = self.plan, self.savings
        return fingerprint(
            {
                "way": plain(plan.way, WAY),
                "pay": plain(plan.pay, PAY),
                "work": plain(plan.work, WORK),
                "debts": [plain(debt, DEBT) for debt in plan.debts],
                "years": {str(year): plain(row, PAY_YEAR) for year, row in plan.years.items()},
                "basis": plain(plan.basis, BASIS),
                "months": {str(told.month): plain(told.money, MONTH_MONEY) for told in self.months},
                "savings": plain(savings, SAVINGS),
                "trade_learned": plain(savings.trade_benchmark if savings else None, BENCHMARK),
                "answers": asdict(self.answers),
                "trade": self.trade_code,
            }
        )


def inputs_of(person: User) -> Inputs:
    """The person's own, as this browser may show them. The same number of queries for any plan."""
    return Inputs(
        plan=japan_plan_of(person),
        months=_money_months(person),
        savings=savings_of(person),
        answers=answers_of(person),
        trade_code=chosen_trade_of(person),
    )


def _money_months(person: User) -> tuple[ToldMonth, ...]:
    """Every month that was told, with its money alone."""
    money = {row.check_in_id: row for row in MonthMoney.objects.of(person)}
    months = CheckIn.objects.of(person).order_by("month")
    return tuple(ToldMonth(row, money.get(row.pk)) for row in months)


def people_with_money_told() -> QuerySet[User]:
    """Workers who told something of money: nobody else has an outlook."""
    told = Q()
    for model in OF_MONEY:
        told |= Q(Exists(model.objects.filter(person=OuterRef("pk"))))
    return User.objects.filter(told, role=Role.WORKER, is_active=True)


def unseen_move_of(person: User) -> PlanMove | None:
    """What a rate or a rule changed in the person's own plan, and is not read yet."""
    row: PlanMove | None = PlanMove.objects.of(person).filter(seen_at=None).first()
    return row


def move_of(person: User, pk: int) -> PlanMove | None:
    row: PlanMove | None = PlanMove.objects.of(person).filter(pk=pk).first()
    return row
