"""Benchmarks: read them, propose one, see what became of it."""

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Status

from planner.plans.enums import ProposalKind, ProposalState
from planner.plans.models import Proposal
from planner.plans.selectors.in_caseload import benchmarks_open_in, proposal_open_in
from planner.plans.services.proposals import TooManyProposals, propose
from planner.sharing.audiences import Opened
from planner.web.api.keys import now, reader_behind
from planner.web.api.problems import NOT_FOUND, PROBLEMS, Problem
from planner.web.api.rows import benchmark_row, proposal_row
from planner.web.api.schemas import BenchmarksOut, NewBenchmark, ProblemOut, ProposalOut
from planner.web.api.workers import opened_or_not_found

router = Router(tags=["benchmarks"])
PATH = "/workers/{int:worker_id}/benchmarks"


@router.get(
    PATH, response={200: BenchmarksOut, PROBLEMS: ProblemOut}, operation_id="list_benchmarks"
)
@transaction.atomic
def list_benchmarks(request: HttpRequest, worker_id: int) -> object:
    """The dated checkpoints of the plan, by day, and how each stands today. None about money."""
    opened = opened_or_not_found(request, worker_id)
    return {"benchmarks": [benchmark_row(row) for row in benchmarks_open_in(opened)]}


@router.post(
    PATH, response={202: ProposalOut, PROBLEMS: ProblemOut}, operation_id="propose_benchmark"
)
@transaction.atomic
def propose_benchmark(request: HttpRequest, worker_id: int, body: NewBenchmark) -> object:
    """Propose one: it is in the plan once the worker says yes. The same one again is not proposed twice."""
    opened = opened_or_not_found(request, worker_id)
    if opened.person.is_invited:
        raise Problem(409, "This worker has not accepted the invitation yet, and reads nothing.")
    values = {"words": body.words, "due_on": body.due_on.isoformat(), "group": body.group.value}
    row = _waiting(opened, values) or _proposed(request, opened, values, body.why)
    return Status(202, proposal_row(row))


@router.get(
    "/workers/{int:worker_id}/proposals/{int:proposal_id}",
    response={200: ProposalOut, PROBLEMS: ProblemOut},
    operation_id="get_proposal",
)
@transaction.atomic
def get_proposal(request: HttpRequest, worker_id: int, proposal_id: int) -> object:
    """What the worker answered."""
    row = proposal_open_in(opened_or_not_found(request, worker_id), proposal_id)
    if row is None:
        raise Problem(404, NOT_FOUND)
    return proposal_row(row)


def _waiting(opened: Opened, values: dict[str, str]) -> Proposal | None:
    rows = Proposal.objects.open_in(opened).filter(
        kind=ProposalKind.BENCHMARK, state=ProposalState.OPEN
    )
    return next((row for row in rows if row.values == values), None)


def _proposed(request: HttpRequest, opened: Opened, values: dict[str, str], why: str) -> Proposal:
    try:
        return propose(
            opened=opened,
            by=reader_behind(request),
            kind=ProposalKind.BENCHMARK,
            values=values,
            why=why,
            now=now(),
        )
    except TooManyProposals:
        words = "Too many proposals wait for this worker's answer. Talk about them first."
        raise Problem(409, words) from None
