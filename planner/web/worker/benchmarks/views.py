"""The dated checkpoints of the plan, and each of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from planner.benchmarks.routes import CannotLayOut, return_of
from planner.plans.laying_out import next_benchmark
from planner.plans.records import BENCHMARK, plain
from planner.plans.selectors.benchmarks import benchmark_of, benchmarks_of
from planner.plans.selectors.standing import evidence_of_benchmark, misses_of_benchmark
from planner.plans.services.benchmarks import edit_benchmark
from planner.plans.services.misses import LATE
from planner.plans.standing import standing_of
from planner.reference.rates import current_rules
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.benchmarks.changes import place_of
from planner.web.worker.benchmarks.forms import BenchmarkForm
from planner.web.worker.benchmarks.miss_rows import miss_rows
from planner.web.worker.benchmarks.rows import Words, benchmark_row, group_rows, title_of
from planner.web.worker.benchmarks.way import layout_now
from planner.web.worker.door import worker_page
from planner.wording.benchmarks import OBSTACLES, ROUTES


@require_safe
@worker_page()
def my_benchmarks(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    rows, today = benchmarks_of(person), timezone.localdate()
    layout, obstacle = None, ""
    try:
        layout = layout_now(person, rows)
    except CannotLayOut as found:
        obstacle = str(OBSTACLES[found.code])
    rules = current_rules()
    words = Words(
        rules.template_texts,
        {row.key: row for row in rules.templates},
        layout.way if layout else None,
        frozenset(row.key for row in layout.laid_out if row.is_usual_day)
        if layout
        else frozenset(),
    )
    first = next_benchmark(rows)
    # Days set by hand are no news.
    by_hand = {row.key for row in rows if row.is_moved}
    pending = [row for row in layout.differences if row.key not in by_hand] if layout else []
    return render(
        request,
        "worker/benchmarks/my_benchmarks.html",
        {
            "has_way": layout is not None or obstacle,
            "route": ROUTES[layout.way.route] if layout else "",
            "departs_on": layout.way.departs_on if layout else None,
            "returns_on": return_of(layout.way) if layout else None,
            "obstacle": obstacle,
            "pending": len(pending),
            "next": benchmark_row(first, words, today) if first else None,
            "groups": group_rows(rows, words, today, first.pk if first else None),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def benchmark(request: HttpRequest, pk: int) -> HttpResponse:
    """One benchmark: why, what proves it, its day."""
    person = signed_in_person(request)
    row = benchmark_of(person, pk)
    if row is None:
        raise Http404
    form = kept_form(request, BenchmarkForm, saved=plain(row, BENCHMARK), about=pk, row=row)

    def save() -> str:
        edit_benchmark(
            person=person,
            pk=pk,
            values=form.columns,
            seen=form.seen_now,
            now=timezone.now(),
            why=form.values["why"],
        )
        messages.success(request, _("Saved."))
        return place_of(pk)

    answer = save_form(request, form, save)
    if answer:
        return answer
    rules, today = current_rules(), timezone.localdate()
    words = Words(rules.template_texts, {})
    return render(
        request,
        "worker/benchmarks/benchmark.html",
        {
            "form": form,
            "row": benchmark_row(row, words, today),
            "name": title_of(row),
            "is_late": standing_of(row, today) in LATE,
            "files": evidence_of_benchmark(person, pk),
            "misses": miss_rows(misses_of_benchmark(person, pk)),
        },
    )
