"""Whatever is typed into any form: no failure, and nothing changed when the form comes back."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings

from tests.sweeps import samples
from tests.sweeps.addresses import Address
from tests.sweeps.crawl import Crawl
from tests.sweeps.html import Form, Html
from tests.sweeps.personas import PERSONAS, READERS, told
from tests.sweeps.posts import Post, posts
from tests.sweeps.samples import addresses
from tests.sweeps.visits import (
    header_faults,
    is_html,
    one_request,
    templates_unwatched,
    twin,
)
from tests.sweeps.world import World

URLENCODED = "application/x-www-form-urlencoded"
# MORE=20 tries twenty times as much: for a long look before a release.
MORE = int(os.environ.get("MORE", "1"))
EXAMPLES = 2 * MORE
EXAMPLES_IN_ADMIN = MORE
# Pages that show what was told, and pages that rest on what staff may change.
SHOWING_ANSWERS = ("/my-answers/", "/trades/")
RESTING_ON_DATA = ("/trades/", "/my-home/economy/")

ADDRESSES = {str(address): address for address in addresses() if not address.query}
# Of a list of figures, the action below it is the only form, and everywhere the same; a row is added with the form that
# changes one.
TRIED = [
    name
    for name, address in ADDRESSES.items()
    if not samples.is_of_figures(address) or name.endswith("_change")
]


@pytest.fixture(autouse=True)
def _pages_alone() -> Iterator[None]:
    with templates_unwatched():
        yield


@dataclass(frozen=True)
class Found:
    """A form as one person sees it."""

    persona: str
    client: Client
    path: str
    form: Form
    written: frozenset[str]  # by looking at the page


@pytest.mark.parametrize("name", TRIED)
def test_no_form_fails_on_anything(world: World, name: str) -> None:
    address = ADDRESSES[name]
    found = _forms(address, world)

    assert found or _needs_no_form(address, world), "where is its form? See FORM_STANDS_ON"
    for item in found:
        _fuzz(item, world)


def test_every_form_on_a_page_is_tried(world: World, crawl: Crawl) -> None:
    """Also those that lead to another page than their own."""
    lost = {
        _key(target)
        for persona in (*READERS, "superuser")
        for item in crawl.visits(world, persona)
        for target in {_target(item.path.partition("?")[0], form) for form in item.forms}
        if item.status == 200 and target != item.path.partition("?")[0]
    }

    assert lost - set(samples.FORM_STANDS_ON) == set(), "name them in FORM_STANDS_ON"


def _key(path: str) -> str:
    found = resolve(path)
    return found.view_name or path


def _target(path: str, form: Form) -> str:
    return re.split("[?#]", form.action)[0] or path


def _forms(address: Address, world: World) -> list[Found]:
    """The forms that lead to this address, as a visitor and a worker see them, else as the first who does.

    First of all who is known to read that far.
    """
    personas = ["superuser"] if address.url.is_admin else ["answered", "worker"]
    found = [item for persona in personas for item in _forms_for(persona, address, world)]
    if found or address.url.is_admin or _refuses_posts(address, world):
        return found
    known = samples.READ_BY.get(address.url.key, "counselor")
    others = [known, *(name for name in READERS if name not in {known, *personas})]
    return next(filter(None, (list(_forms_for(name, address, world)) for name in others)), [])


def _forms_for(persona: str, address: Address, world: World) -> Iterator[Found]:
    client = PERSONAS[persona](world)
    shown_on = samples.FORM_STANDS_ON.get(address.url.key)
    page = next((item for item in ADDRESSES.values() if item.url.key == shown_on), address)
    response = client.get(page.path(world), follow=True)
    if response.status_code != 200 or not is_html(response):
        return
    here = response.request["PATH_INFO"]
    if not shown_on and resolve(here).view_name != resolve(address.path(world)).view_name:
        return
    wanted = address.path(world) if shown_on else here
    for form in Html(response.content.decode()).forms:
        if _target(here, form) == wanted:
            if address.url.key.endswith("_add"):
                _fill_in(form, address, client, world)
            key = address.url.key
            stays = samples.STAYS_AFTER_A_WRITE.get(key, set())
            written = samples.WRITES_ON_GET.get(key, set()) | stays
            yield Found(persona, client, wanted, form, frozenset(written))


def _fill_in(form: Form, address: Address, client: Client, world: World) -> None:
    """As another row of the kind has it: out of nothing hardly a row would be complete."""
    change = ADDRESSES.get(address.url.key.removesuffix("_add") + "_change")
    if change:
        page = Html(client.get(change.path(world)).content.decode())
        for other in page.forms:
            for name in form.fields.keys() & other.fields.keys() - {"csrfmiddlewaretoken"}:
                form.fields[name].values = list(other.fields[name].values)


def _refuses_posts(address: Address, world: World) -> bool:
    with one_request():
        return PERSONAS["worker"](world).post(address.path(world)).status_code == 405


def _needs_no_form(address: Address, world: World) -> bool:
    """Named as such, or everybody's POST is refused or sent to the sign-in."""
    if address.url.key in samples.POSTED_WITHOUT_FORM:
        return True
    persona = "superuser" if address.url.is_admin else "undecided"
    with one_request():
        response = PERSONAS[persona](world).post(address.path(world))
    return response.status_code in (302, 403, 404, 405)


def _fuzz(found: Found, world: World) -> None:
    is_admin = found.path.startswith("/staff/")

    @settings(
        max_examples=EXAMPLES_IN_ADMIN if is_admin else EXAMPLES,
        phases=[Phase.generate] if is_admin else list(Phase),  # there an example is slow to shrink
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(post=posts(found.form))
    def nothing_fails(post: Post) -> None:
        before = told(found.client, world)
        with one_request() as seen:
            client = twin(found.client)
            response = _send(client, found, post)
            _check_answer(response)
            if found.form.method == "get" or response.status_code == 200:
                assert told(client, world) == before
            if response.status_code == 302:
                _go_on(client, response)
                if is_admin and "reference_dataversion" in seen.tables:
                    _look(PERSONAS["answered"](world), RESTING_ON_DATA)
                elif not is_admin and told(client, world) != before:
                    _look(client, SHOWING_ANSWERS)
        assert not seen.has_nul, "PostgreSQL refuses zero bytes"
        if found.form.method == "get" or response.status_code == 200:
            assert set(seen.tables) <= found.written

    nothing_fails()


def _send(client: Client, found: Found, post: Post) -> Any:
    body = urlencode(post.pairs)
    if found.form.method == "get":
        return client.get(f"{found.path.split('?')[0]}?{body}")
    return client.generic("POST", found.path, body.encode(), content_type=URLENCODED)


def _check_answer(response: Any) -> None:
    assert response.status_code < 500
    assert header_faults(response) == []
    if is_html(response) and response.content:
        assert Html(response.content.decode()).inline == []


def _go_on(client: Client, response: Any) -> None:
    """What was kept can be shown again; and nobody is led away from here."""
    where = urlsplit(urljoin("http://testserver/", response.headers["location"]))
    assert where.netloc == "testserver", where
    _check_answer(client.get(f"{where.path}?{where.query}"))


def _look(client: Client, urls: tuple[str, ...]) -> None:
    for url in urls:
        _check_answer(client.get(url))
