"""A desk proposes to a worker to go to another agency, or to a place that helps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planner.casework.enums import ReferralKind
from planner.casework.models import Case
from planner.casework.selectors.referrals import agencies_to_transfer_to, open_of_case
from planner.casework.services.referrals import (
    AgencyCannotTake,
    CannotBeReferred,
    TooManyReferrals,
    TransferIsOpen,
    ask_referral,
)
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.referrals.forms import ReferForm
from planner.web.counselor.views import opened_or_404
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    opened, by = opened_or_404(request, pk), reader_of(request)
    case = Case.objects.filter(assignment=opened.assignment).first()
    agencies = agencies_to_transfer_to(opened.assignment.agency_id)
    form = kept_form(request, ReferForm, about=pk, agencies=agencies)

    def save() -> str:
        row = ask_referral(
            opened=opened,
            by=by,
            kind=ReferralKind(form.cleaned_data["kind"]),
            to_agency=form.to_agency,
            to_place=form.cleaned_data["to_place"],
            why=form.cleaned_data["why"],
            now=timezone.now(),
        )
        messages.success(request, _("Asked. The worker finds it on the home page and decides."))
        return reverse("referral", args=[row.pk])

    answer = None
    try:
        answer = save_form(request, form, save)
    except TransferIsOpen:
        form.add_error(None, _("A transfer of this worker is already being decided."))
    except TooManyReferrals:
        form.add_error(None, _("Too many referrals wait for an answer. See to these first."))
    except AgencyCannotTake:
        form.add_error("to_agency", _("This agency cannot take anybody over now."))
    except CannotBeReferred:
        form.add_error(
            None, _("The case is closed, or the worker has no account yet. Nothing was asked.")
        )
    context = {
        "form": form,
        "worker": opened.person,
        "waiting": list(open_of_case(case)) if case else [],
        "cannot": not opened.person.is_active or bool(case and case.closed_at),
        "is_invited": opened.person.is_invited,
    }
    return answer or render(request, "counselor/referrals/refer.html", context)
