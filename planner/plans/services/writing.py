"""What every write to a plan does: ask whether this browser may, queue up, and write the history."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import QuerySet

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import PlanChange
from planner.plans.models.owned import OfPerson, Owned
from planner.plans.records import plain
from planner.sharing.audiences import own_sections
from planner.sharing.stale import check_seen

Row = TypeVar("Row", bound=Owned | OfPerson)


class ClosedHere(Exception):
    """This browser neither reads nor writes closed sections for now."""


class NotThere(Exception):
    """No such row of this person: removed since, or never theirs."""


def check_open(person: User, *sections: str) -> None:
    """Raises ClosedHere."""
    if not own_sections(person).issuperset(sections):
        raise ClosedHere


def hold(person: User, *sections: str) -> None:
    """Writes to one plan queue up until the transaction ends. Raises ClosedHere."""
    check_open(person, *sections)
    User.objects.get_queryset().select_for_update().get(pk=person.pk)


def own_row(rows: QuerySet[Row], pk: int) -> Row:
    """`rows`: the person's. Raises NotThere."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotThere
    return row


def keep_row(
    row: Row,
    values: Mapping[str, Any],
    *,
    seen: str,
    columns: tuple[str, ...],
    what: ChangeKind,
    now: datetime,
    about: str = "",
) -> Row:
    """A new row, or one read with the person held, with these values. `columns`: what `seen` is of.

    Raises ChangedMeanwhile.
    """
    before = plain(row if row.pk else None, columns)
    check_seen(seen, before)
    for name, value in values.items():
        setattr(row, name, value)
    after = plain(row, columns)
    if before != after:
        row.save()
        record(
            what,
            person=row.person,
            section=row.section,
            now=now,
            about=about,
            before=before,
            after=after,
        )
    return row


def remove_row(row: Row, *, columns: tuple[str, ...], what: ChangeKind, now: datetime) -> None:
    before = plain(row, columns)
    row.delete()
    record(what, person=row.person, section=row.section, now=now, before=before)


def record(
    what: ChangeKind,
    *,
    person: User,
    section: str,
    now: datetime,
    by: User | None = None,
    about: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> None:
    """One line of the history. `by` None = the person."""
    actor = by or person
    before, after = before or {}, after or {}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    PlanChange.objects.create(
        person=person,
        section=section,
        at=now,
        by=actor,
        by_name=actor.name,
        by_role=actor.role,
        what=what,
        about=about[:200],
        before={name: before[name] for name in names if name in before},
        after={name: after[name] for name in names if name in after},
        why=why[:200],
    )
