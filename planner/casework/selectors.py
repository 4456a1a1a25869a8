from django.db.models import QuerySet

from accounts.models import User
from planner.casework.enums import NoteAudience
from planner.casework.models import CaseNote
from planner.sharing.audiences import Opened


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
