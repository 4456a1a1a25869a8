"""E-mail: many messages over one connection."""

import smtplib
from email.utils import parseaddr
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

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


def mail_of(message: Message) -> EmailMessage:
    """With the header of RFC 8058: the mail program offers to stop this kind, by one click."""
    headers = {
        "Message-ID": f"<reminder-{message.number}@{_domain()}>",
        "Auto-Submitted": "auto-generated",
    }
    if message.stop_url:
        headers["List-Unsubscribe"] = f"<{message.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(message.subject, message.body, to=[message.address], headers=headers)


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
