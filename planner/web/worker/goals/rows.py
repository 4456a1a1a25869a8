from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from planner.money.enums import Currency
from planner.plans.enums import GoalKind, StepHelper, TargetKind
from planner.plans.models import Goal, Step
from planner.sharing.sections import Section
from planner.web.shared.rows import Text
from planner.web.worker.seen_by import seen_by
from planner.wording.money import money


@dataclass(frozen=True)
class GoalRow:
    """`words` empty: not written yet."""

    kind: str
    label: Text
    words: str = ""
    seen_by: Text = ""


@dataclass(frozen=True)
class StepRow:
    pk: int
    words: str
    helper: str
    target: str
    due: str
    done: str
    is_done: bool
    is_closed: bool
    seen_by: Text


def goal_rows(goals: dict[str, Goal]) -> list[GoalRow]:
    return [
        GoalRow(kind, kind.label, goals[kind].words, seen_by(goals[kind].section))
        if kind in goals
        else GoalRow(kind, kind.label)
        for kind in GoalKind
    ]


def step_row(step: Step) -> StepRow:
    helper = str(StepHelper(step.helper).label)
    return StepRow(
        pk=step.pk,
        words=step.words,
        helper=f"{helper}: {step.helper_words}" if step.helper_words else helper,
        target=_target(step),
        due=date_format(step.due_month, "YEAR_MONTH_FORMAT") if step.due_month else "",
        done=date_format(step.done_on) if step.done_on else "",
        is_done=step.done_on is not None,
        is_closed=step.section == Section.MONEY,
        seen_by=seen_by(step.section),
    )


def _target(step: Step) -> str:
    if step.target == TargetKind.AMOUNT and step.target_amount is not None:
        return money(step.target_amount, Currency(step.target_currency))
    if step.target == TargetKind.LEVEL:
        return step.target_level
    return gettext("Done or not done")
