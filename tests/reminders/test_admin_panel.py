"""The panel: is everything alive, what waits, what left."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.reminders.enums import Channel, State, Trouble
from planner.reminders.models import Alarm
from planner.reminders.selectors.panel import Waiting, panel_of
from planner.reminders.services.pulses import beat_of, trouble_of
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, outgoing
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
PANEL = reverse("admin:reminders_pulse_changelist")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def clerk(client: Client) -> User:
    person: User = UserFactory.create(staff=True, language="en", time_zone="Asia/Tokyo")
    person.user_permissions.set(Permission.objects.filter(codename="view_pulse"))
    client.cookies = signed_in(person).cookies
    return person


def test_who_has_no_right_sees_nothing(client: Client) -> None:
    client.cookies = signed_in(UserFactory.create(staff=True)).cookies

    assert client.get(PANEL).status_code == 403
    assert PANEL not in client.get(reverse("admin:index")).content.decode()


def test_it_stands_on_the_first_page_of_the_admin(client: Client, clerk: User) -> None:
    assert f'href="{PANEL}"' in client.get(reverse("admin:index")).content.decode()


def test_before_anything_ran_everything_is_silent(client: Client, clerk: User) -> None:
    text = client.get(PANEL).content.decode()

    assert text.count(">silent<") == 3
    assert "Nothing is due that has not left." in text
    assert "No alarm is open." in text


def test_a_process_is_alive_for_as_long_as_no_alarm_would_ring() -> None:
    for name, seconds in [("beat", 90), ("worker", 121), ("plan", 300)]:
        beat_of(name, now=NOW - timedelta(seconds=seconds))

    alive = {item.name: item.is_alive for item in panel_of(now=NOW).processes}

    assert alive == {"beat": True, "worker": False, "plan": True}


def test_what_waits_is_counted_by_why() -> None:
    person = UserFactory.create()
    kept = [
        (State.PLANNED, -2 * HOUR),
        (State.CLAIMED, -MINUTE),
        (State.HELD, 3 * HOUR),
        (State.PLANNED, 23 * HOUR),
        (State.PLANNED, 25 * HOUR),
    ]
    for step, (state, after) in enumerate(kept):
        outgoing(person, step=step, state=state, due_at=NOW + after)
    outgoing(person, step=9, state=State.FAILED, due_at=NOW - HOUR)

    assert panel_of(now=NOW).waiting == Waiting(due=2, oldest=NOW - 2 * HOUR, held=1, next_day=2)


def test_what_left_is_counted_by_channel_of_a_day_and_a_week() -> None:
    person = UserFactory.create()
    days = [0, 2, 6, 8]
    for step, days_ago in enumerate(days):
        at = NOW - timedelta(days=days_ago, minutes=1)
        columns: dict[str, Any] = {"due_at": at, "made_at": at, "sent_at": at}
        outgoing(person, step=step, channel=Channel.EMAIL, state=State.SENT, **columns)
    outgoing(person, step=5, channel=Channel.EMAIL, state=State.EXPIRED, due_at=NOW - HOUR)

    row = next(item for item in panel_of(now=NOW).channels if item.channel == Channel.EMAIL)

    assert (row.day, row.week) == ({"sent": 1, "expired": 1}, {"sent": 3, "expired": 1})


def test_channels_that_nobody_can_use_here_are_left_out() -> None:
    shown = [row.channel for row in panel_of(now=NOW).channels]

    assert Channel.EMAIL in shown
    assert Channel.IN_APP in shown
    assert Channel.SMS not in shown


def test_a_channel_that_fails_says_since_when_on_the_readers_clock(
    client: Client, clerk: User
) -> None:
    beat_of(Channel.EMAIL, now=NOW)
    trouble_of(Channel.EMAIL, error="ConnectionRefusedError", now=NOW + HOUR)

    text = client.get(PANEL).content.decode()

    assert "lets nothing through since 22 November 2026, 19:00" in text
    assert "ConnectionRefusedError" in text
    assert "22 November 2026, 18:00" in text


def test_alarms_stand_first_and_past_ones_last(client: Client, clerk: User) -> None:
    columns = {"since": NOW, "noticed_at": NOW}
    Alarm.objects.create(trouble=Trouble.CHANNEL, about="email", **columns)
    Alarm.objects.create(trouble=Trouble.WORKER, ended_at=NOW + HOUR, **columns)

    text = client.get(PANEL).content.decode()

    current, _, past = text.partition("Alarms that are over")
    assert "A channel lets nothing through: E-mail" in current
    assert "Not yet told by e-mail." in current
    assert "the worker process is silent" in past
    assert "the worker process is silent" not in current


def test_it_asks_equally_often_with_one_and_with_many(client: Client, clerk: User) -> None:
    person = UserFactory.create()
    at = timezone.now() - MINUTE
    outgoing(person, due_at=at, made_at=at)
    client.get(PANEL)
    few = _queries(client)
    for step in range(1, 12):
        outgoing(person, step=step, due_at=at, made_at=at, state=State.FAILED)
        Alarm.objects.create(trouble=Trouble.BEAT, since=at, noticed_at=at, ended_at=at)

    assert _queries(client) <= few + 4  # a few more halves of the range


def test_it_is_only_looked_at(client: Client, clerk: User) -> None:
    assert client.post(PANEL).status_code == 405


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as context:
        client.get(PANEL)
    return len(context)
