from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.models import Debt, PlanChange
from planner.plans.records import DEBT, plain
from tests.factories.accounts import UserFactory
from tests.web.shared.kept import hidden_of
from tests.web.worker.money.conftest import TYPED_DEBT, Send, owe
from tests.web.worker.people import page_of


def test_a_debt_is_added_as_typed(worker: User, send: Send) -> None:
    answer = send("add_debt", **{**TYPED_DEBT, "interest": "year_on_rest", "rate_pct": "6,6"})

    assert answer.status_code == 302
    assert plain(Debt.objects.get(person=worker), DEBT) == {
        "lender": "family",
        "lender_words": "",
        "amount_vnd": 300_000_000,
        "interest": "year_on_rest",
        "rate_pct": "6.6",
        "payment_vnd": 12_500_000,
        "first_payment_on": "2020-10-01",
    }


def test_sent_twice_it_is_added_once(worker: User, browser: Client) -> None:
    url = reverse("add_debt")
    sent = {**hidden_of(browser.get(url).content.decode()), **TYPED_DEBT}

    answers = [browser.post(url, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Debt.objects.filter(person=worker).count() == 1


def test_a_debt_is_changed_and_the_amount_stands_in_words(
    worker: User, browser: Client, send: Send
) -> None:
    debt = owe(worker)

    page = page_of(browser.get(reverse("debt", args=[debt.pk])))
    answer = send("debt", debt.pk, **{**TYPED_DEBT, "payment_vnd": "10,000,000"})

    assert "three hundred million dong" in page
    assert answer.status_code == 302
    debt.refresh_from_db()
    assert debt.payment_vnd == 10_000_000


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"payment_vnd": "400.000.000"}, "more than the whole debt"),
        ({"interest": "year_on_rest", "rate_pct": "150"}, "At most 100"),
        ({"interest": "year_on_rest", "rate_pct": ""}, "Write the rate"),
        ({"interest": "none", "rate_pct": "5"}, "You chose no interest"),
        ({"interest": "month_on_rest", "rate_pct": "12"}, "is 144 percent a year"),
        ({"amount_vnd": "300.000", "payment_vnd": "12.500"}, "Write all zeros"),
        ({"payment_vnd": "12.500"}, "Write all zeros"),
        ({"amount_vnd": "0"}, "At least"),
        ({"amount_vnd": "-5"}, "Write only a number"),
        ({"first_month": ""}, "required"),
    ],
)
def test_what_cannot_be_says_what_to_do(
    typed: dict[str, Any], words: str, worker: User, send: Send
) -> None:
    answer = send("add_debt", **{**TYPED_DEBT, **typed})

    assert words in page_of(answer)
    assert not Debt.objects.filter(person=worker).exists()


def test_what_is_odd_is_taken_once_it_is_said_to_be_right(worker: User, send: Send) -> None:
    odd = {**TYPED_DEBT, "interest": "month_on_rest", "rate_pct": "12"}

    asked = page_of(send("add_debt", **odd))
    answer = send("add_debt", **odd, is_sure="on")

    assert "Yes, it is right as I typed it." in asked
    assert answer.status_code == 302
    assert Debt.objects.get(person=worker).rate_pct == Decimal(12)


def test_more_debts_than_anybody_has_are_refused(worker: User, send: Send) -> None:
    for _ in range(12):
        owe(worker)

    answer = send("add_debt", **TYPED_DEBT)

    assert "At most 12 debts" in page_of(answer)
    assert Debt.objects.filter(person=worker).count() == 12


def test_removing_asks_first(worker: User, browser: Client, send: Send) -> None:
    debt = owe(worker)

    page = page_of(browser.get(reverse("remove_debt", args=[debt.pk])))
    answer = send("remove_debt", debt.pk)

    assert "300,000,000\N{NO-BREAK SPACE}đ" in page
    assert answer.status_code == 302
    assert not Debt.objects.filter(person=worker).exists()
    assert PlanChange.objects.filter(person=worker, what="debt_removed").count() == 1


def test_removing_twice_is_no_error(worker: User, browser: Client) -> None:
    url = reverse("remove_debt", args=[owe(worker).pk])
    sent = hidden_of(browser.get(url).content.decode())

    answers = [browser.post(url, sent).status_code for _ in range(2)]

    assert answers == [302, 302]


def test_a_debt_of_somebody_else_is_not_there(browser: Client) -> None:
    debt = owe(UserFactory.create())

    for name in ("debt", "remove_debt"):
        url = reverse(name, args=[debt.pk])
        assert browser.get(url).status_code == 404
        assert browser.post(url, TYPED_DEBT).status_code == 404
    assert Debt.objects.filter(pk=debt.pk).exists()


def test_what_was_typed_outlives_the_session(browser: Client) -> None:
    url = reverse("add_debt")
    hidden = hidden_of(browser.get(url).content.decode())

    answer = Client().post(url, {**hidden, **TYPED_DEBT, "payment_vnd": "11.000.000"})

    assert answer.status_code == 302
    assert not Debt.objects.exists()
    page = page_of(browser.get(url))
    assert "11.000.000" in page
    assert "It is not saved yet" in page


def test_a_change_meanwhile_is_shown(worker: User, browser: Client) -> None:
    debt = owe(worker)
    url = reverse("debt", args=[debt.pk])
    hidden = hidden_of(browser.get(url).content.decode())
    Debt.objects.filter(pk=debt.pk).update(amount_vnd=250_000_000)

    page = page_of(browser.post(url, {**hidden, **TYPED_DEBT}))

    assert "250,000,000\N{NO-BREAK SPACE}đ" in page
    debt.refresh_from_db()
    assert debt.amount_vnd == 250_000_000
