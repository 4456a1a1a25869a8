"""A worker is to go to another agency, or to a place that helps. The worker decides first; nothing is told before."""

from datetime import datetime

from django.db import transaction

from accounts.enums import Role
from accounts.models import Agency, User
from accounts.selectors import cares_in
from planner.casework.enums import (
    CaseEventKind,
    CloseReason,
    ReferralKind,
    ReferralState,
)
from planner.casework.models import Case, CaseEvent, Referral
from planner.casework.selectors.referrals import agencies_to_transfer_to, open_referrals
from planner.casework.services.cases import happened, held_case, open_case
from planner.casework.services.following import end_steps
from planner.sharing.audiences import Opened
from planner.sharing.consents import ShutHere
from planner.sharing.models import Assignment
from planner.sharing.services import AssignmentEnded, transfer

# Of one case, waiting for an answer.
MOST_OPEN = 5
# What the new agency gets of what the old one knows. The worker is told so before saying yes.
PASSED_ON = ("email", "phone", "employer", "departs_on", "returns_on", "status_ends_on")


class CannotBeReferred(Exception):
    """The case is closed, the worker has left, or an invitation was not accepted yet."""


class TransferIsOpen(Exception):
    """One transfer of a case at a time."""


class TooManyReferrals(Exception):
    """No more than MOST_OPEN of a case wait for an answer."""


class AgencyCannotTake(Exception):
    """The own one, a closed one, or one without an active supervisor who could answer."""


class NotTheirs(Exception):
    """This person has no say in it."""


class NotAgreed(Exception):
    """The worker has not said yes."""


class ReferralEnded(Exception):
    """It was answered or taken back, the case was closed, or the worker left meanwhile."""


class NotTheirCounselor(Exception):
    """No active counselor or supervisor of the agency that accepts."""


class WithoutWords(Exception):
    """Who declines says why."""


@transaction.atomic
def ask_referral(
    *,
    opened: Opened,
    by: User,
    kind: ReferralKind,
    why: str,
    now: datetime,
    to_agency: Agency | None = None,
    to_place: str = "",
) -> Referral:
    """Ask the worker. `opened` says that `by` may: it comes from sharing.services.open_person.

    Raises CannotBeReferred, AgencyCannotTake, TransferIsOpen, TooManyReferrals.
    """
    _hold(opened.assignment.worker_id)
    assignment = Assignment.objects.of_reader(by).filter(pk=opened.assignment.pk).first()
    if assignment is None or not assignment.worker.is_active:
        raise CannotBeReferred
    case = held_case(opened, now=now)
    if case.closed_at:
        raise CannotBeReferred
    is_transfer = kind == ReferralKind.TRANSFER
    if is_transfer:
        _check_taker(to_agency, own=assignment.agency_id)
    waiting = open_referrals().filter(case=case)
    if is_transfer and waiting.filter(kind=ReferralKind.TRANSFER).exists():
        raise TransferIsOpen
    if waiting.count() >= MOST_OPEN:
        raise TooManyReferrals
    row = Referral.objects.create(
        case=case,
        kind=kind,
        to_agency=to_agency if is_transfer else None,
        to_place="" if is_transfer else to_place,
        why=why,
        state=ReferralState.ASKED,
        by=by,
        by_name=by.name,
        made_at=now,
    )
    _tell(row, CaseEventKind.ASKED, by, now, "→ ")
    return row


@transaction.atomic
def answer_by_worker(*, person: User, referral: Referral, is_yes: bool, now: datetime) -> Referral:
    """Yes, no, or a yes taken back before anybody acted on it. The same again changes nothing.

    A browser that is shut out may say no, but not yes. Raises NotTheirs, ShutHere, ReferralEnded, AgencyCannotTake.
    """
    if referral.case.assignment.worker_id != person.pk:
        raise NotTheirs
    if is_yes and person.is_shut_out:
        raise ShutHere
    _hold(person.pk)
    if not is_yes and Referral.objects.filter(pk=referral.pk, state=ReferralState.REFUSED).exists():
        return referral
    row = _still_open(referral)
    if is_yes:
        if row.state == ReferralState.AGREED:
            return row
        if row.kind == ReferralKind.TRANSFER:
            _check_taker(row.to_agency, own=row.case.assignment.agency_id)
        row.state, row.worker_answered_at = ReferralState.AGREED, now
        row.save(update_fields=["state", "worker_answered_at"])
        _tell(row, CaseEventKind.ANSWERED, person, now, "✓ ")
        return row
    row.worker_answered_at = now
    return _end(row, ReferralState.REFUSED, person, now, mark="✗ ")


@transaction.atomic
def revoke_referral(*, by: User, referral: Referral, now: datetime) -> Referral:
    """The side that asked takes it back. Raises NotTheirs, ReferralEnded."""
    _hold(referral.case.assignment.worker_id)
    _check_asker(by, referral)
    return _end(_still_open(referral), ReferralState.REVOKED, by, now, mark="↩ ")


