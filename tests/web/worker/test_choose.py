"""Choosing a trade, and the page of the choice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from accounts.models import User
from planner.matching.enums import CLOSED_REASONS
from planner.matching.weights import Weights
from planner.plans.answers import Answers
from planner.plans.choices import choice_of
from planner.plans.models import Choice
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from planner.reference.services import change_weights
from planner.wording.reasons import reason_text
from tests.factories.accounts import UserFactory
from tests.plans.choosing import choose, offer_to
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, HAI_DUONG, page_of

pytestmark = pytest.mark.django_db

ALIGNED, MISFIT = "TITP-6-4", "TITP-2-1"
MY_CHOICE = reverse("my_choice")
TICK = "I have read this and continue"
CHANGED = "The figures or your answers have changed since you opened this page. Look again."


def url(slug: str) -> str:
    return f"/trades/{slug}/choose/"


def shown(browser: Client, slug: str) -> str:
    """What the page would send along."""
    key: str = browser.get(url(slug)).context["form"]["shown"].value()
    return key


def test_choice_of_a_trade_that_fits_needs_no_tick(worker: User, worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)
    page = page_of(browser.get(url(ALIGNED)))

    response = browser.post(url(ALIGNED), {"shown": shown(browser, ALIGNED)})

    assert TICK not in page
    assert response["Location"] == MY_CHOICE
    made = choice_of(worker)
    assert made is not None
    assert made.trade_code == "TITP 6-4"


def test_choice_of_a_misfit_asks_to_read_why(worker_with: WorkerWith) -> None:
    page = page_of(worker_with(FULL).get(url(MISFIT)))

    assert TICK in page
    assert "Read this before you choose" in page
    assert "That is a warning, not a ban" in page


def test_choice_of_a_misfit_without_the_tick_says_what_to_do(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)

    page = page_of(browser.post(url(MISFIT), {"shown": shown(browser, MISFIT)}))

    assert "Tick that you have read it, or choose another trade." in page
    assert Choice.objects.count() == 0


def test_choice_of_a_misfit_is_never_blocked(worker: User, worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)

    response = browser.post(url(MISFIT), {"shown": shown(browser, MISFIT), "acknowledged": "on"})

    assert response["Location"] == MY_CHOICE
    assert Choice.objects.get().as_shown.is_acknowledged is True


@pytest.mark.parametrize("key", [None, "", "0" * 24, "a" * 65, "a\0b", "мỹ"])
@pytest.mark.parametrize("slug", [ALIGNED, MISFIT])
def test_choice_of_something_that_was_not_shown_is_not_kept(
    slug: str, key: str | None, worker_with: WorkerWith
) -> None:
    given = {"acknowledged": "on"} | ({} if key is None else {"shown": key})

    response = worker_with(FULL).post(url(slug), given)

    assert CHANGED in page_of(response)
    assert Choice.objects.count() == 0


def test_choice_of_another_trades_page_is_not_kept(worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)

    response = browser.post(url(ALIGNED), {"shown": shown(browser, "TITP-7-1")})

    assert CHANGED in page_of(response)
    assert Choice.objects.count() == 0


@pytest.mark.parametrize("what", ["answers", "weights"])
def test_choice_of_what_has_changed_since_is_shown_anew_and_then_kept(
    what: str, worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)
    old = shown(browser, ALIGNED)
    if what == "answers":
        keep_answers(person=worker, answers=Answers(health=("outdoors",)))
    else:
        clerk = UserFactory.create(staff=True)
        change_weights(weights=Weights(skill=26), note="thử", by=clerk, now=timezone.now())

    again = browser.post(url(ALIGNED), {"shown": old})

    assert CHANGED in page_of(again)
    assert Choice.objects.count() == 0
    new = again.context["form"]["shown"].value()
    assert new not in ("", old)
    assert f'value="{new}"' in page_of(again)
    assert browser.post(url(ALIGNED), {"shown": new}).status_code == 302
    assert Choice.objects.count() == 1


def test_choice_sent_twice_is_one(worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)
    given = {"shown": shown(browser, ALIGNED)}

    answers = [browser.post(url(ALIGNED), given)["Location"] for _number in range(2)]

    assert answers == [MY_CHOICE] * 2
    assert Choice.objects.count() == 1


def test_choice_of_no_trade_is_not_found(client: Client, worker_with: WorkerWith) -> None:
    assert client.get(url("TITP-99-99")).status_code == 404
    assert worker_with(FULL).get(url("TITP-99-99")).status_code == 404
    assert worker_with(FULL).post(url("TITP-99-99")).status_code == 404


def test_choice_without_a_home_begins_with_the_province(worker_with: WorkerWith) -> None:
    response = worker_with(Answers(wish="farm")).get(url(ALIGNED))

    assert response["Location"] == reverse("question", args=["province"])


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_visitor_is_sent_to_register_first(method: str, visitor_with: VisitorWith) -> None:
    response = getattr(visitor_with(HAI_DUONG), method)(url(ALIGNED))

    assert response.status_code == 302
    assert response["Location"] == f"{reverse('register')}?next=%2Ftrades%2FTITP-6-4%2Fchoose%2F"


def test_visitor_comes_back_from_registering_with_the_answers(visitor_with: VisitorWith) -> None:
    browser = visitor_with(FULL)
    to_register = browser.get(url(ALIGNED))["Location"]

    response = browser.post(
        to_register,
        {"name": "Lan", "login": "lan@example.com", "password": "sông Hồng chảy mãi"},
        follow=True,
    )

    # By way of the recovery codes.
    assert f'href="{url(ALIGNED)}"' in page_of(response)
    key = shown(browser, ALIGNED)
    assert browser.post(url(ALIGNED), {"shown": key})["Location"] == MY_CHOICE
    assert answers_of(User.objects.get(email="lan@example.com")) == FULL


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_a_trade_to_choose_keeps_nothing(method: str, worker_with: WorkerWith) -> None:
    response = getattr(worker_with(FULL), method)(url(ALIGNED))

    assert response.status_code == 200
    assert Choice.objects.count() == 0


def test_choose_takes_the_same_queries_however_much_was_chosen(
    worker: User, worker_with: WorkerWith
) -> None:
    browser, numbers = worker_with(FULL), []
    for trades in ((), ("TITP 6-4", "TITP 7-1", "TITP 2-1")):
        for trade in trades:
            choose(worker, trade)
        with CaptureQueriesContext(connection) as queries:
            browser.get(url(ALIGNED))
        numbers.append(len(queries))

    assert len(set(numbers)) == 1, numbers


def test_my_choice_of_somebody_who_has_none_leads_to_the_trades(worker_with: WorkerWith) -> None:
    page = page_of(worker_with(FULL).get(MY_CHOICE))

    assert "No trade chosen yet" in page
    assert f'href="{reverse("trades")}"' in page


def test_my_choice_asks_a_visitor_to_sign_in(client: Client) -> None:
    response = client.get(MY_CHOICE)

    assert response["Location"] == f"{reverse('account_login')}?next={MY_CHOICE}"


def test_my_choice_shows_what_was_seen(worker: User, worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)
    offer = offer_to(worker, "TITP 1-1")
    choose(worker, "TITP 1-1")

    response = browser.get(MY_CHOICE)

    page = page_of(response)
    newest = response.context["newest"]
    assert newest.verdict == offer.match.verdict
    assert len(newest.reasons_against) == len(offer.match.reasons_against)
    assert "22 November 2026" in page
    assert not response.context["is_look_again"]
    assert not response.context["is_new_stage"]


def test_my_choice_stays_as_it_was_seen_when_answers_change(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)
    choose(worker, "TITP 1-1")
    before = browser.get(MY_CHOICE).context["newest"]

    keep_answers(person=worker, answers=Answers(health=(), care=(), wish="farm"))

    assert browser.get(MY_CHOICE).context["newest"] == before


def test_my_choice_says_when_it_fits_otherwise(worker: User, worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)
    choose(worker, "TITP 1-1")
    keep_answers(person=worker, answers=Answers(health=(), care=()))

    page = page_of(browser.get(MY_CHOICE))

    assert "this trade fits otherwise than it did then" in page
    assert f'href="{url("TITP-1-1")}"' in page


def test_my_choice_is_looked_at_again_in_a_new_stage_and_then_done(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)
    choose(worker, "TITP 6-4")
    keep_answers(person=worker, answers=Answers(stage="before_return", trade="TITP 6-4"))
    page = page_of(browser.get(MY_CHOICE))

    browser.post(url(ALIGNED), {"shown": shown(browser, ALIGNED)})

    assert "Your way has come further since." in page
    assert "Your way has come further since." not in page_of(browser.get(MY_CHOICE))
    assert Choice.objects.count() == 2


def test_my_choice_keeps_earlier_ones_below(worker: User, worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)
    for trade in ("TITP 2-1", "TITP 6-4"):
        choose(worker, trade)

    context = browser.get(MY_CHOICE).context

    assert context["newest"].made.trade_code == "TITP 6-4"
    assert [row.made.trade_code for row in context["earlier"]] == ["TITP 2-1"]


def test_my_choice_where_it_is_shut_out_lacks_what_is_closed(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)
    match = offer_to(worker, "TITP 1-1").match
    with translation.override("en"):
        closed = [
            escape(reason_text(reason))
            for reason in (*match.reasons_for, *match.reasons_against)
            if reason.code in CLOSED_REASONS
        ]
    choose(worker, "TITP 1-1")
    whole = page_of(browser.get(MY_CHOICE))
    worker.helped_until = timezone.now() + timedelta(hours=71)
    worker.save()

    response = browser.get(MY_CHOICE)

    page = page_of(response)
    assert [words in whole for words in closed] == [True, True]
    assert [words in page for words in closed] == [False, False]
    assert response.context["newest"].verdict == "aligned"


def test_my_choice_is_nobody_elses(worker: User, worker_with: WorkerWith) -> None:
    worker_with(FULL)
    choose(worker, "TITP 6-4")
    browser = Client()
    browser.force_login(UserFactory.create(language="en"))

    assert "No trade chosen yet" in page_of(browser.get(MY_CHOICE))


def test_my_choice_takes_the_same_queries_however_many_there_are(
    worker: User, worker_with: WorkerWith
) -> None:
    browser, numbers = worker_with(FULL), []
    for trades in (("TITP 6-4",), ("TITP 7-1", "TITP 2-1", "TITP 1-1")):
        for trade in trades:
            choose(worker, trade)
        with CaptureQueriesContext(connection) as queries:
            browser.get(MY_CHOICE)
        numbers.append(len(queries))

    assert len(set(numbers)) == 1, numbers


def test_trade_without_statements_about_oneself_is_chosen_too(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(replace(HAI_DUONG, stage="before_departure"))

    browser.post(url(ALIGNED), {"shown": shown(browser, ALIGNED), "acknowledged": "on"})

    assert Choice.objects.get().person == worker
    page_of(browser.get(MY_CHOICE))
