"""Writing down what was promised. A correction is a new version."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from planner.plans.records import PAY, WORK, plain
from planner.plans.selectors.plan import (
    cost_sheet_versions,
    promised_pay_versions,
    promised_work_versions,
)
from planner.plans.services.offer import keep_costs, promise_pay, promise_work, sheet_values
from planner.reference.rates import exchange_rates, prefectures
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.offer.cost_form import CostsForm
from planner.web.worker.offer.forms import PayForm, WorkForm

SAVED = _("Saved. What stood there before is kept too.")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def offer_pay(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    newest = next(iter(promised_pay_versions(person)), None)
    form = kept_form(
        request,
        PayForm,
        saved=plain(newest, PAY),
        saved_at=newest.made_at if newest else None,
        newest=newest,
        history=exchange_rates(),
        today=timezone.localdate(),
    )

    def save() -> str:
        promise_pay(
            person=person,
            values=form.promise(),
            seen=form.seen_now,
            now=timezone.now(),
            reason=form.reason,
        )
        messages.success(request, SAVED)
        return reverse("my_offer")

    return save_form(request, form, save) or render(
        request, "worker/offer/pay.html", {"form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.WORK)
def offer_work(request: HttpRequest) -> HttpResponse:
    """Open to the own counselor, hence in every browser of the worker too."""
    person = signed_in_person(request)
    newest = next(iter(promised_work_versions(person)), None)
    form = kept_form(
        request,
        WorkForm,
        saved=plain(newest, WORK),
        saved_at=newest.made_at if newest else None,
        prefectures=prefectures(),
    )

    def save() -> str:
        promise_work(
            person=person,
            values=form.promise(),
            seen=form.seen_now,
            now=timezone.now(),
            reason=form.reason,
        )
        messages.success(request, SAVED)
        return reverse("home" if person.is_shut_out else "my_offer")

    return save_form(request, form, save) or render(
        request, "worker/offer/work.html", {"form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def offer_costs(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    newest = next(iter(cost_sheet_versions(person)), None)
    form = kept_form(
        request, CostsForm, saved=sheet_values(newest), saved_at=newest.made_at if newest else None
    )

    def save() -> str:
        keep_costs(
            person=person,
            items=form.items,
            seen=form.seen_now,
            now=timezone.now(),
            reason=form.reason,
        )
        messages.success(request, SAVED)
        # Which button was pressed changes nothing of what is saved.
        return reverse("offer_costs" if "more" in request.POST else "my_offer")

    return save_form(request, form, save) or render(
        request, "worker/offer/costs.html", {"form": form}
    )
