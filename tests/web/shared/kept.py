"""A kept form with every kind of field, its page, and what a browser sends back."""

import re
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_http_methods

from planner.money.enums import Currency
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen
from planner.web.shared.fields import AmountField, DayField, NumberField
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import KeptForm, kept_form, save_form
from planner.web.shared.uploads import UploadField

URL = "/pay/"


class PayForm(KeptForm):
    form_name = "test-pay"
    draft_section = Section.MONEY

    currency = forms.ChoiceField(label="Currency", choices=[(item, item) for item in Currency])
    amount = AmountField(label="Pay", currency_field="currency", most=10_000_000)
    rate = NumberField(label="Rate", required=False)
    signed_on = DayField(label="Signed", required=False)
    duties = forms.CharField(label="Duties", required=False)
    has_housing = forms.BooleanField(label="Housing", required=False)
    helpers = forms.MultipleChoiceField(
        label="Who helps", required=False, choices=[("a", "Aunt"), ("b", "Brother")]
    )
    years = forms.IntegerField(label="Years", required=False)
    photo = UploadField(label="Photo", required=False)


class Saved:
    """What the view saved: a stand-in for a row."""

    values: ClassVar[dict[str, Any]] = {}
    times = 0

    @classmethod
    def empty(cls) -> None:
        cls.values, cls.times = {}, 0


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
def pay(request: HttpRequest) -> HttpResponse:
    form = kept_form(request, PayForm, saved=Saved.values)

    def save() -> str:
        check_seen(form.seen_now, Saved.values)
        values = {name: form.values[name] for name in form.values if name != "photo"}
        day = values["signed_on"]
        Saved.values = {**values, "signed_on": day and day.isoformat(), "rate": None}
        Saved.times += 1
        return f"{URL}?saved={Saved.times}"

    template, context = "components/kept_form.html", {"form": form, "title": "Pay"}
    return save_form(request, form, save) or render(request, template, context)


urlpatterns = [path("pay/", pay), path("", include("planner.web.urls"))]
handler400 = "planner.web.errors.bad_request"


def hidden_of(page: str) -> dict[str, str]:
    """The hidden values of the kept form on a page."""
    pattern = r'<input type="hidden" name="(form_key|seen)" value="([^"]*)"'
    owner = re.findall(r'<input type="hidden" name="(owner)" value="([^"]*)" id', page)
    return dict(re.findall(pattern, page) + owner)


def opened(browser: Client, **typed: Any) -> dict[str, Any]:
    """The page as it was opened, with this typed into it."""
    page = browser.get(URL).content.decode()
    return {**hidden_of(page), "currency": "JPY", "amount": "180.000", **typed}
