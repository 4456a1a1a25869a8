"""Everything between a fresh checkout and its first page, in one process."""

import fcntl
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from planner.web.management.commands.compile_translations import compile_catalogues

STAMPS = settings.VAR_DIR / "stamps"


class Command(BaseCommand):
    help = "Make translations, database, reference data and static files ready; skip what is."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        with _alone():
            compile_catalogues()
            self._prepare_database()
            self._prepare_static_files()
        if settings.DEMO_ALLOWED:
            call_command("seed_demo", show=True, stdout=self.stdout)

    def _prepare_database(self) -> None:
        database = ":".join(str(connection.settings_dict[key]) for key in ("HOST", "PORT", "NAME"))
        stamp = STAMPS / f"database-{_digest([database.encode()])[:12]}"
        content = _digest(_code_and_data())
        is_new = not MigrationRecorder(connection).applied_migrations()
        if not is_new and _read(stamp) == content:
            return
        self.stderr.write("Filling the database ...")
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0)
        call_command("load_reminder_rules", verbosity=0)
        if settings.DEMO_ALLOWED:
            call_command("seed_demo", verbosity=0, stdout=self.stderr)
        stamp.write_text(content)

    def _prepare_static_files(self) -> None:
        stamp = STAMPS / "static"
        content = _digest(_static_files())
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        if manifest.exists() and _read(stamp) == content:
            return
        self.stderr.write("Collecting static files ...")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(content)


@contextmanager
def _alone() -> Iterator[None]:
    STAMPS.mkdir(parents=True, exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""


def _digest(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _code_and_data() -> Iterator[bytes]:
    yield (settings.BASE_DIR / "requirements.txt").read_bytes()
    for app in ("accounts", "planner"):
        for path in sorted((settings.BASE_DIR / app).rglob("*")):
            if path.suffix in {".py", ".csv"}:
                yield path.read_bytes()


def _static_files() -> Iterator[bytes]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name.encode()
            with storage.open(name) as file:
                yield file.read()
