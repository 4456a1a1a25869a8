import os
from pathlib import Path

import polib
import pytest
from pytest_django import Settings

from planner.web.management.commands.compile_translations import compile_catalogues


@pytest.fixture
def source(tmp_path: Path, settings: Settings) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="home", msgstr="quê"))
    catalogue.append(polib.POEntry(msgid="house", msgstr="quê", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="trade", msgstr=""))
    catalogue.save(str(tmp_path / "django.po"))
    return tmp_path / "django.po"


def test_only_finished_translations_are_compiled(source: Path) -> None:
    built = compile_catalogues()

    assert built == [source.with_suffix(".mo")]
    assert [entry.msgid for entry in polib.mofile(str(built[0]))] == ["home"]
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_what_is_up_to_date_is_left_alone(source: Path) -> None:
    compile_catalogues()

    assert compile_catalogues() == []


def test_changed_source_is_compiled_again(source: Path) -> None:
    [built] = compile_catalogues()

    later = built.stat().st_mtime + 1
    os.utime(source, (later, later))

    assert compile_catalogues() == [built]
