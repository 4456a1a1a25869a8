"""Every URL, asked by everybody, in every way: no failure, no write on GET, safe headers, clean HTML."""

import zlib
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.sweeps import samples
from tests.sweeps.addresses import Address
from tests.sweeps.crawl import FORM, Crawl, Visit, visit
from tests.sweeps.personas import PERSONAS, READERS, SENDERS
from tests.sweeps.samples import addresses
from tests.sweeps.visits import header_faults, one_request, twin
from tests.sweeps.world import World

GARBAGE: dict[str, tuple[bytes, str]] = {
    "odd values": (urlencode({"name": "\x00", "amount": "9" * 99, "page": "-1"}).encode(), FORM),
    "no text": (b"name=%ff%fe&%00=%80&=&&;", FORM),
    "too many fields": (urlencode([("trade", "x")] * 600).encode(), FORM),
    "broken parts": (
        b"--x\r\nContent-Disposition: form-data; name",
        "multipart/form-data; boundary=x",
    ),
    "no form": (b'{"name": [', "application/json"),
}
SENDS_GARBAGE = ("visitor", "answered", "worker", "shut out", "counselor", "supervisor")


@pytest.mark.parametrize(
    "method, persona",
    [
        *(("GET", persona) for persona in PERSONAS),
        *(("POST", persona) for persona in SENDERS),
    ],
)
def test_every_url_answers(world: World, crawl: Crawl, method: str, persona: str) -> None:
    faults = _faults(crawl.visits(world, persona, method))

    assert not faults, "\n".join(faults)


def test_a_look_at_the_headers_alone_is_answered(world: World, crawl: Crawl) -> None:
    """Of each page, by the first who reads it."""
    clients = {name: PERSONAS[name](world) for name in ("answered", "worker", "counselor")}
    read = {
        str(item.address): name
        for name in reversed(clients)
        for item in crawl.visits(world, name)
        if item.status == 200
    }

    faults = _faults(
        [
            visit(clients[read.get(str(item), "answered")], item, item.path(world), "HEAD")
            for item in _places()
        ]
    )

    assert len(set(read.values())) == len(clients)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("persona", [*SENDS_GARBAGE, "superuser"])
def test_garbage_is_refused(world: World, persona: str) -> None:
    client = PERSONAS[persona](world)
    is_staff, faults = persona == "superuser", []

    for address in _places(is_staff=is_staff):
        try:
            found = list(_refuses(address, world, client))
        except Exception as error:  # the next address must be asked too
            found = [repr(error)]
        faults += [f"{address}: {fault}" for fault in found]

    assert not faults, "\n".join(faults)


def _refuses(address: Address, world: World, client: Client) -> Iterator[str]:
    body, kind = _garbage(address, client)
    with one_request():
        response = twin(client).post(address.path(world), body, content_type=kind)
        yield from header_faults(response)
    if response.status_code >= 500:
        yield f"status {response.status_code} for {body[:40]!r}"


def _garbage(address: Address, client: Client) -> tuple[bytes, str]:
    """Another kind for the next address and person: all kinds reach every view of a kind."""
    start = zlib.crc32(str(address).encode()) + len(client.cookies)
    return list(GARBAGE.values())[start % len(GARBAGE)]


def test_every_page_is_seen_by_somebody(world: World, crawl: Crawl) -> None:
    """Else a sweep would pass over redirects."""
    seen = {
        str(item.address)
        for persona in (*READERS, "superuser")
        for item in crawl.visits(world, persona)
        if item.is_page and item.status == 200
    }

    wanted = {
        item
        for item in addresses()
        if item.url.key not in samples.WITHOUT_PAGE and not samples.is_of_figures(item)
    }
    unseen = {str(item) for item in wanted if str(item) not in seen and not _leads_on(item, world)}
    assert unseen == set(), "name it in WITHOUT_PAGE, or mend its sample"


def _leads_on(address: Address, world: World) -> bool:
    """A page of the same URL, to which this address leads."""
    if address.url.key not in samples.LEADS_TO_ITSELF:
        return False
    response = Client().get(address.path(world), follow=True)
    return bool(response.redirect_chain) and response.status_code == 200


def _places(*, is_staff: bool = False) -> list[Address]:
    return [
        item
        for item in addresses()
        if item.url.is_admin == is_staff and not item.query and not samples.is_of_figures(item)
    ]


def _faults(visits: list[Visit]) -> list[str]:
    return [f"{item.address}: {fault}" for item in visits for fault in item.faults]