@transaction.atomic
def record_place_answer(
    *, by: User, referral: Referral, is_yes: bool, words: str = "", now: datetime
) -> Referral:
    """What the place that helps has said. Raises NotTheirs, NotAgreed, ReferralEnded."""
    _hold(referral.case.assignment.worker_id)
    _check_asker(by, referral)
    if referral.kind != ReferralKind.HELP:
        raise NotTheirs
    row = _agreed(referral)
    state = ReferralState.ACCEPTED if is_yes else ReferralState.DECLINED
    return _end(row, state, by, now, mark="✓ " if is_yes else "✗ ", words=words)


@transaction.atomic
def decline_transfer(*, by: User, referral: Referral, words: str, now: datetime) -> Referral:
    """A supervisor of the agency that was asked says no. Raises NotTheirs, WithoutWords, ReferralEnded."""
    _hold(referral.case.assignment.worker_id)
    row = _for_supervisor(by, referral)
    if not words.strip():
        raise WithoutWords
    return _end(row, ReferralState.DECLINED, by, now, mark="✗ ", words=words)


@transaction.atomic
def accept_transfer(*, by: User, referral: Referral, counselor: User, now: datetime) -> Assignment:
    """A supervisor of the agency that was asked takes the worker over, into the care of `counselor`.

    The old care and what was opened to it end; the plan stays the worker's. Of the old case only PASSED_ON goes along.
    Raises NotTheirs, NotTheirCounselor, ReferralEnded.
    """
    _hold(referral.case.assignment.worker_id)
    row = _for_supervisor(by, referral)
    agency, before = row.to_agency, row.case.assignment
    if agency is None or not cares_in(counselor, agency_id=agency.pk):
        raise NotTheirCounselor
    _end(row, ReferralState.ACCEPTED, by, now, mark="✓ ")
    _close_as_transferred(row.case, by, agency, now)
    try:
        made = transfer(assignment=before, to=counselor, agency=agency, now=now)
    except AssignmentEnded as error:
        raise ReferralEnded from error
    case = open_case(assignment=made, now=now)
    for name in PASSED_ON:
        setattr(case, name, getattr(row.case, name))
    case.save(update_fields=PASSED_ON)
    words = f"{before.agency.name} → {counselor.name}"
    happened(CaseEventKind.ANSWERED, case=case, by=by, now=now, words=_cut(words))
    return made


def _close_as_transferred(case: Case, by: User, agency: Agency, now: datetime) -> None:
    """As somebody there would have done it by hand."""
    end_steps(case, by=by, now=now)
    case.closed_at, case.close_reason = now, CloseReason.TRANSFERRED
    case.save(update_fields=["closed_at", "close_reason"])
    words = f"{CloseReason.TRANSFERRED} → {agency.name}"
    happened(CaseEventKind.CLOSED, case=case, by=by, now=now, words=_cut(words))


def _hold(worker_pk: int) -> None:
    """Answers queue up behind each other, and behind a change of the assignment."""
    User.objects.get_queryset().select_for_update().filter(pk=worker_pk).first()


def _still_open(referral: Referral) -> Referral:
    """As it is now, with its case held: it may be closed meanwhile. Raises ReferralEnded."""
    Case.objects.select_for_update().filter(pk=referral.case_id).first()
    rows = open_referrals().select_related(
        "case__assignment__agency", "case__assignment__worker", "to_agency"
    )
    row = rows.filter(pk=referral.pk).first()
    if row is None:
        raise ReferralEnded
    return row


def _agreed(referral: Referral) -> Referral:
    row = _still_open(referral)
    if row.state != ReferralState.AGREED:
        raise NotAgreed
    return row


def _for_supervisor(by: User, referral: Referral) -> Referral:
    """Of the agency that was asked, which knows nothing of it before the worker's yes."""
    is_theirs = referral.kind == ReferralKind.TRANSFER and by.role == Role.SUPERVISOR
    if not is_theirs or not cares_in(by, agency_id=referral.to_agency_id):
        raise NotTheirs
    row = _still_open(referral)
    if row.state != ReferralState.AGREED or row.to_agency is None or not row.to_agency.is_active:
        raise NotTheirs
    return row


def _check_asker(by: User, referral: Referral) -> None:
    # By the case: it goes along when the worker is moved to a colleague.
    if not Assignment.objects.of_reader(by).filter(case=referral.case_id).exists():
        raise NotTheirs


def _check_taker(agency: Agency | None, *, own: int) -> None:
    if agency is None or not agencies_to_transfer_to(own).filter(pk=agency.pk).exists():
        raise AgencyCannotTake


def _end(
    row: Referral, state: ReferralState, by: User, now: datetime, *, mark: str, words: str = ""
) -> Referral:
    row.state, row.ended_at, row.ended_by_name, row.answer = state, now, by.name, words
    row.save(update_fields=["state", "ended_at", "ended_by_name", "answer", "worker_answered_at"])
    _tell(row, CaseEventKind.ANSWERED, by, now, mark, words)
    return row


def _tell(
    row: Referral, kind: CaseEventKind, by: User, now: datetime, mark: str, words: str = ""
) -> None:
    """Into the history. A mark instead of a word: it is read in more than one language."""
    to = row.to_agency.name if row.to_agency else row.to_place
    said = f"{mark}{to}" + (f": {words}" if words else "")
    happened(kind, case=row.case, by=by, now=now, words=_cut(said))


def _cut(words: str) -> str:
    return words[: CaseEvent._meta.get_field("words").max_length]
