"""Codes that show that an address is somebody's own: six digits, of which only a digest is kept.

They follow from the key of this site and from what they are for. A message that is sent again, because nobody knows
whether it arrived, so says the same code.
"""

import re
from datetime import UTC, datetime, timedelta
from unicodedata import normalize

from django.utils.crypto import constant_time_compare, salted_hmac

CODE_LASTS = timedelta(minutes=30)
MOST_TRIES = 5
DIGITS = 6


def code_of(*about: object) -> str:
    """The code for this, always the same one."""
    number = salted_hmac("planner.reminders.codes.code", _text(about), algorithm="sha256").digest()
    return f"{int.from_bytes(number[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def digest_of_code(about: object, code: str) -> str:
    """What is kept of a code. With the key of this site: a million codes are quickly tried without it."""
    text = _text((about, digits_of(code)))
    return salted_hmac("planner.reminders.codes.digest", text, algorithm="sha256").hexdigest()


def is_code(about: object, code: str, digest: str) -> bool:
    return bool(digest) and constant_time_compare(digest_of_code(about, code), digest)


def digits_of(text: str) -> str:
    """As typed: with spaces, with full-width digits."""
    return re.sub(r"[^0-9]", "", normalize("NFKC", text))


def _text(about: tuple[object, ...]) -> str:
    return "\n".join(
        item.astimezone(UTC).isoformat() if isinstance(item, datetime) else str(item)
        for item in about
    )
