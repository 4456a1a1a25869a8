"""Finding what is due on the embedded default, at the size it is for. Run by `make bench`."""

import os
from pathlib import Path
from typing import Any

from tests.bench.due_figures import FIND_AT_MOST, Figures
from tests.bench.own_process import measured_apart

DUE = 2000
WORKERS = int(os.environ.get("BENCH_WORKERS", "20000"))


def test_due_among_twenty_thousand_is_found_in_a_second(tmp_path: Path) -> None:
    figures = Figures()
    url = f"sqlite:///{tmp_path / 'bench.sqlite3'}"

    print("\nSQLite:")
    figures.seeded(WORKERS, measured(url, "seed", str(WORKERS), str(DUE)))
    figures.measured(WORKERS, measured(url, "measure"))
    figures.show()

    assert figures.seconds(WORKERS, "find") <= FIND_AT_MOST


def measured(url: str, *words: str) -> Any:
    return measured_apart("tests.bench.due_costs", *words, seconds=3600, DATABASE_URL=url)
