"""Notices on a device: encrypted for its browser, left with the push service that the browser named (RFC 8030, 8291, 8292)."""

import json
from types import TracebackType
from typing import Any, Self

import requests
from django.conf import settings
from http_ece import ECEException
from py_vapid import Vapid, VapidException
from pywebpush import WebPushException, webpush

from planner.reminders.channels.base import Answer, Message, Outcome
from planner.reminders.push_address import endpoint_of, is_at_push_service

# Seconds: until it is connected, until it has answered.
TIMEOUT = (4, 8)
# How long the push service keeps it for a device that is off.
A_DAY = 24 * 60 * 60
GONE = (404, 410)
# Our keys are refused, and so will be those of the next one.
KEYS_REFUSED = (401, 403)


class PushCarrier:
    """One session for all of them: most go to two or three hosts."""

    def __enter__(self) -> Self:
        self.session = requests.Session()
        # The host was looked at; where it would lead on to was not.
        self.session.max_redirects = 0
        self.key: Vapid | None = None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.session.close()

    def send(self, message: Message) -> Answer:
        if not is_at_push_service(endpoint_of(message.address), settings.PUSH_HOSTS):
            return Answer(Outcome.REFUSED, "not the address of a push service")
        try:
            key = self._key()
        except (ValueError, TypeError, VapidException) as error:
            return Answer(Outcome.DOWN, f"VAPID_PRIVATE_KEY: {type(error).__name__}")
        return self._posted(message, key)

    def _key(self) -> Vapid:
        """Read once. Raises ValueError, TypeError, VapidException."""
        if self.key is None:
            self.key = Vapid.from_string(settings.VAPID_PRIVATE_KEY)
        return self.key

    def _posted(self, message: Message, key: Vapid) -> Answer:
        try:
            webpush(
                json.loads(message.address),
                data=json.dumps(notice_of(message), ensure_ascii=False),
                vapid_private_key=key,
                vapid_claims={"sub": settings.VAPID_SUBJECT},
                # A second one of the same name takes the place of the first while the device is off.
                headers={"Topic": f"reminder-{message.number}", "Urgency": "normal"},
                ttl=A_DAY,
                timeout=TIMEOUT,
                requests_session=self.session,
            )
        except WebPushException as error:
            return _answer_of(error.status_code)
        except requests.RequestException as error:
            return Answer(Outcome.DOWN, type(error).__name__)
        except VapidException as error:
            return Answer(Outcome.DOWN, f"VAPID_SUBJECT: {type(error).__name__}")
        # Of what encrypts, about the keys that the browser gave: they stay as they are.
        except (ValueError, TypeError, ECEException) as error:
            return Answer(Outcome.REFUSED, f"its keys: {type(error).__name__}")
        return Answer(Outcome.ACCEPTED)


def notice_of(message: Message) -> dict[str, Any]:
    """As the service worker reads it. The same `tag` again replaces what stands on the device."""
    return {
        "title": message.subject,
        "body": message.short,
        "url": message.url,
        "tag": f"reminder-{message.number}",
    }


def _answer_of(status: int | None) -> Answer:
    """None: nothing was posted, because the browser's keys are missing."""
    error = f"HTTP {status}" if status else "its keys are missing"
    if status is None or status in GONE:
        return Answer(Outcome.REFUSED, error)
    is_down = status >= 500 or status in KEYS_REFUSED
    return Answer(Outcome.DOWN if is_down else Outcome.LATER, error)
