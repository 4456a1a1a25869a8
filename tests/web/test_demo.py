import time
from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.enums import Role
from accounts.models import Agency, Invitation, User
from planner.benchmarks.duties import HALF, duty_share
from planner.casework.triage import PRIORITIES
from planner.matching.atlas import Atlas
from planner.matching.enums import Verdict
from planner.plans.answers import Answers
from planner.plans.choices import choice_of
from planner.plans.enums import Stage
from planner.plans.models import Choice
from planner.plans.selectors.months import months_of
from planner.plans.selectors.plan import plan_of, proposals_of
from planner.plans.selectors.told import answers_of, home_of
from planner.plans.services.agreement import holds
from planner.plans.services.told import keep_answers
from planner.reference.selectors import current_atlas
from planner.reminders.selectors.caseload import triage_of
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.sections import Section
from planner.web.demo import (
    DESK,
    KNOWN,
    PASSWORD,
    DemoPerson,
    codes_from,
    demo_people,
    seed_demo,
)

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def person(key: str) -> User:
    return User.objects.get(email=f"{key}@demo.example")


def sign_in(someone: DemoPerson) -> Client:
    """Through the pages: with the password, and the code of the app where the desk needs it."""
    browser = Client()
    browser.post(reverse("account_login"), {"login": someone.email, "password": PASSWORD})
    if someone.role != Role.WORKER:
        code = codes_from(time.time(), 1)[0][1]
        browser.post(reverse("mfa_authenticate"), {"code": code})
    return browser


@pytest.fixture
def atlas() -> Atlas:
    return current_atlas()


@pytest.fixture(scope="module")
def _seeded_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Made once, below the transactions of the tests; with the last of them it is gone."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed_demo(now=timezone.now())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _seeded(_seeded_once: None, db: None) -> None:
    """Everybody is there."""


def test_demo_has_two_agencies_and_their_people() -> None:
    assert Counter(User.objects.values_list("role", flat=True)) == {
        Role.WORKER: 60,
        Role.COUNSELOR: 5,
        Role.SUPERVISOR: 1,
        Role.STAFF: 1,
    }
    assert Agency.objects.count() == 2


def test_demo_workers_come_from_every_region_and_stand_at_every_stage(atlas: Atlas) -> None:
    told = [answers_of(worker) for worker in User.objects.filter(role=Role.WORKER)]

    homes = [home_of(answers, atlas) for answers in told]
    assert len({home.place.region_code for home in homes if home}) == 6
    assert {answers.stage for answers in told} >= set(Stage.values)


def test_demo_workers_are_with_a_counselor_of_their_agency_or_with_nobody() -> None:
    pairs = Assignment.objects.open().select_related("worker", "counselor")

    assert all(
        pair.counselor and pair.worker.agency_id == pair.agency_id == pair.counselor.agency_id
        for pair in pairs
    )
    alone = User.objects.filter(role=Role.WORKER, agency=None)
    assert alone.count() + pairs.count() == 60
    assert alone.count() > 0
    assert {pair.counselor.email for pair in pairs if pair.counselor} == {
        someone.email for someone in DESK if someone.role == Role.COUNSELOR
    }


def test_demo_has_choices_that_fit_and_some_that_do_not() -> None:
    verdicts = {match["verdict"] for match in Choice.objects.values_list("match", flat=True)}

    assert verdicts == {verdict.value for verdict in Verdict}


def test_demo_has_something_on_the_other_pages_too() -> None:
    assert {look.worker for look in AccessLog.objects.all()} == {
        person(key) for key in ("tuan", "minh", "yen")
    }
    assert Invitation.objects.get().counselor == person("huong")


