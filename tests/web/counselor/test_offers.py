"""The agency's own courses and open orders: its supervisors write, its counselors read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.casework.models import AgencyOffer
from planner.casework.services import offers as services
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.lists import WELDING, agency_offer
from tests.signing_in import signed_in
from tests.web.counselor.conftest import TRADE
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("agency_offers"), reverse("add_offer")


def until(days: int = 30) -> date:
    return timezone.localdate() + timedelta(days=days)


def edit(offer: AgencyOffer) -> str:
    return reverse("edit_offer", args=[offer.pk])


def remove(offer: AgencyOffer) -> str:
    return reverse("remove_offer", args=[offer.pk])


@pytest.fixture
def overseer(supervisor: User) -> Client:
    """The supervisor's browser."""
    return signed_in(supervisor)


@pytest.fixture
def offer(supervisor: User) -> AgencyOffer:
    return agency_offer(supervisor, shown_until=until())


def typed(browser: Client, address: str, **values: Any) -> dict[str, Any]:
    """The form as it was opened, with this in it."""
    return {
        **hidden_of(page_of(browser.get(address))),
        "kind": "order",
        "trade": WELDING,
        "title": "Đơn hàng hàn ở Osaka",
        "place": "Osaka",
        "begins_on": "01/02/2027",
        "places": "12",
        "words": "Phỏng vấn <tháng 12>.",
        "shown_until": until().isoformat(),
        **values,
    }


def test_offer_is_added_and_listed(overseer: Client, browser: Client) -> None:
    assert "Nothing listed yet" in page_of(overseer.get(LIST))

    response = overseer.post(ADD, typed(overseer, ADD), follow=True)

    assert response.redirect_chain == [(LIST, 302)]
    page = page_of(response)
    assert "Đơn hàng hàn ở Osaka" in page
    row = AgencyOffer.objects.get()
    assert (row.trade.code, row.begins_on, row.places) == (WELDING, date(2027, 2, 1), 12)
    assert (row.words, row.shown_until) == ("Phỏng vấn <tháng 12>.", until())
    seen = page_of(browser.get(LIST))
    assert "Đơn hàng hàn ở Osaka" in seen
    assert edit(row) not in seen
    assert ADD not in seen


def test_only_what_is_asked_for_must_be_told(overseer: Client) -> None:
    blank = {"place": "", "begins_on": "", "places": "", "words": ""}

    overseer.post(ADD, typed(overseer, ADD, **blank))

    row = AgencyOffer.objects.get()
    assert (row.place, row.begins_on, row.places, row.words) == ("", None, None, "")
    page_of(overseer.get(LIST))


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"kind": ""}, "Choose what it is: a course or an order."),
        ({"trade": ""}, "Choose a trade."),
        ({"trade": "TITP 99-9"}, "Select a valid choice"),
        ({"title": " "}, "Write a title."),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"places": "0"}, "greater than or equal to 1"),
        ({"places": "9" * 30}, "less than or equal to 9999"),
        ({"shown_until": ""}, "Choose the last day on which it is shown."),
        ({"shown_until": "31/02/2027"}, "Write the day like this"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    wrong: dict[str, str], says: str, overseer: Client
) -> None:
    page = page_of(overseer.post(ADD, typed(overseer, ADD, **wrong)))

    assert says in page
    assert "Phỏng vấn &lt;tháng 12&gt;." in page
    assert AgencyOffer.objects.count() == 0


@pytest.mark.parametrize("days, says", [(-1, "too early"), (400, "too far away")])
def test_it_is_shown_for_a_year_at_most(days: int, says: str, overseer: Client) -> None:
    sent = typed(overseer, ADD, shown_until=until(days).isoformat())

    assert says in page_of(overseer.post(ADD, sent))


def test_sent_twice_it_is_added_once(overseer: Client) -> None:
    sent = typed(overseer, ADD)

    overseer.post(ADD, sent)
    overseer.post(ADD, sent)

    assert AgencyOffer.objects.count() == 1


