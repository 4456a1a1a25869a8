"""Which sections of a worker are open to whom, and the query that keeps to it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.enums import Role
from planner.sharing.enums import Audience, Purpose
from planner.sharing.models import Assignment, Consent, ConsentQuerySet
from planner.sharing.sections import Section

if TYPE_CHECKING:
    from accounts.models import User

_AGENCY = frozenset({Audience.OWNER, Audience.COUNSELOR, Audience.SUPERVISOR})
_OWNER = frozenset({Audience.OWNER})
# Programme staff, family and statistics see nothing of a single person.
OPEN_TO: dict[Section, frozenset[Audience]] = {
    Section.PROFILE: _AGENCY,
    Section.PLAN: _AGENCY,
    Section.BENCHMARKS: _AGENCY,
    Section.WORK: _AGENCY,
    Section.MONEY: _OWNER,
    Section.WELL_BEING: _OWNER,
    Section.DECISION: _OWNER,
}
CLOSED = frozenset(section for section, audiences in OPEN_TO.items() if audiences == _OWNER)
# To the named counselor of the assignment, as long as the worker's consent holds.
OPENS: dict[Purpose, Section] = {
    Purpose.OPEN_MONEY: Section.MONEY,
    Purpose.OPEN_WELL_BEING: Section.WELL_BEING,
    Purpose.OPEN_DECISION: Section.DECISION,
}
_AUDIENCE_OF = {Role.COUNSELOR: Audience.COUNSELOR, Role.SUPERVISOR: Audience.SUPERVISOR}


@dataclass(frozen=True)
class Opened:
    """A worker whom a reader may read, in these sections. Made by `services.open_person` only, which logs it."""

    person: "User"
    assignment: Assignment
    sections: frozenset[Section]


def own_sections(person: "User") -> frozenset[Section]:
    """What a person sees of the own data: all, or less in a browser that is shut out."""
    return frozenset(Section) - CLOSED if person.is_shut_out else frozenset(Section)


def sections_for(reader: "User") -> frozenset[Section]:
    """What somebody sees of every worker in the own care; nothing for who cares for nobody."""
    audience = _AUDIENCE_OF.get(Role(reader.role))
    return frozenset(section for section, audiences in OPEN_TO.items() if audience in audiences)


def consents_to(reader: "User") -> ConsentQuerySet:
    """What workers have opened to this counselor, by name, and who is their counselor now."""
    if reader.role != Role.COUNSELOR:
        return Consent.objects.none()
    in_care = Assignment.objects.of_reader(reader).filter(counselor=reader).values("worker")
    return Consent.objects.holding().filter(counselor=reader, purpose__in=OPENS, person__in=in_care)


def sections_opened_to(reader: "User", worker_pk: int) -> dict[Section, Consent]:
    """Closed sections that this worker has opened to this very reader, with the consent."""
    # By the key: only then a number too large for the database finds nobody instead of failing.
    rows = consents_to(reader).filter(person__pk=worker_pk)
    return {OPENS[Purpose(row.purpose)]: row for row in rows}


class PersonalQuerySet(models.QuerySet[Any]):
    """Rows that belong to a `person`, in the section that their model declares.

    Where the rows of one model differ, `section` is a field of the row.
    """

    def visible_to(self, reader: "User") -> "PersonalQuerySet":
        """The own rows, and those of workers in the reader's care, in sections open to the reader.

        Of a worker who opened more to this very counselor, that too.
        """
        in_care = Assignment.objects.of_reader(reader).values("worker")
        seen = Q(person=reader) & self._within(own_sections(reader))
        seen |= Q(person__in=in_care) & self._within(sections_for(reader))
        if reader.role == Role.COUNSELOR:
            for purpose, section in OPENS.items():
                opened = consents_to(reader).filter(purpose=purpose).values("person")
                seen |= Q(person__in=opened) & self._within(frozenset({section}))
        return self.filter(seen)

    def of(self, person: "User") -> "PersonalQuerySet":
        """The person's own rows, as this browser may show them."""
        return self.filter(Q(person=person) & self._within(own_sections(person)))

    def open_in(self, opened: Opened) -> "PersonalQuerySet":
        """What is open of a worker to whoever opened the page."""
        return self.filter(Q(person=opened.person) & self._within(opened.sections))

    def _within(self, sections: frozenset[Section]) -> Q:
        section = self.model.section
        if isinstance(section, Section):
            return Q() if section in sections else Q(pk__in=[])
        return Q(section__in=sections)
