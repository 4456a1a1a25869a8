from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.plans.models import Remittance
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month
from tests.factories.savings import remittance, savings_plan
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.savings.conftest import Send

TYPED = {
    "from_month": "12",
    "from_year": "2026",
    "currency": "JPY",
    "amount": "60.000",
    "agreed_with": "Bố mẹ",
    "what_for": "Trả nợ",
}
PAGES = [
    ("money_in_japan", []),
    ("my_savings", []),
    ("savings_plan", []),
    ("remittances", []),
    ("add_remittance", []),
    ("remittance", ["row"]),
    ("remove_remittance", ["row"]),
]


def test_an_agreement_is_kept_as_typed(worker: User, send: Send) -> None:
    answer = send("add_remittance", **TYPED)

    row = Remittance.objects.get(person=worker)
    assert (answer.status_code, answer.url) == (302, reverse("remittances"))
    assert (row.from_month, row.amount, row.currency) == (date(2026, 12, 1), 60_000, "JPY")
    assert (row.agreed_with, row.what_for) == ("Bố mẹ", "Trả nợ")


def test_sent_twice_it_is_kept_once(worker: User, browser: Client) -> None:
    url = reverse("add_remittance")
    sent = {**hidden_of(browser.get(url).content.decode()), **TYPED}

    answers = [browser.post(url, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Remittance.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "60"}, "Write all zeros"),
        ({"currency": "VND", "amount": "60.000"}, "Write all zeros"),
        ({"amount": ""}, "required"),
        ({"from_month": ""}, "required"),
        ({"from_month": "1", "from_year": "2026"}, "an agreement from that month already"),
    ],
)
def test_what_cannot_be_says_what_to_do(
    typed: dict[str, Any], words: str, worker: User, send: Send
) -> None:
    remittance(worker, from_month=date(2026, 1, 1))

    answer = send("add_remittance", **{**TYPED, **typed})

    assert words in page_of(answer)
    assert Remittance.objects.count() == 1


def test_nothing_to_send_any_more_can_be_agreed(worker: User, send: Send) -> None:
    answer = send("add_remittance", **{**TYPED, "amount": "0"})

    assert answer.status_code == 302
    assert Remittance.objects.get(person=worker).amount == 0


def test_an_agreement_is_changed_and_removed(worker: User, browser: Client, send: Send) -> None:
    row = remittance(worker)

    page = page_of(browser.get(reverse("remittance", args=[row.pk])))
    changed = send("remittance", row.pk, **{**TYPED, "from_month": "1"})
    row.refresh_from_db()
    removed = send("remove_remittance", row.pk)

    assert "ten million dong" in page
    assert (changed.status_code, row.amount, row.from_month) == (302, 60_000, date(2026, 1, 1))
    assert removed.status_code == 302
    assert not Remittance.objects.exists()


def test_the_list_marks_what_holds_now(worker: User, browser: Client) -> None:
    empty = page_of(browser.get(reverse("remittances")))
    remittance(worker, from_month=date(2025, 1, 1), amount=5_000_000)
    remittance(worker, from_month=date(2026, 5, 1), amount=6_000_000)
    remittance(worker, from_month=date(2027, 5, 1), amount=7_000_000)

    page = page_of(browser.get(reverse("remittances")))

    assert "Nothing agreed yet" in empty
    assert page.count("holds now") == 1
    assert page.index("7,000,000") < page.index("6,000,000") < page.index("holds now")
    assert page.index("holds now") < page.index("5,000,000")


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_nobody_else_finds_the_pages(name: str, args: list[str], worker: User) -> None:
    row = _told(worker)
    url = reverse(name, args=[row.pk for _ in args])
    counselor = AssignmentFactory.create(worker=worker).counselor
    assert counselor is not None

    answers = [signed_in(person).get(url) for person in (counselor, UserFactory.create(staff=True))]
    stranger = signed_in(UserFactory.create()).get(url)

    assert [answer.status_code for answer in answers] == [404, 404]
    assert stranger.status_code == (404 if args else 200)
    assert "7,654,321" not in stranger.content.decode()
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_browser_that_is_shut_out_sees_nothing(name: str, args: list[str], worker: User) -> None:
    row = _told(worker)
    worker.helped_until = timezone.now() + timedelta(hours=71)
    worker.save()

    answer = signed_in(worker).get(reverse(name, args=[row.pk for _ in args]))

    assert answer.status_code == 403
    assert "7,654,321" not in answer.content.decode()


def _told(worker: User) -> Remittance:
    savings_plan(worker, savings_vnd=7_654_321)
    told_month(worker, money={"debt_paid_vnd": 7_654_321})
    return remittance(worker, amount=7_654_321)
