"""The task list by stage, with one next step."""

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.second_factor import make_recovery_codes
from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.choices import choice_of
from planner.plans.enums import Stage
from planner.plans.selectors.progress import Progress
from planner.plans.services.told import keep_answers
from planner.web.counselor.rows import told_openly
from planner.web.shared.rows import TaskStatus
from planner.web.worker.home_tasks import Told, next_task, stage_parts
from tests.factories.months import told_month
from tests.factories.plans import NOW, agreed_plan, benchmark, way
from tests.factories.savings import savings_plan
from tests.factories.standing import told_miss
from tests.plans.choosing import choose
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, HAI_DUONG, OPEN, page_of

pytestmark = pytest.mark.django_db

DONE, NEXT, LOOK = TaskStatus.DONE, TaskStatus.NEXT, TaskStatus.LOOK
TO_DO, LATER = TaskStatus.TO_DO, TaskStatus.LATER
HOME = Answers(province="31", former_province="30", assets=("pond",), care=(), family_hope="house")
WISH = replace(HOME, wish="farm", stage="before_departure")
NOVEMBER = date(2026, 11, 22)
# Everything, by somebody who has not left yet.
ALL_TOLD = replace(FULL, stage="before_departure", trade=None, departure_month="2027-05-01")


def tasks_of(browser: Client) -> list[list[tuple[str, str]]]:
    """Of each stage: the status and the address of its tasks."""
    response = browser.get(reverse("home"))
    page_of(response)
    parts = response.context["parts"]
    assert [part.stage for part in parts] == list(Stage)
    return [[(task.status, task.url) for task in part.tasks] for part in parts]


def step(slug: str) -> str:
    return reverse("question", args=[slug])


def summary(part: str) -> str:
    return f"{reverse('summary')}#{part}"


KEY = reverse("recovery_codes")
TRADES, CHOICE = reverse("trades"), reverse("my_choice")
NOT_REACHED = [(LATER, "")]
MONTH, STANDING, SAVINGS = (reverse(name) for name in ("check_in", "where_i_stand", "my_savings"))
NO_MONTH = [(TO_DO, MONTH), (DONE, STANDING), (TO_DO, SAVINGS)]
OFFER, MONEY, GOALS, BENCHMARKS, PLAN = (
    reverse(name) for name in ("my_offer", "my_money", "my_goals", "my_benchmarks", "my_plan")
)
NO_PLAN = [(TO_DO, OFFER), (TO_DO, MONEY), (TO_DO, GOALS), (TO_DO, BENCHMARKS), (LATER, "")]


def test_home_of_a_newcomer_begins_with_the_province(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(Answers())) == [
        [
            (NEXT, step("province")),
            (TO_DO, step("wish")),
            (TO_DO, step("statements-1")),
            (TO_DO, step("birth")),
            (LATER, ""),
            *NO_PLAN,
            (TO_DO, KEY),
        ],
        *[NOT_REACHED] * 3,
    ]


def test_home_of_a_visitor_has_no_key_to_spare(visitor_with: VisitorWith) -> None:
    assert tasks_of(visitor_with(HAI_DUONG))[0] == [
        (NEXT, step("family")),
        (TO_DO, step("wish")),
        (TO_DO, step("statements-1")),
        (TO_DO, step("birth")),
        (TO_DO, TRADES),
    ]


def test_home_opens_the_choice_with_the_province(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(HAI_DUONG))[0][4] == (TO_DO, TRADES)


def test_home_asks_for_the_land_of_a_family_with_farmland(worker_with: WorkerWith) -> None:
    told = replace(HOME, assets=("farmland",))

    assert tasks_of(worker_with(told))[0][0] == (NEXT, step("land"))


def test_home_goes_on_to_the_wish(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(HOME))[0][:3] == [
        (DONE, summary("home")),
        (NEXT, step("wish")),
        (TO_DO, step("statements-1")),
    ]


def test_home_comes_back_to_the_first_open_statement(worker_with: WorkerWith) -> None:
    ratings = dict.fromkeys(list(FULL.ratings or {})[:6], 1)

    tasks = tasks_of(worker_with(replace(WISH, ratings=ratings)))

    assert tasks[0][2] == (NEXT, step("statements-2"))


def test_home_comes_back_to_the_first_open_question_about_me(worker_with: WorkerWith) -> None:
    told = replace(ALL_TOLD, japanese=None, health=None, skipped=("birth",), birth_year=None)

    assert tasks_of(worker_with(told))[0][3] == (NEXT, step("japanese"))


def test_home_takes_a_skipped_question_as_done(worker_with: WorkerWith) -> None:
    told = replace(HOME, care=None, skipped=("care",))

    assert tasks_of(worker_with(told))[0][0] == (DONE, summary("home"))


def test_home_leads_to_the_trades_when_all_is_told(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(ALL_TOLD)) == [
        [
            (DONE, summary("home")),
            (DONE, summary("wish")),
            (DONE, summary("myself")),
            (DONE, summary("about")),
            (NEXT, TRADES),
            *NO_PLAN,
            (TO_DO, KEY),
        ],
        *[NOT_REACHED] * 3,
    ]


