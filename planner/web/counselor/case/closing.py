"""A case is closed, opened again, and told apart from another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from planner.casework.enums import CloseReason
from planner.casework.selectors.case import case_of
from planner.casework.services import closing
from planner.casework.services.closing import AlreadyClosed, NotClosed, TransferIsOpen
from planner.casework.services.duplicates import NotInSight, tell_apart
from planner.web.counselor.case.forms import CloseForm, ReopenForm
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.views import opened_or_404
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def close_case(request: HttpRequest, pk: int) -> HttpResponse:
    """With a reason. The care goes on: the case can be opened again."""
    opened, by = opened_or_404(request, pk), reader_of(request)
    case = case_of(opened.assignment)
    if request.method != "POST" and case and case.closed_at:
        messages.info(request, _("This case is closed already."))
        return redirect("worker", pk=pk)
    form = kept_form(request, CloseForm, about=pk, first=request.GET.get("reason", ""))

    def save() -> str:
        closing.close_case(
            opened=opened,
            by=by,
            reason=CloseReason(form.cleaned_data["reason"]),
            words=form.cleaned_data["words"],
            now=timezone.now(),
        )
        messages.success(request, _("Case closed."))
        return reverse("worker", args=[pk])

    answer = None
    try:
        answer = save_form(request, form, save)
    except AlreadyClosed:
        form.add_error(None, _("Somebody closed this case before you. Nothing was changed."))
    except TransferIsOpen:
        text = _("A transfer waits for an answer. Take it back first, or wait for the answer.")
        form.add_error(None, text)
    context = {"form": form, "worker": opened.person}
    return answer or render(request, "counselor/case/close.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def reopen_case(request: HttpRequest, pk: int) -> HttpResponse:
    opened, by = opened_or_404(request, pk), reader_of(request)
    case = case_of(opened.assignment)
    if request.method != "POST" and (case is None or case.closed_at is None):
        messages.info(request, _("This case is open."))
        return redirect("worker", pk=pk)
    form = kept_form(request, ReopenForm, about=pk)

    def save() -> str:
        words = form.cleaned_data["words"]
        closing.reopen_case(opened=opened, by=by, words=words, now=timezone.now())
        messages.success(request, _("Case opened again. Set the next step."))
        return reverse("worker", args=[pk])

    answer = None
    try:
        answer = save_form(request, form, save)
    except NotClosed:
        form.add_error(None, _("Somebody opened this case before you. Nothing was changed."))
    context = {"form": form, "worker": opened.person}
    return answer or render(request, "counselor/case/reopen.html", context)


@require_POST
@counselor_page
def not_the_same(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Somebody looked: two people."""
    opened, by = opened_or_404(request, pk), reader_of(request)
    try:
        tell_apart(opened=opened, by=by, other_pk=other, now=timezone.now())
    except NotInSight:
        raise Http404 from None
    messages.success(request, _("Kept: these are two people. You are not asked again."))
    return redirect("worker", pk=pk)
