"""How the answers of a mail server are understood."""

import smtplib
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from django.core.mail import BadHeaderError, EmailMessage
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


def read(message: Message) -> Any:
    written: Any = mail_of(message).message()
    return message_from_bytes(written.as_bytes(linesep="\r\n"), policy=default)


def test_a_letter_carries_its_name_and_the_one_click_stop() -> None:
    letter = read(MESSAGE)

    assert letter["Message-ID"] == "<reminder-7@localhost>"
    assert letter["List-Unsubscribe"] == "<http://x/s/>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("address", ["hoa@example.com", "hòa@example.com", "hoa@thư.example"])
@pytest.mark.parametrize("words", ["Chào", "x" * 60, "Còn một tháng nữa đến một mốc của bạn"])
def test_a_letter_reads_as_the_email_package_writes_it(address: str, words: str) -> None:
    message = replace(MESSAGE, address=address, subject=words, body=f"{words}\n\n.\nhết\n")

    letter = read(message)

    usual: Any = EmailMessage("x", message.body, to=[message.address]).message()
    usual = message_from_bytes(usual.as_bytes(linesep="\r\n"), policy=default)
    assert [letter[name] for name in ("From", "To")] == [usual[name] for name in ("From", "To")]
    assert letter["Subject"].strip() == message.subject
    assert letter.get_content().replace("\r\n", "\n") == message.body
    assert letter["Date"].datetime.year >= 2026
    assert letter.defects == []


def test_a_letter_with_a_line_break_in_a_header_is_refused() -> None:
    with pytest.raises(BadHeaderError):
        mail_of(replace(MESSAGE, address="a@b.vn\nBcc: all@example.com")).message()
    with pytest.raises(BadHeaderError):
        mail_of(replace(MESSAGE, subject="Chào\nBcc: all@example.com")).message()
