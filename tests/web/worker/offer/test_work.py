"""Work, place and housing as promised."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.models import PromisedWork
from tests.factories.plans import promised_work
from tests.web.worker.offer.sending import NONSENSE, filled, send
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = "offer_work"


def newest() -> PromisedWork:
    row: PromisedWork = PromisedWork.objects.order_by("-version")[0]
    return row


def test_work_is_written_down(browser: Client, worker: User) -> None:
    answer = send(
        browser,
        PAGE,
        employer="Nông trại Gifu",
        prefecture="21",
        place="Gifu",
        duties=" chăm bonsai \r\n\r\n tưới cây ",
        hours_month="173,5",
        housing="dormitory",
        housing_words="bốn người một phòng",
    )

    row = newest()
    assert answer["Location"] == reverse("my_offer")
    assert (row.person, row.version, row.employer) == (worker, 1, "Nông trại Gifu")
    assert (row.prefecture, row.hours_month, row.housing) == ("21", Decimal("173.5"), "dormitory")
    assert row.duties == ["chăm bonsai", "tưới cây"]


def test_prefectures_are_all_there_with_their_japanese_names(browser: Client) -> None:
    choices = browser.get(reverse(PAGE)).context["form"].fields["prefecture"].choices

    assert len(choices) == 48
    assert ("21", "Gifu (岐阜県)") in choices


def test_empty_form_is_no_promise(browser: Client) -> None:
    page = page_of(send(browser, PAGE))

    assert "Write down at least one thing of the work." in page
    assert not PromisedWork.objects.exists()


def test_line_ends_of_a_browser_are_no_change(browser: Client, worker: User) -> None:
    promised_work(worker)

    send(browser, PAGE, duties="cắt rau\r\nđóng gói\r\n")

    assert PromisedWork.objects.count() == 1


def test_correction_keeps_the_first_and_its_reason(browser: Client, worker: User) -> None:
    promised_work(worker)

    send(browser, PAGE, hours_month="200", reason="they told me")

    rows = list(PromisedWork.objects.order_by("version").values_list("hours_month", "reason"))
    assert rows == [(Decimal("173.5"), ""), (Decimal(200), "they told me")]


def test_two_clicks_make_one_version(browser: Client) -> None:
    data = filled(browser, PAGE, employer="Sakura")

    for _click in range(2):
        browser.post(reverse(PAGE), data)

    assert PromisedWork.objects.count() == 1


def test_second_window_is_shown_what_changed(browser: Client, worker: User) -> None:
    promised_work(worker)
    data = filled(browser, PAGE, duties="cắt rau\r\nlợp mái")
    promised_work(worker, duties=["cắt rau", "đóng gói", "lái xe"])

    page = page_of(browser.post(reverse(PAGE), data))

    assert "Stands there now: cắt rau, đóng gói, lái xe" in page
    assert "You typed: cắt rau, lợp mái" in page
    assert PromisedWork.objects.count() == 2


@pytest.mark.parametrize(
    "typed, field",
    [
        ({"employer": "a" * 121}, "employer"),
        ({"employer": "a\0"}, "employer"),
        ({"prefecture": "99"}, "prefecture"),
        ({"duties": "a" * 121}, "duties"),
        ({"duties": "a\n" * 16}, "duties"),
        ({"duties": "lợp\0mái"}, "duties"),
        ({"hours_month": "401"}, "hours_month"),
        ({"hours_month": "0"}, "hours_month"),
        ({"housing": "castle"}, "housing"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    typed: dict[str, Any], field: str, browser: Client
) -> None:
    answer = send(browser, PAGE, **{"place": "Toyohashi", **typed})

    page = page_of(answer)
    assert list(answer.context["form"].errors) == [field]  # type: ignore[attr-defined]
    assert 'value="Toyohashi"' in page
    assert not PromisedWork.objects.exists()


def test_nonsense_hours_are_refused_and_nothing_typed_is_lost(browser: Client) -> None:
    data = filled(browser, PAGE, employer="Sakura")
    for text in set(NONSENSE) - {"1,5", "1.5"}:
        answer = browser.post(reverse(PAGE), {**data, "hours_month": text})

        assert answer.status_code == 200, text
        form = answer.context["form"]
        assert (form["hours_month"].value(), form["employer"].value()) == (text, "Sakura")


def test_hours_keep_one_decimal(browser: Client) -> None:
    send(browser, PAGE, hours_month="173.33")

    assert newest().hours_month == Decimal("173.3")
