"""Writes of debts, of typed payslip lines and of what the sums rest on. All of it is closed to others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import Debt, MoneyBasis, PayYear
from planner.plans.records import BASIS, DEBT, PAY_YEAR, plain
from planner.plans.services.writing import NotThere, hold, record
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen

MOST_DEBTS = 12

Kind = TypeVar("Kind", Debt, PayYear, MoneyBasis)


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
    row = own.filter(pk=pk).first() if pk is not None else None
    if pk is not None and row is None:
        raise NotThere
    before = plain(row, DEBT)
    check_seen(seen, before)
    row = row or Debt(person=person)
    return _keep(row, values, before, DEBT, ChangeKind.DEBT, now)


@transaction.atomic
def remove_debt(*, person: User, pk: int, now: datetime) -> None:
    """Raises ClosedHere, NotThere."""
    hold(person, Section.MONEY)
    row = Debt.objects.filter(person=person, pk=pk).first()
    if row is None:
        raise NotThere
    before = plain(row, DEBT)
    row.delete()
    record(ChangeKind.DEBT_REMOVED, person=person, section=Section.MONEY, now=now, before=before)


@transaction.atomic
def keep_pay_year(
    *, person: User, year: int, values: Mapping[str, Any], seen: str, now: datetime
) -> PayYear:
    """`values`: the columns of records.PAY_YEAR. Raises ClosedHere, ChangedMeanwhile."""
    hold(person, Section.MONEY)
    row = PayYear.objects.filter(person=person, year=year).first()
    before = plain(row, PAY_YEAR)
    check_seen(seen, before)
    row = row or PayYear(person=person, year=year)
    return _keep(row, values, before, PAY_YEAR, ChangeKind.PAY_YEAR, now, about=str(year))


@transaction.atomic
def keep_basis(*, person: User, values: Mapping[str, Any], seen: str, now: datetime) -> MoneyBasis:
    """`values`: some columns of records.BASIS; the others stay. `seen`: of those alone.

    Raises ClosedHere, ChangedMeanwhile.
    """
    hold(person, Section.MONEY)
    columns = tuple(name for name in BASIS if name in values)
    row = MoneyBasis.objects.filter(person=person).first()
    before = plain(row, columns)
    check_seen(seen, before)
    row = row or MoneyBasis(person=person)
    return _keep(row, values, before, columns, ChangeKind.BASIS, now)


def _keep(
    row: Kind,
    values: Mapping[str, Any],
    before: dict[str, Any],
    columns: tuple[str, ...],
    what: ChangeKind,
    now: datetime,
    *,
    about: str = "",
) -> Kind:
    for name, value in values.items():
        setattr(row, name, value)
    after = plain(row, columns)
    if before != after:
        row.save()
        record(
            what,
            person=row.person,
            section=Section.MONEY,
            now=now,
            about=about,
            before=before,
            after=after,
        )
    return row
