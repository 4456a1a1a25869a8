"""The browsers somebody is signed in with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.device import words_of_device
from accounts.models import User

_SEEN_ON = "seen_on"


@dataclass(frozen=True)
class OwnSession:
    pk: int
    device: str
    first_seen_at: datetime
    last_seen_at: datetime
    is_this: bool


def sessions_of(person: User, *, this_key: str | None, now: datetime) -> Sequence[OwnSession]:
    """Those that still hold, this one first, then the newest. Unlike the library's list it deletes nothing."""
    kept = {row.session_key: row for row in UserSession.objects.filter(user=person)}
    alive = Session.objects.filter(session_key__in=kept, expire_date__gt=now)
    valid = [kept[item.session_key] for item in alive if _is_valid(item, person)]
    rows = [
        OwnSession(
            row.pk,
            words_of_device(row.user_agent),
            row.created_at,
            row.last_seen_at,
            row.session_key == this_key,
        )
        for row in valid
    ]
    return sorted(rows, key=lambda row: (row.is_this, row.last_seen_at, row.pk), reverse=True)


@transaction.atomic
def end_session(person: User, *, pk: int) -> bool:
    """Whether there was such a session of this person."""
    found = UserSession.objects.filter(user=person, pk=pk)
    return bool(_end(list(found.values_list("session_key", flat=True))))


@transaction.atomic
def end_other_sessions(person: User, *, this_key: str | None) -> None:
    others = UserSession.objects.filter(user=person).exclude(session_key=this_key)
    _end(list(others.values_list("session_key", flat=True)))


def renew_session(request: HttpRequest) -> None:
    """A new key, now that the session may do more: nobody who knew the old one comes along."""
    old_key = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old_key).update(session_key=request.session.session_key)


def note_activity(request: HttpRequest, person: User, *, now: datetime) -> None:
    """That this person and this browser did something today: written once a day."""
    today = now.astimezone(person.zone).date()
    if request.session.get(_SEEN_ON) != today.isoformat():
        request.session[_SEEN_ON] = today.isoformat()
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)
    if person.last_active_on is None or person.last_active_on < today:
        # Never back to an earlier day: somebody flies west, or two browsers are open over midnight.
        behind = Q(last_active_on=None) | Q(last_active_on__lt=today)
        User.objects.filter(behind, pk=person.pk).update(last_active_on=today)


def _is_valid(session: Session, person: User) -> bool:
    """Not from before the password, the role or the agency changed."""
    kept = session.get_decoded().get(HASH_SESSION_KEY, "")
    return constant_time_compare(kept, person.get_session_auth_hash())


def _end(keys: list[str]) -> int:
    Session.objects.filter(session_key__in=keys).delete()
    ended: int = UserSession.objects.filter(session_key__in=keys).delete()[0]
    return ended
