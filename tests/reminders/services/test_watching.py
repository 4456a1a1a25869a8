"""Alarms: opened once, told once, told again when over."""

import smtplib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from planner.reminders.enums import Channel, State, Trouble
from planner.reminders.models import Alarm, Pulse
from planner.reminders.services import watching
from planner.reminders.services.pulses import beat_of, trouble_of
from planner.reminders.services.watching import Teller, alarms_to_tell, look
from tests.factories.accounts import UserFactory
from tests.factories.reminders import outgoing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=1)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def all_alive(at: datetime = NOW) -> None:
    for name in ("beat", "worker"):
        beat_of(name, now=at)


def watch(teller: Teller, at: datetime) -> list[Alarm]:
    found = look(now=at, watching_since=LONG_AGO)
    teller.tell(found, now=at)
    return found


@pytest.fixture
def clerk() -> User:
    return UserFactory.create(staff=True, language="en", time_zone="Asia/Tokyo")


def test_a_silent_worker_is_one_alarm_for_as_long_as_it_is_silent(clerk: User) -> None:
    all_alive(later(-130))
    beat_of("beat", now=NOW)
    teller = Teller()

    for seconds in (0, 30, 60):
        beat_of("beat", now=later(seconds))
        watch(teller, later(seconds))

    alarm = Alarm.objects.get()
    assert (alarm.trouble, alarm.since, alarm.noticed_at) == (Trouble.WORKER, later(-130), NOW)
    assert [item.to for item in mail.outbox] == [[clerk.email]]


def test_when_it_is_over_they_are_told_once_more(clerk: User) -> None:
    all_alive(later(-200))
    beat_of("beat", now=NOW)
    teller = Teller()
    watch(teller, NOW)

    for seconds in (30, 60, 90):
        all_alive(later(seconds))
        watch(teller, later(seconds))

    assert [item.subject.split(":")[0] for item in mail.outbox] == ["Alarm", "Over"]
    assert Alarm.objects.get().ended_at == later(30)
    assert alarms_to_tell() == []


def test_a_second_silence_is_a_new_alarm(clerk: User) -> None:
    teller = Teller()
    for silent_at, back_at in [(200, 210), (500, 510)]:
        all_alive(later(silent_at - 150))
        beat_of("beat", now=later(silent_at))
        watch(teller, later(silent_at))
        all_alive(later(back_at))
        watch(teller, later(back_at))

    assert Alarm.objects.count() == 2
    assert len(mail.outbox) == 4


def test_the_mail_says_what_and_since_when_on_the_readers_clock(clerk: User) -> None:
    viet = UserFactory.create(staff=True, language="vi", time_zone="Asia/Ho_Chi_Minh")
    all_alive()
    trouble_of(Channel.EMAIL, error="OSError", now=later(-600))

    watch(Teller(), NOW)

    by_reader = {item.to[0]: item for item in mail.outbox}
    english, vietnamese = by_reader[str(clerk.email)], by_reader[str(viet.email)]
    assert english.subject == "Alarm: A channel lets nothing through: E-mail"
    assert "22 November 2026, 17:50 (Asia/Tokyo)" in english.body
    assert "15:50, 22 tháng 11 năm 2026 (Asia/Ho_Chi_Minh)" in vietnamese.body
    assert "http://testserver/staff/reminders/pulse/" in english.body


def test_only_active_staff_with_an_address_are_told(clerk: User) -> None:
    UserFactory.create(staff=True, is_active=False)
    UserFactory.create(staff=True, by_phone=True)
    UserFactory.create(supervisor=True)
    all_alive(later(-500))

    watch(Teller(), NOW)

    assert {address for item in mail.outbox for address in item.to} == {clerk.email}


def test_reminders_that_are_due_and_do_not_leave_are_an_alarm() -> None:
    all_alive()
    person = UserFactory.create()
    long_due, made = later(-1000), later(-2000)
    outgoing(person, due_at=long_due, made_at=made, state=State.CLAIMED)
    outgoing(person, due_at=later(-2000), made_at=later(-100), step=1)  # found late
    outgoing(person, due_at=later(-5000), made_at=made, step=2, state=State.FAILED)

    [alarm] = look(now=NOW, watching_since=LONG_AGO)

    assert (alarm.trouble, alarm.since) == (Trouble.QUEUE, long_due)


def test_a_mail_server_that_is_away_is_asked_again_with_every_look(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_alive(later(-500))
    teller = Teller()
    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "send_messages", _raise(ConnectionRefusedError()))
        watch(teller, NOW)
        watch(teller, later(30))
    untold = list(Alarm.objects.filter(mailed_at=None))

    watch(teller, later(60))
    watch(teller, later(90))

    assert len(untold) == 2
    assert len(mail.outbox) == 2
    assert not Alarm.objects.filter(mailed_at=None).exists()


def test_a_line_that_breaks_repeats_nothing_to_who_was_told(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = UserFactory.create(staff=True)
    all_alive()
    beat_of("worker", now=later(-500))
    Pulse.objects.filter(name="beat").update(seen_at=NOW)
    teller, real = Teller(), locmem.EmailBackend.send_messages

    def breaks(line: Any, messages: Any) -> Any:
        if messages[0].to == [second.email]:
            raise smtplib.SMTPServerDisconnected
        return real(line, messages)

    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "send_messages", breaks)
        watch(teller, NOW)
    watch(teller, later(10))

    assert [item.to for item in mail.outbox] == [[clerk.email], [second.email]]


def test_an_address_that_refuses_keeps_nobody_from_being_told(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    UserFactory.create(staff=True)
    all_alive()
    beat_of("worker", now=later(-500))
    real = locmem.EmailBackend.send_messages

    def refuses(line: Any, messages: Any) -> Any:
        if messages[0].to == [clerk.email]:
            raise smtplib.SMTPRecipientsRefused({str(clerk.email): (550, b"no such user")})
        return real(line, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuses)
    watch(Teller(), NOW)

    assert len(mail.outbox) == 1
    assert Alarm.objects.get().mailed_at == NOW


def test_an_alarm_that_was_over_before_it_could_be_told_is_told_once(clerk: User) -> None:
    all_alive()
    beat_of("worker", now=later(-500))
    look(now=NOW, watching_since=LONG_AGO)
    all_alive(later(60))

    teller = Teller()
    watch(teller, later(60))
    watch(teller, later(90))

    assert [item.subject.split(":")[0] for item in mail.outbox] == ["Over"]


def test_alarms_may_go_by_a_mail_server_of_their_own(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALARM_EMAIL_HOST, settings.ALARM_EMAIL_PORT = "other.example", 2525
    asked: dict[str, Any] = {}
    monkeypatch.setattr(watching, "get_connection", lambda *args, **kwargs: asked.update(kwargs))

    watching._line()

    assert (asked["host"], asked["port"], asked["timeout"]) == ("other.example", 2525, 20)


def test_a_look_asks_equally_often_with_one_and_with_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    all_alive(later(-500))
    look(now=NOW, watching_since=LONG_AGO)
    person = UserFactory.create()

    with django_assert_num_queries(6):
        look(now=NOW, watching_since=LONG_AGO)
    for step in range(20):
        outgoing(person, due_at=later(-10), made_at=later(-10), step=step)

    with django_assert_num_queries(6):
        look(now=NOW, watching_since=LONG_AGO)


def _raise(error: Exception) -> Any:
    def fails(*args: Any) -> None:
        raise error

    return fails
