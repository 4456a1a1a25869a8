"""Workers as a counselor's pages show them: only from what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from planner.casework.selectors import unread_in_caseload
from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.choices import MadeChoice, choices_in_caseload
from planner.plans.selectors.progress import Progress, progress_in_caseload
from planner.plans.selectors.told import answers_in_caseload
from planner.sharing.models import Assignment
from planner.web.shared.rows import Text
from planner.web.worker.home_tasks import Told, next_task, stage_parts
from planner.web.worker.summary_rows import place_words
from planner.wording.languages import localized


@dataclass(frozen=True)
class WorkerRow:
    name: str
    url: str
    place: str
    trade: str
    stage: Text
    next_step: Text
    last_active: str
    counselor: str
    # Messages of the worker that nobody has said to have read.
    unread: int
    messages_url: str


def worker_rows(
    reader: User, assignments: Sequence[Assignment], atlas: Atlas, *, today: date
) -> list[WorkerRow]:
    """The same number of queries, however many there are."""
    people = [assignment.worker_id for assignment in assignments]
    answers = answers_in_caseload(reader, people)
    choices = choices_in_caseload(reader, people)
    progress = progress_in_caseload(reader, people, today=today)
    unread = unread_in_caseload(reader, people)
    return [
        _row(
            assignment,
            told_openly(
                answers.get(assignment.worker_id, Answers()),
                choices.get(assignment.worker_id),
                atlas,
                progress.get(assignment.worker_id, Progress()),
                today,
            ),
            today,
            unread.get(assignment.worker_id, 0),
        )
        for assignment in assignments
    ]


def told_openly(
    answers: Answers, choice: MadeChoice | None, atlas: Atlas, progress: Progress, today: date
) -> Told:
    """A task list out of what is open: closed questions are left out of it, answered or not."""
    return Told(answers, atlas, today, is_shut_out=True, choice=choice, progress=progress)


def _row(assignment: Assignment, told: Told, today: date, unread: int) -> WorkerRow:
    worker: User = assignment.worker
    return WorkerRow(
        name=worker.name,
        url=reverse("worker", args=[worker.pk]),
        place=place_words(told.answers, told.atlas),
        trade=chosen_trade(told),
        stage=told.stage.label,
        next_step=next_task(stage_parts(told), told).label,
        last_active=since(worker.last_active_on, today),
        counselor=assignment.counselor.name if assignment.counselor else "",
        unread=unread,
        messages_url=reverse("worker_messages", args=[worker.pk]) if unread else "",
    )


def chosen_trade(told: Told) -> str:
    trade = told.atlas.trades_by_code.get(told.choice.trade_code) if told.choice else None
    return localized(trade) if trade else ""


def since(day: date | None, today: date) -> str:
    """'3 days ago'."""
    if day is None:
        return _("not yet")
    days = (today - day).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