def test_too_many_are_refused_kindly(
    overseer: Client, offer: AgencyOffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_OFFERS", 1)

    page = page_of(overseer.post(ADD, typed(overseer, ADD)))

    assert "Remove those that are over first." in page
    assert AgencyOffer.objects.get() == offer


def test_offer_is_changed(overseer: Client, offer: AgencyOffer) -> None:
    assert offer.title in page_of(overseer.get(edit(offer)))

    overseer.post(edit(offer), typed(overseer, edit(offer), title="Lớp hàn TIG"))

    offer.refresh_from_db()
    assert (offer.title, offer.kind) == ("Lớp hàn TIG", "order")


def test_what_a_colleague_changed_meanwhile_is_shown_first(
    overseer: Client, offer: AgencyOffer
) -> None:
    sent = typed(overseer, edit(offer), title="Lớp hàn TIG")
    AgencyOffer.objects.update(title="Lớp hàn MAG")

    page = page_of(overseer.post(edit(offer), sent))

    assert "This was changed since you opened the page." in page
    assert "Lớp hàn MAG" in page
    assert AgencyOffer.objects.get().title == "Lớp hàn MAG"


def test_offer_is_removed_once_somebody_is_sure(overseer: Client, offer: AgencyOffer) -> None:
    assert offer.title in page_of(overseer.get(remove(offer)))
    assert AgencyOffer.objects.count() == 1

    response = overseer.post(remove(offer), follow=True)

    assert "Removed. Nobody sees it any more." in page_of(response)
    assert AgencyOffer.objects.count() == 0
    assert overseer.get(edit(offer)).status_code == 404


def test_what_is_over_is_marked(overseer: Client, supervisor: User) -> None:
    agency_offer(supervisor, shown_until=until(0))
    assert ">No longer shown<" not in page_of(overseer.get(LIST))

    agency_offer(supervisor, shown_until=until(-1))

    assert page_of(overseer.get(LIST)).count(">No longer shown<") == 1


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize(
    "cast",
    [
        {"counselor": True},
        {"supervisor": True},
        {"staff": True},
        {},
        {"role": "supervisor", "agency": None},
    ],
)
def test_offer_of_another_agency_is_not_there(
    method: str, cast: dict[str, Any], offer: AgencyOffer
) -> None:
    browser = signed_in(UserFactory.create(**cast))

    for address in (edit(offer), remove(offer)):
        assert getattr(browser, method)(address).status_code == 404
    assert AgencyOffer.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_own_counselor_writes_nothing(method: str, browser: Client, offer: AgencyOffer) -> None:
    for address in (ADD, edit(offer), remove(offer)):
        assert getattr(browser, method)(address).status_code == 404


@pytest.mark.parametrize("pk", [0, 2**63, 10**30])
def test_offer_that_never_was_is_not_found(pk: int, overseer: Client) -> None:
    for name in ("edit_offer", "remove_offer"):
        assert overseer.get(reverse(name, args=[pk])).status_code == 404


def test_list_holds_the_own_agencys_alone_and_takes_the_same_queries(
    overseer: Client, supervisor: User
) -> None:
    agency_offer(UserFactory.create(supervisor=True), title="Của công ty khác")
    numbers = []
    for count in (1, 5):
        for number in range(count):
            agency_offer(supervisor, title=f"Lớp {number}")
        with CaptureQueriesContext(connection) as queries:
            page = page_of(overseer.get(LIST))
        numbers.append(len(queries))

    assert "Của công ty khác" not in page
    assert numbers[0] == numbers[1]


def test_counselor_sees_it_beside_the_trade_chosen(
    assignment: Assignment, supervisor: User, browser: Client
) -> None:
    url = reverse("worker_told", args=[assignment.worker_id])
    agency_offer(supervisor, title="Lớp khác", shown_until=until())
    assert "From " not in page_of(browser.get(url))
    agency_offer(supervisor, TRADE, title="Lớp trồng rau", shown_until=until())

    page = page_of(browser.get(url))

    assert "Lớp trồng rau" in page
    assert "Lớp khác" not in page
