"""A list of 5,000 workers, ours and through django-import-export, each in a process with a cap of memory."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.bench.own_process import measured_apart
from tests.factories.imports import list_of, xlsx
from tests.needs import needs

ROWS = 5_000
MOST_SECONDS, MOST_MB = 15.0, 200.0


@pytest.fixture
def database_file(db: None, tmp_path: Path) -> Path:
    needs(connection.vendor == "sqlite", "copies an SQLite database")
    path = tmp_path / "bench.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        copy.executescript("".join(connection.connection.iterdump()))
    return path


def test_importing_a_list(
    database_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx(list_of(ROWS)))

    found = {
        way: measured_apart(
            "tests.bench.import_costs",
            way,
            str(path),
            seconds=600,
            DATABASE_URL=f"sqlite:///{database_file}",
            DJANGO_SETTINGS_MODULE="config.settings.testing",
        )
        for way in ("ours", "theirs")
    }

    ours, theirs = found["ours"], found["theirs"]
    with capsys.disabled():
        print(
            f"\nA list of {ROWS:,} rows: {ours['seconds']:.1f} s, {ours['peak_mb']:.0f} MB; "
            f"django-import-export {theirs['seconds']:.1f} s, {theirs['peak_mb']:.0f} MB; "
            f"ours ÷ theirs = {ours['seconds'] / theirs['seconds']:.2f}"
        )
    assert ours["counts"]["made"] == theirs["counts"]["made"] == ROWS
    assert ours["seconds"] <= MOST_SECONDS
    assert ours["peak_mb"] <= MOST_MB
