"""LINE: its Messaging API, to whoever has written to our account there.

Not by Apprise: only with a key of its own for each message does LINE take one that is sent again as the same one.
https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
"""

import re
from types import TracebackType
from typing import Any, Self
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import requests
from django.conf import settings

from planner.reminders.channels.base import Answer, Message, Outcome, text_of

PUSH_URL = "https://api.line.me/v2/bot/message/push"
# Seconds: until it is connected, until it has answered.
TIMEOUT = (4, 8)
TAKEN_BEFORE = 409
# Our token is refused, or there is too much of us: of this second, or of the month that is paid for.
NOBODY_SERVED = (401, 403, 429)
USER = re.compile(r"U[0-9a-f]{32}")


class LineCarrier:
    """One session. LINE takes what is sent to somebody who has blocked us and says nothing: its hook tells us of that."""

    def __enter__(self) -> Self:
        self.session = requests.Session()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.session.close()

    def send(self, message: Message) -> Answer:
        if not USER.fullmatch(message.address):
            return Answer(Outcome.REFUSED, "no address of this channel")
        try:
            said = self.session.post(
                PUSH_URL,
                json={
                    "to": message.address,
                    "messages": [{"type": "text", "text": text_of(message)}],
                },
                headers={
                    "Authorization": f"Bearer {settings.LINE_CHANNEL_TOKEN}",
                    "X-Line-Retry-Key": str(_key(message)),
                },
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        # A token with a line break in it is no header.
        except (requests.RequestException, UnicodeError) as error:
            return Answer(Outcome.DOWN, type(error).__name__)
        return _answer_of(said)


def _key(message: Message) -> UUID:
    """The same for the same message of this site. An answer in a chat has no number and is sent once."""
    if not message.number:
        return uuid4()
    return uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/reminders/{message.number}")


def _answer_of(said: requests.Response) -> Answer:
    status, error = said.status_code, f"HTTP {said.status_code}"
    if status in (200, TAKEN_BEFORE):
        return Answer(Outcome.ACCEPTED)
    if status >= 500 or status in NOBODY_SERVED:
        return Answer(Outcome.DOWN, error)
    # Anything else that it does not take may be a fault of ours, for which nobody is switched off.
    is_about_address = status == 400 and "'to'" in _words(said)
    return Answer(Outcome.REFUSED if is_about_address else Outcome.LATER, error)


def _words(said: requests.Response) -> str:
    try:
        told: Any = said.json()
    except ValueError:
        return ""
    return str(told.get("message", "")) if isinstance(told, dict) else ""
