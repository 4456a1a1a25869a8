import csv
import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings

from planner.web.management.commands.collect_messages import (
    CATALOGUE,
    extract_texts,
    missing_texts,
)
from tests.needs import needs

DATA = settings.BASE_DIR / "planner" / "reference" / "data"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}|</?\w+")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    assert CATALOGUE.exists(), "run: make messages"
    return polib.pofile(str(CATALOGUE))


def test_every_entry_is_translated(catalogue: polib.POFile) -> None:
    blank = [entry.msgid for entry in catalogue if not entry.fuzzy and not entry.translated()]

    assert blank == []


def test_no_entry_is_fuzzy_or_obsolete(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def test_placeholders_and_tags_survive_translation(catalogue: polib.POFile) -> None:
    lost = [
        (source, translation)
        for entry in catalogue
        for source, translation in _pairs(entry)
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(translation))
    ]

    assert lost == []


def test_every_text_of_the_code_is_in_the_catalogue(catalogue: polib.POFile) -> None:
    needs(shutil.which("xgettext"), "gettext is not installed: apt install gettext")

    texts = extract_texts()
    missing = missing_texts(texts, catalogue)

    places = {text.msgid: text.occurrences for text in texts}
    assert ("config/settings/base.py", "") in places["Vietnamese"]
    assert missing == [], "run: make messages"


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.stem)
def test_data_texts_exist_in_both_languages_or_in_none(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    halves = [
        (number, name)
        for number, row in enumerate(rows, start=2)
        for name, english, vietnamese in _bilingual_columns(row)
        if bool((row[english] or "").strip()) != bool((row[vietnamese] or "").strip())
    ]

    assert halves == []


def _pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    if entry.msgid_plural:
        return [(entry.msgid_plural, text) for text in entry.msgstr_plural.values()]
    return [(entry.msgid, entry.msgstr)]


def _bilingual_columns(row: dict[str, str]) -> list[tuple[str, str, str]]:
    """Name, English and Vietnamese column of each text; a column without suffix is English."""
    names = {column[:-3] for column in row if column.endswith(("_vi", "_en"))}
    return [
        (name, f"{name}_en" if f"{name}_en" in row else name, f"{name}_vi")
        for name in sorted(names)
    ]
