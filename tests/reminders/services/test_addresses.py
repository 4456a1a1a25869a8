from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import User
from planner.plans.services.writing import NotThere
from planner.reminders.codes import MOST_TRIES
from planner.reminders.enums import Channel, OffReason, Source, State
from planner.reminders.models import Address, Outgoing, ReminderRule
from planner.reminders.push_address import PushAddress
from planner.reminders.selectors.addresses import MOST_ADDRESSES, addresses_of
from planner.reminders.services import addresses
from planner.reminders.services.sending import send_due
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address

PUSH = PushAddress("https://fcm.googleapis.com/fcm/send/abc", "key", "secret")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def person(db: None) -> User:
    return UserFactory.create(language="en")


@pytest.fixture
def everything_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_configured", lambda _channel: True)


def _add(person: User, value: str = "lan@example.com", **more: Any) -> Address:
    given = {"channel": Channel.EMAIL, "value": value, "now": NOW, **more}
    return addresses.add_address(person=person, **given)


def _codes(**wanted: Any) -> int:
    return int(Outgoing.objects.filter(source=Source.ADDRESS, **wanted).count())


def test_new_address_waits_and_its_code_is_due_at_once(person: User) -> None:
    row = _add(person, "  Lan@Example.com ")

    code = Outgoing.objects.get(source=Source.ADDRESS)
    assert (row.value, row.verified_at, row.position) == ("lan@example.com", None, 0)
    assert (code.person, code.address, code.subject_id) == (person, row, row.pk)
    assert (code.channel, code.state, code.due_at) == (Channel.EMAIL, State.PLANNED, NOW)
    assert code.expires_at > NOW


def test_code_that_arrives_verifies_the_address(person: User) -> None:
    row = _add(person)

    send_due(clock=lambda: NOW)
    code = mail.outbox[0].subject.split()[-1]
    row.refresh_from_db()
    kept = row.code_digest
    addresses.verify_address(person=person, pk=row.pk, code=code, now=NOW + MINUTE)

    assert mail.outbox[0].to == ["lan@example.com"]
    assert "You did not ask for a code?" in mail.outbox[0].body
    assert code not in kept
    row.refresh_from_db()
    assert (row.verified_at, row.code_digest, row.code_until) == (NOW + MINUTE, "", None)


def test_message_sent_again_says_the_same_code_and_gives_no_new_tries(person: User) -> None:
    row = _add(person)
    first = addresses.new_code(row, NOW)
    with pytest.raises(addresses.WrongCode):
        addresses.verify_address(person=person, pk=row.pk, code="no", now=NOW)

    again = addresses.new_code(row, NOW + MINUTE)

    row.refresh_from_db()
    assert again == first
    assert row.code_tries == 1


def test_code_is_over_after_half_an_hour(person: User) -> None:
    row = _add(person)
    code = addresses.new_code(row, NOW)

    with pytest.raises(addresses.NoCodeHolds):
        addresses.verify_address(person=person, pk=row.pk, code=code, now=NOW + MINUTE * 30)


def test_code_is_over_after_five_wrong_ones(person: User) -> None:
    row = _add(person)
    code = addresses.new_code(row, NOW)
    for _try in range(MOST_TRIES):
        with pytest.raises(addresses.WrongCode):
            addresses.verify_address(person=person, pk=row.pk, code="0", now=NOW)

    with pytest.raises(addresses.NoCodeHolds):
        addresses.verify_address(person=person, pk=row.pk, code=code, now=NOW)


def test_before_a_code_is_sent_none_holds(person: User) -> None:
    row = _add(person)

    with pytest.raises(addresses.NoCodeHolds):
        addresses.verify_address(person=person, pk=row.pk, code="", now=NOW)


def test_new_code_is_another_one_and_ends_the_first(person: User) -> None:
    row = _add(person)
    first = addresses.new_code(row, NOW)
    Outgoing.objects.update(state=State.SENT, sent_at=NOW)

    addresses.ask_code(person=person, pk=row.pk, now=NOW + MINUTE)
    second = addresses.new_code(row, NOW + MINUTE)

    assert second != first
    assert set(Outgoing.objects.values_list("round", flat=True)) == {0, 1}
    with pytest.raises(addresses.WrongCode):
        addresses.verify_address(person=person, pk=row.pk, code=first, now=NOW + MINUTE)


def test_code_that_is_on_its_way_is_enough(person: User) -> None:
    row = _add(person)

    addresses.ask_code(person=person, pk=row.pk, now=NOW + MINUTE)

    assert _codes() == 1


def test_one_address_gets_three_codes_a_day_from_whomever(person: User) -> None:
    row = _add(person)
    for minute in (1, 2):
        Outgoing.objects.update(state=State.SENT, sent_at=NOW)
        addresses.ask_code(person=person, pk=row.pk, now=NOW + MINUTE * minute)
    Outgoing.objects.update(state=State.SENT, sent_at=NOW)

    with pytest.raises(addresses.TooManyCodes):
        addresses.ask_code(person=person, pk=row.pk, now=NOW + MINUTE * 3)
    with pytest.raises(addresses.TooManyCodes):
        _add(UserFactory.create())

    assert _codes() == 3
    addresses.ask_code(person=person, pk=row.pk, now=NOW + timedelta(days=2))
    assert _codes() == 4


