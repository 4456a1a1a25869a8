"""How long a text may be on each channel, and which variables may stand in it.

Measured with the longest values put in, and with the link that is sent below the short text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from planner.reminders.enums import Channel, Source

# The longest day of each language, a long Vietnamese name, a code.
LONGEST_DAY = {"vi": "22 tháng 11 năm 2026", "en": "22 September 2026"}
LONGEST_NAME = ("Công Tằng Tôn Nữ " * 3)[:40]
ANY_CODE = "000000"
# "https://loi-ve.example.org/reminders/", and some more.
LONGEST_URL = 45
# How to answer, in the longer language.
LONGEST_REPLY = 160

EMAIL_SUBJECT = 78  # RFC 5322, 2.1.1
# What Android and iOS show before they cut; the standard asks push services to take no less than 4096 bytes (RFC 8030,
# 7.2), with some for the encryption.
PUSH_TITLE_SHOWN, PUSH_BODY_SHOWN, PUSH_BYTES = 60, 150, 3_900
LINE_TEXT = 5_000  # https://developers.line.biz/en/reference/messaging-api/#text-message
ZALO_TEXT = 400  # of a template of its notification service; a bot may say 2,000
# A part of an SMS alone, and of several: each then says which one it is (3GPP TS 23.040, 9.2.3.24.1).
GSM_PART, GSM_PARTS = 160, 153
WIDE_PART, WIDE_PARTS = 70, 67
MOST_PARTS = 2
# 3GPP TS 23.038, 6.2.1. Those of the second line take two places.
GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_TWICE = frozenset("^{}\\[~]|€")

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_NAMED = re.compile(r"[a-z][a-z_]{0,29}")


class LimitProblem(StrEnum):
    TOO_LONG = "too_long"  # it is refused, or it costs more than two messages
    CUT = "cut"  # it arrives, but its end is not shown
    NOT_NAMED = "not_named"  # a variable without a name, or a brace alone


@dataclass(frozen=True, slots=True)
class Problem:
    """`length` and `limit`: letters; of an SMS its parts, of a notice without `field` its bytes."""

    code: LimitProblem
    channel: Channel
    field: str
    length: int
    limit: int


def problems_of(
    *, source: str, subject: str, body: str, short: str, language: str = "vi"
) -> list[Problem]:
    """What keeps these three texts from a channel, or from being read there whole. A digest is shorter than any."""
    title, short = (_longest(text, language) for text in (subject, short))
    room = short + "\n" + "x" * LONGEST_URL
    answered = room + "x" * LONGEST_REPLY if source == Source.CHECK_IN else room
    payload = len((title + short).encode()) + 2 * LONGEST_URL
    parts = sms_parts(room)
    measured = (
        (LimitProblem.TOO_LONG, Channel.EMAIL, "subject", len(title), EMAIL_SUBJECT),
        (LimitProblem.CUT, Channel.PUSH, "subject", len(title), PUSH_TITLE_SHOWN),
        (LimitProblem.CUT, Channel.PUSH, "short", len(short), PUSH_BODY_SHOWN),
        (LimitProblem.TOO_LONG, Channel.PUSH, "short", payload, PUSH_BYTES),
        (LimitProblem.TOO_LONG, Channel.LINE, "short", len(answered), LINE_TEXT),
        (LimitProblem.TOO_LONG, Channel.ZALO, "short", len(answered), ZALO_TEXT),
        (LimitProblem.TOO_LONG, Channel.SMS, "short", parts, MOST_PARTS),
    )
    found = [Problem(*item) for item in measured if item[-2] > item[-1]]
    texts = {"subject": subject, "body": body, "short": short}
    return found + [problem for field, text in texts.items() for problem in _unnamed(field, text)]


def sms_parts(text: str) -> int:
    """How many messages it is paid as. One letter outside the small alphabet makes all of them wide."""
    if all(letter in GSM_7 or letter in GSM_7_TWICE for letter in text):
        length = sum(2 if letter in GSM_7_TWICE else 1 for letter in text)
        return 1 if length <= GSM_PART else ceil(length / GSM_PARTS)
    length = len(text.encode("utf-16-be")) // 2
    return 1 if length <= WIDE_PART else ceil(length / WIDE_PARTS)


def _longest(text: str, language: str) -> str:
    values = {"day": LONGEST_DAY[language], "name": LONGEST_NAME, "code": ANY_CODE}
    filled = _BRACES.sub(lambda found: values.get(found[1] or "", found[0]), text)
    return unicodedata.normalize("NFC", filled)


def _unnamed(field: str, text: str) -> Iterator[Problem]:
    """Templates of Zalo know variables by their names only."""
    for found in _BRACES.finditer(text):
        if not found[1] or not _NAMED.fullmatch(found[1]):
            yield Problem(LimitProblem.NOT_NAMED, Channel.ZALO, field, len(found[0]), 0)
