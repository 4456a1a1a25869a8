"""What is open of a worker's plan, and the counselor's signature under it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planner.plans.choices import choices_open_in
from planner.plans.selectors.plan import history_open_in, plan_open_in, proposals_open_in
from planner.plans.selectors.told import answers_open_in
from planner.plans.services.agreement import NotAgreed, holds, said, sign_off_plan
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.web.contents.history import history_rows
from planner.web.contents.plan import open_sections
from planner.web.contents.subject import subject_of
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.plan.forms import SignOffForm
from planner.web.counselor.views import opened_or_404
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.agreement.rows import proposal_row
from planner.web.worker.summary_rows import place_words

NEWEST_CHANGES = 20


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def worker_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The open sections. A signature is for these, as they stand, and only once the worker has agreed."""
    opened, by, now = opened_or_404(request, pk), reader_of(request), timezone.now()
    plan = plan_open_in(opened)
    form = kept_form(request, SignOffForm, saved=said(plan, opened.sections), about=pk)

    def save() -> str:
        sign_off_plan(
            opened=opened, by=by, seen=form.seen_now, words=form.cleaned_data["words"], now=now
        )
        messages.success(request, _("Signed off. The worker sees your signature."))
        return reverse("worker_plan", args=[pk])

    answer = None
    try:
        answer = save_form(request, form, save)
    except NotAgreed:
        form.add_error(
            None, _("The worker has not agreed the plan as it stands. Ask, then sign it off.")
        )
    if answer:
        return answer
    atlas, choices = current_atlas(), choices_open_in(opened)
    subject = subject_of(
        opened.person,
        place_words(answers_open_in(opened), atlas),
        choices[0] if choices else None,
        atlas,
    )
    rules = current_rules(atlas.version)
    agreed = [row.agreed_at for row in plan.agreements.values()]
    signatures = [(row, holds(row, plan)) for row in plan.sign_offs]
    has_signed = any(is_current and row.by_id == by.pk for row, is_current in signatures)
    is_changed = bool(agreed) and bool(plan.changed_since_agreed(opened.sections))
    context = {
        "form": form,
        "worker": opened.person,
        "sections": open_sections(plan, subject, rules, today=timezone.localdate(now)),
        "agreed_at": max(agreed, default=None),
        "is_changed": is_changed,
        "can_sign": bool(agreed) and not is_changed and not has_signed,
        "signatures": signatures,
        "proposals": [proposal_row(row) for row in proposals_open_in(opened)],
        "changes": history_rows(history_open_in(opened)[:NEWEST_CHANGES], reader_pk=by.pk),
    }
    return render(request, "counselor/plan/plan.html", context)
