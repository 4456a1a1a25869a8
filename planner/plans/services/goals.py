"""Writes of goals and steps. Whatever is about an amount is money, and closed to others."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind, GoalKind, TargetKind
from planner.plans.models import Goal, Step
from planner.plans.records import GOAL, STEP, plain
from planner.plans.services.writing import NotThere, check_open, hold, record
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen

MOST_STEPS = 40


class TooManySteps(Exception):
    """A plan that nobody could follow."""


@transaction.atomic
def keep_goal(
    *,
    person: User,
    kind: GoalKind,
    words: str,
    is_money: bool,
    seen: str,
    now: datetime,
    why: str = "",
) -> Goal | None:
    """Without words the goal goes. Raises ClosedHere, ChangedMeanwhile."""
    section = Section.MONEY if is_money else Section.PLAN
    hold(person, section)
    row = Goal.objects.filter(person=person, kind=kind).first()
    if row:
        check_open(person, row.section)
    before = plain(row, GOAL)
    check_seen(seen, before)
    was = row.section if row else section
    if words:
        row = row or Goal(person=person, kind=kind)
        row.words, row.section = words, section
    after = plain(row, GOAL) if words else {}
    if before == after:
        return row
    if row and words:
        row.save()
    elif row:
        row.delete()
        row, section = None, was
    _record(
        ChangeKind.GOAL,
        ChangeKind.GOAL,
        person=person,
        sections=(was, section),
        about=(kind, kind),
        before=before,
        after=after,
        now=now,
        why=why,
    )
    return row


@transaction.atomic
def keep_step(
    *,
    person: User,
    pk: int | None,
    values: Mapping[str, Any],
    seen: str,
    now: datetime,
    why: str = "",
) -> Step:
    """A new one without `pk`. `values`: the columns of records.STEP.

    Raises ClosedHere, NotThere, ChangedMeanwhile, TooManySteps.
    """
    section = Section.MONEY if values["target"] == TargetKind.AMOUNT else Section.PLAN
    hold(person, section)
    if pk is None and Step.objects.filter(person=person).count() >= MOST_STEPS:
        raise TooManySteps
    row = _own(person, pk) if pk is not None else None
    before = plain(row, STEP)
    check_seen(seen, before)
    was = row.section if row else section
    row = row or Step(person=person, added_at=now)
    for name, value in values.items():
        setattr(row, name, value)
    row.section = section
    after = plain(row, STEP)
    if before == after:
        return row
    row.save()
    _record(
        ChangeKind.STEP,
        ChangeKind.STEP_REMOVED,
        person=person,
        sections=(was, section),
        about=(before.get("words", ""), row.words),
        before=before,
        after=after,
        now=now,
        why=why,
    )
    return row


@transaction.atomic
def finish_step(*, person: User, pk: int, done_on: date | None, now: datetime) -> Step:
    """Done on that day, or open again. Raises ClosedHere, NotThere."""
    hold(person)
    row = _own(person, pk)
    before = plain(row, STEP)
    if row.done_on == done_on:
        return row
    row.done_on = done_on
    row.save(update_fields=["done_on"])
    record(
        ChangeKind.STEP,
        person=person,
        section=row.section,
        now=now,
        about=row.words,
        before=before,
        after=plain(row, STEP),
    )
    return row


@transaction.atomic
def remove_step(*, person: User, pk: int, now: datetime, why: str = "") -> None:
    """Raises ClosedHere, NotThere."""
    hold(person)
    row = _own(person, pk)
    before = plain(row, STEP)
    row.delete()
    record(
        ChangeKind.STEP_REMOVED,
        person=person,
        section=row.section,
        now=now,
        about=row.words,
        before=before,
        why=why,
    )


def _own(person: User, pk: int) -> Step:
    row: Step | None = Step.objects.of(person).filter(pk=pk).first()
    if row is None:
        raise NotThere
    return row


def _record(
    what: ChangeKind,
    gone: ChangeKind,
    *,
    person: User,
    sections: tuple[str, str],
    about: tuple[str, str],
    before: dict[str, Any],
    after: dict[str, Any],
    now: datetime,
    why: str,
) -> None:
    """What goes from an open section to a closed one, or back, goes on one side and comes on the other.

    Others then see what they would if it had been removed, or were new.
    """
    was, section = sections
    if was == section:
        record(
            what,
            person=person,
            section=section,
            now=now,
            about=about[1],
            before=before,
            after=after,
            why=why,
        )
        return
    record(gone, person=person, section=was, now=now, about=about[0], before=before)
    # The reason is told with what comes: of what turns closed, it may tell of money.
    record(what, person=person, section=section, now=now, about=about[1], after=after, why=why)
