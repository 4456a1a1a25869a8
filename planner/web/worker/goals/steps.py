"""The steps to the goal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from planner.plans.models import Step
from planner.plans.records import STEP, plain
from planner.plans.selectors.goals import step_of
from planner.plans.services import goals as writes
from planner.plans.services.goals import TooManySteps, keep_step
from planner.plans.services.writing import ClosedHere
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.goals.forms import StepForm
from planner.web.worker.goals.rows import step_row
from planner.web.worker.seen_by import SHUT
from planner.web.worker.ticks import DoneForm

TOO_MANY = _("40 steps are the most. Remove one that you no longer need.")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def add_step(request: HttpRequest) -> HttpResponse:
    return _step(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def step(request: HttpRequest, pk: int) -> HttpResponse:
    row = step_of(signed_in_person(request), pk)
    if row is None:
        raise Http404
    return _step(request, row)


def _step(request: HttpRequest, row: Step | None) -> HttpResponse:
    person = signed_in_person(request)
    about = row.pk if row else "new"
    form = kept_form(request, StepForm, saved=plain(row, STEP), about=about)

    def save() -> str:
        kept = keep_step(
            person=person,
            pk=row.pk if row else None,
            values=form.step,
            seen=form.seen_now,
            now=timezone.now(),
        )
        return f"{reverse('my_goals')}#step-{kept.pk}"

    answer = None
    try:
        answer = save_form(request, form, save)
    except TooManySteps:
        form.add_error(None, TOO_MANY)
    except ClosedHere:
        form.add_error(None, SHUT)
    return answer or render(request, "worker/goals/step.html", {"form": form, "step": row})


@require_POST
@worker_page()
def finish_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Done today, or open again."""
    is_done = DoneForm(request.POST).is_done
    writes.finish_step(
        person=signed_in_person(request),
        pk=pk,
        done_on=timezone.localdate() if is_done else None,
        now=timezone.now(),
    )
    return redirect(f"{reverse('my_goals')}#step-{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page()
def remove_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    person = signed_in_person(request)
    row = step_of(person, pk)
    if row is None:
        raise Http404
    if request.method != "POST":
        return render(request, "worker/goals/remove_step.html", {"step": step_row(row)})
    writes.remove_step(person=person, pk=pk, now=timezone.now())
    return redirect("my_goals")
