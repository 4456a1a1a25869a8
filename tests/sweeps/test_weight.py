"""What the first view of a worker's page weighs on the wire, without a cache."""

import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from django.contrib.staticfiles import finders
from django.test import Client

from planner.reference.selectors import current_atlas
from planner.web.worker.match_rows import trade_slug
from tests.sweeps.addresses import Address
from tests.sweeps.html import Html
from tests.sweeps.personas import PERSONAS
from tests.sweeps.samples import addresses
from tests.sweeps.visits import is_html
from tests.sweeps.world import World

LARGEST = 30_000  # bytes


def test_the_first_view_of_every_worker_page_is_light(world: World) -> None:
    answered, worker = PERSONAS["answered"](world), PERSONAS["worker"](world)
    weights = {path: _weight(answered, path) for path in _paths(world)}
    for path in [address.path(world) for address in _ours()]:
        weights[path] = max(weights.get(path, 0), _weight(worker, path))

    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:5]
    print(f"{sum(map(bool, weights.values()))} pages; the heaviest:", heaviest)

    assert {path: weight for path, weight in heaviest if weight > LARGEST} == {}


def _ours() -> list[Address]:
    return [address for address in addresses() if not address.url.is_admin]


def _paths(world: World) -> Iterator[str]:
    """Every address, and of provinces and trades every single one."""
    yield from (address.path(world) for address in _ours())
    atlas = current_atlas()
    yield from (f"/provinces/former/{code}/" for code in atlas.former)
    yield from (f"/provinces/current/{code}/" for code in atlas.current)
    yield from (f"/trades/{trade_slug(trade.code)}/" for trade in atlas.trades)


def _weight(client: Client, path: str) -> int:
    """The answer as sent, its headers, and every file the page loads; 0 for what is no page."""
    response = client.get(path, headers={"accept-encoding": "gzip, deflate, br"})
    if response.status_code != 200 or not is_html(response):
        return 0
    page = Html(gzip.decompress(response.content).decode())
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items())
    return headers + len(response.content) + sum(map(_compressed, page.files))


@cache
def _compressed(url: str) -> int:
    path = finders.find(url.removeprefix("/static/"))
    assert isinstance(path, str), url
    return len(brotli.compress(Path(path).read_bytes()))
