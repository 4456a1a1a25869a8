"""Where a webhook may go: our server calls it, so to nobody's private network, and to nothing but HTTPS."""

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"https": 443, "http": 80}


class NotAllowed(Exception):
    """No HTTPS, with a password in it, or in a private network."""


class NoSuchHost(Exception):
    """Its name leads nowhere now."""


@dataclass(frozen=True)
class Target:
    """`path` with the query. `is_trusted`: named in the settings, so private and plain too."""

    scheme: str
    host: str
    port: int
    path: str
    is_trusted: bool


def target_of(url: str, trusted: Collection[str]) -> Target:
    """`trusted`: hosts of `WEBHOOK_HOSTS_ALLOWED`. Raises NotAllowed."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed from error
    host = (parts.hostname or "").rstrip(".")
    is_trusted = host in trusted
    is_written_well = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    is_secure = parts.scheme == "https" or (is_trusted and parts.scheme == "http")
    if not (host and is_secure and is_written_well) or "@" in parts.netloc or port == 0:
        raise NotAllowed
    if not is_trusted and _is_number(host) and not is_public(host):
        raise NotAllowed
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path, is_trusted)


def address_of(target: Target) -> str:
    """The IP address to connect to. Each that the name leads to is looked at. Raises NotAllowed, NoSuchHost."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoSuchHost from error
    addresses = [str(item[4][0]) for item in found]
    if not addresses:
        raise NoSuchHost
    if not target.is_trusted and not all(map(is_public, addresses)):
        raise NotAllowed
    return addresses[0]


def is_public(address: str) -> bool:
    """Of the open internet: nobody's own machine, network or link, however it is written."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        # Each of these carries an address of version 4 inside.
        if ip.sixtofour or ip.teredo or ip in _NAT64:
            return False
    is_special = ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local
    return ip.is_global and not is_special


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
