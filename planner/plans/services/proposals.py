"""A counselor proposes; nothing of it is in the plan before the worker says yes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from planner.benchmarks.enums import Group
from planner.plans.enums import (
    ChangeKind,
    GoalKind,
    ProposalKind,
    ProposalState,
    StepHelper,
    TargetKind,
)
from planner.plans.models import Goal, Proposal
from planner.plans.records import GOAL, plain
from planner.plans.services.benchmarks import add_benchmark
from planner.plans.services.goals import keep_goal, keep_step
from planner.plans.services.writing import NotThere, hold, record
from planner.sharing.audiences import Opened
from planner.sharing.sections import Section
from planner.sharing.stale import fingerprint

MOST_OPEN = 20
_SECTION = {
    ProposalKind.GOAL: Section.PLAN,
    ProposalKind.STEP: Section.PLAN,
    ProposalKind.BENCHMARK: Section.BENCHMARKS,
}


class TooManyProposals(Exception):
    """The worker has enough to answer."""


class Answered(Exception):
    """It was answered already, the other way."""


@transaction.atomic
def propose(
    *,
    opened: Opened,
    by: User,
    kind: ProposalKind,
    values: Mapping[str, Any],
    why: str,
    now: datetime,
) -> Proposal:
    """`values` as JSON: goal: kind, words; step: words, helper, target, target_level, due_month;
    benchmark: words, due_on, group. Amounts are the worker's own. Raises NotThere, TooManyProposals.
    """
    section = _SECTION[kind]
    if section not in opened.sections or values.get("target") == TargetKind.AMOUNT:
        raise NotThere
    hold(opened.person)
    waiting = Proposal.objects.filter(person=opened.person, state=ProposalState.OPEN)
    if waiting.count() >= MOST_OPEN:
        raise TooManyProposals
    row = Proposal.objects.create(
        person=opened.person,
        section=section,
        by=by,
        by_name=by.name,
        kind=kind,
        values=dict(values),
        why=why,
        made_at=now,
    )
    record(
        ChangeKind.PROPOSED,
        person=opened.person,
        by=by,
        section=section,
        now=now,
        about=values["words"],
        after={"kind": kind, **values},
        why=why,
    )
    return row


@transaction.atomic
def answer_proposal(
    *, person: User, pk: int, is_accepted: bool, words: str, now: datetime
) -> Proposal:
    """Accepting puts it into the plan. The same answer again changes nothing.

    Raises NotThere, Answered, ClosedHere, TooManySteps, TooManyBenchmarks.
    """
    hold(person)
    row: Proposal | None = Proposal.objects.of(person).filter(pk=pk).first()
    if row is None:
        raise NotThere
    state = ProposalState.ACCEPTED if is_accepted else ProposalState.DECLINED
    if row.state == state:
        return row
    if row.state != ProposalState.OPEN:
        raise Answered
    row.state, row.answer, row.answered_at = state, words, now
    row.save(update_fields=["state", "answer", "answered_at"])
    record(
        ChangeKind.ACCEPTED if is_accepted else ChangeKind.DECLINED,
        person=person,
        section=row.section,
        now=now,
        about=row.values["words"],
        why=words,
    )
    if is_accepted:
        _take(person, row, now)
    return row


def _take(person: User, row: Proposal, now: datetime) -> None:
    values, why = row.values, row.why
    if row.kind == ProposalKind.GOAL:
        kind = GoalKind(values["kind"])
        goal = Goal.objects.of(person).filter(kind=kind).first()
        keep_goal(
            person=person,
            kind=kind,
            words=values["words"],
            is_money=False,
            seen=fingerprint(plain(goal, GOAL)),
            now=now,
            why=why,
        )
    elif row.kind == ProposalKind.STEP:
        step = {
            "words": values["words"],
            "helper": values.get("helper") or StepHelper.COUNSELOR,
            "target": values.get("target") or TargetKind.YES_NO,
            "target_level": values.get("target_level", ""),
            "due_month": _day(values.get("due_month")),
        }
        keep_step(person=person, pk=None, values=step, seen=fingerprint({}), now=now, why=why)
    else:
        add_benchmark(
            person=person,
            words=values["words"],
            due_on=date.fromisoformat(values["due_on"]),
            group=Group(values["group"]),
            is_money=False,
            now=now,
            why=why,
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
