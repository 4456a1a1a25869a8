"""One call to an agency's own system. To the very address that was looked at, and to no other."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer

from planner.reminders.enums import HookAnswer
from planner.reminders.hook_address import NoSuchHost, NotAllowed, Target, address_of

# For all of it: whoever answers a byte at a time waits no longer.
SECONDS = 5


def call(target: Target, body: bytes, headers: Mapping[str, str]) -> str:
    """The status as "HTTP 200", or a `HookAnswer`. Where it would lead on to is not followed."""
    try:
        connection = _connection(target, address_of(target))
    except NoSuchHost:
        return HookAnswer.NO_HOST
    except NotAllowed:
        return HookAnswer.NOT_ALLOWED
    timer = Timer(SECONDS, _cut_off, [connection])
    try:
        timer.start()
        connection.request("POST", target.path, body, dict(headers))
        return f"HTTP {connection.getresponse().status}"
    except TimeoutError:
        return HookAnswer.TOO_SLOW
    except ssl.SSLError:
        return HookAnswer.TLS
    except (OSError, http.client.HTTPException, ValueError):
        return HookAnswer.NO_ANSWER if timer.is_alive() else HookAnswer.TOO_SLOW
    finally:
        timer.cancel()
        connection.close()


def _connection(target: Target, address: str) -> http.client.HTTPConnection:
    """The certificate has to be that of the name; the address is the one that was looked at."""
    if target.scheme == "https":
        secure = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            target.host, target.port, timeout=SECONDS, context=secure
        )
    else:
        connection = http.client.HTTPConnection(target.host, target.port, timeout=SECONDS)
    # What the library would otherwise find out by the name, once more and perhaps otherwise.
    connection._create_connection = lambda _address, *rest: socket.create_connection(  # type: ignore[attr-defined]
        (address, target.port), *rest
    )
    return connection


def _cut_off(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
