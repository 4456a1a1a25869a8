from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.models import Debt
from planner.plans.services.money import keep_debt
from planner.plans.services.offer import keep_costs, promise_pay, promise_work
from planner.sharing.stale import fingerprint
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of

Send = Callable[..., Any]
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
NOTHING = fingerprint({})
DEBT: dict[str, Any] = {
    "lender": "family",
    "lender_words": "",
    "amount_vnd": 300_000_000,
    "interest": "none",
    "rate_pct": Decimal(0),
    "payment_vnd": 12_500_000,
    "first_payment_on": date(2020, 10, 1),
}
TYPED_DEBT = {
    "lender": "family",
    "amount_vnd": "300.000.000",
    "interest": "none",
    "rate_pct": "",
    "payment_vnd": "12.500.000",
    "first_month": "10",
    "first_year": "2020",
}


@pytest.fixture(autouse=True)
def _in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of 2027 are not all known yet."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: date(2026, 11, 22))


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


@pytest.fixture
def send(browser: Client) -> Send:
    """Open a page and send its form with this typed into it."""

    def sent(name: str, *args: Any, **typed: Any) -> Any:
        url = reverse(name, args=args)
        return browser.post(url, {**hidden_of(browser.get(url).content.decode()), **typed})

    return sent


def owe(person: User, **fields: Any) -> Debt:
    return keep_debt(person=person, pk=None, values={**DEBT, **fields}, seen=NOTHING, now=NOW)


def offer(person: User, *, prefecture: str = "23", **pay: Any) -> None:
    """A promise of pay and of a place."""
    told = {
        "signed_on": None,
        "months": 36,
        "currency": "JPY",
        "low": 185_000,
        "high": 185_000,
        "vnd_per_jpy": None,
        "rate_month": None,
        "basic_wage_jpy": None,
        "rent_jpy": None,
        "meals_jpy": None,
    }
    promise_pay(person=person, values={**told, **pay}, seen=NOTHING, now=NOW)
    place: dict[str, Any] = {
        "employer": "",
        "prefecture": prefecture,
        "place": "",
        "duties": [],
        "hours_month": None,
        "housing": "dormitory",
        "housing_words": "",
    }
    promise_work(person=person, values=place, seen=NOTHING, now=NOW)


def ask(person: User, amount: int) -> None:
    """One sum that nobody split up."""
    item = {
        "kind": "not_itemised",
        "amount": amount,
        "currency": "VND",
        "words": "",
        "has_receipt": False,
    }
    keep_costs(person=person, items=[item], seen=NOTHING, now=NOW)
