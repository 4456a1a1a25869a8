"""Which way through Japan, from which day."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.models import Benchmark, Plan
from planner.plans.services.told import keep_answers
from tests.plans.choosing import choose
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import HAI_DUONG, page_of
from tests.web.worker.plan_people import send

pytestmark = pytest.mark.django_db

PAGE = reverse("my_route")
LIST = reverse("my_benchmarks")
IN_MARCH = {"month": "3", "year": "2027", "route": "titp_home"}


def test_first_time_lays_out_at_once(worker: User, browser: Client) -> None:
    answer = send(browser, PAGE, **IN_MARCH, day="9")

    plan = Plan.objects.get(person=worker)
    assert (plan.route, plan.departs_on) == ("titp_home", date(2027, 3, 9))
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert 40 <= Benchmark.objects.filter(person=worker).count() <= 70


def test_month_alone_counts_from_its_first_day(worker: User, browser: Client) -> None:
    send(browser, PAGE, **IN_MARCH)

    assert Plan.objects.get(person=worker).departs_on == date(2027, 3, 1)


def test_month_comes_from_the_answers(worker: User, browser: Client) -> None:
    keep_answers(person=worker, answers=Answers(departure_month="2027-05-01"))

    page = page_of(browser.get(PAGE))

    assert '<option value="5" selected>May</option>' in page
    assert '<option value="2027" selected>2027</option>' in page


def test_only_ways_open_on_the_day_are_offered(worker: User, browser: Client) -> None:
    keep_answers(person=worker, answers=Answers(departure_month="2027-03-01"))
    before = page_of(browser.get(PAGE))
    keep_answers(person=worker, answers=Answers(departure_month="2027-09-01"))
    after = page_of(browser.get(PAGE))

    assert 'value="titp_home"' in before
    assert 'value="esd"' not in before
    assert "Not open then: 育成就労 (from 1 April 2027)." in before
    assert 'value="titp_home"' not in after
    assert 'value="esd"' in after
    assert "Not open then: 技能実習 (last entry 30 June 2027)." in after


@pytest.mark.parametrize(
    ("month", "route", "words"),
    [
        ("3", "esd", "First day of entry: 1 April 2027."),
        ("7", "titp_home", "Last day of entry: 30 June 2027."),
    ],
)
def test_a_way_that_is_not_open_says_what_to_do(
    worker: User, browser: Client, month: str, route: str, words: str
) -> None:
    page = page_of(send(browser, PAGE, month=month, year="2027", route=route))

    assert words in page
    assert "or another way." in page
    assert not Plan.objects.exists()


def test_last_day_of_one_way_and_first_of_the_other_are_open(worker: User, browser: Client) -> None:
    for number, (month, day, route) in enumerate([("6", "30", "titp_home"), ("4", "1", "esd")]):
        answer = send(browser, PAGE, month=month, day=day, year="2027", route=route)

        assert answer.status_code == 302, number


def test_operation_without_third_stage_is_not_offered_it(worker: User, browser: Client) -> None:
    keep_answers(person=worker, answers=HAI_DUONG)
    choose(worker, "TITP 7-14")

    page = page_of(browser.get(PAGE))

    assert 'value="titp_3"' not in page
    assert "ends after three years: it has no third stage" in page


def test_exact_job_decides_on_the_third_stage(worker: User, browser: Client) -> None:
    keep_answers(person=worker, answers=HAI_DUONG)
    choose(worker, "TITP 2-1")
    typed = {**IN_MARCH, "route": "titp_3"}

    refused = page_of(send(browser, PAGE, **typed, operation="TITP 2-1-9"))
    taken = send(browser, PAGE, **typed, operation="TITP 2-1-1")

    assert "Five years as a trainee is not open to your exact job." in refused
    assert taken.status_code == 302
    assert Plan.objects.get(person=worker).operation == "TITP 2-1-1"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "31", "month": "2"}, "This month has no such day."),
        ({"arrives_on": "2027-02-01"}, "You cannot arrive before you leave."),
        ({"arrives_on": "2029-02-01"}, "This is more than a year after you leave."),
        ({"returns_on": "2027-03-01"}, "The return must be after the arrival in Japan."),
        ({"returns_on": "2099-03-01"}, "This is too far away. Check the year."),
        ({"route": ""}, "Choose one way."),
        ({"month": ""}, "Choose the month."),
        ({"year": ""}, "Choose the year."),
    ],
)
def test_days_that_cannot_be_are_refused(
    browser: Client, typed: dict[str, str], words: str
) -> None:
    page = page_of(send(browser, PAGE, **{**IN_MARCH, **typed}))

    assert words in page
    assert not Plan.objects.exists()


@pytest.mark.parametrize("nonsense", ["nowhere", "9" * 400, "\0", "-1", "٣", "²", "<b>"])
@pytest.mark.parametrize("field", ["route", "month", "year", "day", "arrives_on", "returns_on"])
def test_nonsense_is_refused(browser: Client, field: str, nonsense: str) -> None:
    typed = {**IN_MARCH, field: nonsense}

    assert send(browser, PAGE, **typed).status_code in (200, 302)


def test_the_29th_of_february_is_a_day(worker: User, browser: Client) -> None:
    send(browser, PAGE, month="2", year="2028", day="29", route="ssw")

    assert Plan.objects.get(person=worker).departs_on == date(2028, 2, 29)
    assert "29 February 2028" in page_of(browser.get(LIST))


def test_worked_out_return_is_said_once_the_way_is_chosen(browser: Client) -> None:
    send(browser, PAGE, **IN_MARCH)

    assert "Now: 1 March 2030." in page_of(browser.get(PAGE))


def test_change_of_the_way_leads_to_what_it_changes(browser: Client) -> None:
    send(browser, PAGE, **IN_MARCH)

    answer = send(browser, PAGE, month="6", year="2027", route="titp_home")

    assert answer["Location"] == reverse("lay_out")


def test_stale_way_shows_what_stands_there(browser: Client) -> None:
    opened = hidden_of(page_of(browser.get(PAGE)))
    send(browser, PAGE, **IN_MARCH)

    page = page_of(browser.post(PAGE, {**opened, **IN_MARCH, "month": "5"}))

    assert "This was changed since you opened the page" in page
    assert Plan.objects.get().departs_on == date(2027, 3, 1)


def test_twice_the_same_form_lays_out_once(worker: User, browser: Client) -> None:
    sent = {**hidden_of(page_of(browser.get(PAGE))), **IN_MARCH}
    first, second = browser.post(PAGE, sent), browser.post(PAGE, sent)

    assert first["Location"] == second["Location"] == LIST
