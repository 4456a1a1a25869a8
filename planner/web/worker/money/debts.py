"""Debts of the worker: add, change, take away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from planner.money.enums import Currency
from planner.plans.models import Debt
from planner.plans.records import DEBT, plain
from planner.plans.services import money as services
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.money.debt_forms import DebtForm, RemoveDebtForm
from planner.wording.money import LENDERS, money


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def add_debt(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def debt(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _own(signed_in_person(request), pk))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def remove_debt(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    person = signed_in_person(request)
    form = kept_form(request, RemoveDebtForm, about=pk)

    def remove() -> str:
        services.remove_debt(person=person, pk=pk, now=timezone.now())
        messages.success(request, _("Debt removed."))
        return reverse("my_money")

    answer = save_form(request, form, remove)
    if answer is not None:
        return answer
    row = _own(person, pk)
    return render(
        request,
        "worker/money/remove_debt.html",
        {
            "form": form,
            "lender": row.lender_words or LENDERS[row.lender],
            "owed": money(row.amount_vnd, Currency.VND),
        },
    )


def _page(request: HttpRequest, row: Debt | None) -> HttpResponse:
    person = signed_in_person(request)
    form = kept_form(
        request,
        DebtForm,
        saved=plain(row, DEBT),
        about=row.pk if row else "",
        today=timezone.localdate(),
    )

    def save() -> str:
        services.keep_debt(
            person=person,
            pk=row.pk if row else None,
            values=form.columns,
            seen=form.seen_now,
            now=timezone.now(),
        )
        messages.success(request, _("Debt saved."))
        return reverse("my_money")

    try:
        answer = save_form(request, form, save)
    except services.TooManyDebts:
        form.add_error(
            None,
            _("At most %s debts. Put small ones of the same lender together.")
            % services.MOST_DEBTS,
        )
        answer = None
    return answer or render(request, "worker/money/debt.html", {"form": form, "debt": row})


def _own(person: User, pk: int) -> Debt:
    row: Debt | None = Debt.objects.of(person).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
