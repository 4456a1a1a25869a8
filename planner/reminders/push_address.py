"""The address of a browser: what it gave when its owner said yes to notices."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST = 1000
HTTPS_PORTS = (None, 443)


@dataclass(frozen=True)
class PushAddress:
    """`p256dh` and `auth`: the browser's keys, as it gave them."""

    endpoint: str
    p256dh: str
    auth: str

    @property
    def value(self) -> str:
        """As it is kept, and as the push service is told."""
        keys = {"p256dh": self.p256dh, "auth": self.auth}
        return json.dumps({"endpoint": self.endpoint, "keys": keys}, separators=(",", ":"))

    def is_same_browser(self, value: str) -> bool:
        return endpoint_of(value) == self.endpoint


def endpoint_of(value: str) -> str:
    """Of an address as it is kept; empty for what is none."""
    try:
        endpoint = json.loads(value)["endpoint"]
    except (ValueError, TypeError, KeyError):
        return ""
    return endpoint if isinstance(endpoint, str) else ""


def is_at_push_service(endpoint: str, hosts: Sequence[str]) -> bool:
    """Our server posts to it: so nowhere but to a known host. ".example.com" stands for every host below it."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    is_plain = parts.scheme == "https" and port in HTTPS_PORTS and "@" not in parts.netloc
    is_known = any(host.endswith(one) if one.startswith(".") else host == one for one in hosts)
    return is_plain and is_known and endpoint.isascii() and endpoint.isprintable()
