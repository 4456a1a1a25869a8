"""Import a file in a process of its own, below a cap of memory. Prints JSON: seconds, and the most memory in MB.

`ours` or `theirs`: django-import-export with a resource that checks the same cells as well as it can. The database is
DATABASE_URL's; the cap is on what the process allocates.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from django.test.utils import override_settings
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Agency, User
from planner.casework.models import ImportBatch
from planner.reference.selectors import current_atlas

CAP = 200_000_000
PRIVATE = {"private": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


def main(way: str, path: str) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (CAP, CAP))
    agency = Agency.objects.create(name=f"Bench {way} {time.monotonic_ns()}")
    counselor = User.objects.create_user(
        email=f"{way}-{time.monotonic_ns()}@example.com",
        name=way,
        role=Role.COUNSELOR,
        agency=agency,
    )
    # What is there already in a worker process.
    current_atlas()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin, begin_cpu = time.monotonic(), time.process_time()
    with override_settings(STORAGES=PRIVATE):
        counts = ours(counselor, path) if way == "ours" else theirs(counselor, path)
    seconds, cpu = time.monotonic() - begin, time.process_time() - begin_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = {
        "seconds": seconds,
        "cpu": cpu,
        "peak_mb": peak / 1000,
        "rise_mb": (peak - before) / 1000,
    }
    print(json.dumps({**found, "counts": counts}))


def ours(counselor: User, path: str) -> dict[str, int]:
    from planner.casework.importing.values import Field  # noqa: PLC0415
    from planner.casework.services.imports import (  # noqa: PLC0415 - below the cap
        begin_import,
        check_rows,
        import_rows,
        set_columns,
        take_in,
    )

    now = timezone.now()
    batch = take_in(by=counselor, content=Path(path).read_bytes(), name="ds.xlsx", now=now)
    columns = {int(column): Field(field) for column, field in batch.columns.items()}
    set_columns(batch=batch, columns=columns, counselor=counselor, now=now)
    check_rows(batch_pk=batch.pk, atlas=current_atlas(), now=now)
    begin_import(batch=batch, now=now)
    import_rows(batch_pk=batch.pk, now=now)
    rows = ImportBatch.objects.get(pk=batch.pk).rows
    return {state: rows.filter(state=state).count() for state in ("made", "same", "faulty")}


def theirs(counselor: User, path: str) -> dict[str, int]:
    from tests.bench.import_resource import imported  # noqa: PLC0415 - below the cap

    result: Any = imported(counselor, path, timezone.now())
    return {
        "made": result.totals["new"],
        "same": result.totals["skip"],
        "faulty": result.totals["invalid"] + result.totals["error"],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
