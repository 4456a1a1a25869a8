"""What the agency itself knows of a worker, changed by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planner.casework.selectors.case import case_of, fact_values
from planner.casework.services.facts import DaysOutOfOrder, ReferenceTaken, keep_facts
from planner.web.counselor.case.forms import FactsForm
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.views import opened_or_404
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def case_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Two may edit them: the second is shown what changed."""
    opened, by = opened_or_404(request, pk), reader_of(request)
    form = kept_form(request, FactsForm, saved=fact_values(case_of(opened.assignment)), about=pk)

    def save() -> str:
        keep_facts(opened=opened, by=by, values=form.values, seen=form.seen_now, now=timezone.now())
        messages.success(request, _("Saved."))
        return reverse("worker", args=[pk])

    answer = None
    try:
        answer = save_form(request, form, save)
    except ReferenceTaken:
        text = _("Another case of your agency has this number. Give each case a number of its own.")
        form.add_error("reference", text)
    except DaysOutOfOrder as fault:
        form.add_error(str(fault), _("This day must lie after the departure."))
    context = {"form": form, "worker": opened.person}
    return answer or render(request, "counselor/case/facts.html", context)
