"""The world of the sweeps on a served site: who is signed in with which session, and every address."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from django.test import Client
from django.test.utils import setup_test_environment
from django.utils import timezone

from accounts.models import Announcement
from tests.sweeps import samples
from tests.sweeps.addresses import Address
from tests.sweeps.personas import PERSONAS, READERS
from tests.sweeps.visits import is_html, one_request, twin
from tests.sweeps.world import World, make_world

HOUR = 60 * 60
# The same page once more, as far as eyes and axe go.
ONCE_MORE = ("from=summary", "next=", "former 89", "current 24", "page=-1", "page=9")


@dataclass(frozen=True)
class Place:
    """An address as a browser opens it. `key` names its URL; `seen_by`: who sees a page there, if somebody does."""

    name: str
    key: str
    path: str
    is_admin: bool
    seen_by: str


@dataclass(frozen=True)
class Cast:
    """`sessions`: the value of the session cookie, by person."""

    sessions: dict[str, str]
    places: list[Place]

    @classmethod
    def from_json(cls, text: str) -> "Cast":
        stored = json.loads(text)
        return cls(stored["sessions"], [Place(**place) for place in stored["places"]])


def as_json() -> str:
    setup_test_environment()
    world = make_world()
    # It would stand on the pages of every other test too.
    Announcement.objects.update(shown_until=timezone.now())
    clients = {name: PERSONAS[name](world) for name in (*READERS, "superuser")}
    for client in clients.values():
        _sign_in_lately(client)
    cast = Cast(
        {name: client.cookies["session"].value for name, client in clients.items()},
        [
            Place(
                str(address),
                address.url.key,
                address.path(world),
                address.url.is_admin,
                _first_reader(address, world, clients),
            )
            for address in _addresses()
        ],
    )
    return json.dumps(asdict(cast))


def _addresses() -> list[Address]:
    """What another address of the same page of ours looks like, is seen in the first."""
    found = [
        address
        for address in samples.addresses()
        if address.url.key not in samples.WITHOUT_PAGE
        and not samples.is_of_figures(address)
        and not any(words in str(address) for words in ONCE_MORE)
    ]
    first = {address.url.key: address for address in reversed(found)}
    return [
        address
        for address in found
        if address.url.is_admin
        or address.url.key == "question"
        or address is first[address.url.key]
    ]


def _sign_in_lately(client: Client) -> None:
    """So that nobody has to confirm it is them, however long the tests take."""
    session = client.session
    if RECORDS in session:
        session[RECORDS] = [{**item, "at": item["at"] + HOUR} for item in session[RECORDS]]
        session.save()


def _first_reader(address: Address, world: World, clients: Mapping[str, Client]) -> str:
    """Blank if nobody sees a page. After everybody's pages who is known to read that far is asked first.

    Of the admin nobody need be asked: who opens the page finds out.
    """
    if address.url.is_admin:
        return "superuser"
    path = address.path(world)
    known = samples.READ_BY.get(address.url.key, "counselor")
    ours = dict.fromkeys(("answered", "worker", known, *READERS))
    for name in ours:
        with one_request():
            response = twin(clients[name]).get(
                path, follow=address.url.key in samples.LEADS_TO_ITSELF
            )
        if response.status_code == 200 and is_html(response):
            return name
    return ""
