"""The long-term goal, option A and B."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.models import Goal
from planner.sharing.drafts import keep_draft
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.plans.choosing import NOW
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, send, shut

pytestmark = pytest.mark.django_db

PAGE = reverse("my_goals")
GOAL = reverse("goal", args=["long_term"])


def test_no_goal_yet_shows_what_one_may_look_like(browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert "Write my goal" in page
    assert "high-tech farm" in page
    assert "No steps yet." in page


def test_goal_and_options_stand_on_the_page(worker: User, browser: Client) -> None:
    for kind, words in (("long_term", "Dẫn một tổ"), ("option_a", "Xưởng"), ("option_b", "Trại")):
        answer = send(browser, reverse("goal", args=[kind]), words=words)
        assert answer["Location"] == PAGE

    page = page_of(browser.get(PAGE))

    assert all(words in page for words in ("Dẫn một tổ", "Xưởng", "Trại"))
    assert page.count("Your counselor sees this") == 3


def test_goal_about_money_is_closed(worker: User, browser: Client) -> None:
    send(browser, GOAL, words="Trả hết nợ", is_money="on")

    assert Goal.objects.get(person=worker).section == Section.MONEY
    assert "Only you see this" in page_of(browser.get(PAGE))


def test_empty_sentence_takes_the_goal_away(worker: User, browser: Client) -> None:
    send(browser, GOAL, words="Trại gà")
    send(browser, GOAL, words="")

    assert not Goal.objects.exists()


@pytest.mark.parametrize("words", ["", "x" * 201])
def test_goal_is_one_sentence(browser: Client, words: str) -> None:
    assert send(browser, GOAL, words=words).status_code == 200
    assert not Goal.objects.exists()


def test_stale_goal_shows_both(worker: User, browser: Client) -> None:
    send(browser, GOAL, words="Trại gà")
    opened = hidden_of(page_of(browser.get(GOAL)))
    send(browser, GOAL, words="Trại lợn")

    page = page_of(browser.post(GOAL, {**opened, "words": "Trại cá"}))

    assert "Stands there now: Trại lợn" in page
    assert "You typed: Trại cá" in page
    assert Goal.objects.get().words == "Trại lợn"


def test_what_was_typed_comes_back(worker: User, browser: Client) -> None:
    keep_draft(
        person=worker,
        form="goal-long_term",
        section=Section.MONEY,
        values={"words": ["Nửa câu"]},
        seen="",
        key="",
        now=NOW,
    )

    assert "Nửa câu" in page_of(browser.get(GOAL))


def test_shut_browser_shows_no_goal_about_money(worker: User, browser: Client) -> None:
    send(browser, GOAL, words="Trả hết nợ", is_money="on")
    send(browser, reverse("goal", args=["option_a"]), words="Xưởng")

    shut_browser = shut(worker)
    page = page_of(shut_browser.get(PAGE))

    assert "Trả hết nợ" not in page
    assert "Xưởng" in page
    form = page_of(shut_browser.get(GOAL))
    assert "Trả hết nợ" not in form
    assert "about money" not in form


def test_shut_browser_overwrites_no_goal_about_money(worker: User, browser: Client) -> None:
    send(browser, GOAL, words="Trả hết nợ", is_money="on")

    answer = send(shut(worker), GOAL, words="Gì đó")

    assert "Nothing was saved" in page_of(answer)
    assert Goal.objects.get().words == "Trả hết nợ"


@pytest.mark.parametrize("who", OTHERS)
def test_own_pages_are_not_there_for_others(worker: User, browser: Client, who: str) -> None:
    send(browser, GOAL, words="Trại gà")

    other = signed_in(OTHERS[who](worker))

    assert [other.get(url).status_code for url in (PAGE, GOAL)] == [404, 404]


def test_another_worker_sees_nothing_of_it(worker: User, browser: Client) -> None:
    send(browser, GOAL, words="Trại gà")

    stranger = signed_in(UserFactory.create(language="en"))

    assert "Trại gà" not in page_of(stranger.get(PAGE)) + page_of(stranger.get(GOAL))


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"{reverse('account_login')}?next={PAGE}"


def test_unknown_kind_is_not_there(browser: Client) -> None:
    assert browser.get(reverse("goal", args=["option_c"])).status_code == 404
