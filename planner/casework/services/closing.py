from datetime import datetime

from django.db import transaction

from accounts.models import User
from planner.casework.enums import OPEN_REFERRALS, CaseEventKind, CloseReason, ReferralKind
from planner.casework.models import Case
from planner.casework.services.cases import happened, held_case
from planner.casework.services.following import end_steps
from planner.sharing.audiences import Opened


class AlreadyClosed(Exception):
    """Somebody closed it before. Its argument: the case."""


class NotClosed(Exception):
    """Somebody opened it again before."""


class TransferIsOpen(Exception):
    """The worker or another agency is being asked: that is answered, or taken back, first."""


@transaction.atomic
def close_case(
    *, opened: Opened, by: User, reason: CloseReason, words: str = "", now: datetime
) -> Case:
    """Out of the caseload; the care goes on, and nobody's next step is left over.

    Raises AlreadyClosed, TransferIsOpen.
    """
    case = held_case(opened, now=now)
    if case.closed_at:
        raise AlreadyClosed(case)
    if case.referrals.filter(kind=ReferralKind.TRANSFER, state__in=OPEN_REFERRALS).exists():
        raise TransferIsOpen
    end_steps(case, by=by, now=now)
    case.closed_at, case.close_reason = now, reason
    case.save(update_fields=["closed_at", "close_reason"])
    happened(CaseEventKind.CLOSED, case=case, by=by, now=now, words=f"{reason} {words}".strip())
    return case


@transaction.atomic
def reopen_case(*, opened: Opened, by: User, words: str = "", now: datetime) -> Case:
    """Back into the caseload. Raises NotClosed."""
    case = held_case(opened, now=now)
    if case.closed_at is None:
        raise NotClosed
    case.closed_at, case.close_reason = None, ""
    case.save(update_fields=["closed_at", "close_reason"])
    happened(CaseEventKind.REOPENED, case=case, by=by, now=now, words=words)
    return case
