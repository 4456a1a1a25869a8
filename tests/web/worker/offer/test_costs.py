"""What it costs to go, item by item."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.money.enums import CostKind
from planner.plans.models import CostItem, CostSheet
from planner.web.worker.offer.cost_form import MOST_ITEMS
from tests.factories.plans import cost_sheet
from tests.web.worker.offer.sending import NONSENSE, filled, send
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = "offer_costs"
WHOLE = {"kind_0": "not_itemised", "amount_0": "300.000.000", "currency_0": "VND"}


def items() -> list[tuple[str, int, str, str, bool]]:
    sheet = CostSheet.objects.order_by("-version").first()
    assert sheet is not None
    columns = ("kind", "amount", "currency", "words", "has_receipt")
    return list(CostItem.objects.filter(sheet=sheet).order_by("position").values_list(*columns))


def test_whole_sum_alone_is_one_item(browser: Client, worker: User) -> None:
    answer = send(browser, PAGE, **WHOLE)

    assert answer["Location"] == reverse("my_offer")
    assert items() == [("not_itemised", 300_000_000, "VND", "", False)]


def test_empty_rows_are_no_items_wherever_they_stand(browser: Client) -> None:
    send(
        browser,
        PAGE,
        kind_1="training",
        amount_1="9.000.000",
        words_1="  ",
        kind_3="service_fee",
        amount_3="3.600",
        currency_3="USD",
        has_receipt_3="on",
        words_3="hai đợt",
    )

    assert items() == [
        ("training", 9_000_000, "VND", "", False),
        ("service_fee", 3_600, "USD", "hai đợt", True),
    ]


def test_every_kind_is_offered_in_plain_words(browser: Client) -> None:
    choices = browser.get(reverse(PAGE)).context["form"].fields["kind_0"].choices

    assert [value for value, _label in choices] == ["", *CostKind]


def test_there_are_always_four_more_rows_up_to_the_most(browser: Client, worker: User) -> None:
    counts = []
    for number in (0, 2, MOST_ITEMS):
        if number:
            cost_sheet(worker, *[{"amount": index + 1} for index in range(number)])
        counts.append(browser.get(reverse(PAGE)).context["form"].count)

    assert counts == [4, 6, MOST_ITEMS]


def test_save_and_add_more_comes_back(browser: Client) -> None:
    answer = send(browser, PAGE, **WHOLE, more="1")

    assert answer["Location"] == reverse(PAGE)
    assert len(items()) == 1


def test_item_is_taken_out(browser: Client, worker: User) -> None:
    cost_sheet(worker)

    send(browser, PAGE, drop_0="on", reason="was a mistake")

    assert [kind for kind, *_rest in items()] == ["broker_fee"]
    newest = CostSheet.objects.order_by("-version")[0]
    assert (newest.version, newest.reason) == (2, "was a mistake")
    assert CostItem.objects.count() == 3


def test_all_items_can_be_taken_out(browser: Client, worker: User) -> None:
    cost_sheet(worker)

    send(browser, PAGE, drop_0="on", drop_1="on")

    assert items() == []
    assert "No costs are written down now." in page_of(browser.get(reverse("my_offer")))


def test_empty_form_is_no_sheet(browser: Client) -> None:
    page = page_of(send(browser, PAGE))

    assert "Write at least one cost." in page
    assert not CostSheet.objects.exists()


def test_two_clicks_make_one_version(browser: Client) -> None:
    data = filled(browser, PAGE, **WHOLE)

    for _click in range(2):
        browser.post(reverse(PAGE), data)

    assert CostSheet.objects.count() == 1


def test_saving_what_stands_makes_no_version(browser: Client, worker: User) -> None:
    cost_sheet(worker)

    send(browser, PAGE)

    assert CostSheet.objects.count() == 1


def test_second_window_is_shown_what_changed_item_by_item(browser: Client, worker: User) -> None:
    cost_sheet(worker)
    data = filled(browser, PAGE, amount_1="25.000.000")
    cost_sheet(worker, {}, {"kind": "deposit", "amount": 7_000_000})

    page = page_of(browser.post(reverse(PAGE), data))

    assert "<dt>Cost 2</dt>" in page
    assert "<dt>Cost 1</dt>" not in page
    assert "Stands there now: Deposit · 7,000,000\N{NO-BREAK SPACE}đ" in page
    assert "You typed: Broker fee · 25,000,000\N{NO-BREAK SPACE}đ · anh Ba" in page
    assert CostSheet.objects.count() == 2


@pytest.mark.parametrize(
    "typed, field",
    [
        ({"kind_0": "training"}, "amount_0"),
        ({"amount_0": "5.000.000"}, "kind_0"),
        ({"kind_0": "bribe", "amount_0": "5.000.000"}, "kind_0"),
        ({"kind_0": "training", "amount_0": "0"}, "amount_0"),
        ({"kind_0": "training", "amount_0": "5.000.000.001"}, "amount_0"),
        ({"kind_0": "training", "amount_0": "5000000", "currency_0": "USD"}, "amount_0"),
        ({"kind_0": "training", "amount_0": "5", "currency_0": "EUR"}, "currency_0"),
        ({"kind_0": "training", "amount_0": "5", "words_0": "a" * 121}, "words_0"),
        ({"kind_0": "training", "amount_0": "5", "words_0": "a\0"}, "words_0"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    typed: dict[str, Any], field: str, browser: Client
) -> None:
    answer = send(browser, PAGE, **{"kind_1": "papers", "amount_1": "700.000", **typed})

    page = page_of(answer)
    assert list(answer.context["form"].errors) == [field]  # type: ignore[attr-defined]
    assert 'value="700.000"' in page
    assert not CostSheet.objects.exists()


def test_row_with_an_error_stands_open(browser: Client, worker: User) -> None:
    cost_sheet(worker)

    answer = send(browser, PAGE, amount_1="viele")

    rows = list(answer.context["form"].rows())  # type: ignore[attr-defined]
    assert [row.is_open for row in rows[:4]] == [False, True, True, False]
    assert 'value="viele"' in page_of(answer)


def test_nonsense_amounts_are_refused_and_nothing_typed_is_lost(browser: Client) -> None:
    data = filled(browser, PAGE, kind_0="papers", words_0="hộ chiếu")
    for text in NONSENSE:
        answer = browser.post(reverse(PAGE), {**data, "amount_0": text})

        assert answer.status_code == 200, text
        form = answer.context["form"]
        assert (form["amount_0"].value(), form["words_0"].value()) == (text, "hộ chiếu")


@pytest.mark.parametrize("number", ["24", "99", "100", "-1", "x"])
def test_rows_beyond_the_most_are_not_there(number: str, browser: Client) -> None:
    answer = send(browser, PAGE, **{f"kind_{number}": "papers", f"amount_{number}": "5"})

    assert answer.context["form"].count <= MOST_ITEMS  # type: ignore[attr-defined]
    assert not CostSheet.objects.exists()


def test_signed_out_worker_finds_every_row_again(browser: Client, worker: User) -> None:
    typed = {"kind_3": "papers", "amount_3": "700.000"}
    data = filled(browser, PAGE, **WHOLE, **typed)
    browser.logout()

    browser.post(reverse(PAGE), data)
    browser.force_login(worker)
    form = browser.get(reverse(PAGE)).context["form"]

    assert form.is_from_draft
    assert form["amount_0"].value() == "300.000.000"
    assert (form["kind_3"].value(), form["amount_3"].value()) == ("papers", "700.000")


def test_form_takes_the_same_queries_for_one_item_and_for_twelve(
    browser: Client, worker: User
) -> None:
    numbers = []
    for count in (1, 12):
        cost_sheet(worker, *[{"amount": index + count} for index in range(count)])
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse(PAGE))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
