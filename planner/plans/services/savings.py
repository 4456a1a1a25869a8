"""Writes of what is put aside and of what was agreed with the family. All of it is closed to others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import Benchmark, Remittance, SavingsPlan
from planner.plans.records import REMITTANCE, SAVINGS, plain
from planner.plans.services.writing import NotThere, hold, record
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen

# One for each month of five years.
MOST_REMITTANCES = 60

Kind = TypeVar("Kind", SavingsPlan, Remittance)


class TooManyRemittances(Exception):
    """Nobody agrees anew more often: somebody is trying the form."""


class MonthTaken(Exception):
    """Another agreement begins in that month already."""


@transaction.atomic
def keep_savings(
    *, person: User, values: Mapping[str, Any], seen: str, now: datetime
) -> SavingsPlan:
    """`values`: the columns of records.SAVINGS.

    Raises ClosedHere, ChangedMeanwhile; NotThere for a benchmark that is not the person's.
    """
    hold(person, Section.MONEY)
    row = SavingsPlan.objects.filter(person=person).first()
    before = plain(row, SAVINGS)
    check_seen(seen, before)
    benchmark_pk = values.get("trade_benchmark_id")
    if benchmark_pk and not Benchmark.objects.filter(person=person, pk=benchmark_pk).exists():
        raise NotThere
    row = row or SavingsPlan(person=person)
    return _keep(row, values, before, SAVINGS, ChangeKind.SAVINGS, now)


@transaction.atomic
def keep_remittance(
    *, person: User, pk: int | None, values: Mapping[str, Any], seen: str, now: datetime
) -> Remittance:
    """A new one without `pk`. `values`: the columns of records.REMITTANCE.

    Raises ClosedHere, NotThere, ChangedMeanwhile, TooManyRemittances, MonthTaken.
    """
    hold(person, Section.MONEY)
    own = Remittance.objects.filter(person=person)
    if pk is None and own.count() >= MOST_REMITTANCES:
        raise TooManyRemittances
    row = own.filter(pk=pk).first() if pk is not None else None
    if pk is not None and row is None:
        raise NotThere
    before = plain(row, REMITTANCE)
    check_seen(seen, before)
    if own.filter(from_month=values["from_month"]).exclude(pk=pk).exists():
        raise MonthTaken
    row = row or Remittance(person=person)
    return _keep(row, values, before, REMITTANCE, ChangeKind.REMITTANCE, now)


@transaction.atomic
def remove_remittance(*, person: User, pk: int, now: datetime) -> None:
    """Raises ClosedHere, NotThere."""
    hold(person, Section.MONEY)
    row = Remittance.objects.filter(person=person, pk=pk).first()
    if row is None:
        raise NotThere
    before = plain(row, REMITTANCE)
    row.delete()
    record(ChangeKind.REMITTANCE, person=person, section=Section.MONEY, now=now, before=before)


def _keep(
    row: Kind,
    values: Mapping[str, Any],
    before: dict[str, Any],
    columns: tuple[str, ...],
    what: ChangeKind,
    now: datetime,
) -> Kind:
    for name, value in values.items():
        setattr(row, name, value)
    after = plain(row, columns)
    if before != after:
        row.save()
        record(what, person=row.person, section=Section.MONEY, now=now, before=before, after=after)
    return row
