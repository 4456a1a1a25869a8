"""The next step of many cases at once."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from accounts.models import User
from planner.casework.models import FollowUp
from planner.sharing.models import Assignment


class NextStep(NamedTuple):
    kind: str
    words: str
    due_on: date


def next_steps_in_caseload(reader: User, people: Iterable[int]) -> dict[int, FollowUp]:
    """By worker: of those in the reader's care the open step with the earliest day. One query."""
    in_care = Assignment.objects.of_reader(reader).filter(worker__in=set(people))
    rows = FollowUp.objects.filter(done_at=None, case__assignment__in=in_care)
    found: dict[int, FollowUp] = {}
    for row in rows.order_by("due_on", "pk").select_related("case__assignment"):
        found.setdefault(row.case.assignment.worker_id, row)
    return found