def test_one_person_gets_five_codes_a_day_even_when_addresses_are_removed(person: User) -> None:
    for number in range(5):
        addresses.remove_address(person=person, pk=_add(person, f"a{number}@example.com").pk)

    with pytest.raises(addresses.TooManyCodes):
        _add(person, "a5@example.com")

    assert not Address.objects.filter(person=person).exists()
    assert _codes() == 5


def test_family_may_share_an_address(person: User) -> None:
    address(UserFactory.create(), "lan@example.com")

    assert _add(person).value == "lan@example.com"


def test_address_is_not_added_twice(person: User) -> None:
    _add(person)

    with pytest.raises(addresses.AlreadyThere):
        _add(person, "LAN@example.com")

    assert _codes() == 1


def test_sixth_address_is_refused(person: User) -> None:
    for number in range(MOST_ADDRESSES):
        address(person, f"a{number}@example.com")

    with pytest.raises(addresses.TooManyAddresses):
        _add(person)


@pytest.mark.parametrize("value", ["lan", "lan@", "", "lan@exämple.com", "a" * 250 + "@b.vn"])
def test_what_is_no_address_is_refused(person: User, value: str) -> None:
    with pytest.raises(ValidationError):
        _add(person, value)

    assert not Address.objects.exists()


@pytest.mark.parametrize("channel", [Channel.IN_APP, Channel.PUSH])
def test_channel_without_codes_is_not_added_so(person: User, channel: Channel) -> None:
    with pytest.raises(addresses.NotOffered):
        _add(person, channel=channel)


def test_number_for_sms_is_kept_in_one_spelling(person: User, everything_configured: None) -> None:
    row = _add(person, "+81 90 1234 5678", channel=Channel.SMS)

    assert row.value == "+819012345678"


def test_without_a_rule_for_codes_nothing_is_added(person: User) -> None:
    ReminderRule.objects.filter(source=Source.ADDRESS).update(is_on=False)

    with pytest.raises(addresses.NotOffered):
        _add(person)

    assert not Address.objects.exists()


def test_helped_browser_adds_and_verifies_nothing(
    person: User, everything_configured: None
) -> None:
    row = _add(person)
    code = addresses.new_code(row, NOW)
    person.is_shut_out = True

    with pytest.raises(addresses.ShutHere):
        _add(person, "other@example.com")
    with pytest.raises(addresses.ShutHere):
        addresses.verify_address(person=person, pk=row.pk, code=code, now=NOW)
    with pytest.raises(addresses.ShutHere):
        addresses.ask_code(person=person, pk=row.pk, now=NOW)
    with pytest.raises(addresses.ShutHere):
        addresses.add_push(person=person, push=PUSH, now=NOW)

    row.refresh_from_db()
    assert row.verified_at is None
    assert Address.objects.count() == 1


def test_address_switched_off_gets_a_new_code_and_nothing_else_until_then(person: User) -> None:
    row = address(
        person, off_at=NOW - MINUTE, off_reason=OffReason.REFUSED, refusals=2, verified_at=NOW
    )

    addresses.ask_code(person=person, pk=row.pk, now=NOW)

    row.refresh_from_db()
    assert (row.off_at, row.off_reason, row.refusals, row.verified_at) == (None, "", 0, None)
    code = addresses.new_code(row, NOW)
    addresses.verify_address(person=person, pk=row.pk, code=code, now=NOW)
    row.refresh_from_db()
    assert row.verified_at == NOW


def test_address_in_use_asks_for_no_code(person: User) -> None:
    row = address(person)

    addresses.ask_code(person=person, pk=row.pk, now=NOW)

    assert _codes() == 0


def test_browser_is_verified_at_once_and_kept_once(
    person: User, everything_configured: None
) -> None:
    first = addresses.add_push(person=person, push=PUSH, now=NOW)
    Address.objects.update(off_at=NOW, off_reason=OffReason.GONE)

    renewed = PushAddress(PUSH.endpoint, "other key", "other secret")
    again = addresses.add_push(person=person, push=renewed, now=NOW + MINUTE)

    assert first.verified_at == NOW
    assert again.pk == first.pk
    kept = Address.objects.get()
    assert (kept.value, kept.off_at, kept.off_reason) == (renewed.value, None, "")


def test_without_keys_no_browser_is_taken(person: User) -> None:
    with pytest.raises(addresses.NotOffered):
        addresses.add_push(person=person, push=PUSH, now=NOW)


def test_order_is_changed_one_place_at_a_time(person: User) -> None:
    # As rows of one position come to be, by two tabs at once.
    first, second, third = (address(person, f"{name}@example.com") for name in "abc")

    addresses.move_up(person=person, pk=third.pk)
    assert addresses_of(person) == [first, third, second]
    addresses.move_up(person=person, pk=third.pk)
    addresses.move_up(person=person, pk=third.pk)

    assert addresses_of(person) == [third, first, second]


def test_rows_of_others_are_not_there(person: User) -> None:
    row = address(UserFactory.create(), verified_at=None)
    code = addresses.new_code(row, NOW)

    with pytest.raises(NotThere):
        addresses.verify_address(person=person, pk=row.pk, code=code, now=NOW)
    with pytest.raises(NotThere):
        addresses.ask_code(person=person, pk=row.pk, now=NOW)
    with pytest.raises(NotThere):
        addresses.move_up(person=person, pk=row.pk)
    with pytest.raises(NotThere):
        addresses.remove_address(person=person, pk=row.pk)

    row.refresh_from_db()
    assert row.verified_at is None
