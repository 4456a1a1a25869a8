"""The long-term goal in one sentence, and two ways to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from planner.plans.enums import GoalKind
from planner.plans.records import GOAL, plain
from planner.plans.selectors.goals import goals_of, steps_of
from planner.plans.services.goals import keep_goal
from planner.plans.services.writing import ClosedHere
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.goals.forms import GoalForm
from planner.web.worker.goals.rows import goal_rows, step_row
from planner.web.worker.seen_by import SHUT

INTROS = {
    GoalKind.LONG_TERM: _("Where do you want to stand some years after your return?"),
    GoalKind.OPTION_A: _("The way to it that you would like best."),
    GoalKind.OPTION_B: _("Another way to it, if the first does not work out."),
}


@require_safe
@worker_page()
def my_goals(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    goals = goal_rows(goals_of(person))
    steps = [step_row(row) for row in steps_of(person)]
    return render(
        request,
        "worker/goals/my_goals.html",
        {
            "long_term": goals[0],
            "options": goals[1:],
            "is_empty": not steps and not any(row.words for row in goals),
            "steps": steps,
            "done": sum(row.is_done for row in steps),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def goal(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in GoalKind.values:
        raise Http404
    person, which = signed_in_person(request), GoalKind(kind)
    saved = plain(goals_of(person).get(kind), GOAL)
    form = kept_form(request, GoalForm, saved=saved, about=kind)

    def save() -> str:
        keep_goal(
            person=person,
            kind=which,
            words=form.values["words"],
            is_money=bool(form.values.get("is_money")),
            seen=form.seen_now,
            now=timezone.now(),
        )
        return reverse("my_goals")

    answer = None
    try:
        answer = save_form(request, form, save)
    except ClosedHere:
        form.add_error(None, SHUT)
    return answer or render(
        request,
        "worker/goals/goal.html",
        {"form": form, "title": which.label, "intro": INTROS[which], "kind": which},
    )
