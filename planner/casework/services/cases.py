from datetime import datetime

from accounts.models import User
from planner.casework.enums import CaseEventKind
from planner.casework.models import Case, CaseEvent
from planner.sharing.audiences import Opened
from planner.sharing.models import Assignment


def open_case(*, assignment: Assignment, now: datetime) -> Case:
    """The case of an assignment; the first to work on it opens it."""
    return Case.objects.get_or_create(assignment=assignment, defaults={"opened_at": now})[0]


def carry_case(*, before: Assignment, to: Assignment) -> None:
    """Within one agency the case goes along, with all that is in it; the assignment that ended keeps none."""
    Case.objects.filter(assignment=before).update(assignment=to)


def held_case(opened: Opened, *, now: datetime) -> Case:
    """The case of who was opened, held until the transaction ends: writes to one case queue up."""
    case = open_case(assignment=opened.assignment, now=now)
    return Case.objects.select_for_update().get(pk=case.pk)


def happened(
    kind: CaseEventKind, *, case: Case, by: User, now: datetime, words: str = ""
) -> CaseEvent:
    """Into the history of the case, in the transaction of what happened."""
    return CaseEvent.objects.create(
        case=case, kind=kind, words=words, by=by, by_name=by.name, at=now
    )
