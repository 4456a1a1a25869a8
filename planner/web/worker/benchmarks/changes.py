"""Add a benchmark of one's own, tick one, drop one and take it up again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from planner.benchmarks.enums import Group
from planner.plans.enums import DropReason
from planner.plans.selectors.benchmarks import benchmark_of
from planner.plans.services import benchmarks as writes
from planner.plans.services.benchmarks import TooManyBenchmarks
from planner.plans.services.writing import ClosedHere
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.benchmarks.forms import DropForm, OwnBenchmarkForm
from planner.web.worker.benchmarks.rows import title_of
from planner.web.worker.door import worker_page
from planner.web.worker.seen_by import SHUT
from planner.web.worker.ticks import DoneForm

TOO_MANY = _("60 benchmarks of your own are the most. Change one that you no longer need.")


def place_of(pk: int) -> str:
    """Where a benchmark stands in the list."""
    return f"{reverse('my_benchmarks')}#b{pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def add_benchmark(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    form = kept_form(request, OwnBenchmarkForm)

    def save() -> str:
        row = writes.add_benchmark(
            person=person,
            words=form.values["words"],
            due_on=form.values["due_on"],
            group=Group(form.values["group"]),
            is_money=bool(form.values.get("is_money")),
            now=timezone.now(),
        )
        messages.success(request, _("Added."))
        return place_of(row.pk)

    answer = None
    try:
        answer = save_form(request, form, save)
    except TooManyBenchmarks:
        form.add_error(None, TOO_MANY)
    except ClosedHere:
        form.add_error(None, SHUT)
    return answer or render(request, "worker/benchmarks/add.html", {"form": form})


@require_POST
@worker_page()
def finish_benchmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Done today, or open again."""
    is_done = DoneForm(request.POST).is_done
    writes.finish_benchmark(
        person=signed_in_person(request),
        pk=pk,
        done_on=timezone.localdate() if is_done else None,
        now=timezone.now(),
    )
    return redirect(place_of(pk))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def drop_benchmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the plan, with the reason."""
    person = signed_in_person(request)
    row = benchmark_of(person, pk)
    if row is None:
        raise Http404
    form = kept_form(request, DropForm, about=pk, row=row)

    def save() -> str:
        writes.drop_benchmark(
            person=person,
            pk=pk,
            reason=DropReason(form.values["reason"]),
            words=form.values["words"],
            today=timezone.localdate(),
            now=timezone.now(),
        )
        messages.success(request, _("Dropped. You can take it up again at any time."))
        return place_of(pk)

    return save_form(request, form, save) or render(
        request, "worker/benchmarks/drop.html", {"form": form, "row": row, "name": title_of(row)}
    )


@require_POST
@worker_page()
def take_up_benchmark(request: HttpRequest, pk: int) -> HttpResponse:
    writes.take_up_benchmark(person=signed_in_person(request), pk=pk, now=timezone.now())
    return redirect(place_of(pk))
