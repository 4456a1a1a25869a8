"""Bring the catalogue of translations up to date with the texts of the code."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

CATALOGUE = settings.BASE_DIR / "planner" / "locale" / "vi" / "LC_MESSAGES" / "django.po"


class Command(BaseCommand):
    help = "Add new texts to the Vietnamese catalogue and drop those that are gone."

    def handle(self, *args: Any, **options: Any) -> None:
        texts = extract_texts()
        catalogue = _catalogue()
        known = {_key(entry): entry for entry in catalogue}
        for text in texts:
            entry = known.setdefault(_key(text), text)
            entry.occurrences = text.occurrences
            entry.flags = text.flags + ["fuzzy"] * entry.fuzzy
        found = {_key(text) for text in texts}
        # An entry without a place in our code translates a text of a library: it stays.
        catalogue[:] = [
            entry for key, entry in known.items() if key in found or not entry.occurrences
        ]
        catalogue.save(str(CATALOGUE))
        self.stdout.write(f"{len(catalogue)} texts, {len(catalogue.untranslated_entries())} to do")


def extract_texts() -> polib.POFile:
    """Every translatable text of code and templates, in a catalogue without translations."""
    # makemessages writes files beside the templates that it reads, so it gets a copy.
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("accounts", "config", "planner", "templates"):
            shutil.copytree(
                settings.BASE_DIR / part,
                copy / part,
                ignore=shutil.ignore_patterns("*.po", "*.mo", "*.csv", "__pycache__"),
            )
        shutil.copy(settings.BASE_DIR / "manage.py", copy)
        subprocess.run(
            [sys.executable, "manage.py", "makemessages", "--locale=vi", "--add-location=file"],
            cwd=copy,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.testing"},
            check=True,
            capture_output=True,
        )
        return polib.pofile(str(copy / CATALOGUE.relative_to(settings.BASE_DIR)))


def missing_texts(texts: polib.POFile, catalogue: polib.POFile) -> list[str]:
    known = {_key(entry) for entry in catalogue if entry.translated()}
    return [text.msgid for text in texts if _key(text) not in known]


def _catalogue() -> polib.POFile:
    if CATALOGUE.exists():
        return polib.pofile(str(CATALOGUE), wrapwidth=100)
    CATALOGUE.parent.mkdir(parents=True)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "vi",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return catalogue


def _key(entry: polib.POEntry) -> tuple[str, str, str | None]:
    return entry.msgid, entry.msgid_plural, entry.msgctxt
