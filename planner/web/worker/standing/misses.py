"""Why a benchmark was missed, and what now: one question, one page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from planner.plans.enums import MissCause
from planner.plans.selectors.benchmarks import benchmark_of
from planner.plans.selectors.standing import miss_of_day
from planner.plans.services import misses as writes
from planner.plans.services.misses import LATE, NotLate, WhatNow, told_values
from planner.plans.services.writing import ClosedHere
from planner.plans.standing import standing_of
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.benchmarks.rows import title_of
from planner.web.worker.door import worker_page
from planner.web.worker.standing.forms import MissForm

CLOSED_HERE = gettext_lazy("In this browser some pages are shut for now. Nothing was saved.")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def tell_miss(request: HttpRequest, pk: int) -> HttpResponse:
    person, today = signed_in_person(request), timezone.localdate()
    row = benchmark_of(person, pk)
    if row is None:
        raise Http404
    if request.method != "POST" and standing_of(row, today) not in LATE:
        return redirect("benchmark", pk)
    saved = told_values(row, miss_of_day(person, row))
    form = kept_form(request, MissForm, saved=saved, about=pk, row=row, today=today)

    def save() -> str:
        given = form.values
        writes.tell_miss(
            person=person,
            pk=pk,
            cause=MissCause(given["cause"]),
            words=given["words"],
            what_now=WhatNow(given["what_now"]),
            new_day=given["new_day"],
            seen=form.seen_now,
            today=today,
            now=timezone.now(),
        )
        messages.success(request, _said(WhatNow(given["what_now"])))
        return reverse("where_i_stand")

    answer = None
    try:
        answer = save_form(request, form, save)
    except NotLate:
        return redirect("benchmark", pk)
    except ClosedHere:
        form.add_error(None, CLOSED_HERE)
    return answer or render(
        request,
        "worker/standing/miss.html",
        {"form": form, "name": title_of(row), "day": date_format(row.due_on)},
    )


def _said(what_now: WhatNow) -> str:
    if what_now == WhatNow.NEW_DAY:
        return _("Saved, with the new day.")
    if what_now == WhatNow.DROP:
        return _("Dropped. You can take it up again at any time.")
    return _("Saved. It stays as it is.")
