"""From the outbox to the wire."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from accounts.models import User
from planner.reminders.enums import Channel, Reason, Source, State
from planner.reminders.models import Outgoing, Pulse, StoppedKind
from planner.reminders.services.sending import send_due
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address, benchmark_due, new_rule, outgoing, wanted

pytestmark = pytest.mark.django_db

# 21:30 in Viet Nam.
EVENING = datetime(2026, 11, 22, 14, 30, tzinfo=NOW.tzinfo)
NIGHT = EVENING + timedelta(hours=2)
SOON = NOW.date() + timedelta(days=7)


@pytest.fixture
def worker() -> User:
    return UserFactory.create(name="Lê Thị Hoa")


def send(now: datetime = NOW) -> Any:
    return send_due(clock=lambda: now)


def states(channel: Channel = Channel.EMAIL) -> list[tuple[str, str]]:
    rows = Outgoing.objects.filter(channel=channel).order_by("pk")
    return [(row.state, row.reason) for row in rows]


def test_a_due_row_reaches_the_inbox_and_the_address(worker: User) -> None:
    address(worker, "hoa@example.com")
    outgoing(worker, benchmark_due(worker, SOON))

    send()

    assert states(Channel.IN_APP) == [(State.SENT, "")]
    assert states() == [(State.SENT, "")]
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["hoa@example.com"], "Hôm nay là một mốc trong kế hoạch của bạn")
    ]


def test_nothing_is_sent_twice(worker: User) -> None:
    address(worker)
    outgoing(worker, benchmark_due(worker, SOON))

    send()
    send(NOW + timedelta(hours=1))

    assert len(mail.outbox) == 1


def test_without_an_address_it_stays_in_the_app(worker: User) -> None:
    outgoing(worker, benchmark_due(worker, SOON))
    address(worker, verified_at=None)
    address(worker, "off@example.com", off_at=NOW)

    send()

    assert states() == []
    assert states(Channel.IN_APP) == [(State.SENT, "")]


def test_what_is_done_in_the_meantime_is_not_sent(worker: User) -> None:
    address(worker)
    kept = benchmark_due(worker, SOON)
    outgoing(worker, kept)
    kept.done_on = NOW.date()
    kept.save()

    send()

    assert states(Channel.IN_APP) == [(State.CANCELLED, Reason.DONE)]
    assert mail.outbox == []


def test_a_day_that_moved_cancels_the_old_one(worker: User) -> None:
    address(worker)
    kept = benchmark_due(worker, SOON)
    outgoing(worker, kept)
    kept.due_on += timedelta(days=90)
    kept.save()

    send()

    assert states(Channel.IN_APP) == [(State.CANCELLED, Reason.MOVED)]


def test_quiet_hours_hold_what_leaves_the_app(worker: User) -> None:
    address(worker)
    outgoing(worker, benchmark_due(worker, SOON), due_at=NIGHT)

    send(NIGHT)
    held = Outgoing.objects.get(channel=Channel.EMAIL)
    at_seven = datetime(2026, 11, 23, 0, tzinfo=NOW.tzinfo)
    assert (held.state, held.due_at) == (State.PLANNED, at_seven)
    send(at_seven)

    assert len(mail.outbox) == 1


def test_what_is_due_together_is_one_message(worker: User) -> None:
    address(worker)
    for days in (7, 8, 9):
        outgoing(worker, benchmark_due(worker, NOW.date() + timedelta(days=days)))
    outgoing(worker, source=Source.CHECK_IN, occasion_on=NOW.date(), rule=new_rule("again"))

    send()

    assert len(mail.outbox) == 1
    assert [state for state, _ in states()] == [State.SENT] * 3


def test_no_more_than_so_many_messages_on_a_day(worker: User) -> None:
    address(worker)
    wanted(worker, at="19:00", daily_cap=1)
    for hour in range(3):
        now = NOW + timedelta(hours=hour)
        outgoing(worker, benchmark_due(worker, SOON + timedelta(days=hour)), due_at=now)
        send(now)

    assert len(mail.outbox) == 1
    assert states()[1:] == [(State.HELD, Reason.CAP)] * 2
    send(datetime(2026, 11, 23, 12, tzinfo=NOW.tzinfo))
    assert len(mail.outbox) == 2
    assert [state for state, _ in states()] == [State.SENT] * 3


def test_what_comes_too_late_ends_with_a_record(worker: User) -> None:
    address(worker)
    outgoing(worker, benchmark_due(worker, SOON))

    send(NOW + timedelta(days=4))

    assert states(Channel.IN_APP) == [(State.EXPIRED, Reason.LATE)]
    assert mail.outbox == []


def test_a_text_that_cannot_be_made_stops_nobody_else(worker: User) -> None:
    other = UserFactory.create()
    address(worker)
    address(other)
    poison = new_rule("poison", texts={"body": "{nobody}"})
    outgoing(worker, benchmark_due(worker, SOON), rule=poison)
    outgoing(other, benchmark_due(other, SOON))

    send()

    assert states() == [(State.FAILED, Reason.BROKEN), (State.SENT, "")]
    assert len(mail.outbox) == 1


def test_a_stopped_kind_stays_in_the_app(worker: User) -> None:
    address(worker)
    worker_row = outgoing(worker, benchmark_due(worker, SOON))
    StoppedKind.objects.create(person=worker, source=Source.BENCHMARK, stopped_at=NOW)

    send()

    worker_row.refresh_from_db()
    assert (worker_row.state, states()) == (State.SENT, [])


def test_a_letter_can_be_stopped_with_one_click(worker: User) -> None:
    address(worker)
    outgoing(worker, benchmark_due(worker, SOON))

    send()

    headers = mail.outbox[0].extra_headers
    row = Outgoing.objects.get(channel=Channel.EMAIL)
    assert headers["Message-ID"] == f"<reminder-{row.pk}@localhost>"
    assert headers["List-Unsubscribe"].startswith("<http://testserver/reminders/stop/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_channel_that_works_gives_a_sign_of_life(worker: User) -> None:
    address(worker)
    outgoing(worker, benchmark_due(worker, SOON))

    send()

    assert Pulse.objects.get(name=Channel.EMAIL).failing_since is None
