"""Prove the claims on PostgreSQL and Redis, both put up for it: python -m tests.faults [arguments of pytest]"""

import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.faults.rig import SERVERS
from tests.faults.servers import Postgres


def main(arguments: list[str]) -> int:
    # The short versions run with all other tests.
    chosen = ["-m", "faults", "-n", "0", "-p", "no:cacheprovider", "-v"]
    # The broker's package brings a plugin for pytest, and is imported here before.
    chosen += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        SERVERS.postgres = Postgres(Path(folder))
        os.environ["DATABASE_URL"] = SERVERS.postgres.url
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
        has_path = any(not word.startswith("-") for word in arguments)
        paths = arguments if has_path else ["tests/faults", *arguments]
        try:
            code = pytest.main([*chosen, "--ds=tests.faults.settings", *paths])
        finally:
            SERVERS.postgres.stop()
    print(f"Took {(time.monotonic() - begin) / 60:.1f} minutes.")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
