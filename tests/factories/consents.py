"""Answers to what is asked, given by the service as a page would."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from planner.sharing.consents import give_consent, take_back
from planner.sharing.enums import Purpose
from planner.sharing.models import Consent
from planner.wording.consents import current_text

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def consent(
    person: User, purpose: Purpose = Purpose.OPEN_MONEY, *, now: datetime = NOW, **more: Any
) -> Consent:
    """Yes to the text of today."""
    values = {"text_version": current_text(purpose).version, "language": "vi"} | more
    return give_consent(person=person, purpose=purpose, now=now, **values)


def refusal(
    person: User, purpose: Purpose = Purpose.OPEN_MONEY, *, now: datetime = NOW
) -> Consent | None:
    """No, or no more."""
    return take_back(
        person=person,
        purpose=purpose,
        text_version=current_text(purpose).version,
        language="vi",
        now=now,
    )
