from datetime import datetime

from django.db import transaction

from accounts.models import User
from planner.casework.enums import NoteAudience
from planner.casework.models import Case, CaseNote
from planner.sharing.audiences import Opened
from planner.sharing.models import Assignment


def open_case(*, assignment: Assignment, now: datetime) -> Case:
    """The case of an assignment; the first to work on it opens it."""
    return Case.objects.get_or_create(assignment=assignment, defaults={"opened_at": now})[0]


@transaction.atomic
def write_note(
    *, opened: Opened, by: User, text: str, audience: NoteAudience, now: datetime
) -> CaseNote:
    """`opened` says that `by` may: it comes from sharing.services.open_person."""
    return CaseNote.objects.create(
        case=open_case(assignment=opened.assignment, now=now),
        author=by,
        author_name=by.name,
        audience=audience,
        text=text,
        made_at=now,
    )
