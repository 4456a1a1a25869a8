from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.selectors import answers_of, home_of
from planner.plans.services import keep_answers
from planner.reference.selectors import current_atlas
from planner.web.demo import PASSWORD, PEOPLE, DemoNotAllowed, DemoPerson, seed_demo

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def test_demo_has_a_dozen_people_across_the_country_and_staff() -> None:
    atlas = current_atlas()

    run()

    workers = User.objects.filter(role=Role.WORKER)
    homes = [home_of(answers_of(worker), atlas) for worker in workers]
    assert workers.count() == 12
    assert len({home.place.region_code for home in homes if home}) == 6
    assert User.objects.filter(role=Role.STAFF).count() == 1


def test_demo_answers_are_kept_as_written() -> None:
    run()

    kept = {person.email: answers_of(User.objects.get(email=person.email)) for person in PEOPLE}
    assert kept == {person.email: person.answers for person in PEOPLE}


def test_demo_a_second_time_makes_nobody_new() -> None:
    run()

    said = run()

    assert said == f"0 demo people made, {len(PEOPLE)} were there already.\n"
    assert User.objects.count() == len(PEOPLE)


def test_demo_leaves_what_somebody_tried_out_alone() -> None:
    run()
    lan = User.objects.get(email="lan@demo.example")
    keep_answers(person=lan, answers=Answers(wish="service"))

    run()

    assert answers_of(lan).wish == "service"


def test_demo_makes_again_whoever_is_missing() -> None:
    run()
    User.objects.get(email="tuan@demo.example").delete()

    assert seed_demo() == 1


@override_settings(DEMO_ALLOWED=False)
def test_demo_refuses_where_real_people_are_served() -> None:
    with pytest.raises(CommandError, match="Refused"):
        run()

    assert User.objects.count() == 0
    with pytest.raises(DemoNotAllowed):
        seed_demo()


def test_demo_is_refused_unless_settings_allow_it() -> None:
    from config.settings import base  # noqa: PLC0415  the other settings change it

    assert base.DEMO_ALLOWED is False


def test_demo_shows_every_sign_in_and_makes_nobody() -> None:
    shown = run("--show")

    assert all(person.email in shown for person in PEOPLE)
    assert PASSWORD in shown
    assert User.objects.count() == 0


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: str(person.key))
def test_demo_person_can_sign_in_and_sees_the_pages(person: DemoPerson) -> None:
    run()
    browser = Client()

    signed_in = browser.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD}
    )

    assert signed_in.status_code == 302
    pages = ["home", "admin:index"]
    if person.role == Role.WORKER:
        pages = ["home", "summary", "my_economy", "trades", "mirror"]
    assert [browser.get(reverse(page)).status_code for page in pages] == [200] * len(pages)
