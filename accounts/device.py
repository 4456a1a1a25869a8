"""A browser in which somebody has signed in before: it has tries of its own.

Whoever tries passwords elsewhere uses up the tries of strangers, not those of the owner's phone (OWASP: device cookies).
"""

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from accounts.models import User

_SALT = "accounts.device"
# A phone is lent in the family.
MOST_PEOPLE = 3
A_YEAR = 365 * 24 * 60 * 60

# In the order they are looked for: a browser names those it descends from too.
BROWSERS = {
    "Zalo": "Zalo",
    "Line/": "LINE",
    "FBAN": "Facebook",
    "FBAV": "Facebook",
    "SamsungBrowser": "Samsung Internet",
    "coc_coc": "Cốc Cốc",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}

# One person on this device: what counts the tries, and under which sign-in names (never in clear).
Known = tuple[str, list[str]]


def device_of(request: HttpRequest, login: str) -> str:
    """The secret of a browser in which the owner of `login` has signed in before; else nothing."""
    digest = _digest(login)
    return next((nonce for nonce, names in _known(request) if digest in names), "")


def remember_device(request: HttpRequest, response: HttpResponseBase, person: User) -> None:
    """After a sign-in that succeeded."""
    names = [_digest(name) for name in (person.email, person.phone) if name]
    others = [(nonce, theirs) for nonce, theirs in _known(request) if not set(theirs) & set(names)]
    known = [(secrets.token_urlsafe(9), names), *others][:MOST_PEOPLE]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(known, salt=_SALT),
        max_age=A_YEAR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def words_of_device(user_agent: str) -> str:
    """ "Chrome · Android": as much as a person needs to know it again."""
    found = [
        next((words for mark, words in marks.items() if mark in user_agent), "")
        for marks in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or gettext("A device we do not know")


def _known(request: HttpRequest) -> Iterator[Known]:
    try:
        yield from signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_SALT, max_age=A_YEAR
        )
    except signing.BadSignature:
        return


def _digest(login: str) -> str:
    return salted_hmac(_SALT, login.casefold()).hexdigest()[:20]
