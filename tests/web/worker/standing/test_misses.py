"""Why a benchmark was missed, asked on one page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.enums import MissCause
from planner.plans.models import Benchmark, Miss
from planner.sharing.models import Draft
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.standing import told_miss
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, send, shut
from tests.web.worker.standing.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

WHY = {"cause": "employer", "words": "Không cho nghỉ", "what_now": "leave"}


def page_for(row: Benchmark) -> str:
    return reverse("tell_miss", args=[row.pk])


def test_each_cause_says_who_sees_it(browser: Client, marks: dict[str, Benchmark]) -> None:
    page = page_of(browser.get(page_for(marks["missed"])))

    assert "Do t1_exam_applied" in page
    assert "It was due on 1 September 2026." in page
    for cause, words in (
        ("My employer or the work", "Your counselor sees this"),
        ("My health", "Only you see this"),
        ("Money", "Only you see this"),
    ):
        assert f"{cause}<small>{words}" in page


def test_two_taps_tell_it_once_and_it_stays_visible_below_the_benchmark(
    browser: Client, marks: dict[str, Benchmark]
) -> None:
    url = page_for(marks["missed"])
    sent = {**hidden_of(page_of(browser.get(url))), **WHY}

    answers = [browser.post(url, sent) for _tap in range(2)]

    assert [answer["Location"] for answer in answers] == [reverse("where_i_stand")] * 2
    assert Miss.objects.get().words == "Không cho nghỉ"
    page = page_of(browser.get(reverse("benchmark", args=[marks["missed"].pk])))
    assert "Why it was missed" in page
    assert "My employer or the work: Không cho nghỉ" in page


def test_new_day_moves_it_and_the_why_is_no_longer_asked(
    browser: Client, marks: dict[str, Benchmark]
) -> None:
    row = marks["missed"]

    send(browser, page_for(row), **{**WHY, "what_now": "new_day", "new_day": "2027-03-01"})

    row.refresh_from_db()
    assert (str(row.due_on), row.is_moved) == ("2027-03-01", True)
    assert browser.get(page_for(row))["Location"] == reverse("benchmark", args=[row.pk])
    page = page_of(browser.get(reverse("benchmark", args=[row.pk])))
    assert page_for(row) not in page
    assert "It was due on 1 September 2026." in page


def test_dropping_it_is_an_answer(browser: Client, marks: dict[str, Benchmark]) -> None:
    send(browser, page_for(marks["late"]), cause="not_useful", what_now="drop")

    marks["late"].refresh_from_db()
    assert marks["late"].drop_reason == "not_useful"


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"what_now": "leave"}, "Choose the cause that fits best."),
        ({"cause": "money"}, "Choose what you want to do now."),
        ({"cause": "money", "what_now": "new_day"}, "Choose the new day."),
        (
            {
                "cause": "money",
                "what_now": "new_day",
                "new_day": str(TODAY - timedelta(days=1)),
            },
            "This day is too early",
        ),
        ({"cause": "weather", "what_now": "leave"}, "weather is not one of"),
    ],
)
def test_what_is_missing_is_said(
    typed: dict[str, str], words: str, browser: Client, marks: dict[str, Benchmark]
) -> None:
    page = page_of(send(browser, page_for(marks["missed"]), **typed))

    assert words in page
    assert not Miss.objects.exists()


def test_what_was_told_stands_in_the_form(browser: Client, marks: dict[str, Benchmark]) -> None:
    told_miss(marks["missed"], MissCause.HEALTH, "Đau lưng", now=NOW)

    page = page_of(browser.get(page_for(marks["missed"])))

    assert "Đau lưng" in page
    assert page.count("checked") == 1


def test_done_on_another_phone_meanwhile_goes_back_to_it(
    browser: Client, marks: dict[str, Benchmark]
) -> None:
    row = marks["missed"]
    sent = {**hidden_of(page_of(browser.get(page_for(row)))), **WHY}
    browser.post(reverse("finish_benchmark", args=[row.pk]), {"done": "1"})

    page = page_of(browser.post(page_for(row), sent, follow=True))

    assert not Miss.objects.exists()
    assert "Take the tick away" in page or "Nothing was saved" in page


def test_signed_out_on_the_way_it_is_a_closed_draft(
    browser: Client, worker: User, marks: dict[str, Benchmark]
) -> None:
    url = page_for(marks["missed"])
    sent = {**hidden_of(page_of(browser.get(url))), **WHY, "cause": "health"}

    Client().post(url, sent)

    assert Draft.objects.get(person=worker).section == Section.WELL_BEING
    assert "Không cho nghỉ" in page_of(browser.get(url))
    assert "Không cho nghỉ" not in page_of(shut(worker).get(url))


def test_shut_out_browser_is_asked_for_nothing_closed(
    worker: User, marks: dict[str, Benchmark]
) -> None:
    told_miss(marks["missed"], MissCause.HEALTH, "Đau lưng", now=NOW)
    browser = shut(worker)

    page = page_of(browser.get(page_for(marks["missed"])))
    answer = page_of(send(browser, page_for(marks["missed"]), **WHY))

    assert "My health" not in page
    assert "Đau lưng" not in page
    assert "Nothing was saved." in answer
    assert Miss.objects.get().cause == "health"


def test_nobody_else_has_this_page(worker: User, marks: dict[str, Benchmark]) -> None:
    url = page_for(marks["missed"])
    others = [person(worker) for person in OTHERS.values()]

    for other in (*others, UserFactory.create()):
        assert signed_in(other).get(url).status_code == 404
