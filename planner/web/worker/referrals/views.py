"""The agency proposes that somebody else looks after the worker, or helps. The worker decides."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planner.casework.enums import ReferralKind, ReferralState
from planner.casework.models import Referral
from planner.casework.selectors.referrals import open_referrals_of, referral_of_worker
from planner.casework.services.referrals import (
    AgencyCannotTake,
    NotTheirs,
    ReferralEnded,
    answer_by_worker,
)
from planner.sharing.consents import ShutHere
from planner.sharing.sections import Section
from planner.web.accounts.invitations import open_and_closed
from planner.web.people import signed_in_person
from planner.web.worker.door import worker_page
from planner.web.worker.referrals.forms import YesOrNoForm
from planner.web.worker.referrals.rows import passed_on


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page(Section.PROFILE)
def worker_referral(request: HttpRequest, pk: int) -> HttpResponse:
    """What it means, then yes or no; a yes can be taken back as long as nobody has acted on it."""
    person = signed_in_person(request)
    row = referral_of_worker(person, pk)
    if row is None:
        raise Http404
    if request.method == "POST":
        return _answered(request, row)
    is_open = open_referrals_of(person).filter(pk=pk).exists()
    context = {
        "referral": row,
        "agency": row.case.assignment.agency,
        "state": ReferralState(row.state).label,
        "is_transfer": row.kind == ReferralKind.TRANSFER,
        "is_asked": is_open and row.state == ReferralState.ASKED,
        "is_agreed": is_open and row.state == ReferralState.AGREED,
        "is_stopped": not is_open and row.ended_at is None,
        "passed_on": passed_on(row.case),
        **open_and_closed(),
    }
    return render(request, "worker/referrals/worker_referral.html", context)


def _answered(request: HttpRequest, row: Referral) -> HttpResponse:
    form, person = YesOrNoForm(request.POST), signed_in_person(request)
    changed = _("Something has changed since you opened this page. Read it again, then decide.")
    if not form.is_valid():
        messages.error(request, changed)
        return redirect("worker_referral", pk=row.pk)
    try:
        answer_by_worker(person=person, referral=row, is_yes=form.is_yes, now=timezone.now())
    except ShutHere:
        messages.error(
            request, _("This browser is shut out for now. Open it with a recovery code first.")
        )
    except AgencyCannotTake:
        messages.error(
            request, _("The other agency cannot take anybody over now. Tell your counselor.")
        )
    except (ReferralEnded, NotTheirs):
        messages.error(request, changed)
    else:
        messages.success(request, _words(form.is_yes, row))
    return redirect("worker_referral", pk=row.pk)


def _words(is_yes: bool, row: Referral) -> str:
    if not is_yes:
        return _("No noted. Everything stays as it is.")
    if row.kind == ReferralKind.TRANSFER:
        return _("Yes noted. Now the other agency answers. Until then you can take it back.")
    return _("Yes noted. Your counselor now speaks to the place. Until then you can take it back.")
