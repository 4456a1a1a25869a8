"""Writes of what is told of a month in Japan: one row says that, and one for each part that was told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import CheckIn, MonthFeeling, MonthMoney, MonthWork
from planner.plans.records import MONTH_FEELING, MONTH_MONEY, MONTH_WORK, plain
from planner.plans.selectors.months import ToldMonth, months_of
from planner.plans.services.writing import ClosedHere, check_open, hold, record
from planner.sharing.audiences import own_sections
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen


@dataclass(frozen=True)
class Part:
    """`section` None: each row has its own."""

    model: type[Any]
    columns: tuple[str, ...]
    section: Section | None


PARTS: Mapping[str, Part] = {
    "money": Part(MonthMoney, MONTH_MONEY, Section.MONEY),
    "work": Part(MonthWork, MONTH_WORK, None),
    "feeling": Part(MonthFeeling, MONTH_FEELING, Section.WELL_BEING),
}


def month_values(told: ToldMonth | None) -> dict[str, Any]:
    """The month as this browser may show it, part by part, as plain values; nothing when it is not told."""
    if told is None:
        return {}
    return {name: plain(getattr(told, name), part.columns) for name, part in PARTS.items()}


@transaction.atomic
def record_check_in(
    *,
    person: User,
    month: date,
    values: Mapping[str, Mapping[str, Any] | None],
    seen: str,
    now: datetime,
) -> CheckIn:
    """`month`: its first day. `values`: for each part its columns in records, None = nothing told.

    A part that is left out of `values` stays as it is; None takes away what was told. A part that is
    closed to this browser is not touched. Raises ClosedHere where it would have to be, ChangedMeanwhile.
    """
    hold(person, Section.BENCHMARKS)
    told = next((row for row in months_of(person) if row.month == month), None)
    before = month_values(told)
    check_seen(seen, before)
    check_in = told.check_in if told else CheckIn(person=person, month=month, told_at=now)
    if told is None:
        check_in.save()
    for name, part in PARTS.items():
        if name not in values:
            continue
        if part.section and part.section not in own_sections(person):
            if values[name] is not None:
                raise ClosedHere
            continue
        after = _write(person, check_in, part, values[name])
        if told is not None:
            _record(check_in, part, before[name], after, now)
    return check_in


def _write(
    person: User, check_in: CheckIn, part: Part, given: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Raises ClosedHere, also for work that was told and then closed."""
    row: Any = part.model.objects.filter(check_in=check_in).first()
    if row is not None:
        # `person` knows whether this browser is shut out; the person of a row does not.
        check_open(person, row.section)
    if given is None:
        if row is not None:
            row.delete()
        return {}
    check_open(person, given.get("section", part.section))
    was = plain(row, part.columns)
    row = row or part.model(person=person, check_in=check_in)
    for name, value in given.items():
        setattr(row, name, value)
    after = plain(row, part.columns)
    if was != after:
        row.save()
    return after


def _record(
    check_in: CheckIn, part: Part, before: dict[str, Any], after: dict[str, Any], now: datetime
) -> None:
    """A correction. Work that turns closed, or open, goes on one side and comes on the other."""
    if before == after:
        return
    # What is taken away, or comes, has one side only.
    was = before.get("section") or part.section or after["section"]
    section = after.get("section") or part.section or was
    pairs = [(section, before, after)]
    if was != section:
        pairs = [(was, before, {}), (section, {}, after)]
    for where, had, has in pairs:
        record(
            ChangeKind.CHECK_IN,
            person=check_in.person,
            section=where,
            now=now,
            about=f"{check_in.month:%Y-%m}",
            before=had,
            after=has,
        )
