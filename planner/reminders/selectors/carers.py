"""Who of an agency can be told about a worker."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from accounts.enums import Role
from accounts.models import User
from accounts.selectors import CARING


@dataclass(frozen=True, slots=True)
class Carers:
    """Open accounts of one agency."""

    supervisors: list[int] = field(default_factory=list)
    counselors: list[int] = field(default_factory=list)

    def have(self, person: int | None) -> bool:
        return person in self.supervisors or person in self.counselors


def carers_of(agencies: Collection[int]) -> defaultdict[int, Carers]:
    """By agency; nobody of one that is closed. One query."""
    found: defaultdict[int, Carers] = defaultdict(Carers)
    rows = User.objects.active().filter(
        agency__in=agencies, agency__is_active=True, role__in=CARING
    )
    for person, role, agency in rows.values_list("pk", "role", "agency_id").order_by("pk"):
        if agency is not None:
            carers = found[agency]
            (carers.supervisors if role == Role.SUPERVISOR else carers.counselors).append(person)
    return found


def staff() -> list[int]:
    rows = User.objects.active().filter(role=Role.STAFF).order_by("pk")
    return list(rows.values_list("pk", flat=True))
