from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.enums import Role
from accounts.models import Agency, User
from accounts.selectors import cares_in
from planner.sharing.audiences import Opened, sections_for, sections_opened_to
from planner.sharing.consents import close_what_was_opened
from planner.sharing.enums import Look
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.sections import Section

EVERY_SECTION = frozenset(Section)


class NotInOneAgency(Exception):
    """A worker, and an active counselor or supervisor, of the same agency: no others."""


class MayNotMove(Exception):
    """Only programme staff and the agency's supervisor move an assignment."""


class AssignmentEnded(Exception):
    """Somebody ended or moved it since the page was opened."""


class NotInCare(Exception):
    """No open assignment lets this reader see this person. Strangers are told no more than that."""


@transaction.atomic
def assign(*, worker: User, counselor: User, agency: Agency, now: datetime) -> Assignment:
    """Into this counselor's care; the care of the one before ends. Raises NotInOneAgency."""
    held = _hold(worker)
    is_inside = held.role == Role.WORKER and held.agency_id == agency.pk
    if not is_inside or not cares_in(counselor, agency_id=agency.pk):
        raise NotInOneAgency
    before = _open_of(worker)
    if before and (before.counselor_id, before.agency_id) == (counselor.pk, agency.pk):
        return before
    if before:
        _end(before, now)
    return Assignment.objects.create(
        worker=worker, counselor=counselor, agency=agency, started_at=now
    )


@transaction.atomic
def move_assignment(*, assignment: Assignment, to: User, by: User, now: datetime) -> Assignment:
    """To another counselor of the same agency: this one ends and a new one begins.

    Raises MayNotMove, AssignmentEnded, NotInOneAgency.
    """
    is_supervisor = by.role == Role.SUPERVISOR and cares_in(by, agency_id=assignment.agency_id)
    if not (is_supervisor or (by.is_active and by.is_staff)):
        raise MayNotMove
    _hold(assignment.worker)
    now_open = _open_of(assignment.worker)
    if now_open is None or now_open.pk != assignment.pk:
        raise AssignmentEnded
    return assign(worker=assignment.worker, counselor=to, agency=assignment.agency, now=now)


@transaction.atomic
def transfer(*, assignment: Assignment, to: User, agency: Agency, now: datetime) -> Assignment:
    """To a counselor of another agency: the worker is of that one from now on.

    That the worker wants it, and that agency too, is the caller's to know. Raises AssignmentEnded, NotInOneAgency.
    """
    held = _hold(assignment.worker)
    now_open = _open_of(held)
    if now_open is None or now_open.pk != assignment.pk:
        raise AssignmentEnded
    if not agency.is_active or not cares_in(to, agency_id=agency.pk):
        raise NotInOneAgency
    held.agency = agency
    held.save(update_fields=["agency"])
    return assign(worker=held, counselor=to, agency=agency, now=now)


@transaction.atomic
def give_care(*, assignment: Assignment, worker: User, now: datetime) -> None:
    """The care of somebody whom a list has put in becomes that of the account that accepted; the one before ends.

    Raises AssignmentEnded, NotInOneAgency.
    """
    held = _hold(worker)
    if held.role != Role.WORKER or held.agency_id != assignment.agency_id:
        raise NotInOneAgency
    _hold(assignment.worker)
    now_open = _open_of(assignment.worker)
    if now_open is None or now_open.pk != assignment.pk:
        raise AssignmentEnded
    if before := _open_of(worker):
        _end(before, now)
    assignment.worker = worker
    assignment.save(update_fields=["worker"])
    # Who looked at what the list had said, looked at this worker.
    AccessLog.objects.filter(worker=now_open.worker).update(worker=worker)


@transaction.atomic
def end_assignment(*, worker: User, now: datetime) -> None:
    """From now on no agency sees the worker."""
    _hold(worker)
    if before := _open_of(worker):
        _end(before, now)


@transaction.atomic
def open_person(
    *,
    reader: User,
    worker_pk: int,
    now: datetime,
    within: frozenset[Section] = EVERY_SECTION,
    filters: str = "",
) -> Opened:
    """Who reads a worker's data comes through here, and the worker sees who looked. Raises NotInCare.

    `within`: what the page can show at all. What is closed is among it only if the worker opened it to this reader.
    `filters`: by which way, where it is not a page.
    """
    assignment = (
        Assignment.objects.of_reader(reader)
        # By the key: only then a number too large for the database finds nobody instead of failing.
        .filter(worker__pk=worker_pk)
        .select_related("worker", "counselor", "agency")
        .first()
    )
    if assignment is None:
        raise NotInCare
    allowed = sections_for(reader)
    if not within <= allowed:
        allowed |= sections_opened_to(reader, assignment.worker_id).keys()
    opened = Opened(assignment.worker, assignment, allowed & within)
    sections = sorted(opened.sections)
    _log(reader, now, look=Look.PERSON, worker=opened.person, sections=sections, filters=filters)
    return opened


@transaction.atomic
def log_name_seen(*, reader: User, worker: User, now: datetime) -> None:
    """Somebody outside the care was told of a worker, with the worker's yes: the name, and why."""
    _log(reader, now, look=Look.PERSON, worker=worker, sections=[Section.PROFILE])


@transaction.atomic
def log_list(*, reader: User, filters: str, count: int, now: datetime) -> None:
    """One row for a whole list: what was asked for, and how many were on it."""
    longest = AccessLog._meta.get_field("filters").max_length
    _log(
        reader,
        now,
        look=Look.LIST,
        sections=sorted(sections_for(reader)),
        filters=filters[:longest],
        count=count,
    )


def _log(reader: User, now: datetime, **what: Any) -> None:
    AccessLog.objects.create(
        reader=reader,
        reader_name=reader.name,
        reader_role=reader.role,
        agency_id=reader.agency_id,
        at=now,
        **what,
    )


def _hold(worker: User) -> User:
    """As the worker is now, until the transaction ends.

    Not the assignment is held: there may be none yet, and two beginnings must queue up.
    """
    return User.objects.get_queryset().select_for_update().get(pk=worker.pk)


def _open_of(worker: User) -> Assignment | None:
    return Assignment.objects.open().filter(worker=worker).first()


def _end(assignment: Assignment, now: datetime) -> None:
    # A clock set back must not keep somebody in care.
    assignment.ended_at = max(now, assignment.started_at)
    assignment.save(update_fields=["ended_at"])
    close_what_was_opened(worker=assignment.worker, now=now)
