"""What a visitor tells stays in this browser for 24 hours, and what a worker tells with the worker."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from planner.plans.answers import Answers
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from planner.web.answers import KEPT_SECONDS
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

WISH = "/questions/wish/"
FAMILY = "/questions/family/"


def wish_of(browser: Client) -> str | None:
    initial = browser.get(WISH).context["form"].initial
    wish: str | None = initial["wish"]
    return wish


def let_pass(browser: Client, seconds: float) -> None:
    session = browser.session
    session["answers"] = {**session["answers"], "at": time.time() - seconds}
    session.save()


def test_visitor_finds_the_answer_again(client: Client) -> None:
    client.post(WISH, {"wish": "farm"})

    assert wish_of(client) == "farm"


def test_visitors_answers_add_up(client: Client) -> None:
    client.post(WISH, {"wish": "farm"})
    client.post(FAMILY, {"assets": ["pond"]})

    assert wish_of(client) == "farm"
    assert client.get(FAMILY).context["form"].initial == {"assets": ["pond"]}


def test_visitors_answers_hold_for_24_hours(client: Client) -> None:
    client.post(WISH, {"wish": "farm"})

    let_pass(client, KEPT_SECONDS - 60)

    assert wish_of(client) == "farm"


def test_visitors_answers_are_gone_after_24_hours(client: Client) -> None:
    client.post(WISH, {"wish": "farm"})

    let_pass(client, KEPT_SECONDS + 1)

    assert wish_of(client) is None
    assert client.get(reverse("summary"))["Location"] == reverse("question", args=["province"])


def test_old_answers_do_not_come_back_with_a_new_one(client: Client) -> None:
    client.post(WISH, {"wish": "farm"})
    let_pass(client, KEPT_SECONDS + 1)

    client.post(FAMILY, {"assets": ["pond"]})

    assert wish_of(client) is None


def test_session_ends_with_the_answers_in_it(client: Client) -> None:
    client.post(WISH, {"wish": "farm"})

    assert client.session.get_expiry_age() <= KEPT_SECONDS


def test_new_answer_keeps_the_rest_for_24_hours_more(client: Client) -> None:
    client.post(WISH, {"wish": "farm"})
    let_pass(client, KEPT_SECONDS - 60)

    client.post(FAMILY, {"assets": ["pond"]})

    assert client.session["answers"]["at"] == pytest.approx(time.time(), abs=60)
    assert wish_of(client) == "farm"


def test_another_browser_sees_nothing(client: Client) -> None:
    client.post(WISH, {"wish": "farm"})

    assert wish_of(Client()) is None


def test_signing_out_drops_a_visitors_answers_too() -> None:
    worker, browser = UserFactory.create(), Client()
    browser.force_login(worker)
    browser.post(WISH, {"wish": "farm"})

    browser.post(reverse("account_logout"))

    assert wish_of(browser) is None
    assert answers_of(worker).wish == "farm"


@pytest.mark.parametrize("cast", [{}, {"counselor": True}, {"supervisor": True}, {"staff": True}])
def test_nobody_sees_a_workers_answers(cast: dict[str, bool]) -> None:
    worker = UserFactory.create(agency=None)
    keep_answers(
        person=worker,
        answers=Answers("31", "30", wish="farm", wish_words="Trồng hoa cúc", care=("sick",)),
    )
    another = UserFactory.create(**cast)
    browser = signed_in(another)

    pages = [browser.get(reverse(name)) for name in ("front", "home", "summary", "trades")]

    assert [page.status_code for page in pages] == [200, 200, 302, 302]
    assert not any("Hải Dương" in page.content.decode() for page in pages)
    assert wish_of(browser) is None


def test_workers_answers_are_not_kept_in_the_session() -> None:
    worker, browser = UserFactory.create(), Client()
    browser.force_login(worker)

    browser.post(WISH, {"wish": "farm"})

    assert "answers" not in browser.session


def test_one_worker_after_another_in_one_browser_sees_only_the_own_answers() -> None:
    first, second, browser = UserFactory.create(), UserFactory.create(), Client()
    browser.force_login(first)
    browser.post(WISH, {"wish": "farm"})
    browser.post(reverse("account_logout"))

    browser.force_login(second)

    assert wish_of(browser) is None
