import time
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Agency, Invitation, User
from planner.matching.atlas import Atlas
from planner.matching.enums import Verdict
from planner.plans.answers import Answers
from planner.plans.choices import choice_of
from planner.plans.enums import Stage
from planner.plans.models import Choice
from planner.plans.selectors.told import answers_of, home_of
from planner.plans.services.told import keep_answers
from planner.reference.selectors import current_atlas
from planner.sharing.models import AccessLog, Assignment
from planner.web.demo import (
    DESK,
    KNOWN,
    PASSWORD,
    DemoNotAllowed,
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


@pytest.fixture
def _seeded() -> None:
    seed_demo(now=timezone.now())


@pytest.mark.usefixtures("_seeded")
def test_demo_has_two_agencies_and_their_people() -> None:
    assert Counter(User.objects.values_list("role", flat=True)) == {
        Role.WORKER: 60,
        Role.COUNSELOR: 5,
        Role.SUPERVISOR: 1,
        Role.STAFF: 1,
    }
    assert Agency.objects.count() == 2


@pytest.mark.usefixtures("_seeded")
def test_demo_workers_come_from_every_region_and_stand_at_every_stage(atlas: Atlas) -> None:
    told = [answers_of(worker) for worker in User.objects.filter(role=Role.WORKER)]

    homes = [home_of(answers, atlas) for answers in told]
    assert len({home.place.region_code for home in homes if home}) == 6
    assert {answers.stage for answers in told} >= set(Stage.values)


@pytest.mark.usefixtures("_seeded")
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


@pytest.mark.usefixtures("_seeded")
def test_demo_has_choices_that_fit_and_some_that_do_not() -> None:
    verdicts = {match["verdict"] for match in Choice.objects.values_list("match", flat=True)}

    assert verdicts == {verdict.value for verdict in Verdict}


@pytest.mark.usefixtures("_seeded")
def test_demo_has_something_on_the_other_pages_too() -> None:
    assert [look.worker for look in AccessLog.objects.all()] == [person("tuan")]
    assert Invitation.objects.get().counselor == person("huong")


@pytest.mark.usefixtures("_seeded")
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
    said = run()

    again = run()

    assert said == "67 demo people made.\n"
    assert again == "0 demo people made.\n"
    assert User.objects.count() == 67
    assert Invitation.objects.count() == 1


@pytest.mark.usefixtures("_seeded")
def test_demo_leaves_what_somebody_tried_out_alone() -> None:
    lan = person("lan")
    keep_answers(person=lan, answers=Answers(wish="service"))

    run()

    assert answers_of(lan).wish == "service"


@pytest.mark.usefixtures("_seeded")
@pytest.mark.parametrize("key", ["tuan", "huong", "staff", "nguoi-48"])
def test_demo_makes_again_whoever_is_missing(key: str) -> None:
    person(key).delete()

    assert seed_demo(now=timezone.now()) == 1
    assert User.objects.count() == 67


@override_settings(DEMO_ALLOWED=False)
def test_demo_refuses_where_real_people_are_served() -> None:
    with pytest.raises(CommandError, match="Refused"):
        run()

    assert User.objects.count() == 0
    with pytest.raises(DemoNotAllowed):
        seed_demo(now=timezone.now())


def test_demo_is_refused_unless_settings_allow_it() -> None:
    from config.settings import base  # noqa: PLC0415  the other settings change it

    assert base.DEMO_ALLOWED is False


def test_demo_shows_every_sign_in_and_the_codes_and_makes_nobody() -> None:
    shown = run("--show")

    assert all(someone.email in shown for someone in (*KNOWN, *DESK))
    assert PASSWORD in shown
    assert any(code in shown for _since, code in codes_from(time.time()))
    assert User.objects.count() == 0


def test_demo_codes_follow_each_other_every_thirty_seconds() -> None:
    codes = codes_from(1_000_000_000.0, 3)

    assert [since for since, _code in codes] == [999_999_990.0, 1_000_000_020.0, 1_000_000_050.0]
    assert all(len(code) == 6 and code.isdigit() for _since, code in codes)
    assert codes_from(1_000_000_019.9, 1) == codes[:1]


PAGES: dict[Role, list[str]] = {
    Role.WORKER: ["home", "summary", "my_economy", "trades", "mirror", "my_choice", "who_looked"],
    Role.COUNSELOR: ["my_workers", "invite", "invitations"],
    Role.SUPERVISOR: ["my_workers", "team", "invitations"],
    Role.STAFF: ["admin:index", "admin:accounts_user_changelist"],
}


@pytest.mark.usefixtures("_seeded")
def test_demo_people_can_sign_in_and_see_their_pages() -> None:
    seen = {}
    for someone in (*KNOWN, *DESK):
        browser = sign_in(someone)
        for page in PAGES[someone.role]:
            seen[someone.key, page] = browser.get(reverse(page)).status_code

    assert seen == dict.fromkeys(seen, 200)
    assert len(seen) == sum(len(PAGES[someone.role]) for someone in (*KNOWN, *DESK))


@pytest.mark.usefixtures("_seeded")
def test_demo_counselor_can_open_every_worker_in_care() -> None:
    huong = next(someone for someone in DESK if someone.key == "huong")
    browser = sign_in(huong)

    rows = browser.get(reverse("my_workers")).context["rows"]

    assert len(rows) > 10
    assert {browser.get(row.url).status_code for row in rows} == {200}
