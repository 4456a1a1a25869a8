"""Who asks: an agency's own system, by its key alone."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from accounts.api_keys import key_of, touch_key
from accounts.models import ApiKey, User
from planner.web.api.problems import Problem

READING = ("GET", "HEAD")
LONGEST_KEY = 100


class KeyAuth(HttpBearer):
    """`Authorization: Bearer lv_…`. A session says nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        secret = token.strip()
        key = key_of(secret) if len(secret) <= LONGEST_KEY else None
        if key is None:
            return None
        if request.method not in READING and not key.can_write:
            raise Problem(403, "This key only reads. Ask your supervisor for a key that may write.")
        touch_key(key=key, today=timezone.localdate())
        return key


def key_behind(request: HttpRequest) -> ApiKey:
    return cast(ApiKey, request.auth)  # type: ignore[attr-defined]


def reader_behind(request: HttpRequest) -> User:
    """The supervisor as whom the key reads and writes."""
    return key_behind(request).supervisor


def filters_of(request: HttpRequest) -> str:
    """For the log of looks: which key, and what it asked for. Never what it searched by."""
    key = key_behind(request)
    names = ", ".join(sorted(request.GET))
    return f"api {key.prefix}: {names}" if names else f"api {key.prefix}"


def now() -> datetime:
    return timezone.now()
