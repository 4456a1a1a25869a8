"""An address that refuses is switched off, and the reminder goes on to the next channel."""

from typing import Any

import pytest

from accounts.models import User
from planner.reminders.channels import CARRIERS
from planner.reminders.channels.base import Answer, Message, Outcome
from planner.reminders.enums import Channel, Reason, State
from planner.reminders.models import Address, Outgoing, Pulse
from planner.reminders.services.sending import FAILURES, send_due
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address, benchmark_due, outgoing

pytestmark = pytest.mark.django_db


class FakeCarrier:
    """Answers by the address; keeps what it was asked to send."""

    says: dict[str, Answer] = {}
    seen: list[str] = []

    def __enter__(self) -> "FakeCarrier":
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def send(self, message: Message) -> Answer:
        self.seen.append(message.address)
        return self.says.get(message.address, Answer(Outcome.ACCEPTED))


@pytest.fixture(autouse=True)
def carrier(monkeypatch: pytest.MonkeyPatch) -> Any:
    FakeCarrier.says, FakeCarrier.seen = {}, []
    for channel in (Channel.EMAIL, Channel.LINE):
        monkeypatch.setitem(CARRIERS, channel, f"{__name__}.FakeCarrier")
    monkeypatch.setattr(
        "planner.reminders.services.sending.carrier_of", lambda channel: FakeCarrier()
    )
    return FakeCarrier


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


def remind(person: User, count: int = 1) -> None:
    for number in range(count):
        kept = benchmark_due(person, NOW.date(), words=f"{person.pk} {number}")
        outgoing(person, kept, due_at=NOW)


def send() -> None:
    send_due(clock=lambda: NOW)


def test_a_refused_reminder_goes_to_the_next_channel(worker: User, carrier: Any) -> None:
    address(worker, "dead@example.com")
    address(worker, "U77", channel=Channel.LINE, position=1)
    carrier.says["dead@example.com"] = Answer(Outcome.REFUSED, "550 <dead@example.com> unknown")
    remind(worker)

    send()

    refused = Outgoing.objects.get(channel=Channel.EMAIL)
    assert (refused.state, refused.reason) == (State.FAILED, Reason.REFUSED)
    assert refused.error == "550 <…> unknown"
    assert Outgoing.objects.get(channel=Channel.LINE).state == State.SENT
    assert carrier.seen == ["dead@example.com", "U77"]


def test_an_address_is_off_after_its_second_refusal_in_a_row(worker: User, carrier: Any) -> None:
    kept = address(worker, "dead@example.com")
    other = UserFactory.create()
    address(other, "good@example.com")
    carrier.says["dead@example.com"] = Answer(Outcome.REFUSED, "550")
    for _ in range(3):
        Outgoing.objects.all().delete()
        remind(worker)
        remind(other)
        send()

    kept.refresh_from_db()
    assert (kept.off_at, kept.refusals) == (NOW, 2)
    assert carrier.seen.count("dead@example.com") == 2
    assert carrier.seen.count("good@example.com") == 3


def test_a_success_between_forgets_the_refusal(worker: User, carrier: Any) -> None:
    kept = address(worker, "moody@example.com", refusals=1)
    remind(worker)

    send()

    kept.refresh_from_db()
    assert (kept.refusals, kept.off_at) == (0, None)


def test_what_fails_for_now_is_tried_again_later(worker: User, carrier: Any) -> None:
    address(worker, "grey@example.com")
    carrier.says["grey@example.com"] = Answer(Outcome.LATER, "451")
    remind(worker)

    send()

    row = Outgoing.objects.get(channel=Channel.EMAIL)
    assert (row.state, row.reason, row.tries) == (State.PLANNED, Reason.RETRY, 1)
    assert (row.due_at - NOW).total_seconds() == 60


def test_a_channel_that_is_down_is_left_alone_and_said_to_fail(carrier: Any) -> None:
    for number in range(FAILURES + 3):
        person = UserFactory.create()
        address(person, f"p{number}@example.com")
        carrier.says[f"p{number}@example.com"] = Answer(Outcome.DOWN, "no route")
        remind(person)

    send()

    assert len(carrier.seen) == FAILURES
    assert set(Outgoing.objects.filter(channel=Channel.EMAIL).values_list("state", flat=True)) == {
        State.PLANNED
    }
    pulse = Pulse.objects.get(name=Channel.EMAIL)
    assert (pulse.failing_since, pulse.error) == (NOW, "no route")


def test_an_address_that_is_removed_leaves_the_row_to_the_next_one(
    worker: User, carrier: Any
) -> None:
    gone = address(worker, "old@example.com")
    kept = benchmark_due(worker, NOW.date())
    outgoing(worker, kept, channel=Channel.EMAIL, address=gone)
    Address.objects.filter(pk=gone.pk).delete()
    address(worker, "U77", channel=Channel.LINE)

    send()

    assert carrier.seen == ["U77"]
    assert Outgoing.objects.get(channel=Channel.EMAIL).reason == Reason.NO_ADDRESS