def test_demo_plans_are_agreed_and_signed_off() -> None:
    for key in ("tuan", "yen"):
        plan = plan_of(person(key))
        assert plan.changed_since_agreed(Section.values) == []
        assert [holds(row, plan) for row in plan.sign_offs] == [True]
        assert len(plan.benchmarks) > 40
    assert [row.values["words"] for row in proposals_of(person("yen"))] == [
        "Ghi lại nhật ký nhà kính mỗi tuần một trang"
    ]


def test_demo_tuan_did_other_work_than_promised_in_his_first_three_years() -> None:
    share = duty_share(month.duties for month in months_of(person("tuan"))[:36])

    assert share is not None
    assert 0 < share < HALF


def test_demo_answers_and_choices_are_kept_as_written(atlas: Atlas) -> None:
    everybody = demo_people(atlas)

    kept = {someone.email: answers_of(person(someone.key)) for someone in everybody}

    assert kept == {someone.email: someone.answers for someone in everybody}
    chosen = {someone.key: choice_of(person(someone.key)) for someone in KNOWN}
    assert {key: made.trade_code if made else "" for key, made in chosen.items()} == {
        someone.key: someone.chosen for someone in KNOWN
    }


def test_demo_people_are_the_same_on_every_machine(atlas: Atlas) -> None:
    first, second = demo_people(atlas), demo_people(atlas)

    assert first == second
    assert len({someone.key for someone in first}) == len(first) == 67
    assert len({someone.name for someone in first}) == 67


def test_demo_a_second_time_makes_nobody_new() -> None:
    again = run()

    assert again == "0 demo people made.\n"
    assert User.objects.count() == 67
    assert Invitation.objects.count() == 1


def test_demo_leaves_what_somebody_tried_out_alone() -> None:
    lan = person("lan")
    keep_answers(person=lan, answers=Answers(wish="service"))

    run()

    assert answers_of(lan).wish == "service"


@pytest.mark.parametrize("key", ["tuan", "huong", "staff", "nguoi-48"])
def test_demo_makes_again_whoever_is_missing(key: str) -> None:
    person(key).delete()

    assert seed_demo(now=timezone.now()) == 1
    assert User.objects.count() == 67


PAGES: dict[Role, list[str]] = {
    Role.WORKER: ["home", "summary", "my_economy", "trades", "mirror", "my_choice", "who_looked"],
    Role.COUNSELOR: ["my_workers", "invite", "invitations"],
    Role.SUPERVISOR: ["my_workers", "team", "invitations"],
    Role.STAFF: ["admin:index", "admin:accounts_user_changelist"],
}


def test_demo_people_can_sign_in_and_see_their_pages() -> None:
    seen = {}
    for someone in (*KNOWN, *DESK):
        browser = sign_in(someone)
        for page in PAGES[someone.role]:
            seen[someone.key, page] = browser.get(reverse(page)).status_code

    assert seen == dict.fromkeys(seen, 200)
    assert len(seen) == sum(len(PAGES[someone.role]) for someone in (*KNOWN, *DESK))


def test_demo_counselor_can_open_every_worker_in_care() -> None:
    huong = next(someone for someone in DESK if someone.key == "huong")
    browser = sign_in(huong)

    rows = browser.get(reverse("my_workers")).context["rows"]

    assert len(rows) > 10
    assert {browser.get(row.url).status_code for row in rows} == {200}


def test_demo_desk_has_somebody_of_each_priority_and_shows_the_load() -> None:
    desk = {someone.key: someone for someone in DESK}

    today = sign_in(desk["huong"]).get(reverse("desk_today"))
    team = sign_in(desk["giam-sat"]).get(reverse("team"))

    needed = triage_of(person("huong"), timezone.localdate())
    assert {row.priority for row in needed} == set(PRIORITIES)
    assert today.context["page"].paginator.count == len(needed)
    loads = {row.name: (row.workers.count, bool(row.waiting)) for row in team.context["rows"]}
    assert loads.pop(desk["giam-sat"].name) == (0, False)
    assert len(loads) == 3
    assert all(count > 0 and waits for count, waits in loads.values())
