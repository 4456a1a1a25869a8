"""What a counselor does about a case: the next step, who was reached, marks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from planner.casework.enums import (
    CaseEventKind,
    ContactChannel,
    ContactResult,
    FlagKind,
    StepKind,
)
from planner.casework.models import Case, CaseFlag, ContactAttempt, FollowUp
from planner.casework.selectors.case import next_step_of, step_values
from planner.casework.services.cases import happened, held_case
from planner.sharing.audiences import Opened
from planner.sharing.stale import check_seen


class PastDay(Exception):
    """A next step lies today or later."""


class NotYet(Exception):
    """Somebody was reached at an instant that is still to come."""


class CaseIsClosed(Exception):
    """A closed case has no next step and no new flag. Open it again first."""


class StepIsGone(Exception):
    """No such step of this case is open: done meanwhile, or never there."""


@dataclass(frozen=True)
class Step:
    """What is to be done next, and by which day."""

    kind: StepKind
    due_on: date
    words: str = ""


@dataclass(frozen=True)
class Reached:
    """Who was called, written to or visited at `at`, and what came of it."""

    channel: ContactChannel
    result: ContactResult
    at: datetime
    words: str = ""


@transaction.atomic
def set_step(
    *,
    opened: Opened,
    by: User,
    step: Step,
    seen: str,
    today: date,
    now: datetime,
    is_instead: bool = True,
    result: str = "",
) -> FollowUp:
    """The next step. `is_instead`: the one before ends with `result`; else both stay.

    The same again makes no second one. `seen`: the fingerprint of `step_values` of the step before.
    Raises PastDay, CaseIsClosed, ChangedMeanwhile.
    """
    case = _open_case(opened, now)
    before = next_step_of(case)
    check_seen(seen, step_values(before))
    if before and step_values(before) == _values_of(step):
        return before
    _check_day(step, today)
    if before and is_instead:
        _end(before, by=by, result=result, now=now)
    return _add(case, step, by=by, now=now)


@transaction.atomic
def finish_step(
    *,
    opened: Opened,
    by: User,
    step_pk: int,
    result: str,
    then: Step | None,
    today: date,
    now: datetime,
) -> FollowUp:
    """Done, with what came of it, and what comes `then`. Raises StepIsGone, PastDay, CaseIsClosed."""
    case = _open_case(opened, now)
    row = _open_step(case, step_pk)
    _end(row, by=by, result=result, now=now)
    _then(case, then, by=by, today=today, now=now)
    return row


@transaction.atomic
def log_contact(
    *,
    opened: Opened,
    by: User,
    reached: Reached,
    today: date,
    now: datetime,
    finishes: int | None = None,
    then: Step | None = None,
) -> ContactAttempt:
    """`finishes`: the open step that this was. `then`: what comes next.

    A closed case takes a contact, but no step. Raises NotYet, StepIsGone, PastDay, CaseIsClosed.
    """
    if reached.at > now:
        raise NotYet
    case = held_case(opened, now=now)
    if case.closed_at and (finishes or then):
        raise CaseIsClosed
    row = ContactAttempt.objects.create(
        case=case,
        channel=reached.channel,
        result=reached.result,
        words=reached.words,
        at=reached.at,
        by=by,
        by_name=by.name,
    )
    if finishes is not None:
        result = reached.words or str(ContactResult(reached.result).label)
        _end(_open_step(case, finishes), by=by, result=result, now=now)
    _then(case, then, by=by, today=today, now=now)
    return row


@transaction.atomic
def raise_flag(
    *, opened: Opened, by: User, kind: FlagKind, words: str = "", now: datetime
) -> CaseFlag:
    """One open flag of a kind: a second one changes nothing. Raises CaseIsClosed."""
    case = _open_case(opened, now)
    row, is_new = CaseFlag.objects.get_or_create(
        case=case,
        kind=kind,
        cleared_at=None,
        defaults={"words": words, "raised_at": now, "raised_by_name": by.name},
    )
    if is_new:
        happened(CaseEventKind.FLAGGED, case=case, by=by, now=now, words=f"{kind} {words}".strip())
    return row


@transaction.atomic
def clear_flag(*, opened: Opened, by: User, flag_pk: int, now: datetime) -> bool:
    """False: no such flag of this case is set, as after a second press of the button."""
    case = held_case(opened, now=now)
    row = case.flags.filter(pk=flag_pk, cleared_at=None).first()
    if row is None:
        return False
    row.cleared_at = now
    row.save(update_fields=["cleared_at"])
    happened(CaseEventKind.UNFLAGGED, case=case, by=by, now=now, words=row.kind)
    return True


def end_steps(case: Case, *, by: User, now: datetime) -> int:
    """Nobody needs to take the open ones any more. How many."""
    return case.follow_ups.filter(done_at=None).update(done_at=now, done_by_name=by.name, result="")


def _open_case(opened: Opened, now: datetime) -> Case:
    case = held_case(opened, now=now)
    if case.closed_at:
        raise CaseIsClosed
    return case


def _open_step(case: Case, pk: int) -> FollowUp:
    row = case.follow_ups.filter(pk=pk, done_at=None).first()
    if row is None:
        raise StepIsGone
    return row


def _check_day(step: Step, today: date) -> None:
    if step.due_on < today:
        raise PastDay


def _then(case: Case, step: Step | None, *, by: User, today: date, now: datetime) -> None:
    if step is not None:
        _check_day(step, today)
        _add(case, step, by=by, now=now)


def _add(case: Case, step: Step, *, by: User, now: datetime) -> FollowUp:
    return FollowUp.objects.create(
        case=case,
        kind=step.kind,
        words=step.words,
        due_on=step.due_on,
        made_at=now,
        made_by_name=by.name,
    )


def _end(row: FollowUp, *, by: User, result: str, now: datetime) -> None:
    row.done_at, row.done_by_name, row.result = now, by.name, result
    row.save(update_fields=["done_at", "done_by_name", "result"])


def _values_of(step: Step) -> dict[str, object]:
    return step_values(FollowUp(kind=step.kind, words=step.words, due_on=step.due_on))
