"""The test database: its tables and the reference data are made once, and copied by every process that tests."""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState

FOLDER = settings.VAR_DIR / "test-database"


def load() -> None:
    """What every test finds in the tables."""
    from planner.reminders.services.rules import load_rules  # noqa: PLC0415 - once apps are there

    call_command("load_reference", verbosity=0)
    # Long ago: what a test makes is never older than the rules.
    load_rules(now=datetime(2020, 1, 1, tzinfo=UTC))


@contextmanager
def loaded_in_memory() -> Iterator[bool]:
    """Before Django makes the tables: it finds them all there. False if this database cannot be copied so."""
    name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
    if connection.vendor != "sqlite" or "mode=memory" not in name:
        yield False
        return
    with closing(sqlite3.connect(name, uri=True)) as memory:
        with made() as path, closing(sqlite3.connect(path)) as file:
            file.backup(memory)
        yield True


@contextmanager
def made() -> Iterator[Path]:
    """The file, of the code and data as they are, for one at a time; who comes second waits for the first."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = FOLDER / f"{_digest()}.sqlite3"
        if not found.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            _make(found)
        yield found


def _make(file: Path) -> None:
    """In a process and a database of its own."""
    unfinished = file.with_name(f"unfinished-{file.name}")
    done = subprocess.run(
        [sys.executable, "-m", "tests.loaded"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{unfinished}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    unfinished.rename(file)


def _digest() -> str:
    """Changes with everything that tables and data rest on; pages do not write them."""
    found = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    web = settings.BASE_DIR / "planner" / "web"
    for app in ("accounts", "planner", "config"):
        for path in sorted((settings.BASE_DIR / app).rglob("*")):
            if path.suffix in {".py", ".csv"} and not path.is_relative_to(web):
                found.update(hashlib.sha256(path.read_bytes()).digest())
    found.update(Path(__file__).read_bytes())
    return found.hexdigest()[:16]


def _one_model_at_a_time() -> None:
    """Each operation of a migration makes its own model anew, not all that are related to it: tables ask for no more.

    For a migration that reads rows Django makes all of them first.
    """

    def alone(
        state: ProjectState, app_label: str, model_name: str, delay: bool = False
    ) -> set[tuple[str, str]]:
        state.is_delayed = True
        return {(app_label, model_name)}

    ProjectState._find_reload_model = alone  # type: ignore[attr-defined]


if __name__ == "__main__":
    django.setup()
    _one_model_at_a_time()
    call_command("migrate", verbosity=0)
    load()
    # A database in memory has no log beside it.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")
