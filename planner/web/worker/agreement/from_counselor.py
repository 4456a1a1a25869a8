"""What a counselor proposes to the worker and writes for the worker to read."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from planner.casework.selectors.threads import notes_for
from planner.plans.models import Proposal
from planner.plans.selectors.plan import proposals_of, replaced_by
from planner.plans.services.benchmarks import TooManyBenchmarks
from planner.plans.services.goals import TooManySteps
from planner.plans.services.proposals import Answered, answer_proposal
from planner.plans.services.writing import ClosedHere
from planner.sharing.sections import Section
from planner.web.contents.seen import WhatWasSeenForm
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.agreement.rows import proposal_row
from planner.web.worker.door import worker_page

YES, NO = "yes", "no"


class AnswerForm(WhatWasSeenForm):
    form_name = "answer-proposal"
    draft_section = Section.PLAN

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you take it into your plan?"),
        choices=[
            (YES, gettext_lazy("Yes, put it into my plan")),
            (NO, gettext_lazy("No, not this")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )
    words = forms.CharField(
        label=gettext_lazy("A word to your counselor, if you like"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_safe
@worker_page()
def from_counselor(request: HttpRequest) -> HttpResponse:
    """Proposals, open ones first, and the notes that are meant for the worker too."""
    person = signed_in_person(request)
    rows = [proposal_row(row) for row in proposals_of(person)]
    context = {
        "open": [row for row in rows if row.is_open],
        "answered": [row for row in rows if not row.is_open],
        "notes": notes_for(person)[:50],
    }
    return render(request, "worker/agreement/from_counselor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes puts it into the plan."""
    person = signed_in_person(request)
    row: Proposal | None = Proposal.objects.of(person).filter(pk=pk).first()
    if row is None:
        raise Http404
    replaced = replaced_by(person, row) if row.answered_at is None else ""
    form = kept_form(request, AnswerForm, saved={"replaced": replaced}, about=pk)

    def save() -> str:
        is_yes = form.cleaned_data["answer"] == YES
        answer_proposal(
            person=person,
            pk=pk,
            is_accepted=is_yes,
            words=form.cleaned_data["words"],
            now=timezone.now(),
        )
        messages.success(request, _("It is in your plan now.") if is_yes else _("Answered."))
        return reverse("from_counselor")

    done = None
    try:
        done = save_form(request, form, save)
    except Answered:
        form.add_error(None, _("You answered this already, the other way."))
    except (TooManySteps, TooManyBenchmarks):
        form.add_error(None, _("Your plan has too many of these. Remove one first."))
    except ClosedHere:
        form.add_error(
            None, _("What stands there now is about money, and shut for now. Answer later.")
        )
    context = {"form": form, "row": proposal_row(row), "replaced": replaced}
    return done or render(request, "worker/agreement/answer.html", context)
