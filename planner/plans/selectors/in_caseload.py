"""What is open of the plans of many people, and of one, to systems that read them for a desk."""

from collections.abc import Iterable

from accounts.models import User
from planner.plans.models import Benchmark, Plan, Proposal
from planner.sharing.audiences import Opened
from planner.sharing.sections import Section


def ways_in_caseload(reader: User, people: Iterable[int]) -> dict[int, Plan]:
    """Route and days, as far as they are open to the reader. One query."""
    rows = Plan.objects.visible_to(reader).filter(person__in=set(people))
    return {row.person_id: row for row in rows}


def benchmarks_open_in(opened: Opened) -> list[Benchmark]:
    """By day. None about money, even where the worker opened that. One query."""
    rows = Benchmark.objects.open_in(opened).exclude(section=Section.MONEY)
    return list(rows.order_by("due_on", "key"))


def proposal_open_in(opened: Opened, pk: int) -> Proposal | None:
    row: Proposal | None = Proposal.objects.open_in(opened).filter(pk=pk).first()
    return row
