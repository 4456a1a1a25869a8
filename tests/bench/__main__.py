"""Find what is due among 60,000 workers and among 600,000, on a PostgreSQL put up for it: python -m tests.bench [smaller bigger]"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.due_figures import Figures
from tests.bench.own_process import measured_apart
from tests.faults.servers import Postgres

SMALLER, BIGGER = 60_000, 600_000
# Of each number of workers.
DUE = 2000
ROUNDS = 3
HOURS = 3600.0


def main(arguments: list[str]) -> int:
    sizes = [int(words) for words in arguments] or [SMALLER, BIGGER]
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="scale-", ignore_cleanup_errors=True) as folder:
        postgres = Postgres(Path(folder))
        try:
            figures = measured(postgres, sizes)
        finally:
            postgres.stop()
    print(f"Took {(time.monotonic() - begin) / 60:.1f} minutes.")
    return figures.judged()


def measured(postgres: Postgres, sizes: list[int]) -> Figures:
    figures = Figures()
    urls = {}
    for size in sizes:
        postgres.server.psql(f"CREATE DATABASE of_{size}")
        urls[size] = postgres.server.get_uri(database=f"of_{size}")
        figures.seeded(size, at(urls[size], "seed", str(size), str(DUE)))
    # In turn: what else this machine does meets both.
    for _ in range(ROUNDS):
        for size in sizes:
            figures.measured(size, at(urls[size], "measure"))
    figures.show()
    for size in sizes[-1:]:
        figures.show_plans(size, at(urls[size], "plans"))
    return figures


def at(url: str, *words: str) -> Any:
    return measured_apart("tests.bench.due_costs", *words, seconds=2 * HOURS, DATABASE_URL=url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
