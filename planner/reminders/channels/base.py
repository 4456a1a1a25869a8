"""What every channel outside the app is like."""

from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    # This address takes nothing, and will not tomorrow.
    REFUSED = "refused"
    # This one not now.
    LATER = "later"
    # Nobody is served for the moment: the channel itself has a trouble.
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Answer:
    """`error`: what the other side said, without the address."""

    outcome: Outcome
    error: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message, in the language of the one who gets it. `number` names it: sent again, it is the same message.

    `short` is for channels with little room; `url` leads into the app; `stop_url` stops its kind.
    `reply`: how to answer it, where an answer reaches us.
    """

    number: int
    address: str
    language: str
    subject: str
    body: str
    short: str
    url: str
    stop_url: str
    reply: str = ""


def text_of(message: Message) -> str:
    """For a chat or an SMS: the short text, how to answer it, and where it leads."""
    lines = [message.short, message.reply, message.url]
    return "\n".join(line for line in lines if line)


class Carrier(Protocol):
    """A connection for many messages, one after the other. Opened by `with`; a carrier that broke mends itself."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def send(self, message: Message) -> Answer: ...
