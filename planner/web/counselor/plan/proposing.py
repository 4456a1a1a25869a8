"""A counselor proposes to a worker, and writes notes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planner.casework.enums import NoteAudience
from planner.casework.selectors.threads import notes_in
from planner.casework.services.threads import write_note
from planner.plans.selectors.plan import proposals_open_in
from planner.plans.services.proposals import TooManyProposals
from planner.plans.services.proposals import propose as propose_to
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.plan.forms import PROPOSALS, NoteForm
from planner.web.counselor.views import opened_or_404
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def propose(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A goal, a step or a benchmark. The worker answers; until then it is in no plan."""
    form_class = PROPOSALS.get(kind)
    if form_class is None:
        raise Http404
    opened, by = opened_or_404(request, pk), reader_of(request)
    form = kept_form(request, form_class, about=pk)

    def save() -> str:
        propose_to(
            opened=opened,
            by=by,
            kind=form_class.kind,
            values=form.proposal,
            why=form.cleaned_data["why"],
            now=timezone.now(),
        )
        messages.success(request, _("Proposed. The worker finds it on the home page."))
        return reverse("worker_plan", args=[pk])

    try:
        answer = save_form(request, form, save)
    except TooManyProposals:
        form.add_error(None, _("Too many proposals wait for an answer. Talk about them first."))
        answer = None
    context = {
        "form": form,
        "worker": opened.person,
        "waiting": [row for row in proposals_open_in(opened) if row.answered_at is None],
        "kind": form_class.kind.label,
    }
    return answer or render(request, "counselor/plan/propose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes of the case. The field says who reads them."""
    opened, by = opened_or_404(request, pk), reader_of(request)
    form = kept_form(request, NoteForm, about=pk)

    def save() -> str:
        write_note(
            opened=opened,
            by=by,
            text=form.cleaned_data["text"],
            audience=NoteAudience(form.cleaned_data["audience"]),
            now=timezone.now(),
        )
        messages.success(request, _("Note written."))
        return reverse("worker_notes", args=[pk])

    answer = save_form(request, form, save)
    rows = notes_in(opened)[:100]
    context = {"form": form, "worker": opened.person, "notes": rows}
    return answer or render(request, "counselor/plan/notes.html", context)
