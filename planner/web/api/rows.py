"""Workers as the API tells of them: out of what is open to the supervisor, the same queries for one and for many."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from accounts.models import User
from planner.casework.models import Case, FollowUp
from planner.casework.selectors.next_steps import next_steps_in_caseload
from planner.plans.answers import Answers
from planner.plans.choices import choices_in_caseload
from planner.plans.models import Benchmark, Plan, Proposal
from planner.plans.selectors.in_caseload import ways_in_caseload
from planner.plans.selectors.told import answers_in_caseload
from planner.plans.standing import standing_of
from planner.sharing.models import Assignment

PLAN = ("route", "departs_on", "arrives_on", "returns_on", "ssw_starts_on")
FACTS = ("reference", "email", "phone", "employer", "departs_on", "returns_on", "status_ends_on")


def worker_rows(reader: User, assignments: Sequence[Assignment]) -> list[dict[str, Any]]:
    """Four queries. The assignments come with worker, counselor and case."""
    people = [row.worker_id for row in assignments]
    answers = answers_in_caseload(reader, people)
    choices = choices_in_caseload(reader, people)
    ways = ways_in_caseload(reader, people)
    steps = next_steps_in_caseload(reader, people)
    return [
        {
            **_of_care(row),
            **_told(answers.get(row.worker_id, Answers())),
            "trade": choices[row.worker_id].trade_code if row.worker_id in choices else None,
            "plan": _plan(ways.get(row.worker_id)),
            "next_step": _step(steps.get(row.worker_id)),
        }
        for row in assignments
    ]


def benchmark_row(row: Benchmark) -> dict[str, Any]:
    return {
        "key": row.key,
        "title_vi": row.words or row.title_vi,
        "title_en": row.words or row.title_en,
        "group": row.group,
        "due_on": row.due_on,
        "standing": standing_of(row, timezone.localdate()),
    }


def proposal_row(row: Proposal) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": row.state,
        "words": row.values.get("words", ""),
        "due_on": row.values.get("due_on"),
        "answer": row.answer,
    }


def case_of(assignment: Assignment) -> Case:
    """The one that there is, or an empty one that is not kept."""
    kept: Case | None = getattr(assignment, "case", None)
    return kept or Case()


def _of_care(row: Assignment) -> dict[str, Any]:
    case = case_of(row)
    counselor = row.counselor
    return {
        "id": row.worker_id,
        "name": row.worker.name,
        "state": _state(row.worker, case),
        "in_care_since": timezone.localdate(row.started_at),
        "counselor": {"id": counselor.pk, "name": counselor.name} if counselor else None,
        "agency": {name: getattr(case, name) for name in FACTS},
    }


def _state(worker: User, case: Case) -> str:
    if case.closed_at:
        return "closed"
    return "invited" if worker.is_invited else "open"


def _told(answers: Answers) -> dict[str, Any]:
    home = {"province": answers.province, "former_province": answers.former_province}
    return {"stage": answers.stage, "home": home}


def _plan(way: Plan | None) -> dict[str, Any] | None:
    return {name: getattr(way, name) for name in PLAN} if way else None


def _step(step: FollowUp | None) -> dict[str, Any] | None:
    return {name: getattr(step, name) for name in ("kind", "words", "due_on")} if step else None
