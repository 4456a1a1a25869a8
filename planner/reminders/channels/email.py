"""E-mail: many messages over one connection."""

import re
import smtplib
from base64 import encodebytes
from dataclasses import dataclass
from email.header import Header
from email.utils import formatdate, parseaddr
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import sanitize_address

from planner.reminders.channels.base import Answer, Message, Outcome

# The server is going away, or has too much to do: it is not about this address (RFC 5321, 4.2.1 and 3.8).
SERVER_BUSY = 421


class EmailCarrier:
    """Opens its connection with the first message, and a new one after a broken one."""

    def __enter__(self) -> Self:
        self.connection = get_connection(fail_silently=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hang_up()

    def send(self, message: Message) -> Answer:
        try:
            self.connection.open()
            self.connection.send_messages([mail_of(message)])
        except smtplib.SMTPRecipientsRefused as refusal:
            return self._refused(*next(iter(refusal.recipients.values())))
        except smtplib.SMTPDataError as refusal:
            return self._refused(refusal.smtp_code, refusal.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            # Nobody is let in, or the connection is gone, and with it the knowledge whether the message was taken.
            self._hang_up()
            return Answer(Outcome.DOWN, f"{type(error).__name__}: {error}")
        return Answer(Outcome.ACCEPTED)

    def _refused(self, code: int, words: bytes | str) -> Answer:
        text = words.decode(errors="replace") if isinstance(words, bytes) else words
        error = f"{code} {text}"
        if code == SERVER_BUSY:
            self._hang_up()
            return Answer(Outcome.DOWN, error)
        return Answer(Outcome.REFUSED if code >= 500 else Outcome.LATER, error)

    def _hang_up(self) -> None:
        try:
            self.connection.close()
        except (OSError, smtplib.SMTPException):
            self.connection.connection = None  # type: ignore[attr-defined]


class Letter(EmailMessage):
    """Its bytes are put together once for many: the email package spends half the time of a letter on folding headers."""

    def message(self) -> Any:  # type: ignore[override]
        if "\n" in self.subject or "\r" in self.subject:
            return super().message()
        named = {"From": _named(self.from_email), "To": self.to[0], **self.extra_headers}
        if not all(PLAIN.fullmatch(value) for value in named.values()):
            return super().message()
        lines = [f"{name}: {value}" for name, value in named.items()]
        lines += [f"Subject: {_encoded(str(self.subject))}", f"Date: {formatdate()}", *KIND]
        return Whole("\n".join(lines), encodebytes(self.body.encode()).decode())


@dataclass(frozen=True, slots=True)
class Whole:
    """What a mail server is given: all of it is ASCII."""

    head: str
    body: str

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        return f"{self.head}\n\n{self.body}".replace("\n", linesep).encode("ascii")


# One line that any server takes. Everything else goes the long way.
PLAIN = re.compile(r"[ -~]{1,900}")
KIND = (
    "MIME-Version: 1.0",
    'Content-Type: text/plain; charset="utf-8"',
    "Content-Transfer-Encoding: base64",
)


@lru_cache(maxsize=1024)
def _encoded(subject: str) -> str:
    return Header(subject, "utf-8", header_name="Subject").encode()


@lru_cache(maxsize=8)
def _named(sender: str) -> str:
    return str(sanitize_address(sender, "utf-8"))


def mail_of(message: Message) -> EmailMessage:
    """With the header of RFC 8058: the mail program offers to stop this kind, by one click."""
    headers = {
        "Message-ID": f"<reminder-{message.number}@{_domain_of(settings.DEFAULT_FROM_EMAIL)}>",
        "Auto-Submitted": "auto-generated",
    }
    if message.stop_url:
        headers["List-Unsubscribe"] = f"<{message.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return Letter(message.subject, message.body, to=[message.address], headers=headers)


@lru_cache(maxsize=8)
def _domain_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]
