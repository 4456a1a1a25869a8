"""Writes of what proves a benchmark, and of the payslips of the months."""

from datetime import datetime
from typing import Protocol

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import Benchmark, CheckIn, Evidence
from planner.plans.services.files import keep_file, remove_file
from planner.plans.services.writing import NotThere, hold, record
from planner.sharing.sections import Section

MOST_OF_ONE = 6
MOST_OF_A_PERSON = 200


class TooManyOfOne(Exception):
    """A benchmark or a month has a few papers, no album."""


class TooManyPapers(Exception):
    """More than a person has in all the years."""


class Checked(Protocol):
    """What was sent, looked through already; `kind`: its media type."""

    @property
    def content(self) -> bytes: ...
    @property
    def kind(self) -> str: ...


@transaction.atomic
def add_evidence(
    *,
    person: User,
    checked: Checked,
    name: str,
    now: datetime,
    benchmark_pk: int | None = None,
    check_in_pk: int | None = None,
) -> Evidence:
    """Of a benchmark, in its section; or the payslip of a month, which is money.

    Raises ClosedHere, NotThere, TooManyOfOne, TooManyPapers.
    """
    hold(person, *([Section.MONEY] if benchmark_pk is None else []))
    row = _of_what(person, benchmark_pk, check_in_pk)
    mine = Evidence.objects.filter(person=person)
    if mine.filter(benchmark=row.benchmark, check_in=row.check_in).count() >= MOST_OF_ONE:
        raise TooManyOfOne
    if mine.count() >= MOST_OF_A_PERSON:
        raise TooManyPapers
    keep_file(row, content=checked.content, kind=checked.kind, name=name, now=now)
    record(ChangeKind.EVIDENCE_ADDED, person=person, section=row.section, now=now, about=name)
    return row


@transaction.atomic
def remove_evidence(*, person: User, pk: int, now: datetime) -> Evidence:
    """Gone for good; the history keeps its name. Gives what it was of. Raises NotThere."""
    hold(person)
    row: Evidence | None = Evidence.objects.of(person).filter(pk=pk).first()
    if row is None:
        raise NotThere
    remove_file(row)
    record(ChangeKind.EVIDENCE_REMOVED, person=person, section=row.section, now=now, about=row.name)
    return row


def _of_what(person: User, benchmark_pk: int | None, check_in_pk: int | None) -> Evidence:
    """Raises NotThere."""
    if benchmark_pk is None:
        month = CheckIn.objects.of(person).filter(pk=check_in_pk).first()
        if month is None:
            raise NotThere
        return Evidence(person=person, section=Section.MONEY, check_in=month)
    mark = Benchmark.objects.of(person).filter(pk=benchmark_pk).first()
    if mark is None:
        raise NotThere
    return Evidence(person=person, section=mark.section, benchmark=mark)
