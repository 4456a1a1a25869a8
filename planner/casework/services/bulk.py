"""One thing done to many people in care. Each row's right is asked for; what is left alone is counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from accounts.selectors import cares_in
from planner.casework.enums import CaseEventKind, NudgeKind
from planner.casework.models import Case, CaseEvent, Nudge
from planner.casework.services.cases import carry_case, happened, open_case
from planner.sharing.models import Assignment
from planner.sharing.services import (
    AssignmentEnded,
    MayNotMove,
    NotInOneAgency,
    move_assignment,
)

# More than this at once is a mistake, or a hand-over that is done in several parts.
MOST_AT_ONCE = 500
# Of one kind for one person no second one sooner than this.
BETWEEN_NUDGES = timedelta(days=3)


class TooManyAtOnce(Exception):
    """More than MOST_AT_ONCE people."""


@dataclass(frozen=True, slots=True)
class Moved:
    """`refused`: not in the care of whoever asked, or gone meanwhile. `unchanged`: already with that counselor."""

    moved: int
    refused: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Reminded:
    """`refused`: not in care. `unreachable`: invited or closed. `recent`: reminded of the same a short while ago."""

    reminded: int
    refused: int
    unreachable: int
    recent: int


@transaction.atomic
def hand_over_rows(
    *,
    by: User,
    to: Mapping[int, User] | User,
    workers: Collection[int],
    words: str,
    now: datetime,
) -> Moved:
    """These workers into the care of `to`, or each into that of `to[worker]`; their cases go with them.

    Whoever is not in the agency of this supervisor, or is not in the mapping, is refused and counted.
    Raises MayNotMove, NotInOneAgency for somebody who cannot care, TooManyAtOnce.
    """
    asked = set(workers)
    _check(by, {to} if isinstance(to, User) else set(to.values()), asked)
    rows = (
        Assignment.objects.of_reader(by)
        .filter(worker__in=asked)
        .select_related("worker", "counselor", "agency")
        # In one order for everybody: two of these at once must not wait for each other.
        .order_by("worker")
    )
    moved = unchanged = 0
    for row in rows:
        target = to if isinstance(to, User) else to.get(row.worker_id)
        if target is None:
            continue
        if row.counselor_id == target.pk:
            unchanged += 1
            continue
        try:
            hand_over(assignment=row, to=target, by=by, words=words, now=now)
        except (AssignmentEnded, NotInOneAgency):
            continue
        moved += 1
    return Moved(moved, len(asked) - moved - unchanged, unchanged)


@transaction.atomic
def hand_over(
    *, assignment: Assignment, to: User, by: User, words: str, now: datetime
) -> Assignment:
    """One worker to another counselor of the agency. The case goes along, with all that is in it.

    Raises MayNotMove, AssignmentEnded, NotInOneAgency.
    """
    before = assignment.counselor.name if assignment.counselor else "–"
    new = move_assignment(assignment=assignment, to=to, by=by, now=now)
    if new.pk != assignment.pk:
        carry_case(before=assignment, to=new)
    longest = CaseEvent._meta.get_field("words").max_length
    said = f"{before} → {to.name}" + (f": {words}" if words else "")
    happened(
        CaseEventKind.HANDED_OVER,
        case=open_case(assignment=new, now=now),
        by=by,
        now=now,
        words=said[:longest],
    )
    return new


@transaction.atomic
def remind(*, by: User, kind: NudgeKind, workers: Collection[int], now: datetime) -> Reminded:
    """By hand, of one thing. Raises TooManyAtOnce."""
    asked = set(workers)
    if len(asked) > MOST_AT_ONCE:
        raise TooManyAtOnce
    care = Assignment.objects.of_reader(by).filter(worker__in=asked)
    # Two at once must queue up, or somebody would be reminded twice.
    rows = Assignment.objects.filter(pk__in=care.values("pk")).select_for_update()
    held = list(rows.order_by("worker").values_list("pk", flat=True))
    open_to = Assignment.objects.filter(pk__in=held, worker__is_active=True, case__closed_at=None)
    reachable = set(open_to.values_list("pk", flat=True))
    Case.objects.bulk_create(
        (Case(assignment_id=pk, opened_at=now) for pk in sorted(reachable)), ignore_conflicts=True
    )
    reminded = Nudge.objects.filter(kind=kind, at__gt=now - BETWEEN_NUDGES)
    cases = Case.objects.filter(assignment__in=reachable).exclude(
        pk__in=reminded.filter(case__assignment__in=reachable).values("case")
    )
    made = Nudge.objects.bulk_create(
        Nudge(case_id=pk, kind=kind, by_name=by.name, at=now)
        for pk in cases.order_by("pk").values_list("pk", flat=True)
    )
    return Reminded(
        reminded=len(made),
        refused=len(asked) - len(held),
        unreachable=len(held) - len(reachable),
        recent=len(reachable) - len(made),
    )


def _check(by: User, targets: set[User], workers: set[int]) -> None:
    if by.role != Role.SUPERVISOR or by.agency_id is None:
        raise MayNotMove
    if len(workers) > MOST_AT_ONCE:
        raise TooManyAtOnce
    if not all(cares_in(person, agency_id=by.agency_id) for person in targets):
        raise NotInOneAgency
