"""The way through Japan, and what it changes in the benchmarks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from planner.benchmarks.routes import CannotLayOut
from planner.benchmarks.values import Difference
from planner.plans.laying_out import Layout, layout_for, trade_of_plan, way_of
from planner.plans.models import Benchmark
from planner.plans.records import WAY, plain
from planner.plans.selectors.benchmarks import benchmarks_of, way_of_person
from planner.plans.selectors.told import answers_of
from planner.plans.services.benchmarks import choose_way, lay_out_benchmarks
from planner.reference.selectors import current_atlas
from planner.sharing.stale import ChangedMeanwhile
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.benchmarks.rows import difference_lists
from planner.web.worker.benchmarks.way_form import Asked, WayForm
from planner.web.worker.door import worker_page


class LayOutForm(forms.Form):
    """`seen`: which differences were on the page. `taken`: the keys of those accepted."""

    seen = forms.CharField(max_length=64)
    taken = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any, *, differences: Sequence[Difference]) -> None:
        super().__init__(data)
        self.fields["taken"].choices = [(row.key, row.key) for row in differences]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def my_route(request: HttpRequest) -> HttpResponse:
    """Which way, from which day; the first time the benchmarks are laid out at once."""
    person = signed_in_person(request)
    atlas, answers = current_atlas(), answers_of(person)
    asked = Asked(answers, trade_of_plan(person, answers, atlas), atlas.version)
    form = kept_form(request, WayForm, saved=plain(way_of_person(person), WAY), asked=asked)

    def save() -> str:
        now = timezone.now()
        plan = choose_way(person=person, values=form.plan, seen=form.seen_now, now=now)
        rows = benchmarks_of(person)
        if any(not row.is_own for row in rows):
            return reverse("lay_out")
        way = way_of(plan, asked.trade, asked.version)
        layout = layout_for(person, way, rows, asked.version)
        taken = lay_out_benchmarks(
            person=person, laid_out=layout.laid_out, titles=layout.titles, seen="", now=now
        )
        messages.success(request, _laid_out_words(len(taken)))
        return reverse("my_benchmarks")

    return save_form(request, form, save) or render(
        request,
        "worker/benchmarks/way.html",
        {"form": form, "trade": asked.trade, "pathway": answers.pathway},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page()
def lay_out(request: HttpRequest) -> HttpResponse:
    """What laying out again would change; nothing changes until it is accepted."""
    person = signed_in_person(request)
    rows = benchmarks_of(person)
    try:
        layout = layout_now(person, rows)
    except CannotLayOut:
        layout = None
    if layout is None:
        return redirect("my_route")
    is_changed = False
    if request.method == "POST":
        if not layout.differences:
            return redirect("my_benchmarks")
        form = LayOutForm(request.POST, differences=layout.differences)
        if form.is_valid() and _accept(request, person, layout, form):
            return redirect("my_benchmarks")
        is_changed = True
    return render(
        request,
        "worker/benchmarks/lay_out.html",
        {
            "lists": difference_lists(layout, rows),
            "seen": layout.key,
            "is_changed": is_changed,
        },
    )


def layout_now(person: User, rows: Sequence[Benchmark]) -> Layout | None:
    """None as long as no way is chosen. Raises CannotLayOut."""
    plan = way_of_person(person)
    if plan is None:
        return None
    atlas = current_atlas()
    trade = trade_of_plan(person, answers_of(person), atlas)
    return layout_for(person, way_of(plan, trade, atlas.version), rows, atlas.version)


def _accept(request: HttpRequest, person: User, layout: Layout, form: LayOutForm) -> bool:
    try:
        taken = lay_out_benchmarks(
            person=person,
            laid_out=layout.laid_out,
            titles=layout.titles,
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
            accepted=form.cleaned_data["taken"],
        )
    except ChangedMeanwhile:
        return False
    if taken:
        words = ngettext("%(count)s change made.", "%(count)s changes made.", len(taken))
        messages.success(request, words % {"count": len(taken)})
    else:
        messages.info(request, _("Nothing was changed."))
    return True


def _laid_out_words(count: int) -> str:
    words = ngettext("%(count)s benchmark laid out.", "%(count)s benchmarks laid out.", count)
    return words % {"count": count}
