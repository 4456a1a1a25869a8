"""Build the .mo files that Django reads, without the gettext programs."""

import os
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Build the translation files that are missing or older than their source."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues():
            self.stdout.write(f"Compiled {path}")


def compile_catalogues() -> list[Path]:
    sources = (source for folder in settings.LOCALE_PATHS for source in Path(folder).rglob("*.po"))
    return [_compile(source) for source in sorted(sources) if _is_outdated(source)]


def _is_outdated(source: Path) -> bool:
    built = source.with_suffix(".mo")
    return not built.exists() or built.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> Path:
    built = source.with_suffix(".mo")
    unfinished = built.with_suffix(f".{os.getpid()}")
    _finished_part(polib.pofile(str(source))).save_as_mofile(str(unfinished))
    return unfinished.replace(built)


def _finished_part(catalogue: polib.POFile) -> polib.POFile:
    # polib itself would also compile what is marked fuzzy, that is: guessed.
    finished = polib.POFile()
    finished.metadata = catalogue.metadata
    finished.extend(catalogue.translated_entries())
    return finished
