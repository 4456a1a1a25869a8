"""The agency's own training courses and open orders: its supervisors write, its counselors read."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.models import Agency
from planner.casework.models import AgencyOffer
from planner.casework.selectors.offers import offers_of
from planner.casework.services import offers as services
from planner.web.counselor.door import counselor_page, reader_of, supervisor_page
from planner.web.counselor.offers.forms import OfferForm
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.wording.languages import localized


@dataclass(frozen=True)
class OfferRow:
    """`is_over`: nobody is shown it any more."""

    offer: AgencyOffer
    trade: str
    is_over: bool
    url: str


@require_safe
@counselor_page
def agency_offers(request: HttpRequest) -> HttpResponse:
    reader, today = reader_of(request), timezone.localdate()
    rows = [_row(offer, today) for offer in offers_of(_agency(request))]
    context = {"rows": rows, "is_supervisor": reader.role == Role.SUPERVISOR}
    return render(request, "counselor/offers/offers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@supervisor_page
def add_offer(request: HttpRequest) -> HttpResponse:
    form = kept_form(request, OfferForm)

    def save() -> str:
        services.add_offer(by=reader_of(request), values=form.values, now=timezone.now())
        messages.success(request, _("Added. Workers in your care see it beside the trade."))
        return reverse("agency_offers")

    try:
        answer = save_form(request, form, save)
    except services.TooManyOffers:
        form.add_error(None, _("There are too many. Remove those that are over first."))
        answer = None
    return answer or render(request, "counselor/offers/edit.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@supervisor_page
def edit_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer_or_404(request, pk)
    form = kept_form(request, OfferForm, saved=services.plain(offer), about=offer.pk)

    def save() -> str:
        services.edit_offer(
            by=reader_of(request), pk=offer.pk, values=form.values, seen=form.seen_now
        )
        messages.success(request, _("Saved."))
        return reverse("agency_offers")

    try:
        answer = save_form(request, form, save)
    except services.OfferGone:
        raise Http404 from None
    return answer or render(request, "counselor/offers/edit.html", {"form": form, "offer": offer})


@require_http_methods(["GET", "HEAD", "POST"])
@supervisor_page
def remove_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = _offer_or_404(request, pk)
    if request.method == "POST":
        try:
            services.remove_offer(by=reader_of(request), pk=offer.pk)
        except services.OfferGone:
            raise Http404 from None
        messages.success(request, _("Removed. Nobody sees it any more."))
        return redirect("agency_offers")
    return render(
        request,
        "counselor/offers/remove.html",
        {"row": _row(offer, timezone.localdate())},
    )


def _row(offer: AgencyOffer, today: date) -> OfferRow:
    return OfferRow(
        offer,
        localized(offer.trade),
        offer.shown_until < today,
        reverse("edit_offer", args=[offer.pk]),
    )


def _offer_or_404(request: HttpRequest, pk: int) -> AgencyOffer:
    return get_object_or_404(offers_of(_agency(request)), pk=pk)


def _agency(request: HttpRequest) -> Agency:
    agency = reader_of(request).agency
    if agency is None:
        raise Http404
    return agency
