"""What LINE and Zalo post to us, as far as it concerns us: what one person wrote, came for the first time, or left."""

import base64
import hmac
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.utils.crypto import constant_time_compare

LINE_USER = re.compile(r"U[0-9a-f]{32}")
ZALO_CHAT = re.compile(r"[A-Za-z0-9._-]{1,64}")
LONGEST_TEXT, LONGEST_KEY = 1_000, 200


class What(StrEnum):
    WROTE = "wrote"
    CAME = "came"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Heard:
    """`chat`: the id under which we answer. `key`: the same when it is told again."""

    what: What
    chat: str
    key: str
    text: str = ""


def is_from_line(body: bytes, signature: str, secret: str) -> bool:
    # https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
    digest = hmac.new(secret.encode(), body, sha256).digest()
    return constant_time_compare(signature, base64.b64encode(digest).decode())


def is_from_zalo(word: str, secret: str) -> bool:
    return constant_time_compare(word, secret)


def heard_on_line(body: bytes) -> list[Heard]:
    """Nothing of groups, of pictures, and of what is no JSON."""
    events = _part(_told(body), "events")
    found = (_line_event(event) for event in events) if isinstance(events, list) else ()
    return [heard for heard in found if heard]


def heard_on_zalo(body: bytes) -> list[Heard]:
    told = _told(body)
    # Its hook tells the event alone, or wrapped like its other answers.
    result = _part(told, "result")
    event = result if isinstance(result, dict) else told
    message = _part(event, "message")
    chat, key = _text(_part(message, "chat"), "id"), _text(message, "message_id")
    is_alone = _text(_part(message, "chat"), "chat_type") == "PRIVATE"
    if not (is_alone and ZALO_CHAT.fullmatch(chat) and key):
        return []
    return [Heard(What.WROTE, chat, key[:LONGEST_KEY], _text(message, "text")[:LONGEST_TEXT])]


def _line_event(event: Any) -> Heard | None:
    source, kind = _part(event, "source"), _text(event, "type")
    chat, key = _text(source, "userId"), _text(event, "webhookEventId")[:LONGEST_KEY]
    if _text(source, "type") != "user" or not LINE_USER.fullmatch(chat) or not key:
        return None
    if kind == "follow":
        return Heard(What.CAME, chat, key)
    if kind == "unfollow":
        return Heard(What.LEFT, chat, key)
    message = _part(event, "message")
    if kind != "message" or _text(message, "type") != "text":
        return None
    return Heard(What.WROTE, chat, key, _text(message, "text")[:LONGEST_TEXT])


def _told(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _part(told: Any, name: str) -> Any:
    return told.get(name) if isinstance(told, dict) else None


def _text(told: Any, name: str) -> str:
    found = _part(told, name)
    return found if isinstance(found, str) else ""
