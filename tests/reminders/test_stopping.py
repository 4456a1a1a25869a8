"""The signed address that stops one kind of one person."""

import base64

import pytest
from django.core import signing
from django.test import override_settings

from planner.reminders.enums import Source
from planner.reminders.stopping import SALT, Stop, stop_of, stop_token, stop_url

TOKEN = stop_token(5, Source.MISS)


def test_token_says_who_and_what() -> None:
    assert stop_of(TOKEN) == Stop(5, Source.MISS)


def test_address_has_the_site() -> None:
    with override_settings(SITE_URL="https://loi.example"):
        assert stop_url(5, Source.MISS) == f"https://loi.example/reminders/stop/{TOKEN}/"


@pytest.mark.parametrize("cut", [TOKEN[:-1], TOKEN[1:], TOKEN.split(":")[0], "", ":", TOKEN + "A"])
def test_token_that_is_not_whole_is_none(cut: str) -> None:
    assert stop_of(cut) is None


def test_token_of_another_person_needs_another_signature() -> None:
    other = base64.urlsafe_b64encode(b'[6,"miss"]').rstrip(b"=").decode()

    assert stop_of(f"{other}:{TOKEN.split(':')[1]}") is None


@pytest.mark.parametrize(
    "token",
    [
        signing.Signer(salt="planner.web.draft").sign_object([5, "miss"]),
        signing.dumps([5, "miss"], salt=SALT),
        signing.Signer(salt=SALT).sign_object([5, "nothing"]),
        signing.Signer(salt=SALT).sign_object({"person": 5}),
        signing.Signer(salt=SALT).sign_object([5]),
    ],
    ids=["other purpose", "other form", "unknown kind", "other shape", "too short"],
)
def test_signed_for_something_else_is_none(token: str) -> None:
    assert stop_of(token) is None
