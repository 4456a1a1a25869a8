"""Writes of debts, of typed payslip lines and of what the sums rest on. All of it is closed to others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import Debt, MoneyBasis, PayYear
from planner.plans.records import BASIS, DEBT, PAY_YEAR
from planner.plans.services.writing import hold, keep_row, own_row, remove_row
from planner.sharing.sections import Section

MOST_DEBTS = 12


class TooManyDebts(Exception):
    """More lenders than anybody has: somebody is trying the form."""


@transaction.atomic
def keep_debt(
    *, person: User, pk: int | None, values: Mapping[str, Any], seen: str, now: datetime
) -> Debt:
    """A new one without `pk`. `values`: the columns of records.DEBT.

    Raises ClosedHere, NotThere, ChangedMeanwhile, TooManyDebts.
    """
    hold(person, Section.MONEY)
    own = Debt.objects.filter(person=person)
    if pk is None and own.count() >= MOST_DEBTS:
        raise TooManyDebts
    row: Debt = Debt(person=person) if pk is None else own_row(own, pk)
    return keep_row(row, values, seen=seen, columns=DEBT, what=ChangeKind.DEBT, now=now)


@transaction.atomic
def remove_debt(*, person: User, pk: int, now: datetime) -> None:
    """Raises ClosedHere, NotThere."""
    hold(person, Section.MONEY)
    row = own_row(Debt.objects.filter(person=person), pk)
    remove_row(row, columns=DEBT, what=ChangeKind.DEBT_REMOVED, now=now)


@transaction.atomic
def keep_pay_year(
    *, person: User, year: int, values: Mapping[str, Any], seen: str, now: datetime
) -> PayYear:
    """`values`: the columns of records.PAY_YEAR. Raises ClosedHere, ChangedMeanwhile."""
    hold(person, Section.MONEY)
    row = PayYear.objects.filter(person=person, year=year).first()
    row = row or PayYear(person=person, year=year)
    return keep_row(
        row, values, seen=seen, columns=PAY_YEAR, what=ChangeKind.PAY_YEAR, now=now, about=str(year)
    )


@transaction.atomic
def keep_basis(*, person: User, values: Mapping[str, Any], seen: str, now: datetime) -> MoneyBasis:
    """`values`: some columns of records.BASIS; the others stay. `seen`: of those alone.

    Raises ClosedHere, ChangedMeanwhile.
    """
    hold(person, Section.MONEY)
    row = MoneyBasis.objects.filter(person=person).first() or MoneyBasis(person=person)
    columns = tuple(name for name in BASIS if name in values)
    return keep_row(row, values, seen=seen, columns=columns, what=ChangeKind.BASIS, now=now)