def test_home_leads_to_the_offer_when_a_trade_is_chosen(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(ALL_TOLD)
    choose(worker, "TITP 6-4")

    assert tasks_of(browser)[0][4:] == [(DONE, CHOICE), (NEXT, OFFER), *NO_PLAN[1:], (TO_DO, KEY)]


def test_home_leads_to_the_spare_key_when_the_plan_is_agreed(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(ALL_TOLD)
    choose(worker, "TITP 6-4")
    agreed_plan(worker)

    done = [(DONE, url) for url in (CHOICE, OFFER, MONEY, GOALS, BENCHMARKS, PLAN)]
    assert tasks_of(browser)[0][4:] == [*done, (NEXT, KEY)]


def test_home_with_all_done_has_something_to_read(worker: User, worker_with: WorkerWith) -> None:
    browser = worker_with(ALL_TOLD)
    choose(worker, "TITP 6-4")
    agreed_plan(worker)
    make_recovery_codes(worker)

    response = browser.get(reverse("home"))

    assert {task.status for task in response.context["parts"][0].tasks} == {DONE}
    assert response.context["next"].url == TRADES
    assert "11 of 11 done" in page_of(response)


def test_home_asks_to_look_again_when_the_trade_fits_otherwise(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(ALL_TOLD)
    choose(worker, "TITP 1-1")
    make_recovery_codes(worker)

    keep_answers(person=worker, answers=Answers(health=(), care=()))

    assert tasks_of(browser)[0][4] == (NEXT, CHOICE)


@pytest.mark.parametrize("stage, reached", [("in_japan", 2), ("before_return", 3), ("home", 4)])
def test_every_stage_reached_looks_at_the_choice_again(
    stage: str, reached: int, worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(ALL_TOLD)
    choose(worker, "TITP 6-4")
    agreed_plan(worker)
    make_recovery_codes(worker)

    keep_answers(person=worker, answers=Answers(stage=stage, trade="TITP 6-4"))

    later = tasks_of(browser)[1:]
    assert later[0][0] == (NEXT, CHOICE)
    assert later[1 : reached - 1] == [[(LOOK, CHOICE)]] * (reached - 2)
    assert later[reached - 1 :] == [NOT_REACHED] * (4 - reached)


def test_choice_made_again_in_a_stage_is_done_for_it_and_those_before(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(replace(FULL, stage="before_return"))
    choose(worker, "TITP 6-4")

    japan, before_return, home = tasks_of(browser)[1:]
    assert [japan[0], *before_return] == [(DONE, CHOICE)] * 2
    assert home == NOT_REACHED


def test_whoever_came_to_us_in_japan_chooses_first(worker_with: WorkerWith) -> None:
    assert tasks_of(worker_with(FULL))[1:] == [
        [(TO_DO, TRADES), *NO_MONTH],
        NOT_REACHED,
        NOT_REACHED,
    ]


def test_home_in_japan_asks_for_the_month_that_is_over(
    worker: User, worker_with: WorkerWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: NOVEMBER)
    browser = worker_with(FULL)
    way(worker, departs_on=date(2025, 1, 10))
    told_month(worker, date(2026, 9, 1))
    before = tasks_of(browser)[1]

    told_month(worker, date(2026, 10, 1))
    savings_plan(worker)

    assert before[1:] == NO_MONTH
    assert tasks_of(browser)[1][1:] == [(DONE, MONTH), (DONE, STANDING), (DONE, SAVINGS)]


def test_home_asks_nobody_for_a_month_before_the_flight(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)

    way(worker, departs_on=date(2090, 1, 10))

    assert tasks_of(browser)[1][1] == (DONE, MONTH)


def test_home_leads_to_what_was_missed_until_it_is_said_why(
    worker: User, worker_with: WorkerWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: NOVEMBER)
    browser = worker_with(FULL)
    row = benchmark(worker, due_on=date(2026, 10, 1), now=NOW - timedelta(days=100))
    missed = tasks_of(browser)[1][2]

    told_miss(row)

    assert (missed, tasks_of(browser)[1][2]) == ((LOOK, STANDING), (DONE, STANDING))


def test_whoever_is_in_japan_with_all_done_reads_what_the_trade_is_at_home(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(FULL)
    choose(worker, "TITP 6-4")
    agreed_plan(worker)
    make_recovery_codes(worker)
    savings_plan(worker)

    assert browser.get(reverse("home")).context["next"].url == reverse("mirror")


def test_home_without_a_province_opens_no_choice_in_any_stage(worker_with: WorkerWith) -> None:
    told = Answers(stage="home", trade="TITP 6-4")

    tasks = tasks_of(worker_with(told))

    assert tasks[0][4] == (LATER, "")
    assert tasks[1:] == [[(LATER, ""), *NO_MONTH], *[[(LATER, "")]] * 2]


def test_home_that_is_shut_out_asks_nothing_closed(
    worker: User, worker_with: WorkerWith, shut_out: None
) -> None:
    told = replace(ALL_TOLD, care=None, health=None, health_words=None)

    tasks = tasks_of(worker_with(told))

    assert [status for status, _url in tasks[0][:5]] == [DONE, DONE, DONE, DONE, NEXT]
    # Offer and money are closed; all else of a plan is not.
    assert tasks[0][5:] == [(TO_DO, GOALS), (TO_DO, BENCHMARKS), (LATER, ""), (TO_DO, KEY)]


def test_home_says_when_a_stage_opens_and_how_much_is_done(worker_with: WorkerWith) -> None:
    page = page_of(worker_with(HOME).get(reverse("home")))

    assert "1 of 11 done" in page
    assert "Opens when you are in Japan." in page
    assert "Opens when you go home within a year." in page
    assert "Opens when you are back." in page


@pytest.mark.parametrize("has_account", [True, False])
@pytest.mark.parametrize("stage", [None, *Stage.values])
def test_exactly_one_task_is_the_next_unless_all_is_done(
    stage: str | None, has_account: bool, worker: User, atlas: Atlas
) -> None:
    keep_answers(person=worker, answers=FULL)
    choose(worker, "TITP 6-4")
    answers = [Answers(), HAI_DUONG, HOME, FULL, OPEN]
    flags = [field.name for field in fields(Progress) if field.type in (bool, "bool")]
    everything = Progress(**dict.fromkeys(flags, True))  # type: ignore[arg-type]
    plans = [None, Progress(), Progress(has_goal=True, has_way=True), everything]
    for told, choice, again, key, plan in product(
        answers, [None, choice_of(worker)], [True, False], [True, False], plans
    ):
        told_all = Told(
            replace(told, stage=stage),
            atlas,
            NOVEMBER,
            has_account=has_account,
            choice=choice,
            is_look_again=again,
            has_spare_key=key,
            progress=plan,
        )

        parts = stage_parts(told_all)

        statuses = [task.status for part in parts for task in part.tasks]
        still_open = {TO_DO, LOOK} & set(statuses)
        assert statuses.count(NEXT) == 1 or (statuses.count(NEXT) == 0 and not still_open)
        assert next_task(parts, told_all).url
        assert all(
            bool(task.url) == (task.status != LATER) for part in parts for task in part.tasks
        )


@pytest.mark.parametrize(
    "closed",
    [
        {"care": None, "health": None, "health_words": None},
        {"care": ("sick",), "health": None},
        {"health": ("allergy",), "health_words": "Dị ứng phấn hoa"},
        {"care": (), "health": ()},
    ],
)
def test_what_others_see_of_the_tasks_never_depends_on_closed_questions(
    closed: dict[str, object], atlas: Atlas
) -> None:
    for told in (HOME, WISH, ALL_TOLD, FULL):
        open_told = told_openly(told.without_closed, None, atlas, Progress(), NOVEMBER)
        changed = told_openly(
            replace(told, **closed),  # type: ignore[arg-type]
            None,
            atlas,
            Progress(),
            NOVEMBER,
        )

        assert stage_parts(changed) == stage_parts(open_told)
        assert next_task(stage_parts(changed), changed) == next_task(
            stage_parts(open_told), open_told
        )


def test_home_tells_how_long_it_is_until_the_flight(
    worker_with: WorkerWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The clock stands on 22 November 2026.
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: NOVEMBER)

    said = {
        month: worker_with(replace(ALL_TOLD, departure_month=month))
        .get(reverse("home"))
        .context["until"]
        for month in ("2026-10-01", "2026-11-01", "2026-12-01", "2027-11-01")
    }

    assert said == {
        "2026-10-01": "",
        "2026-11-01": "",
        "2026-12-01": "1 month until you leave",
        "2027-11-01": "12 months until you leave",
    }


def test_home_of_a_visitor_offers_to_keep_the_answers(visitor_with: VisitorWith) -> None:
    page = page_of(visitor_with(HOME).get(reverse("home")))

    assert reverse("register") in page


def test_home_of_a_new_visitor_offers_nothing_to_keep(client: Client) -> None:
    page = page_of(client.get(reverse("home")))

    assert reverse("register") not in page


def test_home_takes_the_same_queries_however_much_is_told(worker_with: WorkerWith) -> None:
    numbers = []
    # What is read once and kept.
    worker_with(Answers()).get(reverse("home"))
    for told in (Answers(), FULL):
        browser = worker_with(told)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("home"))
        numbers.append(len(queries))

    assert numbers == [13, 13]


def test_home_takes_one_query_more_for_a_choice_however_many_there_are(
    worker: User, worker_with: WorkerWith
) -> None:
    """The version of the weights; no more where everything has changed since."""
    browser, numbers = worker_with(FULL), []
    # What is read once and kept.
    browser.get(reverse("home"))
    for trade, part in [("TITP 6-4", Answers()), ("TITP 1-1", Answers(health=()))]:
        choose(worker, trade)
        keep_answers(person=worker, answers=part)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("home"))
        numbers.append(len(queries))

    assert numbers == [14, 14]
