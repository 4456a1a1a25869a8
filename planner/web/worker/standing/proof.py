"""What proves a benchmark, and the payslips of the months: only their owner adds and removes them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from planner.plans.models import Evidence
from planner.plans.selectors.benchmarks import benchmark_of
from planner.plans.selectors.standing import (
    check_in_of,
    evidence_of,
    evidence_of_benchmark,
    payslips_of_month,
)
from planner.plans.services import evidence as writes
from planner.plans.services.evidence import (
    MOST_OF_A_PERSON,
    MOST_OF_ONE,
    TooManyOfOne,
    TooManyPapers,
)
from planner.reference.rates import template_texts
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.shared.uploads import handed_out
from planner.web.worker.benchmarks.rows import title_of
from planner.web.worker.door import worker_page
from planner.web.worker.seen_by import seen_by
from planner.web.worker.standing.forms import ProofForm

FULL = _("You have %(most)s files here, which is all we can keep. Remove one first.")
FULL_IN_ALL = _("You have %(most)s files in all, which is all we can keep. Remove old ones first.")
KEPT = _("The file is kept.")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Photos and PDFs that prove a benchmark; then it can be ticked."""
    person = signed_in_person(request)
    row = benchmark_of(person, pk)
    if row is None:
        raise Http404
    text = template_texts().get(row.template_key)
    return _papers(
        request,
        form=kept_form(request, ProofForm, about=f"b{pk}", section=Section(row.section)),
        of={"benchmark_pk": pk},
        place=reverse("add_evidence", args=[pk]),
        files=lambda: evidence_of_benchmark(person, pk),
        template="worker/standing/proof.html",
        context={
            "name": title_of(row),
            "benchmark_pk": pk,
            "is_open": row.done_on is None and row.dropped_on is None,
            "asked": text.evidence if text else "",
            "seen_by": seen_by(row.section),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def add_payslip(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The payslip of a month that was told."""
    person = signed_in_person(request)
    try:
        first = date(year, month, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    row = check_in_of(person, first)
    if row is None:
        raise Http404
    return _papers(
        request,
        form=kept_form(request, ProofForm, about=f"m{row.pk}", section=Section.MONEY),
        of={"check_in_pk": row.pk},
        place=reverse("add_payslip", args=[year, month]),
        files=lambda: payslips_of_month(person, row),
        template="worker/standing/payslip.html",
        context={"month": date_format(first, "YEAR_MONTH_FORMAT"), "first": first},
    )


@require_safe
@worker_page()
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    return handed_out(evidence_of(signed_in_person(request), pk))  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page()
def remove_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    person = signed_in_person(request)
    row = evidence_of(person, pk)
    if row is None:
        raise Http404
    if request.method != "POST":
        return render(
            request, "worker/standing/remove_proof.html", {"file": row, "back_url": _place(row)}
        )
    writes.remove_evidence(person=person, pk=pk, now=timezone.now())
    messages.success(request, _("The file is removed."))
    return redirect(_place(row))


def _place(row: Evidence) -> str:
    """The page on which it stands."""
    if row.check_in:
        month = row.check_in.month
        return reverse("add_payslip", args=[month.year, month.month])
    return reverse("add_evidence", args=[row.benchmark_id])


def _papers(
    request: HttpRequest,
    *,
    form: ProofForm,
    of: dict[str, int],
    place: str,
    files: Callable[[], Sequence[Evidence]],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    def save() -> str:
        file = form.values["file"]
        writes.add_evidence(
            person=form.person, checked=file, name=file.name, now=timezone.now(), **of
        )
        messages.success(request, KEPT)
        return place

    answer = None
    try:
        answer = save_form(request, form, save)
    except TooManyOfOne:
        form.add_error(None, FULL % {"most": MOST_OF_ONE})
    except TooManyPapers:
        form.add_error(None, FULL_IN_ALL % {"most": MOST_OF_A_PERSON})
    if answer:
        return answer
    there = files()
    is_full = len(there) >= MOST_OF_ONE
    shown = {**context, "form": form, "files": there, "most": MOST_OF_ONE, "is_full": is_full}
    return render(request, template, shown)
