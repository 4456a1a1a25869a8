"""Writes of what is put aside and of what was agreed with the family. All of it is closed to others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import Benchmark, Remittance, SavingsPlan
from planner.plans.records import REMITTANCE, SAVINGS
from planner.plans.services.writing import NotThere, hold, keep_row, own_row, remove_row
from planner.sharing.sections import Section

# One for each month of five years.
MOST_REMITTANCES = 60


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
    row = SavingsPlan.objects.filter(person=person).first() or SavingsPlan(person=person)
    benchmark_pk = values.get("trade_benchmark_id")
    if benchmark_pk and not Benchmark.objects.filter(person=person, pk=benchmark_pk).exists():
        raise NotThere
    return keep_row(row, values, seen=seen, columns=SAVINGS, what=ChangeKind.SAVINGS, now=now)


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
    row: Remittance = Remittance(person=person) if pk is None else own_row(own, pk)
    if own.filter(from_month=values["from_month"]).exclude(pk=pk).exists():
        raise MonthTaken
    return keep_row(row, values, seen=seen, columns=REMITTANCE, what=ChangeKind.REMITTANCE, now=now)


@transaction.atomic
def remove_remittance(*, person: User, pk: int, now: datetime) -> None:
    """Raises ClosedHere, NotThere."""
    hold(person, Section.MONEY)
    row = own_row(Remittance.objects.filter(person=person), pk)
    remove_row(row, columns=REMITTANCE, what=ChangeKind.REMITTANCE, now=now)
