"""How the answers of a mail server are understood."""

import smtplib
from typing import Any

import pytest
from django.core.mail.backends.smtp import EmailBackend

from planner.reminders.channels.base import Answer, Message, Outcome
from planner.reminders.channels.email import EmailCarrier, mail_of

MESSAGE = Message(
    7, "hoa@example.com", "vi", "Chào", "Nội dung", "ngắn", "http://x/", "http://x/s/"
)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[Exception]:
    """What the server does with the next messages; nothing left: it accepts."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    errors: list[Exception] = []

    def send(self: EmailBackend, messages: Any) -> int:
        if errors:
            raise errors.pop(0)
        return 1

    monkeypatch.setattr(EmailBackend, "open", lambda self: True)
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return errors


@pytest.mark.parametrize(
    "error, outcome",
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"5.1.1 no such user")}), Outcome.REFUSED),
        (smtplib.SMTPRecipientsRefused({"a": (451, b"greylisted")}), Outcome.LATER),
        (smtplib.SMTPRecipientsRefused({"a": (421, b"going away")}), Outcome.DOWN),
        (smtplib.SMTPDataError(452, b"too much"), Outcome.LATER),
        (smtplib.SMTPDataError(554, b"no"), Outcome.REFUSED),
        (smtplib.SMTPDataError(421, b"bye"), Outcome.DOWN),
        (smtplib.SMTPSenderRefused(550, b"who are you", "us@x"), Outcome.DOWN),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), Outcome.DOWN),
        (smtplib.SMTPServerDisconnected("gone"), Outcome.DOWN),
        (TimeoutError("timed out"), Outcome.DOWN),
        (ConnectionRefusedError("nobody there"), Outcome.DOWN),
    ],
)
def test_each_error_says_whose_trouble_it_is(
    answers: list[Exception], error: Exception, outcome: Outcome
) -> None:
    answers.append(error)

    with EmailCarrier() as carrier:
        first, second = carrier.send(MESSAGE), carrier.send(MESSAGE)

    assert (first.outcome, second) == (outcome, Answer(Outcome.ACCEPTED))
    assert first.error


def test_a_letter_carries_its_name_and_the_one_click_stop() -> None:
    letter = mail_of(MESSAGE).message()

    assert letter["Message-ID"] == "<reminder-7@localhost>"
    assert letter["List-Unsubscribe"] == "<http://x/s/>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
