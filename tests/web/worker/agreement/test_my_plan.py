"""The whole plan on one page: read, agreed, and agreed again after a change."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.plans.enums import ChangeKind, GoalKind
from planner.plans.models import Agreement, Benchmark, Debt, Goal, Plan, PlanChange, Step
from planner.plans.selectors.plan import plan_of
from planner.plans.services.agreement import seen_of
from planner.plans.services.benchmarks import finish_benchmark
from planner.plans.services.goals import finish_step
from planner.plans.services.told import keep_answers
from planner.sharing.audiences import own_sections
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    LATER,
    NOW,
    agreed,
    agreed_plan,
    benchmark,
    debt,
    goal,
    laid_out,
    planned,
    promised_pay,
    promised_work,
    signed_off,
    step,
    way,
)
from tests.plans.choosing import choose
from tests.plans.told import FULL
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import send

pytestmark = pytest.mark.django_db

PAGE = reverse("my_plan")
AGREE = "I agree this plan"
CHANGED = "Something has changed since you agreed this plan"
CHANGED_MEANWHILE = "The plan has changed since you opened this page"
# What of `planned` is about money, as its owner reads it.
OF_MONEY = (
    *("150,000", "180,000", "60,000,000", "80,000,000", "anh Ba", "Có 500 triệu"),
    *("Gửi về nhà", "300,000,000", "Do debt_free", "What I owe", "What I keep per month"),
)
HOSTILE = (
    "<script>alert(1)</script>",
    "\u202engược \u202e",
    "👩🏽‍🌾🇻🇳",
    "مرحبا",
    "ế" * 200,
    "{{ 7 }} %(x)s",
)


def agreed_sections() -> list[str]:
    return sorted(Agreement.objects.values_list("section", flat=True))


def small_plan(worker: User) -> None:
    """As little as can be agreed: no offer, no money."""
    goal(worker)
    way(worker)
    laid_out(worker)


def test_page_shows_the_whole_plan(worker: User, browser: Client) -> None:
    keep_answers(person=worker, answers=FULL)
    choose(worker, "TITP 6-4")
    planned(worker)

    page = page_of(browser.get(PAGE))

    for words in (
        *("Mở xưởng tiện ở quê", "Học tiếng Nhật mỗi tối", "Hải Dương", "機械加工", "技能実習"),
        *("15 January 2027", "Sakura Foods", "愛知県", "cắt rau", "Do passport"),
        *OF_MONEY,
    ):
        assert words in page, words


def test_page_says_which_rows_are_about_money(worker: User, browser: Client) -> None:
    planned(worker)

    page = page_of(browser.get(PAGE))

    # A goal, a step and a benchmark.
    assert page.count("about money: closed to others unless you open it") == 3


def test_page_of_a_newcomer_leads_to_the_goals(browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert "No goal is written down yet." in page
    assert f'href="{reverse("my_goals")}"' in page
    assert AGREE not in page


@pytest.mark.parametrize("missing", [Goal, Plan, Benchmark])
def test_plan_without_a_goal_a_way_or_benchmarks_is_not_agreed(
    missing: type[Goal] | type[Plan] | type[Benchmark], worker: User, browser: Client
) -> None:
    small_plan(worker)
    missing.objects.filter(person=worker).delete()
    seen = seen_of(plan_of(worker), own_sections(worker))

    response = browser.post(PAGE, {"form_key": str(uuid4()), "seen": seen})

    page = page_of(response)
    assert "A plan needs a goal and benchmarks first." in page
    assert AGREE not in page
    assert agreed_sections() == []


def test_benchmarks_that_were_all_dropped_are_said_to_be_missing(
    worker: User, browser: Client
) -> None:
    small_plan(worker)
    Benchmark.objects.update(dropped_on=date(2026, 11, 22), drop_reason="no_time")

    assert "No benchmarks are laid out yet." in page_of(browser.get(PAGE))


def test_agreeing_keeps_what_every_section_says(worker: User, browser: Client) -> None:
    planned(worker)

    response = send(browser, PAGE)

    assert response["Location"] == PAGE
    assert agreed_sections() == ["benchmarks", "money", "plan", "work"]
    page = page_of(browser.get(PAGE))
    assert "Agreed. This is your plan now." in page
    assert "You agreed this plan on" in page
    assert AGREE not in page
    assert CHANGED not in page


def test_plan_sent_twice_is_agreed_once(worker: User, browser: Client) -> None:
    planned(worker)
    sent = hidden_of(page_of(browser.get(PAGE)))

    answers = [browser.post(PAGE, sent) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [PAGE, PAGE]
    assert Agreement.objects.count() == 4
    assert PlanChange.objects.filter(what=ChangeKind.AGREED).count() == 1


def test_plan_agreed_in_two_windows_is_agreed_once(worker: User, browser: Client) -> None:
    planned(worker)
    sent = [hidden_of(page_of(browser.get(PAGE))) for _ in range(2)]

    for one in sent:
        assert browser.post(PAGE, one).status_code == 302

    assert Agreement.objects.count() == 4
    assert PlanChange.objects.filter(what=ChangeKind.AGREED).count() == 1


def test_plan_that_changed_since_the_page_was_opened_is_shown_and_not_agreed(
    worker: User, browser: Client
) -> None:
    planned(worker)
    sent = hidden_of(page_of(browser.get(PAGE)))
    goal(worker, "Mở quán ăn", now=LATER)

    response = browser.post(PAGE, sent)

    page = page_of(response)
    assert CHANGED_MEANWHILE in page
    assert "Before: Mở xưởng tiện ở quê" in page
    assert agreed_sections() == []
    assert browser.post(PAGE, hidden_of(page)).status_code == 302
    assert len(agreed_sections()) == 4


def test_page_lists_what_changed_since_it_was_agreed(worker: User, browser: Client) -> None:
    agreed_plan(worker)

    promised_pay(worker, low=140_000, reason="Em gõ nhầm", now=LATER)

    page = page_of(browser.get(PAGE))
    assert CHANGED in page
    assert "Em gõ nhầm" in page
    assert page.count("Promised work") == 0
    assert AGREE in page


def test_done_is_no_change(worker: User, browser: Client) -> None:
    agreed_plan(worker)

    for mark in Benchmark.objects.all():
        finish_benchmark(person=worker, pk=mark.pk, done_on=date(2026, 11, 22), now=LATER)
    for row in Step.objects.all():
        finish_step(person=worker, pk=row.pk, done_on=date(2026, 11, 22), now=LATER)

    page = page_of(browser.get(PAGE))
    assert CHANGED not in page
    assert "done on 22 November 2026" in page


@pytest.mark.parametrize("add", [promised_work, promised_pay, debt])
def test_plan_agreed_without_an_offer_changes_with_the_offer(
    add: Callable[..., object], worker: User, browser: Client
) -> None:
    small_plan(worker)
    send(browser, PAGE)
    assert CHANGED not in page_of(browser.get(PAGE))

    add(worker, now=timezone.now())

    assert CHANGED in page_of(browser.get(PAGE))
    send(browser, PAGE)
    assert CHANGED not in page_of(browser.get(PAGE))


def test_page_shows_the_signature_and_whether_it_still_holds(
    worker: User, browser: Client, assignment: Assignment
) -> None:
    agreed_plan(worker)
    signed_off(assignment, words="Chúc em đi vững")

    signed = page_of(browser.get(PAGE))
    promised_pay(worker, low=140_000, now=LATER)
    of_money = page_of(browser.get(PAGE))
    goal(worker, "Mở quán ăn", now=LATER)
    of_the_plan = page_of(browser.get(PAGE))

    words = "The plan has changed since."
    assert "Trần Thị Hương" in signed
    assert "Chúc em đi vững" in signed
    assert [words in page for page in (signed, of_money, of_the_plan)] == [False, False, True]


def test_shut_out_browser_shows_nothing_of_money(
    worker: User, browser: Client, shut_out: None
) -> None:
    _planned_before(worker)

    page = page_of(browser.get(PAGE))

    assert "Mở xưởng tiện ở quê" in page
    assert "this browser is shut out of it" in page
    assert [words for words in OF_MONEY if words in page] == []


def test_shut_out_browser_agrees_the_open_sections(
    worker: User, browser: Client, shut_out: None
) -> None:
    _planned_before(worker)

    send(browser, PAGE)

    assert agreed_sections() == ["benchmarks", "plan", "work"]
    assert CHANGED not in page_of(browser.get(PAGE))
    worker.helped_until = None
    worker.save()
    assert CHANGED in page_of(browser.get(PAGE))


def _planned_before(worker: User) -> None:
    """By the person, before the password was set with help."""
    planned(User.objects.get(pk=_open_again(worker)))
    User.objects.filter(pk=worker.pk).update(helped_until=worker.helped_until)


def _open_again(worker: User) -> int:
    User.objects.filter(pk=worker.pk).update(helped_until=None)
    return worker.pk


def test_agreeing_outlives_the_session_without_agreeing_what_was_not_read(
    worker: User, browser: Client
) -> None:
    planned(worker)
    sent = hidden_of(page_of(browser.get(PAGE)))
    browser.logout()

    response = browser.post(PAGE, sent)

    assert response["Location"].startswith(reverse("account_login"))
    assert agreed_sections() == []
    goal(worker, "Mở quán ăn", now=LATER)
    # The page that is read now shows the new goal: agreeing it is agreeing that.
    assert send(signed_in(worker), PAGE).status_code == 302


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_texts_are_texts(words: str, worker: User, browser: Client) -> None:
    goal(worker, words)
    step(worker, words=words, helper_words=words[:120])
    way(worker)
    laid_out(worker)
    benchmark(worker, words)
    promised_work(worker, employer=words[:100], duties=[words[:100]])

    response = browser.get(PAGE)

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert browser.get(reverse("plan_pdf")).status_code == 200


@pytest.mark.parametrize("field", ["form_key", "seen", "owner"])
@pytest.mark.parametrize("value", ["", "\0", "x" * 10_000, "ế\u202e"])
def test_garbled_forms_agree_nothing(field: str, value: str, worker: User, browser: Client) -> None:
    small_plan(worker)
    sent = hidden_of(page_of(browser.get(PAGE)))

    response = browser.post(PAGE, {**sent, field: value})

    assert response.status_code in (200, 302)
    assert field == "owner" or agreed_sections() == []


def test_page_and_paper_take_the_same_queries_for_a_little_and_for_much(
    worker: User, browser: Client
) -> None:
    keep_answers(person=worker, answers=FULL)
    choose(worker, "TITP 6-4")
    agreed_plan(worker)
    few = [_queries_for(browser, name) for name in ("my_plan", "plan_pdf", "plan_history")]

    much_more(worker)

    many = [_queries_for(browser, name) for name in ("my_plan", "plan_pdf", "plan_history")]
    # One more for what has changed; none for how much there is.
    assert many[0] - few[0] == 1
    assert many[1:] == few[1:]


def much_more(worker: User) -> None:
    """60 benchmarks, 12 debts, 40 steps. In bulk: one by one would take long."""
    Benchmark.objects.bulk_create(
        Benchmark(
            person=worker,
            section=Section.BENCHMARKS,
            key=f"own:{number}",
            group="japan",
            words=f"Mốc {number}",
            due_on=date(2028, 1 + number % 12, 1),
            added_at=NOW,
        )
        for number in range(56)
    )
    Step.objects.bulk_create(
        Step(
            person=worker,
            section=Section.PLAN,
            words=f"Bước {number}",
            helper="myself",
            target="yes_no",
            added_at=NOW,
        )
        for number in range(38)
    )
    first = Debt.objects.get(person=worker)
    for _ in range(11):
        first.pk = None
        first.save()
    for number in range(30):
        goal(worker, f"Mục tiêu {number}", kind=GoalKind.OPTION_A, now=LATER)


def _queries_for(browser: Client, name: str) -> int:
    browser.get(reverse(name))
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(reverse(name)).status_code == 200
    return len(queries)


@pytest.mark.parametrize("cast", [{"counselor": True}, {"supervisor": True}, {"staff": True}])
@pytest.mark.parametrize("name", ["my_plan", "plan_pdf", "plan_history", "from_counselor"])
def test_pages_of_the_plan_are_not_there_for_others(name: str, cast: dict[str, bool]) -> None:
    browser = signed_in(UserFactory.create(**cast))

    assert browser.get(reverse(name)).status_code == 404
    assert browser.head(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", ["my_plan", "plan_pdf", "plan_history", "from_counselor"])
def test_pages_of_the_plan_ask_a_visitor_to_sign_in(name: str, client: Client) -> None:
    url = reverse(name)

    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("name", ["plan_pdf", "plan_history", "from_counselor"])
def test_pages_to_read_are_only_read(name: str, browser: Client) -> None:
    assert browser.post(reverse(name)).status_code == 405


def test_worker_of_a_closed_agency_keeps_the_plan(
    worker: User, browser: Client, assignment: Assignment
) -> None:
    agreed(planned(worker))
    assignment.agency.is_active = False
    assignment.agency.save()

    assert "Mở xưởng tiện ở quê" in page_of(browser.get(PAGE))
