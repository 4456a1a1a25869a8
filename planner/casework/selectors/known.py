"""Whether an agency knows somebody already. Whom other agencies know, or who has an account elsewhere, is not looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import Agency
from accounts.names import search_key
from planner.casework.importing.values import Field, WorkerValues
from planner.sharing.models import Assignment

FACTS = (
    *("reference", "email", "phone", "employer"),
    *("departs_on", "returns_on", "status_ends_on"),
)
_COLUMNS = {
    "assignment": "pk",
    "case": "case__pk",
    "worker": "worker_id",
    "counselor": "counselor_id",
    "name_key": "worker__name_key",
    "is_invited": "worker__is_invited",
    "birth_year": "worker__profile__birth_year",
    "sex": "worker__profile__sex",
    "trade": "worker__profile__trade__code",
    "province": "worker__home__province__code",
    "former_province": "worker__home__former_province__code",
    "own_phone": "worker__phone",
    "own_email": "worker__email",
    **{name: f"case__{name}" for name in FACTS},
}


@dataclass(frozen=True)
class Person:
    """Somebody in the agency's care, or in an earlier row (`row`) of the same list. `facts`: of the case."""

    name_key: str
    birth_year: int | None
    reference: str
    phones: frozenset[str]
    emails: frozenset[str]
    assignment: int = 0
    case: int | None = None
    worker: int = 0
    counselor: int | None = None
    is_invited: bool = False
    birth_on: date | None = None
    facts: dict[str, Any] = field(default_factory=dict, compare=False)
    told: dict[str, Any] = field(default_factory=dict, compare=False)
    row: int = 0

    @classmethod
    def of(cls, values: WorkerValues, row: int) -> "Person":
        return cls(
            name_key=search_key(values.name),
            birth_year=values.birth_year,
            birth_on=values.birth_on,
            reference=values.reference,
            phones=frozenset({values.phone} - {""}),
            emails=frozenset({values.email} - {""}),
            row=row,
        )

    def is_called_like(self, other: "Person") -> bool:
        """The same, or the given name and a little more: lists leave out middle names."""
        mine, theirs = self.name_key.split(), other.name_key.split()
        return mine[-1:] == theirs[-1:] or len(set(mine) & set(theirs)) > 1

    def differs_from(self, other: "Person", *, by_phone: bool) -> bool:
        """Both tell something that only one of two people can have."""
        pairs = [
            (self.reference, other.reference),
            (self.birth_year, other.birth_year),
            (self.birth_on, other.birth_on),
        ]
        if any(mine and theirs and mine != theirs for mine, theirs in pairs):
            return True
        return bool(by_phone and self.phones and other.phones and not self.phones & other.phones)


@dataclass(frozen=True)
class Match:
    """`person`: who it is; None for somebody new. `two`, `shared`: the fields that point to somebody else."""

    person: Person | None
    two: Field | None = None
    shared: Field | None = None


class KnownPeople:
    def __init__(self, people: Iterable[Person]) -> None:
        self._by: dict[tuple[str, str], list[Person]] = {}
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        for key in _keys(person):
            self._by.setdefault(key, []).append(person)

    def match(self, values: WorkerValues) -> Match:
        wanted = Person.of(values, 0)
        found: list[tuple[Field, Person]] = []
        shared: Field | None = None
        for person in self._by.get(("reference", values.reference), []) if values.reference else []:
            if not wanted.is_called_like(person):
                return Match(None, two=Field.REFERENCE)
            found.append((Field.REFERENCE, person))
        for column, kind, value in (
            (Field.PHONE, "phone", values.phone),
            (Field.EMAIL, "email", values.email),
        ):
            for person in self._by.get((kind, value), []) if value else []:
                if wanted.is_called_like(person) and not wanted.differs_from(
                    person, by_phone=False
                ):
                    found.append((column, person))
                else:
                    shared = shared or column
        if not found and values.birth_year:
            alike = [
                person
                for person in self._by.get(("name", wanted.name_key), [])
                if person.birth_year == values.birth_year
                and not wanted.differs_from(person, by_phone=True)
            ]
            # Two of one name and year are told apart by what else is known of them.
            alike.sort(key=lambda person: -_agreeing(person, values))
            found = [(Field.NAME, person) for person in alike[:1]]
        first = found[0][1] if found else None
        # The newest of an earlier row and a case is one person: rows stand for what they will become.
        other = next(
            (column for column, person in found if person != first and not person.row), None
        )
        return Match(first, two=other, shared=shared if first is None else None)


def known_people(agency: Agency, rows: Iterable[WorkerValues]) -> KnownPeople:
    """Those in the agency's care who could be one of these. One query."""
    asked: dict[str, set[str]] = {}
    for values in rows:
        for kind, value in _keys(Person.of(values, 0)):
            asked.setdefault(kind, set()).add(value)
    wanted = Q()
    for kind, names in (
        ("reference", ("case__reference",)),
        ("phone", ("case__phone", "worker__phone")),
        ("email", ("case__email", "worker__email")),
        ("name", ("worker__name_key",)),
    ):
        for name in names if kind in asked else ():
            wanted |= Q(**{f"{name}__in": sorted(asked[kind])})
    if not wanted:
        return KnownPeople([])
    found = Assignment.objects.open().filter(wanted, agency=agency).order_by("pk")
    return KnownPeople(_person(row) for row in found.values_list(*_COLUMNS.values()))


def _person(row: tuple[Any, ...]) -> Person:
    said = dict(zip(_COLUMNS, row, strict=True))
    return Person(
        name_key=said["name_key"],
        birth_year=said["birth_year"],
        reference=said["reference"] or "",
        phones=frozenset({said["phone"], said["own_phone"]} - {None, ""}),
        emails=frozenset({said["email"], said["own_email"]} - {None, ""}),
        assignment=said["assignment"],
        case=said["case"],
        worker=said["worker"],
        counselor=said["counselor"],
        is_invited=said["is_invited"],
        facts={name: said[name] for name in FACTS},
        told={name: said[name] or "" for name in ("sex", "trade", "province", "former_province")}
        | {"birth_year": said["birth_year"]},
    )


def _agreeing(person: Person, values: WorkerValues) -> int:
    return sum(
        bool(value := getattr(values, name)) and person.facts.get(name) == value for name in FACTS
    )


def _keys(person: Person) -> Iterator[tuple[str, str]]:
    if person.reference:
        yield "reference", person.reference
    for phone in person.phones:
        yield "phone", phone
    for email in person.emails:
        yield "email", email
    if person.name_key:
        yield "name", person.name_key
