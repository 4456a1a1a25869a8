"""The counselors' pages on the embedded default, at the size it is for. Run by `make bench`."""

import os
from pathlib import Path
from typing import Any

from tests.bench.caseload_figures import CaseloadFigures
from tests.bench.own_process import measured_apart

FEW, MANY = 1000, int(os.environ.get("BENCH_WORKERS", "20000"))


def test_pages_cost_few_bare_views_among_twenty_thousand(tmp_path: Path) -> None:
    figures = CaseloadFigures()
    urls = {size: f"sqlite:///{tmp_path / f'of_{size}.sqlite3'}" for size in (FEW, MANY)}

    print("\nSQLite:")
    for size, url in urls.items():
        measured(url, "seed", str(size))
    for _ in range(2):
        for size, url in urls.items():
            figures.measured(size, measured(url, "measure"))
    figures.show()

    assert figures.faults() == []


def measured(url: str, *words: str) -> Any:
    return measured_apart("tests.bench.caseload_costs", *words, seconds=3600, DATABASE_URL=url)
