"""What a receiver checks, by the rules of Standard Webhooks and with nothing of ours."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

from planner.reminders.hook_signing import body_of, headers_of, hook_secret

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def is_genuine(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As docs/api.md shows it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return wanted in headers["webhook-signature"].split()


def test_signature_is_that_of_the_standard() -> None:
    body = body_of(name="msg_5", event="case.closed", worker=7, at=NOW)
    headers = headers_of(name="msg_5", salt="s", body=body, now=NOW)

    assert is_genuine(hook_secret("s"), headers, body)
    assert not is_genuine(hook_secret("other"), headers, body)
    assert not is_genuine(hook_secret("s"), headers, body + b" ")
    assert not is_genuine(hook_secret("s"), {**headers, "webhook-timestamp": "1"}, body)


def test_body_has_keys_and_kinds_alone() -> None:
    assert json.loads(body_of(name="msg_5", event="case.closed", worker=7, at=NOW)) == {
        "id": "msg_5",
        "event": "case.closed",
        "worker": 7,
        "at": "2026-11-22T09:00:00+00:00",
    }


def test_repeat_has_the_same_name_and_body_and_a_time_of_its_own() -> None:
    body = body_of(name="msg_5", event="test", worker=0, at=NOW)
    first = headers_of(name="msg_5", salt="s", body=body, now=NOW)
    later = headers_of(name="msg_5", salt="s", body=body, now=NOW + timedelta(minutes=1))

    assert first["webhook-id"] == later["webhook-id"]
    assert int(later["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 60
    assert json.loads(body)["worker"] is None


def test_secret_is_long_and_its_own() -> None:
    assert len(base64.b64decode(hook_secret("a").removeprefix("whsec_"))) == 32
    assert hook_secret("a") != hook_secret("b")
