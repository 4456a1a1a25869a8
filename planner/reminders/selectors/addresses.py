"""Where somebody can be reached outside the app."""

from datetime import datetime

from accounts.models import User
from planner.reminders.codes import code_of
from planner.reminders.enums import Channel
from planner.reminders.models import Address

# Their id comes with the first message that somebody writes to us there.
CHATS = frozenset({Channel.LINE, Channel.ZALO})
MOST_ADDRESSES = 5


def addresses_of(person: User) -> list[Address]:
    """In the order in which they are used."""
    return list(Address.objects.of(person).order_by("position", "pk"))


def address_of(person: User, pk: int) -> Address | None:
    row: Address | None = Address.objects.of(person).filter(pk=pk).first()
    return row


def has_address(person: User, channel: str, value: str) -> bool:
    return bool(Address.objects.of(person).filter(channel=channel, value=value).exists())


def chat_word(address: Address, *, now: datetime) -> str:
    """What its owner writes to us there; empty when it holds no longer."""
    if address.channel not in CHATS or address.verified_at:
        return ""
    until = address.code_until
    return code_of(address.channel, address.pk, until) if until and until > now else ""
