"""The list of dated checkpoints, and each of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.plans.models import Benchmark, PlanChange
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.benchmarks.conftest import NOW
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, send, shut

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("my_benchmarks"), reverse("add_benchmark")
OWN = {"words": "Thăm trại ở quê", "due_on": "2029-02-01", "group": "japan"}


@pytest.fixture
def laid_out(worker: User, browser: Client) -> Client:
    send(browser, reverse("my_route"), month="3", year="2027", route="titp_3")
    return browser


def row_of(key: str) -> Benchmark:
    return Benchmark.objects.get(key=key)


def test_nothing_laid_out_yet_leads_to_the_way(browser: Client) -> None:
    page = page_of(browser.get(LIST))

    assert "Your benchmarks are not laid out yet" in page
    assert f'href="{reverse("my_route")}"' in page


def test_list_is_grouped_with_counts_and_the_next_one_first(laid_out: Client) -> None:
    page = page_of(laid_out.get(LIST))

    for label in ("Before departure", "First year in Japan", "Years 2 and 3", "Back home"):
        assert label in page
    assert page.index("Look at it") < page.index("<details")
    assert page.count('<details class="card" open>') == 1
    assert len(page.encode()) < 60_000


def test_source_and_judgement_are_said(laid_out: Client) -> None:
    page = page_of(laid_out.get(LIST))

    assert "LawNet (2021)" in page
    assert "our judgement" in page
    assert "Proof: " in page


def test_what_had_passed_already_is_not_missed_for_30_days(
    laid_out: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(laid_out.get(LIST))

    assert "Should be done by now" in page
    assert ">Missed<" not in page
    later = NOW + timedelta(days=30 + 15)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    browser = signed_in(Benchmark.objects.latest("pk").person)
    assert ">Missed<" in page_of(browser.get(LIST))


def test_tick_counts_and_can_be_taken_away(laid_out: Client) -> None:
    row = row_of("pre_trade_match")
    url = reverse("finish_benchmark", args=[row.pk])

    answer = laid_out.post(url, {"done": "1"})
    page = page_of(laid_out.get(LIST))
    laid_out.post(url)

    assert answer["Location"] == f"{LIST}#b{row.pk}"
    assert "1 of " in page
    assert row_of("pre_trade_match").done_on is None


def test_day_changed_by_hand_stands_in_the_history(worker: User, laid_out: Client) -> None:
    row = row_of("t2_jlpt_n3")
    url = reverse("benchmark", args=[row.pk])

    send(laid_out, url, due_on="2029-12-01", why="Học chậm")

    changed = row_of("t2_jlpt_n3")
    assert (changed.due_on, changed.is_moved) == (date(2029, 12, 1), True)
    assert PlanChange.objects.filter(person=worker, why="Học chậm").exists()
    assert "would change" not in page_of(laid_out.get(LIST))


def test_stale_day_shows_both(laid_out: Client) -> None:
    url = reverse("benchmark", args=[row_of("t2_jlpt_n3").pk])
    opened = hidden_of(page_of(laid_out.get(url)))
    send(laid_out, url, due_on="2029-12-01")

    page = page_of(laid_out.post(url, {**opened, "due_on": "2029-11-01"}))

    assert "Stands there now: 1 December 2029" in page
    assert "You typed: 1 November 2029" in page


def test_own_one_is_added_once_and_changed(worker: User, browser: Client) -> None:
    sent = {**hidden_of(page_of(browser.get(ADD))), **OWN}
    browser.post(ADD, sent)
    browser.post(ADD, sent)
    row = Benchmark.objects.get(person=worker)

    send(browser, reverse("benchmark", args=[row.pk]), **{**OWN, "group": "home"})

    assert (row.words, row.section) == ("Thăm trại ở quê", Section.BENCHMARKS)
    assert Benchmark.objects.get().group == "home"


def test_own_one_about_money_is_closed(worker: User, browser: Client) -> None:
    send(browser, ADD, **OWN, is_money="on")

    assert Benchmark.objects.get().section == Section.MONEY
    assert "Only you see this" in page_of(browser.get(LIST))
    assert "Thăm trại" not in page_of(shut(worker).get(LIST))


def test_61st_own_one_is_refused(worker: User, browser: Client) -> None:
    _more(worker, 60)

    assert "60 benchmarks of your own are the most." in page_of(send(browser, ADD, **OWN))


def test_drop_needs_a_reason_and_can_be_undone(laid_out: Client) -> None:
    row = row_of("pre_trade_match")
    url = reverse("drop_benchmark", args=[row.pk])

    without = page_of(send(laid_out, url))
    no_words = page_of(send(laid_out, url, reason="other"))
    send(laid_out, url, reason="other", words="Đã chọn nghề")
    page = page_of(laid_out.get(LIST))
    laid_out.post(reverse("take_up_benchmark", args=[row.pk]))

    assert "Choose one reason." in without
    assert "Say it in a few words." in no_words
    assert "Dropped" in page
    assert "Đã chọn nghề" in page
    assert row_of("pre_trade_match").dropped_on is None


@pytest.mark.parametrize("nonsense", ["nowhere", "9" * 400, "\0", "0000-00-00", "-1", "<b>"])
def test_nonsense_is_no_error_of_ours(laid_out: Client, nonsense: str) -> None:
    pk = row_of("pre_trade_match").pk
    forms: dict[str, dict[str, Any]] = {
        ADD: OWN,
        reverse("benchmark", args=[pk]): {"due_on": "2029-02-01", "why": ""},
        reverse("drop_benchmark", args=[pk]): {"reason": "other", "words": "x"},
    }
    for url, typed in forms.items():
        for field in typed:
            answer = send(laid_out, url, **{**typed, field: nonsense})
            assert answer.status_code in (200, 302), (url, field)
    assert laid_out.post(reverse("finish_benchmark", args=[pk]), {"done": nonsense}).status_code


def test_shut_browser_shows_no_money(worker: User, laid_out: Client) -> None:
    closed = row_of("pre_debt_plan")

    browser = shut(worker)
    page = page_of(browser.get(LIST))

    assert closed.title_en not in page
    assert row_of("pre_trade_match").title_en in page
    assert "would change" not in page
    for name in ("benchmark", "drop_benchmark"):
        assert browser.get(reverse(name, args=[closed.pk])).status_code == 404
    for name in ("finish_benchmark", "take_up_benchmark"):
        assert browser.post(reverse(name, args=[closed.pk])).status_code == 404
    assert 'name="is_money"' not in page_of(browser.get(ADD))


def test_pages_are_nobody_elses(worker: User, laid_out: Client) -> None:
    pk = row_of("pre_trade_match").pk
    others = [make(worker) for make in OTHERS.values()]
    of_row = ("benchmark", "drop_benchmark", "finish_benchmark", "take_up_benchmark")
    stranger = signed_in(UserFactory.create(language="en"))

    for person in others:
        browser = signed_in(person)
        for name in ("my_benchmarks", "my_route", "lay_out", "add_benchmark"):
            assert browser.get(reverse(name)).status_code == 404, (person, name)
        for name in of_row:
            assert browser.post(reverse(name, args=[pk])).status_code == 404, (person, name)
    for name in of_row:
        assert stranger.post(reverse(name, args=[pk]), {"done": "1"}).status_code == 404, name
    assert "are not laid out yet" in page_of(stranger.get(LIST))
    assert row_of("pre_trade_match").done_on is None


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(LIST)["Location"] == f"{reverse('account_login')}?next={LIST}"


def test_the_list_takes_the_same_queries_for_few_and_for_many(
    worker: User, laid_out: Client
) -> None:
    Benchmark.objects.exclude(key="pre_trade_match").delete()
    numbers = []
    for count in (0, 59):
        _more(worker, count)
        with CaptureQueriesContext(connection) as queries:
            page_of(laid_out.get(LIST))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def _more(worker: User, count: int) -> None:
    Benchmark.objects.bulk_create(
        Benchmark(
            person=worker,
            section=Section.BENCHMARKS,
            key=f"own:{number}",
            words=f"Mốc {number}",
            group="japan",
            due_on=date(2028, 1, 1) + timedelta(days=number),
            added_at=NOW,
        )
        for number in range(count)
    )
