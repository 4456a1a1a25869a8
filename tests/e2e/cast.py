"""The world of the sweeps on a served site: who is signed in with which session, and every address."""

import json
from dataclasses import asdict, dataclass

from tests.sweeps import samples
from tests.sweeps.personas import PERSONAS
from tests.sweeps.world import make_world


@dataclass(frozen=True)
class Place:
    """An address as a browser opens it. `key` names its URL."""

    name: str
    key: str
    path: str
    is_admin: bool
    has_page: bool


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
    world = make_world()
    clients = {name: enter(world) for name, enter in PERSONAS.items() if name != "visitor"}
    cast = Cast(
        {name: client.cookies["session"].value for name, client in clients.items()},
        [
            Place(
                str(address),
                address.url.key,
                address.path(world),
                address.url.is_admin,
                address.url.key not in samples.WITHOUT_PAGE,
            )
            for address in samples.addresses()
        ],
    )
    return json.dumps(asdict(cast))
