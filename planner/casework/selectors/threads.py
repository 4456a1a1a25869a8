from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from planner.casework.enums import NoteAudience
from planner.casework.models import CaseNote, Message
from planner.sharing.audiences import Opened
from planner.sharing.models import Assignment
from planner.sharing.selectors import assignment_of, counselors_of


def notes_in(opened: Opened) -> QuerySet[CaseNote]:
    """All notes of the agency on this worker, also of counselors before, newest first."""
    return CaseNote.objects.filter(
        case__assignment__worker=opened.person,
        case__assignment__agency=opened.assignment.agency_id,
    ).order_by("-pk")


def notes_for(person: User) -> QuerySet[CaseNote]:
    """What counselors wrote for the worker too, of every agency there was, newest first."""
    return CaseNote.objects.filter(
        case__assignment__worker=person, audience=NoteAudience.WORKER
    ).order_by("-pk")


def read_by_agency(person: User) -> Assignment | None:
    """The open assignment, if somebody reads what the worker writes: the counselor, or a supervisor."""
    assignment = assignment_of(person)
    if assignment is None or not assignment.agency.is_active:
        return None
    readers = counselors_of(assignment.agency).filter(
        Q(pk=assignment.counselor_id) | Q(role=Role.SUPERVISOR)
    )
    return assignment if readers.exists() else None


def thread_of(person: User) -> QuerySet[Message]:
    """All messages of the worker, with every agency there was."""
    return Message.objects.filter(case__assignment__worker=person)


def thread_in(opened: Opened) -> QuerySet[Message]:
    """The messages of the own agency with this worker, also of counselors before."""
    return Message.objects.filter(
        case__assignment__worker=opened.person,
        case__assignment__agency=opened.assignment.agency_id,
    )


def unread_for(person: User) -> int:
    """How many messages of counselors the worker has not said to have read. One query."""
    return thread_of(person).filter(is_from_worker=False, read_at=None).count()


def unread_in(opened: Opened) -> int:
    """How many messages of the worker the agency has not said to have read. One query."""
    return thread_in(opened).filter(is_from_worker=True, read_at=None).count()
