"""The months in Japan as they were told, each with the parts that are open to the reader. Four queries for any number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from planner.benchmarks.duties import DutyMonth
from planner.plans.models import CheckIn, MonthFeeling, MonthMoney, MonthWork
from planner.sharing.audiences import Opened, PersonalQuerySet

Rows = Callable[[type[Any]], PersonalQuerySet]


@dataclass(frozen=True)
class ToldMonth:
    """A part is None where nothing was told, and where it is not open to the reader."""

    check_in: CheckIn
    money: MonthMoney | None = None
    work: MonthWork | None = None
    feeling: MonthFeeling | None = None

    @property
    def month(self) -> date:
        return self.check_in.month

    @property
    def duties(self) -> DutyMonth:
        """What was ticked of the contract, and what else."""
        work = self.work
        return DutyMonth(
            self.month, len(work.duties) if work else 0, len(work.other) if work else 0
        )


def months_of(person: User) -> tuple[ToldMonth, ...]:
    """The person's own, as this browser may show them, by month."""
    return _months(lambda model: model.objects.of(person))


def months_open_in(opened: Opened) -> tuple[ToldMonth, ...]:
    """What is open of them to whoever opened the page."""
    return _months(lambda model: model.objects.open_in(opened))


def _months(rows: Rows) -> tuple[ToldMonth, ...]:
    money = {row.check_in_id: row for row in rows(MonthMoney)}
    work = {row.check_in_id: row for row in rows(MonthWork)}
    feelings = {row.check_in_id: row for row in rows(MonthFeeling)}
    return tuple(
        ToldMonth(row, money.get(row.pk), work.get(row.pk), feelings.get(row.pk))
        for row in rows(CheckIn).order_by("month")
    )
