"""Steps to the goal: who helps, how one sees it, by when."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.plans.models import PlanChange, Step
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, send, shut

pytestmark = pytest.mark.django_db

PAGE, ADD = reverse("my_goals"), reverse("add_step")
YEAR = timezone.localdate().year + 2
STEP = {"words": "Đỗ N3", "helper": "school", "target": "yes_no"}
SAVED = {"words": "Để dành", "helper": "myself", "target": "amount", "target_amount": "90.000.000"}


def added(browser: Client, **typed: Any) -> Step:
    answer = send(browser, ADD, **{**STEP, **typed})
    assert answer.status_code == 302
    step: Step | None = Step.objects.order_by("-pk").first()
    assert step is not None
    return step


def test_step_with_a_level_and_a_month(worker: User, browser: Client) -> None:
    step = added(browser, target="level", target_level="JLPT N3", month="7", year=str(YEAR))

    assert (step.target_level, step.due_month) == ("JLPT N3", date(YEAR, 7, 1))
    page = page_of(browser.get(PAGE))
    assert f"By July {YEAR}" in page
    assert "Helps: A school or course" in page
    assert "0 of 1 done" in page


def test_step_with_an_amount_is_closed(worker: User, browser: Client) -> None:
    step = added(browser, **SAVED, target_currency="VND")

    assert (step.section, step.target_amount) == (Section.MONEY, 90_000_000)
    page = page_of(browser.get(reverse("step", args=[step.pk])))
    assert "Only you see a step with an amount, unless you open money." in page
    assert "amount-words" in page


def test_what_belongs_to_another_target_goes(worker: User, browser: Client) -> None:
    step = added(browser, target="yes_no", target_level="N3", target_amount="5")

    assert (step.target_level, step.target_amount, step.target_currency) == ("", None, "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"words": ""}, "Write what you will do."),
        ({"target": "level"}, "Write the level, for example JLPT N3."),
        ({"target": "amount"}, "Write the amount."),
        ({"month": "3"}, "Choose the year too, or leave both open."),
        ({"year": str(YEAR)}, "Choose the month too, or leave both open."),
    ],
)
def test_what_is_missing_is_asked_for(browser: Client, typed: dict[str, str], words: str) -> None:
    assert words in page_of(send(browser, ADD, **{**STEP, **typed}))
    assert not Step.objects.exists()


@pytest.mark.parametrize("nonsense", ["nowhere", "9" * 400, "\0", "-1", "٣", "1e9", "<b>"])
def test_nonsense_is_no_error_of_ours(browser: Client, nonsense: str) -> None:
    for field in ("words", "helper", "target", "target_amount", "target_currency", "month", "year"):
        typed = {**SAVED, "month": "3", "year": str(YEAR), field: nonsense}

        assert send(browser, ADD, **typed).status_code in (200, 302), field


def test_sent_twice_makes_one(worker: User, browser: Client) -> None:
    sent = {**hidden_of(page_of(browser.get(ADD))), **STEP}

    first, second = browser.post(ADD, sent), browser.post(ADD, sent)

    assert first["Location"] == second["Location"]
    assert Step.objects.count() == 1


def test_stale_step_shows_both(browser: Client) -> None:
    url = reverse("step", args=[added(browser).pk])
    opened = hidden_of(page_of(browser.get(url)))
    send(browser, url, **{**STEP, "words": "Đỗ N2"})

    page = page_of(browser.post(url, {**opened, **STEP, "words": "Đỗ N1"}))

    assert "Stands there now: Đỗ N2" in page
    assert "You typed: Đỗ N1" in page
    assert Step.objects.get().words == "Đỗ N2"


def test_tick_and_take_it_away(browser: Client) -> None:
    step = added(browser)
    url = reverse("finish_step", args=[step.pk])

    browser.post(url, {"done": "1"})
    done = page_of(browser.get(PAGE))
    browser.post(url)
    again = page_of(browser.get(PAGE))

    assert "1 of 1 done" in done
    assert "0 of 1 done" in again


def test_removing_asks_first_and_stays_in_the_history(worker: User, browser: Client) -> None:
    url = reverse("remove_step", args=[added(browser).pk])

    page = page_of(browser.get(url))
    assert "Remove this step?" in page
    assert Step.objects.exists()
    answer = browser.post(url)

    assert answer["Location"] == PAGE
    assert not Step.objects.exists()
    assert PlanChange.objects.filter(person=worker, what="step_removed").exists()


def test_41st_step_is_refused(worker: User, browser: Client) -> None:
    _more(worker, 40)

    assert "40 steps are the most." in page_of(send(browser, ADD, **STEP))


def test_shut_browser_shows_no_step_with_an_amount(worker: User, browser: Client) -> None:
    closed, seen = added(browser, **SAVED), added(browser)

    shut_browser = shut(worker)

    page = page_of(shut_browser.get(PAGE))
    assert "Để dành" not in page
    assert "Đỗ N3" in page
    for name in ("step", "remove_step"):
        assert shut_browser.get(reverse(name, args=[closed.pk])).status_code == 404
        assert shut_browser.get(reverse(name, args=[seen.pk])).status_code == 200
    assert shut_browser.post(reverse("finish_step", args=[closed.pk])).status_code == 404
    assert "An amount of money" not in page_of(shut_browser.get(ADD))


def test_step_is_nobody_elses(worker: User, browser: Client) -> None:
    step = added(browser)
    people = [UserFactory.create(), *(make(worker) for make in OTHERS.values())]

    for person in people:
        other = signed_in(person)
        for name in ("step", "remove_step", "finish_step"):
            assert other.post(reverse(name, args=[step.pk])).status_code == 404, (person, name)
    assert Step.objects.get().done_on is None


def test_the_list_takes_the_same_queries_for_one_and_for_forty(
    worker: User, browser: Client
) -> None:
    numbers = []
    for count in (1, 39):
        _more(worker, count)
        with CaptureQueriesContext(connection) as queries:
            page_of(browser.get(PAGE))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def _more(worker: User, count: int) -> None:
    Step.objects.bulk_create(
        Step(
            person=worker,
            section=Section.PLAN,
            words=f"Bước {number}",
            helper="family",
            target="yes_no",
            added_at=timezone.now(),
        )
        for number in range(count)
    )
