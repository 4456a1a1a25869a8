"""The tasks of each stage, few statuses, and the one next step."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from planner.benchmarks.dates import add_months
from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.choices import MadeChoice
from planner.plans.enums import Stage
from planner.plans.selectors.progress import Progress
from planner.web.shared.rows import Task, TaskStatus, Text
from planner.web.worker import steps

ORDER = list(Stage)


@dataclass(frozen=True)
class Told:
    """What the task list depends on. `is_look_again`: the chosen trade fits otherwise than it did."""

    answers: Answers
    atlas: Atlas
    today: date
    is_shut_out: bool = False
    has_account: bool = False
    choice: MadeChoice | None = None
    is_look_again: bool = False
    has_spare_key: bool = False
    # None: a visitor, who has no plan yet.
    progress: Progress | None = None

    @property
    def stage(self) -> Stage:
        return Stage(self.answers.stage or Stage.BEFORE_DEPARTURE)


@dataclass(frozen=True)
class StagePart:
    """One stage of the way. `is_open`: reached."""

    stage: Stage
    title: Text
    is_open: bool
    tasks: list[Task]
    note: Text = ""


def stage_parts(told: Told) -> list[StagePart]:
    """Every stage, none left out; exactly one task of those reached is the next, unless all is done."""
    parts = [_part(stage, told) for stage in ORDER]
    for place, part in enumerate(parts):
        if not part.is_open:
            continue
        for number, task in enumerate(part.tasks):
            if task.status in (TaskStatus.TO_DO, TaskStatus.LOOK):
                tasks = list(part.tasks)
                tasks[number] = replace(task, status=TaskStatus.NEXT, words="")
                parts[place] = replace(part, tasks=tasks)
                return parts
    return parts


def next_task(parts: list[StagePart], told: Told) -> Task:
    """The next task; with all done, what is worth reading."""
    for part in parts:
        for task in part.tasks:
            if task.status == TaskStatus.NEXT:
                return task
    name, label = (
        ("mirror", _("With my trade at home"))
        if told.answers.has_left
        else ("trades", _("Trades that fit"))
    )
    return Task(label, reverse(name), TaskStatus.NEXT)


def _part(stage: Stage, told: Told) -> StagePart:
    is_open = ORDER.index(stage) <= ORDER.index(told.stage)
    if stage == Stage.BEFORE_DEPARTURE:
        return StagePart(stage, stage.label, is_open, _before_departure(told))
    notes = {
        Stage.IN_JAPAN: _("Opens when you are in Japan."),
        Stage.BEFORE_RETURN: _("Opens when you go home within a year."),
        Stage.HOME: _("Opens when you are back."),
    }
    labels = {
        Stage.IN_JAPAN: _("Is it still the right trade?"),
        Stage.BEFORE_RETURN: _("What will my trade be at home?"),
        Stage.HOME: _("Which work do I take up?"),
    }
    if not is_open:
        tasks = [Task(labels[stage], "", TaskStatus.LATER)]
        return StagePart(stage, stage.label, is_open, tasks, notes[stage])
    tasks = [_check_again(stage, labels[stage], told)]
    if stage == Stage.IN_JAPAN:
        tasks += _japan_tasks(told)
    return StagePart(stage, stage.label, is_open, tasks)


def _before_departure(told: Told) -> list[Task]:
    tasks = [
        _question_task("home", _("My home"), told),
        _question_task("wish", _("What I want on return"), told),
        _question_task("myself", _("Myself"), told),
        _question_task("about", _("About me"), told),
        _choice_task(told),
        *_plan_tasks(told),
    ]
    if told.has_account:
        status = TaskStatus.DONE if told.has_spare_key else TaskStatus.TO_DO
        tasks.append(Task(_("A spare key to my account"), reverse("recovery_codes"), status))
    return tasks


def _question_task(part: str, label: str, told: Told) -> Task:
    first_open = steps.first_open(told.answers, told.atlas, part, is_shut_out=told.is_shut_out)
    if first_open:
        return Task(label, reverse("question", args=[first_open.slug]), TaskStatus.TO_DO)
    return Task(label, f"{reverse('summary')}#{part}", TaskStatus.DONE)


def _choice_task(told: Told) -> Task:
    label = _("My choice of a trade")
    if told.answers.province is None:
        return Task(label, "", TaskStatus.LATER)
    if told.choice is None:
        return Task(label, reverse("trades"), TaskStatus.TO_DO)
    if told.is_look_again and not told.answers.has_left:
        return Task(label, reverse("my_choice"), TaskStatus.LOOK)
    return Task(label, reverse("my_choice"), TaskStatus.DONE)


def _plan_tasks(told: Told) -> list[Task]:
    """What makes a plan of the choice. Offer and money are closed: others do not see these tasks at all."""
    done = told.progress
    if done is None:
        return []
    closed = [
        _task(_("My offer"), "my_offer", done.has_pay and done.has_costs),
        # Not everybody owes; everybody lives somewhere.
        _task(
            _("Money before I sign"),
            "my_money",
            done.has_pay and (done.has_debt or done.has_basis),
        ),
    ]
    tasks = [
        *([] if told.is_shut_out else closed),
        _task(_("My goals"), "my_goals", done.has_goal or done.has_money_goal),
        _task(_("My benchmarks"), "my_benchmarks", done.has_benchmarks),
    ]
    if done.has_open_proposal:
        words = _("From my counselor")
        tasks.append(Task(words, reverse("from_counselor"), TaskStatus.LOOK))
    is_ready = done.has_way and done.has_benchmarks and (done.has_goal or done.has_money_goal)
    if is_ready or done.is_agreed:
        tasks.append(_task(_("Agree the plan"), "my_plan", done.is_agreed))
    else:
        tasks.append(Task(_("Agree the plan"), "", TaskStatus.LATER))
    return tasks


def _japan_tasks(told: Told) -> list[Task]:
    """Savings are closed: others do not see that task at all."""
    done = told.progress
    if done is None:
        return []
    where = TaskStatus.LOOK if done.has_missed else TaskStatus.DONE
    tasks = [
        _task(_("Tell how the month was"), "check_in", not _is_month_due(done, told.today)),
        Task(_("Where I stand"), reverse("where_i_stand"), where),
    ]
    if not told.is_shut_out:
        tasks.append(_task(_("My savings and what they are for"), "my_savings", done.has_savings))
    return tasks


def _is_month_due(done: Progress, today: date) -> bool:
    """The last whole month there is not told."""
    last = add_months(today.replace(day=1), Decimal(-1))
    is_there = done.arrived_on is None or done.arrived_on.replace(day=1) <= last
    return is_there and (done.newest_month is None or done.newest_month < last)


def _task(label: str, url_name: str, is_done: bool) -> Task:
    return Task(label, reverse(url_name), TaskStatus.DONE if is_done else TaskStatus.TO_DO)


def _check_again(stage: Stage, label: str, told: Told) -> Task:
    """A choice is looked at anew at every change of stage."""
    if told.answers.province is None:
        return Task(label, "", TaskStatus.LATER)
    if told.choice is None:
        return Task(label, reverse("trades"), TaskStatus.TO_DO)
    chosen_in = Stage(told.choice.inputs.stage or Stage.BEFORE_DEPARTURE)
    is_done = ORDER.index(chosen_in) >= ORDER.index(stage) and not (
        told.is_look_again and stage == told.stage
    )
    status = TaskStatus.DONE if is_done else TaskStatus.LOOK
    return Task(label, reverse("my_choice"), status)
