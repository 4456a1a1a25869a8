"""What of a caseload goes into a file, and who may take it out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from accounts.enums import Role
from accounts.models import Agency, User
from accounts.selectors import cares_in
from planner.casework.enums import ExportFormat, ExportKind
from planner.casework.models import Export, ExportRight
from planner.casework.selectors.caseload import CaseloadRow, caseload_rows
from planner.plans.models import Plan
from planner.sharing.audiences import sections_for
from planner.sharing.models import Assignment
from planner.sharing.sections import Section

# What every counselor may take out; the rest a supervisor gives, one by one.
FOR_ALL = frozenset({(ExportKind.PLAIN, ExportFormat.CSV)})
# Kind and format.
Taken = tuple[ExportKind, ExportFormat]
EVERYTHING: frozenset[Taken] = frozenset(
    (kind, form) for kind in ExportKind for form in ExportFormat
)
TO_GIVE: tuple[Taken, ...] = tuple(
    (kind, form) for kind in ExportKind for form in ExportFormat if (kind, form) not in FOR_ALL
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the agency knows itself. `returns_on`: the plan's day, where there is one."""

    reference: str
    email: str
    phone: str
    employer: str
    returns_on: date | None


@dataclass(frozen=True, slots=True)
class ExportRow:
    """`token`: of a link of invitation that was made for this file, and `ends_at`, when it ends."""

    worker: CaseloadRow
    known: Known
    token: str = ""
    ends_at: datetime | None = None


NOTHING = Known("", "", "", "", None)


def may_export(person: User, kind: str, form: str) -> bool:
    return (kind, form) in rights_of(person)


def rights_of(person: User) -> frozenset[Taken]:
    """What somebody may take out now: a supervisor everything, a counselor what was given in this agency."""
    if not cares_in(person, agency_id=person.agency_id):
        return frozenset()
    if person.role == Role.SUPERVISOR:
        return EVERYTHING
    given = ExportRight.objects.filter(person=person, agency=person.agency_id)
    return FOR_ALL | {
        (ExportKind(kind), ExportFormat(form)) for kind, form in given.values_list("kind", "format")
    }


def counselors_with_rights(agency: Agency) -> list[tuple[User, frozenset[Taken]]]:
    """The agency's counselors by name, each with what was given. Two queries."""
    people = list(
        User.objects.active().filter(agency=agency, role=Role.COUNSELOR).order_by("name", "pk")
    )
    given: dict[int, set[Taken]] = {person.pk: set() for person in people}
    rights = ExportRight.objects.filter(agency=agency, person__in=people)
    for pk, kind, form in rights.values_list("person", "kind", "format"):
        given[pk].add((ExportKind(kind), ExportFormat(form)))
    return [(person, frozenset(given[person.pk])) for person in people]


def exports_of(reader: User) -> QuerySet[Export]:
    """The own ones, newest first: nobody fetches what somebody else asked for."""
    return Export.objects.filter(by=reader).order_by("-made_at", "-pk")


def export_rows(reader: User, found: "QuerySet[Assignment]") -> list[ExportRow]:
    """Of assignments out of `caseload(reader, …)`, in their order. Six queries, however many."""
    rows = caseload_rows(reader, list(found.values_list("pk", flat=True)))
    known = _known(reader, [row.pk for row in rows])
    return [ExportRow(row, known.get(row.pk, NOTHING)) for row in rows]


def _known(reader: User, people: Collection[int]) -> dict[int, Known]:
    rows = Assignment.objects.of_reader(reader).filter(worker__in=people, case__isnull=False)
    return {
        pk: Known(*values)
        for pk, *values in rows.values_list(
            "worker",
            "case__reference",
            "case__email",
            "case__phone",
            "case__employer",
            _return(sections_for(reader)),
        )
    }


def _return(sections: frozenset[Section]) -> Any:
    if Plan.section not in sections:
        return F("case__returns_on")
    return Coalesce(F("worker__plan__returns_on"), F("case__returns_on"))
