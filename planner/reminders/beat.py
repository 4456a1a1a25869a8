"""The process that wakes the senders: it gives a sign of life and outlives a broker or a database that is away."""

import logging
import time
from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.utils.module_loading import import_string

from planner.reminders.services.pulses import beat_of

logger = logging.getLogger(__name__)

BEAT = "beat"
SECONDS_BETWEEN_SIGNS = 10
SECONDS_BETWEEN_TRIES = 1
# How far the clock may seem to go back without anything being wrong.
CLOCK_SLACK = timedelta(seconds=5)


class BeatWithPulse(PersistentScheduler):  # type: ignore[misc]
    # The longest sleep between two ticks, in seconds.
    max_interval = 5

    _signed_at: float | None = None
    _is_database_away = False
    _is_broker_away = False

    def tick(self, *args: Any, **kwargs: Any) -> float:
        self.give_sign()
        self._follow_clock()
        try:
            wait: float = super().tick(*args, **kwargs)
        except Exception as error:  # whatever a driver raises: without a beat nothing is ever sent
            self._broker_failed(error)
            # The entry that was being sent was taken out of the queue, and is lost with it.
            self._heap = None
            return SECONDS_BETWEEN_TRIES
        return wait

    def give_sign(self) -> None:
        """A failure costs this sign alone; the next tick tries again."""
        at = time.monotonic()
        if self._signed_at is not None and at - self._signed_at < SECONDS_BETWEEN_SIGNS:
            return
        try:
            now = import_string(settings.REMINDER_CLOCK)()
            beat_of(BEAT, now=now)
        except DatabaseError as error:
            # A connection that broke would stay broken.
            connection.close()
            if not self._is_database_away:
                logger.warning("No sign of life: the database is away (%s).", error)
            self._is_database_away = True
            return
        self._signed_at, self._is_database_away = at, False

    def apply_entry(self, entry: Any, producer: Any = None) -> None:
        """The library's writes two stacks into the log each time: every few seconds, as long as the broker is away."""
        try:
            self.apply_async(entry, producer=producer, advance=False)
        except Exception as error:
            self._broker_failed(error)
        else:
            if self._is_broker_away:
                logger.warning("The broker is back.")
            self._is_broker_away = False

    def sync(self) -> None:
        """The times of the last wakings are nothing to die for: a full disk."""
        try:
            super().sync()
        except OSError as error:
            logger.warning("The schedule was not kept: %s.", error)

    def _ensure_connected(self) -> Any:
        # The library's tries a hundred times, longer each time, and the beat stands still meanwhile.
        return self.connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)

    def _broker_failed(self, error: Exception) -> None:
        if not self._is_broker_away:
            logger.warning("Nobody was woken: %s", error)
        self._is_broker_away = True

    def _follow_clock(self) -> None:
        """An entry that was last sent "tomorrow" would wait until then: the clock was set back."""
        for entry in self.schedule.values():
            now = entry.default_now()
            if entry.last_run_at > now + CLOCK_SLACK:
                entry.last_run_at = now
                self._heap = None
