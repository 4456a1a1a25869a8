"""What is due, and the counselors' pages, among few workers and 600,000, on a PostgreSQL put up for it.

python -m tests.bench [fewest smaller bigger]: due is looked for among the last two, pages among the first and the last.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.caseload_figures import CaseloadFigures
from tests.bench.due_figures import Figures
from tests.bench.own_process import measured_apart
from tests.faults.servers import Postgres

FEWEST, SMALLER, BIGGER = 6_000, 60_000, 600_000
# Of each number of workers.
DUE = 2000
ROUNDS, PAGE_ROUNDS = 3, 2
DUE_COSTS, CASELOAD_COSTS = "tests.bench.due_costs", "tests.bench.caseload_costs"
HOURS = 3600.0


def main(arguments: list[str]) -> int:
    fewest, *sizes = [int(words) for words in arguments] or [FEWEST, SMALLER, BIGGER]
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="scale-", ignore_cleanup_errors=True) as folder:
        postgres = Postgres(Path(folder))
        try:
            due = due_measured(postgres, sizes)
            pages = pages_measured(postgres, fewest, sizes[-1])
        finally:
            postgres.stop()
    print(f"Took {(time.monotonic() - begin) / 60:.1f} minutes.")
    missed = pages.faults()
    print("\n".join(["Pages: MISSED.", *missed]) if missed else "Pages: held.")
    return due.judged() or bool(missed)


def due_measured(postgres: Postgres, sizes: list[int]) -> Figures:
    figures = Figures()
    for size in sizes:
        made = at(new_database(postgres, size), DUE_COSTS, "seed", str(size), str(DUE))
        figures.seeded(size, made)
    # In turn: what else this machine does meets both.
    for _ in range(ROUNDS):
        for size in sizes:
            figures.measured(size, at(database(postgres, size), DUE_COSTS, "measure"))
    figures.show()
    for size in sizes[-1:]:
        figures.show_plans(size, at(database(postgres, size), DUE_COSTS, "plans"))
    return figures


def pages_measured(postgres: Postgres, fewest: int, most: int) -> CaseloadFigures:
    """The crowd of the biggest number comes into care, and a small one is made beside it."""
    figures = CaseloadFigures()
    for size, url, words in (
        (fewest, new_database(postgres, fewest), [str(fewest)]),
        (most, database(postgres, most), []),
    ):
        made = at(url, CASELOAD_COSTS, "seed", *words)
        print(f"{made['workers']} workers in care, seeded in {made['seeded']:.0f} s", flush=True)
        assert made["workers"] == size, made
    for _ in range(PAGE_ROUNDS):
        for size in (fewest, most):
            figures.measured(size, at(database(postgres, size), CASELOAD_COSTS, "measure"))
    figures.show()
    return figures


def new_database(postgres: Postgres, size: int) -> str:
    postgres.server.psql(f"CREATE DATABASE of_{size}")
    return database(postgres, size)


def database(postgres: Postgres, size: int) -> str:
    return str(postgres.server.get_uri(database=f"of_{size}"))


def at(url: str, module: str, *words: str) -> Any:
    return measured_apart(module, *words, seconds=2 * HOURS, DATABASE_URL=url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
