"""Savings and what they are for; what was agreed with the family: add, change, take away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from planner.money.enums import Currency
from planner.plans.models import Remittance
from planner.plans.records import REMITTANCE, SAVINGS, plain
from planner.plans.selectors.benchmarks import benchmarks_of
from planner.plans.selectors.savings import remittance_of, remittances_of, savings_of
from planner.plans.services import savings as services
from planner.plans.services.writing import NotThere
from planner.reference.rates import current_rules
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.money.figures import month_words
from planner.web.worker.savings.forms import RemittanceForm, RemoveRemittanceForm, SavingsForm
from planner.web.worker.savings.sent_rows import agreement_rows
from planner.wording.money import money


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def savings_plan(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    row = savings_of(person)
    kept = row.trade_benchmark_id if row else None
    form = kept_form(
        request,
        SavingsForm,
        saved=plain(row, SAVINGS),
        today=timezone.localdate(),
        benchmarks=[
            mark for mark in benchmarks_of(person) if mark.dropped_on is None or mark.pk == kept
        ],
        history=current_rules().exchange_rates,
    )

    def save() -> str:
        services.keep_savings(
            person=person, values=form.columns, seen=form.seen_now, now=timezone.now()
        )
        messages.success(request, _("Savings saved."))
        return reverse("my_savings")

    try:
        answer = save_form(request, form, save)
    except NotThere:
        form.add_error("trade_benchmark_id", _("This benchmark is gone. Choose another one."))
        answer = None
    return answer or render(request, "worker/savings/savings_plan.html", {"form": form})


@require_safe
@worker_page(Section.MONEY)
def remittances(request: HttpRequest) -> HttpResponse:
    """What was agreed, the newest first."""
    rows = agreement_rows(remittances_of(signed_in_person(request)), timezone.localdate())
    return render(request, "worker/savings/remittances.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def add_remittance(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def remittance(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _own(signed_in_person(request), pk))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def remove_remittance(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    person = signed_in_person(request)
    form = kept_form(request, RemoveRemittanceForm, about=pk)

    def remove() -> str:
        services.remove_remittance(person=person, pk=pk, now=timezone.now())
        messages.success(request, _("Agreement removed."))
        return reverse("remittances")

    answer = save_form(request, form, remove)
    if answer is not None:
        return answer
    row = _own(person, pk)
    context = {
        "form": form,
        "amount": money(row.amount, Currency(row.currency)),
        "month": month_words(row.from_month),
    }
    return render(request, "worker/savings/remove_remittance.html", context)


def _page(request: HttpRequest, row: Remittance | None) -> HttpResponse:
    person = signed_in_person(request)
    form = kept_form(
        request,
        RemittanceForm,
        saved=plain(row, REMITTANCE),
        about=row.pk if row else "",
        today=timezone.localdate(),
    )

    def save() -> str:
        services.keep_remittance(
            person=person,
            pk=row.pk if row else None,
            values=form.columns,
            seen=form.seen_now,
            now=timezone.now(),
        )
        messages.success(request, _("Agreement saved."))
        return reverse("remittances")

    try:
        answer = save_form(request, form, save)
    except services.MonthTaken:
        form.add_error(
            "from_month", _("You wrote down an agreement from that month already. Change that one.")
        )
        answer = None
    except services.TooManyRemittances:
        form.add_error(
            None, _("At most %s agreements. Change an old one.") % services.MOST_REMITTANCES
        )
        answer = None
    return answer or render(request, "worker/savings/remittance.html", {"form": form, "row": row})


def _own(person: User, pk: int) -> Remittance:
    row = remittance_of(person, pk)
    if row is None:
        raise Http404
    return row
