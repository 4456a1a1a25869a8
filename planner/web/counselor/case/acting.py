"""What a counselor does about a case: the next step, who was reached, flags."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from planner.casework.enums import FlagKind
from planner.casework.models import Case, FollowUp
from planner.casework.selectors.case import case_of, next_step_of, step_values
from planner.casework.services import following
from planner.casework.services.following import CaseIsClosed, NotYet, PastDay, StepIsGone
from planner.web.counselor.case.forms import ContactForm, FinishForm, FlagForm, StepForm
from planner.web.counselor.case.rows import step_words
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.views import opened_or_404
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def set_step(request: HttpRequest, pk: int) -> HttpResponse:
    """The next step: a first one, another day, or another step."""
    opened, by = opened_or_404(request, pk), reader_of(request)
    case, now = case_of(opened.assignment), timezone.now()
    today, before = timezone.localdate(now), next_step_of(case)
    form = kept_form(
        request,
        StepForm,
        saved=step_values(before),
        saved_at=before.made_at if before else None,
        about=pk,
        today=today,
        step=_as_choice(before),
    )

    def save() -> str:
        following.set_step(
            opened=opened,
            by=by,
            step=form.step,
            seen=form.seen_now,
            today=today,
            now=now,
            is_instead=form.is_instead,
            result=form.cleaned_data.get("result", ""),
        )
        messages.success(request, _("Next step set."))
        return reverse("worker", args=[pk])

    if request.method != "POST" and _is_closed(case):
        return _say_closed(request, pk)
    try:
        answer = save_form(request, form, save)
    except PastDay:
        form.add_error("due_on", _("This day is over. Choose today or a later day."))
        answer = None
    except CaseIsClosed:
        return _say_closed(request, pk)
    context = {"form": form, "worker": opened.person, "has_step": before is not None}
    return answer or render(request, "counselor/case/step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def finish_step_of_case(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Done, with what came of it, and what comes next."""
    opened, by = opened_or_404(request, pk), reader_of(request)
    case, now = case_of(opened.assignment), timezone.now()
    row = case.follow_ups.filter(pk=step).first() if case else None
    if row is None:
        raise Http404
    if request.method != "POST" and row.done_at:
        messages.info(request, _("This step is done already."))
        return redirect("worker", pk=pk)
    today = timezone.localdate(now)
    form = kept_form(request, FinishForm, about=step, today=today)

    def save() -> str:
        following.finish_step(
            opened=opened,
            by=by,
            step_pk=step,
            result=form.cleaned_data["result"],
            then=form.then,
            today=today,
            now=now,
        )
        messages.success(request, _("Step done."))
        return reverse("worker", args=[pk])

    answer = None
    try:
        answer = save_form(request, form, save)
    except PastDay:
        form.add_error("then_on", _("This day is over. Choose today or a later day."))
    except (StepIsGone, CaseIsClosed):
        text = _(
            "Meanwhile somebody has done this step or closed the case. Write a note if something is missing."
        )
        form.add_error(None, text)
    context = {"form": form, "worker": opened.person, "words": step_words(row)}
    return answer or render(request, "counselor/case/finish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def log_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was called, written to or visited, and what came of it; with it the next step."""
    opened, by = opened_or_404(request, pk), reader_of(request)
    now, before = timezone.now(), next_step_of(case_of(opened.assignment))
    today = timezone.localdate(now)
    form = kept_form(request, ContactForm, about=pk, today=today, step=_as_choice(before))

    def save() -> str:
        following.log_contact(
            opened=opened,
            by=by,
            reached=form.reached,
            today=today,
            now=now,
            finishes=form.finishes,
            then=form.then,
        )
        messages.success(request, _("Contact logged."))
        return reverse("worker", args=[pk])

    answer = None
    try:
        answer = save_form(request, form, save)
    except NotYet:
        form.add_error("hour", _("This time is still to come. Write when it was."))
    except PastDay:
        form.add_error("then_on", _("This day is over. Choose today or a later day."))
    except StepIsGone:
        form.add_error(None, _("Meanwhile somebody has done the next step. Save once more."))
    except CaseIsClosed:
        text = _("A closed case has no next step. Leave it out, or open the case again first.")
        form.add_error("then_kind", text)
    context = {"form": form, "worker": opened.person}
    return answer or render(request, "counselor/case/contact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def set_flag(request: HttpRequest, pk: int) -> HttpResponse:
    """A mark that colleagues see too."""
    opened, by, now = opened_or_404(request, pk), reader_of(request), timezone.now()
    case = case_of(opened.assignment)
    form = kept_form(request, FlagForm, about=pk)

    def save() -> str:
        row = following.raise_flag(
            opened=opened,
            by=by,
            kind=FlagKind(form.cleaned_data["kind"]),
            words=form.cleaned_data["words"],
            now=now,
        )
        if row.raised_at == now:
            messages.success(request, _("Flag set."))
        else:
            messages.info(request, _("This flag is set already."))
        return reverse("worker", args=[pk])

    if request.method != "POST" and _is_closed(case):
        return _say_closed(request, pk)
    try:
        answer = save_form(request, form, save)
    except CaseIsClosed:
        return _say_closed(request, pk)
    context = {"form": form, "worker": opened.person}
    return answer or render(request, "counselor/case/flag.html", context)


@require_POST
@counselor_page
def clear_flag(request: HttpRequest, pk: int, flag: int) -> HttpResponse:
    opened, by, now = opened_or_404(request, pk), reader_of(request), timezone.now()
    case = case_of(opened.assignment)
    if case is None or not case.flags.filter(pk=flag).exists():
        raise Http404
    if following.clear_flag(opened=opened, by=by, flag_pk=flag, now=now):
        messages.success(request, _("Flag taken off."))
    else:
        messages.info(request, _("This flag is not set any more."))
    return redirect("worker", pk=pk)


def _as_choice(row: FollowUp | None) -> tuple[int, str] | None:
    return (row.pk, step_words(row)) if row else None


def _is_closed(case: Case | None) -> bool:
    return case is not None and case.closed_at is not None


def _say_closed(request: HttpRequest, pk: int) -> HttpResponse:
    messages.info(request, _("This case is closed. Open it again first."))
    return redirect("worker", pk=pk)
