"""The address by which one kind of reminder is stopped: signed, so that it works without a session, and for ever."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core import signing
from django.urls import reverse

from planner.reminders.enums import Source

SALT = "planner.reminders.stop"
LONGEST = 200
PLACE = "TOKEN"


@dataclass(frozen=True, slots=True)
class Stop:
    person_id: int
    source: Source


def stop_token(person_id: int, source: str) -> str:
    """For one person and one kind. It has no end: a mail may be found again after years."""
    return signing.Signer(salt=SALT).sign_object([person_id, str(source)])


def stop_of(token: str) -> Stop | None:
    """None for a token that is not ours, not whole, or made for something else."""
    if len(token) > LONGEST:
        return None
    try:
        person_id, source = signing.Signer(salt=SALT).unsign_object(token)
        return Stop(int(person_id), Source(source))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def stop_path(person_id: int, source: str) -> str:
    return _path(PLACE).replace(PLACE, stop_token(person_id, source))


@cache
def _path(token: str) -> str:
    return reverse("stop_kind", args=[token])


def stop_url(person_id: int, source: str) -> str:
    """With the site: for mails."""
    return f"{settings.SITE_URL}{stop_path(person_id, source)}"
