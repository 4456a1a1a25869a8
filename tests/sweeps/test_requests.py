"""Every URL, asked by everybody, in every way: no failure, no write on GET, safe headers, clean HTML."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.sweeps import samples
from tests.sweeps.addresses import Address
from tests.sweeps.samples import addresses
from tests.sweeps.visits import header_faults, is_html, one_request, page_faults, twin
from tests.sweeps.world import PERSONAS, World

FORM = "application/x-www-form-urlencoded"
GARBAGE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", FORM),
    "odd values": (urlencode({"name": "\x00", "amount": "9" * 99, "page": "-1"}).encode(), FORM),
    "no text": (b"name=%ff%fe&%00=%80&=&&;", FORM),
    "too many fields": (urlencode([("trade", "x")] * 600).encode(), FORM),
    "broken parts": (
        b"--x\r\nContent-Disposition: form-data; name",
        "multipart/form-data; boundary=x",
    ),
    "no form": (b'{"name": [', "application/json"),
}
# Two kinds of garbage for each address, other ones for the next: all kinds reach every view of a kind.
AT_ONCE = 2
Ask = Callable[[Address, World, Client, str], list[str]]
# Who asks in which way. The admin answers HEAD, PUT and DELETE as GET: once is enough there.
ASKED_BY: list[tuple[str, Sequence[str]]] = [
    ("GET", tuple(PERSONAS)),
    ("HEAD", ("visitor", "answered", "worker")),
    ("POST", ("visitor", "answered", "worker", "undecided", "superuser")),
    ("PUT", ("answered", "worker")),
    ("DELETE", ("answered", "worker")),
]


def reads(address: Address, world: World, client: Client, method: str) -> list[str]:
    faults = []
    with one_request() as seen:
        response = twin(client).generic(method, address.path(world))
        if is_html(response) and response.content:
            faults += page_faults(response.content.decode(), response.headers["content-language"])
        faults += header_faults(response)
    if response.status_code >= 500:
        faults.append(f"status {response.status_code}")
    allowed = samples.WRITES_ON_GET.get(address.url.key)
    faults += [f"wrote to {table}" for table in set(seen.tables) - {allowed}]
    return faults


def sends(address: Address, world: World, client: Client, method: str) -> list[str]:
    faults = []
    for body, kind in _garbage(address, client):
        with one_request() as seen:
            response = twin(client).generic(method, address.path(world), body, content_type=kind)
            faults += header_faults(response)
        status = response.status_code
        if status >= 500:
            faults.append(f"status {status} for {body[:40]!r}")
        if method != "POST" and not address.url.key.startswith(samples.TAKES_ANY_METHOD):
            faults += [f"status {status} instead of 405"] if status != 405 else []
        if status == 405 or method != "POST":
            faults += [f"wrote to {table}" for table in set(seen.tables) - {"django_session"}]
    return faults


def _garbage(address: Address, client: Client) -> Iterator[tuple[bytes, str]]:
    start = zlib.crc32(str(address).encode()) + len(client.cookies)
    for step in range(AT_ONCE):
        yield list(GARBAGE.values())[(start + step * 3) % len(GARBAGE)]


@pytest.mark.parametrize(
    "method, persona", [(method, persona) for method, people in ASKED_BY for persona in people]
)
def test_every_url_answers(world: World, method: str, persona: str) -> None:
    client = PERSONAS[persona](world)
    ask: Ask = reads if method in ("GET", "HEAD") else sends
    faults = []

    for address in addresses():
        try:
            found = ask(address, world, client, method)
        except Exception as error:  # the next address must be asked too
            found = [repr(error)]
        faults += [f"{method} {address}: {fault}" for fault in found]

    assert not faults, "\n".join(faults)


def test_every_page_is_seen_by_somebody(world: World) -> None:
    """Else a sweep would pass over redirects."""
    clients = [PERSONAS[name](world) for name in ("answered", "worker", "undecided", "superuser")]

    unseen = {
        str(address)
        for address in addresses()
        if address.url.key not in samples.WITHOUT_PAGE and not _is_seen(address, world, clients)
    }

    assert unseen == set(), "name it in WITHOUT_PAGE, or mend its sample"


def _is_seen(address: Address, world: World, clients: list[Client]) -> bool:
    asked = clients[-1:] if address.url.is_admin else clients[:-1]
    for client in asked:
        with one_request():
            response = twin(client).get(address.path(world), follow=True)
            here = response.request["PATH_INFO"] == address.path(world).partition("?")[0]
        if response.status_code == 200 and is_html(response) and (here or _is_key(address)):
            return True
    return False


def _is_key(address: Address) -> bool:
    """The link of a new password leads on, to the same URL without the secret."""
    return address.url.key in samples.WRITES_ON_GET
