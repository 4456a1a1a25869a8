"""Every address, opened by one person after another: once, for all the tests that look at the answers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from accounts.enums import Language
from accounts.models import User
from tests.sweeps import samples
from tests.sweeps.addresses import Address
from tests.sweeps.html import Form, Html
from tests.sweeps.personas import LIKE_A_VISITOR, PERSONAS, READ_ALL, STAFF
from tests.sweeps.samples import addresses
from tests.sweeps.visits import header_faults, is_html, one_request, page_faults, twin
from tests.sweeps.world import World

# Who is refused at the door of the admin is refused everywhere in it: one of them tries every address.
TRIES_THE_ADMIN = "supervisor"
FORM = "application/x-www-form-urlencoded"
# Another one in every answer.
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+(?=")')


@dataclass
class Visit:
    """One answer. `to`: where it leads; `text`: blank for what is no text; `wrote`: to which tables;
    `faults`: what no answer may have.
    """

    address: Address
    path: str
    status: int = 0
    to: str = ""
    text: str = ""
    is_page: bool = False
    language: str = ""
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    wrote: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Crawl:
    """Keeps what was answered. What was written meanwhile is taken back."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], list[Visit]] = {}

    def visits(
        self, world: World, persona: str, method: str = "GET", language: str = "vi"
    ) -> list[Visit]:
        """A POST sends an empty form."""
        key = (persona, method, language)
        if key not in self._kept:
            with speaking(language):
                client = entered(world, persona, language)
                self._kept[key] = [
                    visit(client, address, address.path(world), method)
                    for address in _addresses_for(persona, method, language)
                ]
        return self._kept[key]


def entered(world: World, persona: str, language: str) -> Client:
    client = PERSONAS[persona](world)
    client.cookies["language"] = language
    return client


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Everybody has chosen this language; afterwards each the own one again."""
    with transaction.atomic():
        User.objects.get_queryset().update(language=Language(language))
        yield
        transaction.set_rollback(True)


def visit(client: Client, address: Address, path: str, method: str = "GET") -> Visit:
    found = Visit(address, path)
    try:
        with one_request() as seen:
            response = twin(client).generic(method, path, b"", content_type=FORM)
            _note(found, response)
        found.wrote = set(seen.tables)
    except Exception as error:  # the next address must be asked too
        found.faults.append(repr(error))
    if found.status >= 500:
        found.faults.append(f"status {found.status}")
    if method in ("GET", "HEAD"):
        allowed = samples.WRITES_ON_GET.get(address.url.key, set())
        found.faults += [f"wrote to {table}" for table in found.wrote - allowed]
    return found


def _note(found: Visit, response: HttpResponseBase) -> None:
    found.status, found.to = response.status_code, response.headers.get("location", "")
    found.faults += header_faults(response)
    content: bytes = getattr(response, "content", b"")
    kind = response.headers.get("content-type", "")
    found.text = content.decode() if kind.startswith(("text/", "application/json")) else ""
    found.is_page = is_html(response) and bool(content)
    if found.is_page:
        page = _read(TOKEN.sub("", found.text))
        found.language, found.links, found.forms = page.language, page.links, page.forms
        found.faults += page_faults(page, response.headers["content-language"])


@lru_cache(maxsize=1000)
def _read(text: str) -> Html:
    """Many an answer says the same: that nothing is there."""
    return Html(text)


def _addresses_for(persona: str, method: str, language: str) -> list[Address]:
    """Who sees what nobody else sees reads all there is; the others a sample of what is alike."""
    if persona in LIKE_A_VISITOR:
        return [item for item in addresses() if item.url.key == LIKE_A_VISITOR[persona]]
    is_whole = method == "GET" and language == "vi"
    outside = [item for item in addresses() if not item.url.is_admin]
    if not is_whole or persona not in READ_ALL:
        outside = [item for item in outside if not item.query and _is_telling(item)]
    return outside + [
        item
        for item in addresses()
        if item.url.is_admin
        and (not item.query or (is_whole and persona == "superuser"))
        and _asks(persona, method, language, item)
    ]


def _is_telling(address: Address) -> bool:
    """Not one more of the questions, which are all one view."""
    return address.url.key != "question" or str(address) in samples.TELLING_QUESTIONS


def _asks(persona: str, method: str, language: str, address: Address) -> bool:
    """In the admin."""
    if address.url.key == "admin:index":
        return True
    if method != "GET":
        return False
    if persona == "superuser":
        return not samples.is_of_figures(address)
    return language == "vi" and (
        persona == TRIES_THE_ADMIN or (persona in STAFF and not samples.is_of_figures(address))
    )
