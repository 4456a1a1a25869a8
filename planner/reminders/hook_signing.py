"""How an agency's own system knows that a webhook comes from us: Standard Webhooks, version 1.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hmac
import json
from datetime import datetime
from hashlib import sha256

from django.utils.crypto import salted_hmac

SECRET_BEGINS = "whsec_"  # noqa: S105 - how every such secret begins


def hook_secret(salt: str) -> str:
    """Follows from the key of this site and the salt of the endpoint, and is kept nowhere."""
    return SECRET_BEGINS + base64.b64encode(_key(salt)).decode()


def body_of(*, name: str, event: str, worker: int, at: datetime) -> bytes:
    """What, to whom by number, and when; never a name or an amount. The same bytes at each try."""
    told = {"id": name, "event": event, "worker": worker or None, "at": at.isoformat()}
    return json.dumps(told, separators=(",", ":")).encode()


def headers_of(*, name: str, salt: str, body: bytes, now: datetime) -> dict[str, str]:
    """`now`: of this try; the receiver refuses what is old."""
    stamp = str(int(now.timestamp()))
    signed = hmac.digest(_key(salt), b".".join([name.encode(), stamp.encode(), body]), sha256)
    return {
        "Content-Type": "application/json",
        "User-Agent": "Loi-Ve-Webhooks/1",
        "webhook-id": name,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }


def _key(salt: str) -> bytes:
    return salted_hmac("planner.reminders.hook_signing", salt, algorithm="sha256").digest()
