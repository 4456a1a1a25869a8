"""The front page, the task list and the summary of what was told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.reference.selectors import current_atlas
from planner.web.answers import current_answers
from planner.web.shared.rows import Task, TaskStatus
from planner.web.worker import steps
from planner.web.worker.summary_rows import summary_of


@require_safe
@never_cache
def front(request: HttpRequest) -> HttpResponse:
    """What this is, in three lines, and the one question."""
    answers = current_answers(request)
    return render(request, "worker/front.html", {"has_answers": not answers.is_empty})


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """The task list, with one next step."""
    atlas, answers = current_atlas(), current_answers(request)
    tasks = _tasks(answers, atlas)
    return render(
        request,
        "worker/home.html",
        {
            "tasks": tasks,
            "next": next((task for task in tasks if task.status == TaskStatus.NEXT), None),
            "answers": answers,
        },
    )


@require_safe
@never_cache
def summary(request: HttpRequest) -> HttpResponse:
    atlas, answers = current_atlas(), current_answers(request)
    if answers.is_empty:
        return redirect("question", step=steps.STEPS[0].slug)
    return render(request, "worker/summary.html", {"parts": summary_of(answers, atlas)})


def _tasks(answers: Answers, atlas: Atlas) -> list[Task]:
    questions = [
        ("home", _("My home")),
        ("wish", _("What I want on return")),
        ("myself", _("Myself")),
    ]
    tasks = [_question_task(part, label, answers, atlas) for part, label in questions]
    has_home = answers.province is not None
    pages = [
        (_("My home's economy"), "my_economy", has_home),
        (_("Trades that fit"), "trades", has_home),
    ]
    if answers.is_in_japan:
        pages.append((_("With my trade at home"), "mirror", has_home))
    tasks += [
        Task(
            label,
            reverse(name) if is_open else "",
            TaskStatus.LOOK if is_open else TaskStatus.LATER,
            words=_("Open") if is_open else "",
        )
        for label, name, is_open in pages
    ]
    return _with_next(tasks)


def _question_task(part: str, label: str, answers: Answers, atlas: Atlas) -> Task:
    first_open = steps.first_open(answers, atlas, part)
    if first_open:
        return Task(label, reverse("question", args=[first_open.slug]), TaskStatus.TO_DO)
    return Task(label, f"{reverse('summary')}#{part}", TaskStatus.DONE)


def _with_next(tasks: list[Task]) -> list[Task]:
    """The first task that is not done is the next step; with all told, it is the ranking."""
    position = next((i for i, task in enumerate(tasks) if task.status == TaskStatus.TO_DO), None)
    if position is None:
        position = next(i for i, task in enumerate(tasks) if task.url == reverse("trades"))
    chosen = tasks[position]
    tasks[position] = Task(chosen.label, chosen.url, TaskStatus.NEXT)
    return tasks
