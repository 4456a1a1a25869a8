"""Write workers: add them as a list would, and keep what the agency knows itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from ninja import Status

from accounts.models import User
from accounts.validators import normalise_email, normalise_phone
from planner.casework.importing.values import WorkerValues
from planner.casework.selectors.case import fact_values
from planner.casework.services.facts import (
    DaysOutOfOrder,
    ReferenceTaken,
    day_fault,
    keep_facts,
)
from planner.casework.services.invited import NotKept, keep_worker
from planner.reference.models import JobCategory, Province
from planner.sharing.selectors import counselors_of
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from planner.web.api.keys import key_behind, now, reader_behind
from planner.web.api.problems import PROBLEMS, Problem, not_valid
from planner.web.api.rows import case_of
from planner.web.api.schemas import NewWorker, ProblemOut, WorkerFacts, WorkerOut
from planner.web.api.workers import opened_or_not_found, row_of
from planner.web.api.workers import router as of_workers

router = of_workers
DAYS = "This day must come after departs_on."
_NORMAL = {"phone": normalise_phone, "email": normalise_email}


@router.post(
    "/workers",
    response={200: WorkerOut, 201: WorkerOut, PROBLEMS: ProblemOut},
    operation_id="add_worker",
)
@transaction.atomic
def add_worker(request: HttpRequest, body: NewWorker) -> object:
    """Add a worker, or bring one up to date whom your agency has: known by reference, contact, or name and birth year.

    201: new, and invited; the invitation's link is made on the worker's page. 200: known; empty fields change nothing.
    The same answer whether or not somebody has an account elsewhere.
    """
    key, by = key_behind(request), reader_behind(request)
    counselor = _counselor(by, body.counselor)
    try:
        kept = keep_worker(
            agency=key.agency, counselor=counselor, values=_worker_values(body), by=by, now=now()
        )
    except NotKept:
        words = "These facts point to two different workers of your agency. Look at them first."
        raise Problem(409, words) from None
    opened = opened_or_not_found(request, kept.case.assignment.worker_id)
    return Status(201 if kept.is_new else 200, row_of(request, opened))


@router.patch(
    "/workers/{int:worker_id}",
    response={200: WorkerOut, PROBLEMS: ProblemOut},
    operation_id="change_worker",
)
@transaction.atomic
def change_worker(request: HttpRequest, worker_id: int, body: WorkerFacts) -> object:
    """Change what your agency knows itself. What the worker says stays as the worker said it."""
    opened = opened_or_not_found(request, worker_id)
    given = body.model_dump(exclude_unset=True)
    values = {name: value if value is not None else _nothing(name) for name, value in given.items()}
    try:
        keep_facts(
            opened=opened,
            by=reader_behind(request),
            values=_normal(values),
            seen=fingerprint(fact_values(case_of(opened.assignment))),
            now=now(),
        )
    except DaysOutOfOrder as error:
        raise not_valid([_fault(str(error), DAYS)]) from None
    except ReferenceTaken:
        words = "Another worker of your agency has this reference."
        raise Problem(409, words, fields=[{"where": "body.reference", "message": words}]) from None
    except ChangedMeanwhile:
        raise Problem(409, "Somebody changed it at this moment. Send it again.") from None
    return row_of(request, opened)


def _worker_values(body: NewWorker) -> WorkerValues:
    """Checked against the reference data, which a list's cells are read by."""
    given = body.model_dump(exclude_unset=True, exclude={"counselor"}, exclude_none=True)
    values = _normal(given)
    days = [values.get(name) for name in ("departs_on", "returns_on", "status_ends_on")]
    if column := day_fault(*days):
        raise not_valid([_fault(column, DAYS)])
    if faults := [*_place_faults(values), *_trade_faults(values)]:
        raise not_valid(faults)
    return WorkerValues(**values)


def _place_faults(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    province, former = values.get("province"), values.get("former_province")
    if province and not Province.objects.current().filter(code=province).exists():
        return [_fault("province", "No code of a province of today.")]
    formers = Province.objects.former().filter(code=former, now__code=province or "")
    if former and not formers.exists():
        return [_fault("former_province", "No code of a former province that lies in “province”.")]
    return []


def _trade_faults(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    trade = values.get("trade")
    if trade and not JobCategory.objects.filter(code=trade).exists():
        return [_fault("trade", "No code of a trade.")]
    return []


def _counselor(by: User, pk: int | None) -> User:
    """The supervisor of the key, where nobody is named."""
    if pk is None or by.agency is None:
        return by
    found = counselors_of(by.agency).filter(pk=pk).first()
    if found is None:
        raise not_valid([_fault("counselor", "No counselor of your agency has this id.")])
    return found


def _normal(values: Mapping[str, Any]) -> dict[str, Any]:
    """E-mail and phone in the one spelling they are kept in."""
    found = dict(values)
    for name, normal in _NORMAL.items():
        if found.get(name):
            try:
                found[name] = normal(found[name])
            except ValidationError as error:
                raise not_valid([_fault(name, " ".join(error.messages))]) from None
    return found


def _nothing(name: str) -> date | str | None:
    return None if name.endswith("_on") else ""


def _fault(name: str, message: str) -> dict[str, Any]:
    return {"loc": ("body", name), "msg": message}
