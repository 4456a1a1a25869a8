"""Seen, and later please."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from accounts.models import User
from planner.plans.services.writing import NotThere
from planner.reminders.enums import Channel, Reason, Source, State
from planner.reminders.models import Outgoing
from planner.reminders.selectors.inbox import came_to, unread_reminders
from planner.reminders.services.inbox import see_reminders, snooze
from planner.reminders.services.sending import send_due
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address, benchmark_due, outgoing, wanted

pytestmark = pytest.mark.django_db

SENT: dict[str, Any] = {"state": State.SENT, "sent_at": NOW}


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


@pytest.fixture
def came(worker: User) -> Outgoing:
    return outgoing(worker, benchmark_due(worker, date(2026, 12, 22)), **SENT)


def rounds(came: Outgoing, channel: Channel = Channel.IN_APP) -> list[tuple[int, datetime]]:
    rows = Outgoing.objects.filter(subject_id=came.subject_id, channel=channel)
    return list(rows.order_by("round").values_list("round", "due_at"))


def test_seen_are_only_the_own_ones_that_came(worker: User, came: Outgoing) -> None:
    waits = outgoing(worker, benchmark_due(worker, date(2026, 12, 23)))
    other = outgoing(UserFactory.create(), **SENT)

    count = see_reminders(person=worker, pks=[came.pk, waits.pk, other.pk], now=NOW)

    assert count == 1
    assert set(Outgoing.objects.exclude(seen_at=None)) == {came}
    assert see_reminders(person=worker, pks=[came.pk], now=NOW + timedelta(days=1)) == 0


def test_unread_are_counted_in_the_app_alone(worker: User, came: Outgoing) -> None:
    kept = benchmark_due(worker, date(2027, 1, 3))
    outgoing(worker, kept, **SENT)
    outgoing(worker, kept, channel=Channel.EMAIL, **SENT)
    outgoing(worker, benchmark_due(worker, date(2027, 1, 4)))
    outgoing(UserFactory.create(), **SENT)

    assert unread_reminders(worker) == 2
    see_reminders(person=worker, pks=[came.pk], now=NOW)
    assert unread_reminders(worker) == 1


def test_what_did_not_come_since_its_day_moved_stays_visible(worker: User, came: Outgoing) -> None:
    kept = benchmark_due(worker, date(2027, 1, 3))
    later = NOW + timedelta(hours=1)
    moved = outgoing(worker, kept, state=State.CANCELLED, reason=Reason.MOVED, due_at=later)
    outgoing(worker, kept, step=-7, state=State.CANCELLED, reason=Reason.DONE)

    assert list(came_to(worker)) == [moved, came]
    assert unread_reminders(worker) == 1


def test_later_is_at_the_hour_of_the_person_that_many_days_on(worker: User, came: Outgoing) -> None:
    wanted(worker, at=time(6, 30), quiet_from=time(22), quiet_to=time(6), time_zone="Asia/Tokyo")

    row = snooze(person=worker, pk=came.pk, days=3, now=datetime(2026, 11, 22, 16, tzinfo=UTC))

    # It is the 23rd in Tokyo already.
    assert row.planned_for == datetime(2026, 11, 25, 21, 30, tzinfo=UTC)
    assert row.expires_at == row.due_at + timedelta(hours=came.rule.expires_after_hours)
    assert (row.round, row.state, row.rule) == (1, State.PLANNED, came.rule)
    assert unread_reminders(worker) == 0


def test_later_asked_twice_comes_once_at_the_last_day_asked(worker: User, came: Outgoing) -> None:
    snooze(person=worker, pk=came.pk, days=7, now=NOW)

    snooze(person=worker, pk=came.pk, days=1, now=NOW)

    assert rounds(came) == [(0, NOW), (1, datetime(2026, 11, 23, 12, tzinfo=UTC))]


def test_later_goes_out_of_the_app_too_and_may_be_put_off_again(
    worker: User, came: Outgoing, mailoutbox: list[object]
) -> None:
    address(worker)
    snooze(person=worker, pk=came.pk, days=1, now=NOW)
    tomorrow = NOW + timedelta(days=1, hours=3)

    send_due(clock=lambda: tomorrow)
    again = Outgoing.objects.get(round=1, channel=Channel.IN_APP)
    snooze(person=worker, pk=again.pk, days=1, now=tomorrow)

    assert len(mailoutbox) == 1
    assert [number for number, _due in rounds(came)] == [0, 1, 2]
    assert [number for number, _due in rounds(came, Channel.EMAIL)] == [1]


def test_what_is_held_back_outside_waits_too(worker: User, came: Outgoing) -> None:
    mail = outgoing(
        worker,
        subject_id=came.subject_id,
        occasion_on=came.occasion_on,
        channel=Channel.EMAIL,
        state=State.HELD,
        reason=Reason.CAP,
        due_at=NOW + timedelta(hours=20),
    )

    row = snooze(person=worker, pk=came.pk, days=3, now=NOW)

    mail.refresh_from_db()
    assert mail.due_at == row.due_at


def test_what_is_not_there_cannot_wait(worker: User, came: Outgoing) -> None:
    other = UserFactory.create()
    planned = outgoing(worker, benchmark_due(worker, date(2027, 1, 3)))
    morning = outgoing(worker, source=Source.DIGEST, **SENT)

    for person, pk in [(other, came.pk), (worker, planned.pk), (worker, morning.pk)]:
        with pytest.raises(NotThere):
            snooze(person=person, pk=pk, days=1, now=NOW)
