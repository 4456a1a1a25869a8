"""What Zalo and SMS have in common: a service of Apprise, made here for one address.

Apprise tells only whether it worked. Its log tells more: the number of the answer, or that there was none.
"""

import logging
import re
import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

from apprise import AppriseAsset, NotifyFormat
from apprise.exception import AppriseImproperlyConfigured
from apprise.plugins.base import NotifyBase

from planner.reminders.channels.base import Answer, Message, Outcome, text_of

# In a header too, so without Vietnamese letters.
NAME = "Loi Ve"
# Of HTTP: our token is refused, or there is too much of us.
NOBODY_SERVED = frozenset({"401", "403", "429"})
_NUMBER = re.compile(r"error=(\d+)")
_SERVER_FAILED = re.compile(r"5\d\d")

_log = logging.getLogger("apprise")
# It names addresses and tokens.
_log.propagate = False
_log.setLevel(logging.WARNING)


class NotSetUp(Exception):
    """What is set for this channel makes no service."""


class AppriseCarrier(ABC):
    """Each channel says how its service is made. A service holds no connection: Apprise opens one for each message."""

    # Numbers by which the provider says that this address takes nothing.
    refusals: frozenset[str] = frozenset()
    is_address: re.Pattern[str]

    def __init__(self) -> None:
        self.asset = AppriseAsset(app_id=NAME, app_desc=NAME, http_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(  # noqa: B027 - no connection is held, so there is nothing to close
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    @abstractmethod
    def service(self, address: str) -> NotifyBase:
        """Raises NotSetUp, AppriseImproperlyConfigured."""

    def send(self, message: Message) -> Answer:
        # Apprise would read "a,b" as two addresses.
        if not self.is_address.fullmatch(message.address):
            return Answer(Outcome.REFUSED, "no address of this channel")
        with _Listener() as heard:
            try:
                service = self.service(message.address)
            except (NotSetUp, AppriseImproperlyConfigured):
                return Answer(Outcome.DOWN, "the settings of this channel are wrong")
            try:
                is_sent = service.notify(body=text_of(message), body_format=NotifyFormat.TEXT)
            # One of 170 services, whichever staff chose: the other reminders go on without it.
            except Exception as error:
                return Answer(Outcome.DOWN, type(error).__name__)
        return Answer(Outcome.ACCEPTED) if is_sent else self._failed(" ".join(heard.lines))

    def _failed(self, said: str) -> Answer:
        """What is not understood is tried again: nobody is switched off for a fault of ours."""
        found = _NUMBER.search(said)
        if found is None:
            is_cut = "Connection error" in said
            return Answer(Outcome.DOWN, "no connection") if is_cut else Answer(Outcome.LATER)
        number = found[1]
        error = f"error {number}"
        if number in self.refusals:
            return Answer(Outcome.REFUSED, error)
        if number in NOBODY_SERVED or _SERVER_FAILED.fullmatch(number):
            return Answer(Outcome.DOWN, error)
        return Answer(Outcome.LATER, error)


class _Listener(logging.Handler):
    """What Apprise logs in this thread, while it lasts."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.of_thread = threading.get_ident()

    def __enter__(self) -> Self:
        _log.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        _log.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.of_thread:
            self.lines.append(record.getMessage())
