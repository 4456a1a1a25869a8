"""A check-in reminder says how to answer it, where an answer reaches us."""

from datetime import date

import pytest
from pytest_django import Settings

from accounts.enums import Language
from accounts.models import User
from planner.reminders.channels import line
from planner.reminders.channels.limits import LONGEST_REPLY
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Outgoing
from planner.reminders.services.sending import send_due
from planner.reminders.texts import Texts, message_of
from tests.factories.accounts import UserFactory
from tests.factories.plans import way
from tests.factories.reminders import NOW, address, benchmark_due, outgoing
from tests.reminders.channels.wire import Wire

pytestmark = pytest.mark.django_db
HOW = "You can answer here: write “same”"


@pytest.fixture(autouse=True)
def _line(settings: Settings, server: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LINE_CHANNEL_TOKEN = settings.LINE_CHANNEL_SECRET = "given"
    monkeypatch.setattr(line, "PUSH_URL", f"{server.url}/line")


@pytest.fixture
def worker() -> User:
    return UserFactory.create(language="en")


def reply(*rows: Outgoing) -> str:
    return message_of(rows, Texts(row.rule_id for row in rows), name="Hoa", language="en").reply


def check_in(worker: User, channel: Channel) -> Outgoing:
    there = address(worker, f"{channel}-1", channel=channel)
    return outgoing(
        worker, source=Source.CHECK_IN, occasion_on=NOW.date(), channel=channel, address=there
    )


def test_on_line_it_says_how(worker: User) -> None:
    assert reply(check_in(worker, Channel.LINE)).startswith(HOW)


@pytest.mark.parametrize("language", Language)
def test_it_has_the_room_that_is_kept_for_it(worker: User, language: Language) -> None:
    row = check_in(worker, Channel.LINE)

    made = message_of([row], Texts([row.rule_id]), name="Hoa", language=language)

    assert len(made.reply) <= LONGEST_REPLY


def test_it_stands_in_what_is_sent(worker: User, server: Wire) -> None:
    way(worker, departs_on=date(2025, 1, 10))
    address(worker, "U" + "0a" * 16, channel=Channel.LINE)
    outgoing(worker, source=Source.CHECK_IN, occasion_on=date(2026, 11, 1))

    send_due(clock=lambda: NOW)

    [told] = server.told()
    _short, how, url = told["messages"][0]["text"].split("\n")
    assert how.startswith(HOW)
    assert url == "http://testserver/check-in/"
    assert Outgoing.objects.get(channel=Channel.LINE).state == State.SENT


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS, Channel.ZALO, Channel.PUSH])
def test_elsewhere_no_answer_reaches_us(worker: User, channel: Channel) -> None:
    assert reply(check_in(worker, channel)) == ""


def test_nothing_else_is_answered(worker: User) -> None:
    there = address(worker, "U1", channel=Channel.LINE)
    row = outgoing(worker, benchmark_due(worker, NOW.date()), channel=Channel.LINE, address=there)

    assert reply(row) == ""
    assert reply(row, check_in(worker, Channel.LINE)).startswith(HOW)
