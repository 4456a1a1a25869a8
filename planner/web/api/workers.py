"""Workers in the agency's care: read, add, bring up to date."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router

from planner.sharing.audiences import CLOSED, Opened
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.services import NotInCare, log_list, open_person
from planner.web.api.keys import filters_of, now, reader_behind
from planner.web.api.problems import NOT_FOUND, PROBLEMS, Problem, only_known
from planner.web.api.rows import worker_rows
from planner.web.api.schemas import ProblemOut, WorkerFilters, WorkerOut, WorkersOut

router = Router(tags=["workers"])
# As on the pages that say the same to every counselor.
WITHOUT_CLOSED = frozenset(Section) - CLOSED


@router.get(
    "/workers", response={200: WorkersOut, PROBLEMS: ProblemOut}, operation_id="list_workers"
)
@transaction.atomic
def list_workers(request: HttpRequest, filters: Query[WorkerFilters]) -> object:
    """Everybody in your agency's care, by id. Ask for the next page with `after`."""
    only_known(request, WorkerFilters)
    reader = reader_behind(request)
    found = list(_asked(Assignment.objects.of_reader(reader), filters)[: filters.limit + 1])
    page = found[: filters.limit]
    log_list(reader=reader, filters=filters_of(request), count=len(page), now=now())
    more = page[-1].worker_id if len(found) > len(page) else None
    return {"workers": worker_rows(reader, page), "next": more}


@router.get(
    "/workers/{int:worker_id}",
    response={200: WorkerOut, PROBLEMS: ProblemOut},
    operation_id="get_worker",
)
@transaction.atomic
def get_worker(request: HttpRequest, worker_id: int) -> object:
    """One worker: what is open of the plan, and what your agency knows itself."""
    opened = opened_or_not_found(request, worker_id)
    return row_of(request, opened)


def opened_or_not_found(request: HttpRequest, worker_id: int) -> Opened:
    """The look is logged, and the worker sees it."""
    try:
        return open_person(
            reader=reader_behind(request),
            worker_pk=worker_id,
            now=now(),
            within=WITHOUT_CLOSED,
            filters=filters_of(request),
        )
    except NotInCare:
        raise Problem(404, NOT_FOUND) from None


def row_of(request: HttpRequest, opened: Opened) -> object:
    """As it is now, whatever was just written."""
    reader = reader_behind(request)
    rows = _with_people(Assignment.objects.of_reader(reader)).filter(worker=opened.person)
    return worker_rows(reader, list(rows))[0]


def _asked(rows: QuerySet[Assignment], filters: WorkerFilters) -> QuerySet[Assignment]:
    rows = _with_people(rows).filter(worker__pk__gt=filters.after)
    if filters.reference:
        rows = rows.filter(case__reference=filters.reference)
    if filters.state == "closed":
        rows = rows.filter(case__closed_at__isnull=False)
    elif filters.state != "all":
        is_invited = filters.state == "invited"
        rows = rows.filter(case__closed_at__isnull=True, worker__is_invited=is_invited)
    return rows


def _with_people(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return rows.select_related("worker", "counselor", "case").order_by("worker_id")
