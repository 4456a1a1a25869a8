from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from planner.casework.enums import NoteAudience
from planner.casework.models import CaseNote, Message
from planner.casework.selectors.threads import read_by_agency, thread_in, thread_of
from planner.casework.services.cases import open_case
from planner.sharing.audiences import Opened
from planner.sharing.models import Assignment

MOST_AN_HOUR = 30


class NoCounselor(Exception):
    """Nobody of an agency would read the message."""


class TooManyMessages(Exception):
    """One author writes no more than MOST_AN_HOUR within an hour."""


@dataclass(frozen=True)
class Photo:
    """Checked already. `kind`: its media type."""

    content: bytes
    kind: str


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


@transaction.atomic
def write_to_agency(
    *, person: User, text: str, photo: Photo | None = None, read_to: int = 0, now: datetime
) -> Message:
    """The worker writes, and has read up to the message `read_to`. Raises NoCounselor, TooManyMessages."""
    _hold_author(person, now)
    assignment = read_by_agency(person)
    if assignment is None:
        raise NoCounselor
    read_own_thread(person=person, read_to=read_to, now=now)
    return _write(assignment, by=person, is_from_worker=True, text=text, photo=photo, now=now)


@transaction.atomic
def write_to_worker(
    *,
    opened: Opened,
    by: User,
    text: str,
    photo: Photo | None = None,
    read_to: int = 0,
    now: datetime,
) -> Message:
    """The desk writes, and has read up to the message `read_to`. Raises TooManyMessages.

    `opened` says that `by` may: it comes from sharing.services.open_person.
    """
    _hold_author(by, now)
    read_thread_in(opened=opened, read_to=read_to, now=now)
    return _write(opened.assignment, by=by, is_from_worker=False, text=text, photo=photo, now=now)


def read_own_thread(*, person: User, read_to: int, now: datetime) -> int:
    """The worker says that what came is read, up to the message `read_to`. How many were new."""
    return _read(thread_of(person).filter(is_from_worker=False), read_to, now)


def read_thread_in(*, opened: Opened, read_to: int, now: datetime) -> int:
    """The desk says that what came is read, up to the message `read_to`. How many were new."""
    return _read(thread_in(opened).filter(is_from_worker=True), read_to, now)


def _read(messages: QuerySet[Message], read_to: int, now: datetime) -> int:
    return messages.filter(read_at=None, pk__lte=read_to).update(read_at=now)


def _hold_author(author: User, now: datetime) -> None:
    """Their messages queue up, to be counted. Raises TooManyMessages."""
    User.objects.get_queryset().select_for_update().get(pk=author.pk)
    since = now - timedelta(hours=1)
    if Message.objects.filter(author=author, sent_at__gt=since).count() >= MOST_AN_HOUR:
        raise TooManyMessages


def _write(
    assignment: Assignment,
    *,
    by: User,
    is_from_worker: bool,
    text: str,
    photo: Photo | None,
    now: datetime,
) -> Message:
    row = Message(
        case=open_case(assignment=assignment, now=now),
        author=by,
        author_name=by.name,
        is_from_worker=is_from_worker,
        text=text,
        sent_at=now,
    )
    if photo is not None:
        row.photo_kind = photo.kind
        row.photo.save("photo", ContentFile(photo.content), save=False)
    row.save()
    return row
