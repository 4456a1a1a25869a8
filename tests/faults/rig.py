"""Servers and processes of one test. Where PostgreSQL stands ready they use it, else a copy of the test database."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from tests.faults.clock import VARIABLE, set_clock
from tests.faults.processes import Crew
from tests.faults.servers import Broker, Postgres
from tests.faults.waiting import until
from tests.faults.wire import Wire


@dataclass
class Servers:
    """Up for the whole run of `make test-faults`. Set before pytest starts."""

    postgres: Postgres | None = None


SERVERS = Servers()


@dataclass
class Rig:
    folder: Path
    wire: Wire
    broker: Broker
    crew: Crew
    database: Path | None

    @property
    def postgres(self) -> Postgres:
        assert SERVERS.postgres is not None
        return SERVERS.postgres

    def set_clock(self, to: datetime, *, speed: float = 1) -> None:
        set_clock(self.folder / "clock.json", to, speed=speed)

    def staff(self, each: int = 2) -> None:
        """Two workers and two beats."""
        for number in range(1, each + 1):
            self.crew.worker(f"worker{number}")
            self.crew.beat(f"beat{number}")

    def sending_begins(self, count: int = 1) -> None:
        """Until so many messages are on the wire."""
        until(
            lambda: self.crew.all_run() and self.wire.count() >= count,
            seconds=120,
            what=f"{count} messages are on the wire\n{self.crew.said()[-3000:]}",
            every=0.005,
        )

    def planned(self) -> int:
        return self._count("state = 'planned'")

    def waiting(self) -> int:
        """Rows of the ledger that are not at their end."""
        return self._count("state IN ('planned', 'held', 'claimed')")

    def claimed(self) -> int:
        return self._count("state = 'claimed'")

    def all_sent(self, emails: set[str], *, seconds: float) -> float:
        """Waits until each of them got something; seconds that it took."""
        return until(
            lambda: (
                self.crew.all_run()
                and self.wire.count() >= len(emails)
                and emails <= self.wire.recipients()
            ),
            seconds=seconds,
            what=f"{len(emails)} messages on the wire; "
            f" missing {len(emails - self.wire.recipients())}\n{self.crew.said()[-3000:]}",
            every=0.1,
        )

    def _count(self, condition: str) -> int:
        query = f"SELECT count(*) FROM reminders_outgoing WHERE {condition}"  # noqa: S608
        if self.database is None:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return int(cursor.fetchone()[0])
        with sqlite3.connect(self.database) as kept:
            found = int(kept.execute(query).fetchone()[0])
        kept.close()
        return found


@contextmanager
def put_up(folder: Path, wire: Wire, *, lease: int = 12, **environment: str) -> Iterator[Rig]:
    """With what this process has written to its database so far."""
    broker = Broker(folder)
    database = None if SERVERS.postgres else copied(folder / "rig.sqlite3")
    url = SERVERS.postgres.url if SERVERS.postgres else f"sqlite:///{database}"
    crew = Crew(
        folder,
        {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": url,
            "CELERY_BROKER_URL": broker.url,
            "FAULTS_SMTP_PORT": str(wire.port),
            "FAULTS_SMTP_TIMEOUT": "1",
            "FAULTS_LEASE": str(lease),
            VARIABLE: str(folder / "clock.json"),
            **environment,
        },
    )
    wire.fail()
    wire.forget()
    rig = Rig(folder, wire, broker, crew, database)
    try:
        yield rig
    finally:
        crew.stop()
        broker.stop()
        if os.environ.get("FAULTS_SHOW"):
            print(crew.said()[-8000:])


def copied(path: Path) -> Path:
    """The test database lives in memory, and what this test wrote in a transaction: other processes get a file."""
    connection.ensure_connection()
    path.write_bytes(connection.connection.serialize())
    return path
