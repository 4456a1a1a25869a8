"""What the agency itself knows of a worker. What the worker says stands in the plan."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import Agency, User
from accounts.validators import normalise_email, normalise_phone
from planner.casework.enums import CaseEventKind
from planner.casework.models import Case
from planner.casework.selectors.case import FACTS, fact_values, has_reference
from planner.casework.services.cases import happened, held_case
from planner.sharing.audiences import Opened
from planner.sharing.stale import check_seen


class ReferenceTaken(Exception):
    """Another worker of the agency goes by this number."""


class DaysOutOfOrder(Exception):
    """Its argument: the column of the day that lies before the departure."""


@transaction.atomic
def keep_facts(
    *, opened: Opened, by: User, values: Mapping[str, Any], seen: str, now: datetime
) -> Case:
    """`values`: some or all of FACTS. The same again writes nothing.

    Raises ChangedMeanwhile, ReferenceTaken, DaysOutOfOrder; ValidationError for what is no e-mail or mobile number.
    """
    case = held_case(opened, now=now)
    before = fact_values(case)
    check_seen(seen, before)
    for name, value in values.items():
        setattr(case, name, _cleaned(name, value))
    changed = [name for name in FACTS if fact_values(case)[name] != before[name]]
    if not changed:
        return case
    if column := day_fault(case.departs_on, case.returns_on, case.status_ends_on):
        raise DaysOutOfOrder(column)
    if "reference" in changed:
        _check_reference(case, opened)
    case.save(update_fields=changed)
    happened(CaseEventKind.FACTS, case=case, by=by, now=now, words=" ".join(changed))
    return case


def day_fault(departs_on: date | None, returns_on: date | None, ends_on: date | None) -> str:
    """The column whose day does not come after the departure; empty if both do."""
    if departs_on and returns_on and returns_on <= departs_on:
        return "returns_on"
    return "status_ends_on" if departs_on and ends_on and ends_on <= departs_on else ""


def _cleaned(name: str, value: Any) -> Any:
    if name == "phone" and value:
        return normalise_phone(value)
    if name == "email" and value:
        return normalise_email(value)
    return " ".join(value.split()) if isinstance(value, str) else value


def _check_reference(case: Case, opened: Opened) -> None:
    """Two who take one number queue up at the agency. Raises ReferenceTaken."""
    if not case.reference:
        return
    agency = Agency.objects.select_for_update().get(pk=opened.assignment.agency_id)
    if has_reference(agency.pk, case.reference, but=opened.person.pk):
        raise ReferenceTaken
