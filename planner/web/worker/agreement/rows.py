"""Proposals as pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.plans.enums import GoalKind, ProposalKind, ProposalState, StepHelper
from planner.plans.models import Proposal
from planner.web.shared.rows import Text
from planner.wording.benchmarks import GROUPS


@dataclass(frozen=True)
class ProposalRow:
    pk: int
    kind: Text
    words: str
    details: list[str]
    why: str
    by_name: str
    made_at: datetime
    state: str
    state_words: Text
    answer: str
    is_open: bool


def proposal_row(row: Proposal) -> ProposalRow:
    return ProposalRow(
        pk=row.pk,
        kind=ProposalKind(row.kind).label,
        words=row.values["words"],
        details=[text for text in _details(ProposalKind(row.kind), row.values) if text],
        why=row.why,
        by_name=row.by_name,
        made_at=row.made_at,
        state=row.state,
        state_words=ProposalState(row.state).label,
        answer=row.answer,
        is_open=row.answered_at is None,
    )


def _details(kind: ProposalKind, values: dict[str, Any]) -> list[str]:
    if kind == ProposalKind.GOAL:
        return [str(GoalKind(values["kind"]).label)]
    if kind == ProposalKind.STEP:
        helper = values.get("helper")
        return [
            values.get("target_level", ""),
            _("Who can help: %(who)s") % {"who": StepHelper(helper).label} if helper else "",
        ]
    day = date_format(date.fromisoformat(values["due_on"]))
    return [_("By %(day)s") % {"day": day}, str(GROUPS[values["group"]])]
