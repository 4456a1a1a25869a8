"""The delivery log: quick on millions, without a name."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.reminders.admin import log
from planner.reminders.enums import Channel, Reason, State
from planner.reminders.models import Outgoing
from planner.reminders.selectors.log import first_made_at_or_after
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, outgoing
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:reminders_outgoing_changelist")


@pytest.fixture
def clerk(client: Client) -> User:
    person: User = UserFactory.create(staff=True, language="en")
    person.user_permissions.set(Permission.objects.filter(codename="view_outgoing"))
    client.cookies = signed_in(person).cookies
    return person


def found(client: Client, **query: str) -> list[Outgoing]:
    return list(client.get(LIST, query).context["cl"].result_list)


def test_who_has_no_right_sees_nothing(client: Client) -> None:
    row = outgoing(UserFactory.create())
    client.cookies = signed_in(UserFactory.create(staff=True)).cookies

    answers = [
        client.get(LIST),
        client.get(reverse("admin:reminders_outgoing_change", args=[row.pk])),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_it_says_what_became_of_it_and_names_nobody(client: Client, clerk: User) -> None:
    person = UserFactory.create(name="Trần Thị Hoa", email="hoa@example.com")
    row = outgoing(
        person,
        channel=Channel.EMAIL,
        state=State.HELD,
        reason=Reason.QUIET,
        subject_id=918273,
        error="451 try later",
    )

    pages = [
        client.get(LIST).content.decode(),
        client.get(reverse("admin:reminders_outgoing_change", args=[row.pk])).content.decode(),
    ]

    for text in pages:
        assert "quiet hours" in text
        assert "451 try later" in text
        assert str(person.pk) in text
        assert not [word for word in ("Hoa", "hoa@", "918273") if word in text]


def test_nothing_in_it_can_be_changed(client: Client, clerk: User) -> None:
    clerk.user_permissions.add(*Permission.objects.filter(content_type__app_label="reminders"))
    row = outgoing(UserFactory.create())
    change = reverse("admin:reminders_outgoing_change", args=[row.pk])

    answers = [
        client.post(change, {"state": "sent"}),
        client.post(reverse("admin:reminders_outgoing_delete", args=[row.pk]), {"post": "yes"}),
        client.get(reverse("admin:reminders_outgoing_add")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_a_person_is_found_by_number_alone(client: Client, clerk: User) -> None:
    lan, hoa = UserFactory.create(name="Lan"), UserFactory.create(name="Hoa")
    row = outgoing(lan)
    outgoing(hoa)

    assert found(client, q=str(lan.pk)) == [row]
    for term in ("Lan", str(lan.email), "-1", "²", "9" * 30):
        assert found(client, q=term) == []


def test_states_channels_and_kinds_are_filters(client: Client, clerk: User) -> None:
    person = UserFactory.create()
    failed = outgoing(person, channel=Channel.EMAIL, state=State.FAILED)
    outgoing(person)

    assert found(client, state__exact="failed") == [failed]
    assert found(client, channel__exact="email", source__exact="benchmark") == [failed]
    assert found(client, source__exact="miss") == []


def test_a_day_is_one_of_the_readers_clock(client: Client, clerk: User) -> None:
    clerk.time_zone = "Asia/Tokyo"
    clerk.save()
    person, today = UserFactory.create(), timezone.now().astimezone(clerk.zone).date()
    midnight = datetime.combine(today, datetime.min.time(), clerk.zone)
    late, early = (
        outgoing(person, step=step, due_at=midnight + timedelta(minutes=minutes), made_at=midnight)
        for step, minutes in enumerate([-1, 0])
    )

    assert found(client, day=today.isoformat()) == [early]
    assert found(client, day=(today - timedelta(days=1)).isoformat()) == [late]
    assert len(found(client, day="x")) == 2


def test_the_place_of_a_time_is_found_among_many_without_reading_them() -> None:
    person = UserFactory.create()
    rows = [outgoing(person, step=step, made_at=NOW + timedelta(hours=step)) for step in range(40)]
    Outgoing.objects.filter(step__in=range(11, 20)).delete()

    assert first_made_at_or_after(NOW - timedelta(days=9)) == rows[0].pk
    assert first_made_at_or_after(NOW + timedelta(hours=5)) == rows[5].pk
    assert rows[10].pk < first_made_at_or_after(NOW + timedelta(hours=12)) <= rows[20].pk
    assert first_made_at_or_after(NOW + timedelta(days=9)) == rows[39].pk + 1


def test_an_empty_outbox_has_no_place() -> None:
    assert first_made_at_or_after(NOW) == 1


def test_no_more_is_counted_than_anybody_reads(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "MOST_COUNTED", 3)
    person = UserFactory.create()
    for step in range(5):
        outgoing(person, step=step)

    answer = client.get(LIST)

    assert answer.context["cl"].result_count == 3


def test_the_list_asks_equally_often_with_one_and_with_many(client: Client, clerk: User) -> None:
    person = UserFactory.create()
    outgoing(person)
    client.get(LIST)
    few = _queries(client)
    for step in range(1, 12):
        outgoing(person, step=step)

    assert _queries(client) == few


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as context:
        client.get(LIST)
    return len(context)
