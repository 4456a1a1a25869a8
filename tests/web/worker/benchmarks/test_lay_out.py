"""Another departure or way: the difference is shown, and accepted or not."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.models import Benchmark, Plan
from planner.sharing.sections import Section
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import send, shut

pytestmark = pytest.mark.django_db

PAGE, ROUTE, LIST = reverse("lay_out"), reverse("my_route"), reverse("my_benchmarks")


@pytest.fixture
def laid_out(worker: User, browser: Client) -> Client:
    send(browser, ROUTE, month="3", year="2027", route="titp_3")
    return browser


def days_of(worker: User) -> dict[str, date]:
    return dict(Benchmark.objects.filter(person=worker).values_list("key", "due_on"))


def accept(browser: Client, page: str, **sent: Any) -> HttpResponse:
    """Everything that is ticked, or as said."""
    ticked = re.findall(r'name="taken" value="([^"]+)" checked', page)
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    answer = browser.post(PAGE, {"seen": seen[0], "taken": ticked, **sent})
    assert isinstance(answer, HttpResponse)
    return answer


def test_without_a_way_the_way_is_asked(browser: Client) -> None:
    assert browser.get(PAGE)["Location"] == ROUTE


def test_nothing_would_change(laid_out: Client) -> None:
    assert "Nothing would change" in page_of(laid_out.get(PAGE))
    assert laid_out.post(PAGE)["Location"] == LIST


def test_departure_three_months_later_moves_what_is_open(worker: User, laid_out: Client) -> None:
    done = Benchmark.objects.get(key="pre_trade_match")
    dropped = Benchmark.objects.get(key="pre_sending_company_checked")
    laid_out.post(reverse("finish_benchmark", args=[done.pk]), {"done": "1"})
    send(laid_out, reverse("drop_benchmark", args=[dropped.pk]), reason="no_time")
    own = {"words": "Của tôi", "due_on": "2027-02-01", "group": "before"}
    send(laid_out, reverse("add_benchmark"), **own)
    before = days_of(worker)

    answer = send(laid_out, ROUTE, month="6", year="2027", route="titp_3")
    page = page_of(laid_out.get(PAGE))
    unchanged = days_of(worker)
    accepted = accept(laid_out, page)
    after = days_of(worker)

    assert answer["Location"] == PAGE
    assert "from 1 September 2026 to 1 December 2026" in page
    assert unchanged == before
    assert accepted["Location"] == LIST
    same = {key for key in before if before[key] == after.get(key)}
    assert {done.key, dropped.key} <= same
    assert any(key.startswith("own:") for key in same)
    assert after["pre_debt_plan"] == date(2026, 12, 1)
    assert "Nothing would change" in page_of(laid_out.get(PAGE))


def test_another_way_brings_new_ones_and_drops_others(worker: User, laid_out: Client) -> None:
    send(laid_out, ROUTE, month="6", year="2027", route="ssw")

    page = page_of(laid_out.get(PAGE))
    accept(laid_out, page)

    assert all(words in page for words in ("New: ", "Another day: ", "No longer needed: "))
    keys = days_of(worker)
    assert "pre_ssw_skill_test" in keys
    assert "t1_basic_level_pass" not in keys


def test_unticked_stays_as_it_is(worker: User, laid_out: Client) -> None:
    before = days_of(worker)
    send(laid_out, ROUTE, month="6", year="2027", route="titp_3")

    accept(laid_out, page_of(laid_out.get(PAGE)), taken=["pre_debt_plan"])

    changed = {key for key, day in days_of(worker).items() if before.get(key) != day}
    assert changed == {"pre_debt_plan"}


def test_day_set_by_hand_is_not_ticked(worker: User, laid_out: Client) -> None:
    row = Benchmark.objects.get(key="t2_jlpt_n3")
    send(laid_out, reverse("benchmark", args=[row.pk]), due_on="2029-10-15")
    send(laid_out, ROUTE, month="6", year="2027", route="titp_3")

    page = page_of(laid_out.get(PAGE))
    accept(laid_out, page)

    assert "You set this day yourself" in page
    assert days_of(worker)["t2_jlpt_n3"] == date(2029, 10, 15)


def test_change_meanwhile_shows_the_new_difference(worker: User, laid_out: Client) -> None:
    send(laid_out, ROUTE, month="6", year="2027", route="titp_3")
    page = page_of(laid_out.get(PAGE))
    before = days_of(worker)
    Plan.objects.update(departs_on=date(2027, 5, 1))

    again = page_of(accept(laid_out, page))

    assert "The changes are not the same any more." in again
    assert days_of(worker) == before
    assert accept(laid_out, again)["Location"] == LIST


def test_the_29th_of_february_has_its_days(worker: User, browser: Client) -> None:
    send(browser, ROUTE, month="2", day="29", year="2028", route="ssw")

    days = days_of(worker)

    assert days["pre_trade_match"] == date(2027, 2, 28)
    assert days["r_residence_card"] == date(2033, 2, 28)


@pytest.mark.parametrize("nonsense", ["nowhere", "9" * 400, "\0", "<b>"])
def test_nonsense_changes_nothing(worker: User, laid_out: Client, nonsense: str) -> None:
    send(laid_out, ROUTE, month="6", year="2027", route="titp_3")
    page = page_of(laid_out.get(PAGE))
    before = days_of(worker)

    assert accept(laid_out, page, seen=nonsense).status_code == 200
    assert accept(laid_out, page, taken=[nonsense]).status_code == 200
    assert days_of(worker) == before


def test_shut_browser_lays_out_no_money(worker: User, laid_out: Client) -> None:
    closed = {row.key: row.due_on for row in Benchmark.objects.filter(section=Section.MONEY)}
    browser = shut(worker)
    send(browser, ROUTE, month="6", year="2027", route="titp_3")

    page = page_of(browser.get(PAGE))
    accept(browser, page)

    assert not closed.keys() & set(re.findall(r'name="taken" value="([^"]+)"', page))
    now = {row.key: row.due_on for row in Benchmark.objects.filter(section=Section.MONEY)}
    assert now == closed
    worker.helped_until = None
    worker.save()
    assert "would change" in page_of(browser.get(LIST))
