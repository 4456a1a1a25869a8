"""What the sums rest on: pay of a year, life at home, the rate."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planner.plans.models import MoneyBasis, PayYear
from planner.plans.records import BASIS, PAY_YEAR, plain
from planner.plans.services.money import keep_basis, keep_pay_year
from planner.plans.sums.years import LAST_YEAR
from planner.reference.rates import current_rules
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.money.forms import HomeForm, RateForm
from planner.web.worker.money.pay_form import PayYearForm

RATE = ("vnd_per_jpy", "rate_month")
HOME = tuple(name for name in BASIS if name not in RATE)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def pay_year(request: HttpRequest, year: int) -> HttpResponse:
    """A year of the stay, 1–10."""
    if not 1 <= year <= LAST_YEAR:
        raise Http404
    person = signed_in_person(request)
    row = PayYear.objects.of(person).filter(year=year).first()
    form = kept_form(
        request,
        PayYearForm,
        saved=plain(row, PAY_YEAR),
        about=year,
        today=timezone.localdate(),
        history=current_rules().exchange_rates,
    )

    def save() -> str:
        keep_pay_year(
            person=person,
            year=year,
            values=form.columns,
            seen=form.seen_now,
            now=timezone.now(),
        )
        messages.success(request, _("Pay of year %s saved.") % year)
        return f"{reverse('my_money')}?year={year}#year-{year}"

    return save_form(request, form, save) or render(
        request, "worker/money/pay_year.html", {"form": form, "year": year}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def money_basis(request: HttpRequest) -> HttpResponse:
    """Life at home, to compare with."""
    person = signed_in_person(request)
    saved = _saved(request, HOME)
    form = kept_form(request, HomeForm, saved=saved, today=timezone.localdate())

    def save() -> str:
        keep_basis(person=person, values=form.columns, seen=form.seen_now, now=timezone.now())
        messages.success(request, _("Life at home saved."))
        return f"{reverse('my_money')}#home"

    return save_form(request, form, save) or render(
        request, "worker/money/money_basis.html", {"form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def money_rate(request: HttpRequest) -> HttpResponse:
    """Dong for a yen as the worker received it."""
    person = signed_in_person(request)
    rules = current_rules()
    form = kept_form(
        request,
        RateForm,
        saved=_saved(request, RATE),
        today=timezone.localdate(),
        history=rules.exchange_rates,
    )

    def save() -> str:
        keep_basis(person=person, values=form.columns, seen=form.seen_now, now=timezone.now())
        messages.success(request, _("Rate saved."))
        return f"{reverse('my_money')}#rate"

    newest = rules.exchange_rates[-1] if rules.exchange_rates else None
    return save_form(request, form, save) or render(
        request, "worker/money/money_rate.html", {"form": form, "newest": newest}
    )


def _saved(request: HttpRequest, columns: tuple[str, ...]) -> Mapping[str, Any]:
    """Some columns of the basis, as the service compares them."""
    row = MoneyBasis.objects.of(signed_in_person(request)).first()
    return plain(row, columns)
