from datetime import timedelta

import pytest

from accounts.models import User
from planner.reminders.codes import CODE_LASTS
from planner.reminders.enums import Channel, Source
from planner.reminders.models import Address, Outgoing
from planner.reminders.selectors.addresses import chat_word
from planner.reminders.services import addresses
from planner.reminders.services.addresses import add_address, claim_chat_address
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address


@pytest.fixture(autouse=True)
def _chats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_configured", lambda _channel: True)


@pytest.fixture
def person(db: None) -> User:
    return UserFactory.create()


def _wait(person: User, channel: Channel = Channel.LINE) -> Address:
    return add_address(person=person, channel=channel, value="", now=NOW)


def test_who_writes_the_code_there_is_reached_there(person: User) -> None:
    row = _wait(person)
    word = chat_word(Address.objects.get(pk=row.pk), now=NOW)

    claim_chat_address(channel=Channel.LINE, value="U123", code=f" {word} ", now=NOW)

    row.refresh_from_db()
    assert (row.value, row.verified_at, row.code_digest) == ("U123", NOW, "")
    assert chat_word(row, now=NOW) == ""
    assert not Outgoing.objects.filter(source=Source.ADDRESS).exists()


def test_code_serves_once_on_its_channel_and_for_half_an_hour(person: User) -> None:
    row = _wait(person)
    word = chat_word(row, now=NOW)

    for channel, now in [(Channel.ZALO, NOW), (Channel.LINE, NOW + CODE_LASTS)]:
        with pytest.raises(addresses.WrongCode):
            claim_chat_address(channel=channel, value="U1", code=word, now=now)
    assert chat_word(row, now=NOW + CODE_LASTS) == ""
    claim_chat_address(channel=Channel.LINE, value="U1", code=word, now=NOW)
    with pytest.raises(addresses.WrongCode):
        claim_chat_address(channel=Channel.LINE, value="U2", code=word, now=NOW)

    assert Address.objects.get().value == "U1"


def test_two_people_never_wait_with_the_same_code(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = iter(["111111", "111111", "222222"])
    monkeypatch.setattr(addresses, "code_of", lambda *_about: next(words))

    first, second = _wait(person), _wait(UserFactory.create())

    assert first.code_digest != second.code_digest


def test_asking_again_shows_another_code_and_makes_no_second_row(person: User) -> None:
    before = chat_word(_wait(person), now=NOW)

    later = NOW + timedelta(minutes=1)
    row = add_address(person=person, channel=Channel.LINE, value="", now=later)

    assert chat_word(row, now=later) not in ("", before)
    assert Address.objects.count() == 1


def test_family_may_share_an_account(person: User) -> None:
    address(UserFactory.create(), "U123", channel=Channel.LINE)
    word = chat_word(_wait(person), now=NOW)

    claim_chat_address(channel=Channel.LINE, value="U123", code=word, now=NOW)

    assert Address.objects.filter(value="U123").count() == 2


def test_account_that_is_on_the_list_is_switched_on_again(person: User) -> None:
    known = address(person, "U123", channel=Channel.LINE, off_at=NOW, off_reason="refused")
    word = chat_word(_wait(person), now=NOW)

    row = claim_chat_address(channel=Channel.LINE, value="U123", code=word, now=NOW)

    assert row == known
    assert [kept.off_at for kept in Address.objects.all()] == [None]


def test_guessing_ends_after_five_tries(person: User) -> None:
    word = chat_word(_wait(person), now=NOW)
    for _try in range(addresses.CHAT_TRIES):
        with pytest.raises(addresses.WrongCode):
            claim_chat_address(channel=Channel.LINE, value="U666", code="0", now=NOW)

    with pytest.raises(addresses.TooManyTries):
        claim_chat_address(channel=Channel.LINE, value="U666", code=word, now=NOW)
    claim_chat_address(channel=Channel.LINE, value="U123", code=word, now=NOW)

    assert Address.objects.get().value == "U123"


def test_code_is_not_verified_by_typing_it_into_the_page(person: User) -> None:
    row = _wait(person)

    with pytest.raises(addresses.NoCodeHolds):
        addresses.verify_address(person=person, pk=row.pk, code=chat_word(row, now=NOW), now=NOW)


def test_account_that_was_closed_is_not_reached(person: User) -> None:
    word = chat_word(_wait(person), now=NOW)
    person.is_active = False
    person.save()

    with pytest.raises(addresses.WrongCode):
        claim_chat_address(channel=Channel.LINE, value="U1", code=word, now=NOW)
