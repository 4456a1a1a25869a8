"""The command that makes the demo people, where nobody is there yet."""

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from planner.web.demo import DESK, KNOWN, PASSWORD, DemoNotAllowed, codes_from, seed_demo

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def test_demo_says_how_many_it_made() -> None:
    assert run() == "67 demo people made.\n"
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
