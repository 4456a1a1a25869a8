"""The monthly check-in, and all months as they were told."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from planner.plans.models import PromisedPay, PromisedWork
from planner.plans.services.check_ins import month_values, record_check_in
from planner.plans.services.writing import ClosedHere
from planner.reference.rates import current_rules
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.money.figures import month_words
from planner.web.worker.months.asked import Stay, asked_of, opened_by, stay_of
from planner.web.worker.months.forms import CheckInForm
from planner.web.worker.months.rows import check_ins_page


@require_safe
@worker_page(Section.BENCHMARKS)
def check_in(request: HttpRequest) -> HttpResponse:
    """The month that is asked for; its form is sent to the month's own address."""
    person = signed_in_person(request)
    stay = stay_of(person, timezone.localdate())
    month = stay.asked if stay else None
    if stay is None or month is None:
        return render(request, "worker/months/not_yet.html", {"stay": stay})
    return _month(request, person, stay, month)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.BENCHMARKS)
def check_in_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month of the stay that is over or running: told, or told otherwise."""
    person = signed_in_person(request)
    stay = stay_of(person, timezone.localdate())
    wanted = (
        next((day for day in stay.tellable if (day.year, day.month) == (year, month)), None)
        if stay
        else None
    )
    if stay is None or wanted is None:
        raise Http404
    return _month(request, person, stay, wanted)


@require_safe
@worker_page(Section.BENCHMARKS)
def check_ins(request: HttpRequest) -> HttpResponse:
    """Every month of the stay, newest first. `told`: the month that was saved just now."""
    person = signed_in_person(request)
    stay = stay_of(person, timezone.localdate())
    if stay is None or not (stay.months or stay.asked):
        return render(request, "worker/months/not_yet.html", {"stay": stay})
    pay = PromisedPay.objects.of(person).order_by("-version").first()
    work = PromisedWork.objects.of(person).order_by("-version").first()
    page = check_ins_page(stay, pay=pay, work=work, person=person, told=request.GET.get("told", ""))
    return render(request, "worker/months/check_ins.html", {"page": page})


def _month(request: HttpRequest, person: User, stay: Stay, month: date) -> HttpResponse:
    asked = asked_of(person, stay, month)
    form = kept_form(
        request,
        CheckInForm,
        saved=month_values(asked.saved),
        about=f"{month:%Y-%m}",
        today=stay.today,
        history=current_rules().exchange_rates,
        asked=asked,
        opened=opened_by(person),
    )

    def save() -> str:
        record_check_in(
            person=person,
            month=month,
            values=form.parts,
            seen=form.seen_now,
            now=timezone.now(),
        )
        messages.success(request, _("Saved: %s.") % month_words(month))
        return f"{reverse('check_ins')}?told={month:%Y-%m}"

    try:
        answer = save_form(request, form, save)
    except ClosedHere:
        form.add_error(
            None, _("What you told of this month is shut in this browser. Nothing was saved.")
        )
        answer = None
    return answer or render(
        request,
        "worker/months/check_in.html",
        {
            "form": form,
            "month": month,
            "last": asked.last if form.is_from_last else None,
            "action": reverse("check_in_month", args=[month.year, month.month]),
            "is_arrival_told": stay.is_arrival_told,
        },
    )
