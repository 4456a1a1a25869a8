"""Its own process: it must be able to tell that the others are silent."""

import logging
import signal
from datetime import datetime, timedelta
from threading import Event
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string

from planner.reminders.services.watching import Teller, look

logger = logging.getLogger(__name__)

EVERY = 30


class Command(BaseCommand):
    help = (
        "Look every half minute whether reminders are sent, and mail the staff when they are not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=EVERY, help="Seconds between two looks.")

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = Event()

        def stop(number: int, frame: FrameType | None) -> None:
            stopped.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        watcher = Watcher(options["every"])
        while not stopped.is_set():
            watcher.watch_once()
            stopped.wait(options["every"])


class Watcher:
    def __init__(self, every: float = EVERY) -> None:
        self.clock = import_string(settings.REMINDER_CLOCK)
        self.teller = Teller()
        # A machine that slept, or a clock that was moved: the others get time to wake up, too.
        self.longest_gap = timedelta(seconds=max(90, 3 * every))
        self.watching_since: datetime | None = None
        self.looked_at: datetime | None = None
        self.is_database_away = False

    def watch_once(self) -> None:
        now = self.clock()
        if self.looked_at is None or abs(now - self.looked_at) > self.longest_gap:
            self.watching_since = now
        self.looked_at = now
        try:
            close_old_connections()
            alarms = look(now=now, watching_since=self.watching_since or now)
            self.teller.tell(alarms, now=now)
        except DatabaseError as error:
            connection.close()
            if not self.is_database_away:
                logger.error("Nothing can be watched: the database is away (%s).", error)
            self.is_database_away = True
            return
        self.is_database_away = False
