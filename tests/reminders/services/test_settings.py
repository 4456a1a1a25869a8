from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from accounts.enums import Language
from accounts.models import User
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Outgoing, ReminderSettings, StoppedKind
from planner.reminders.selectors.people import recipients_of
from planner.reminders.selectors.settings import wanted_by
from planner.reminders.services.settings import HourIsQuiet, change_settings
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, outgoing, wanted

ALL = [
    *("benchmark", "miss", "check_in", "plan_moved", "message"),
    *("nudge", "review", "referral"),
]
DESK = ["digest", "silence", "message", "review"]
VALUES: dict[str, Any] = {
    "at": time(6, 30),
    "quiet_from": time(21),
    "quiet_to": time(5),
    "time_zone": "Asia/Tokyo",
    "daily_cap": 1,
    "language": "en",
    "kinds": ["benchmark", "miss", "check_in"],
}


@pytest.fixture
def person(db: None) -> User:
    return UserFactory.create(language="vi")


def _change(person: User, **values: Any) -> None:
    seen = fingerprint(wanted_by(person))
    change_settings(person=person, values={**VALUES, **values}, seen=seen, now=NOW)


@pytest.mark.parametrize(
    "role, hour, kinds",
    [
        ({}, "19:00", ALL),
        ({"counselor": True}, "08:00", DESK),
        ({"supervisor": True}, "08:00", [*DESK, "referral"]),
        ({"staff": True}, "08:00", ["silence"]),
    ],
)
def test_who_chose_nothing_gets_what_is_usual_for_the_role(
    db: None, role: dict[str, Any], hour: str, kinds: list[str]
) -> None:
    found = wanted_by(UserFactory.create(**role))

    assert (found["at"], found["kinds"]) == (hour, kinds)


def test_choice_is_kept_and_the_senders_read_it(person: User) -> None:
    _change(person)

    read = recipients_of([person.pk])[person.pk]
    assert wanted_by(person) == {
        **VALUES,
        "at": "06:30",
        "quiet_from": "21:00",
        "quiet_to": "05:00",
    }
    assert (read.clock.at, read.daily_cap, read.language) == (time(6, 30), 1, Language.ENGLISH)
    assert read.stopped == {"plan_moved", "message", "nudge", "review", "referral"}


def test_kind_is_taken_up_again_and_what_others_stopped_stays(person: User) -> None:
    _change(person)
    StoppedKind.objects.create(person=person, source=Source.DIGEST, stopped_at=NOW)

    _change(person, kinds=ALL)

    assert [row.source for row in StoppedKind.objects.all()] == [Source.DIGEST]
    assert ReminderSettings.objects.count() == 1


def test_change_that_was_not_seen_is_shown_first(person: User) -> None:
    seen = fingerprint(wanted_by(person))
    wanted(person, at=time(12))

    with pytest.raises(ChangedMeanwhile):
        change_settings(person=person, values=VALUES, seen=seen, now=NOW)

    assert ReminderSettings.objects.get().at == time(12)


@pytest.mark.parametrize("at", [time(21), time(0), time(4, 59)])
def test_hour_in_the_quiet_hours_is_refused(person: User, at: time) -> None:
    with pytest.raises(HourIsQuiet):
        _change(person, at=at)

    assert not ReminderSettings.objects.exists()


def test_twice_the_same_time_means_no_quiet_hours(person: User) -> None:
    _change(person, at=time(3), quiet_from=time(3), quiet_to=time(3))

    assert ReminderSettings.objects.get().at == time(3)


def _planned(person: User, day: date, **columns: Any) -> Outgoing:
    """For seven in the evening in Viet Nam."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return outgoing(person, occasion_on=day, due_at=at, **columns)


def test_what_is_planned_moves_to_the_new_hour(person: User) -> None:
    tomorrow = NOW.date() + timedelta(days=1)
    row = _planned(person, tomorrow)
    held = _planned(person, tomorrow, subject_id=1, state=State.HELD)
    message = _planned(person, tomorrow, source=Source.MESSAGE)

    _change(person)

    row.refresh_from_db()
    # Half past six in Japan.
    assert row.planned_for == row.due_at == datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    assert row.expires_at == row.planned_for + timedelta(days=3)
    for other in (held, message):
        before = other.due_at
        other.refresh_from_db()
        assert other.due_at == before


def test_of_today_stays_at_the_old_hour_when_the_new_one_is_over(person: User) -> None:
    row = _planned(person, NOW.date())

    _change(person)

    before = row.due_at
    row.refresh_from_db()
    assert row.due_at == before


def test_what_was_handed_to_a_channel_is_left_to_it(person: User) -> None:
    row = _planned(person, NOW.date() + timedelta(days=1), channel=Channel.EMAIL)

    _change(person)

    before = row.due_at
    row.refresh_from_db()
    assert row.due_at == before
