"""Pages against a bare view on the same database, in the same run."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from planner.web.counselor.japan.shared import PARTS
from tests.bench.page_costs import YEARS_IN_JAPAN
from tests.needs import needs

# Times the bare view. These have a promise to keep.
AT_MOST = {
    "trades": 12.0,
    "home": 12.0,
    "my_plan": 15.0,
    **dict.fromkeys(YEARS_IN_JAPAN, 15.0),
    **dict.fromkeys(("worker_standing", "worker_messages"), 15.0),
    **{f"shared {part}": 15.0 for part in PARTS},
}
# Milliseconds of processor time, once the first is made.
PDF_AT_MOST = 300.0
MEASURE = "import django; django.setup(); from tests.bench.page_costs import main; main()"


@pytest.fixture
def database_file(db: None, tmp_path: Path) -> Path:
    """A file with the reference data in it, as a local site has one."""
    needs(connection.vendor == "sqlite", "copies an SQLite database")
    path = tmp_path / "bench.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        copy.executescript("".join(connection.connection.iterdump()))
    return path


def test_pages_cost_few_bare_views(database_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.testing",
            "DATABASE_URL": f"sqlite:///{database_file}",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    costs: dict[str, tuple[float, float]] = json.loads(done.stdout)
    ratios = {name: page / bare for name, (bare, page) in costs.items()}
    with capsys.disabled():
        for name, (bare, page) in costs.items():
            print(f"\n{name}: {page:.1f} ms ÷ {bare:.2f} ms bare = {ratios[name]:.1f}", end="")
    assert costs["plan_pdf"][1] <= PDF_AT_MOST
    assert {name: ratios[name] for name, most in AT_MOST.items() if ratios[name] > most} == {}
