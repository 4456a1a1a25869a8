"""Measure finding, planning and claiming among many workers, in a process of their own. The database is DATABASE_URL's.

`main("seed", N)` makes N workers in an empty database, `main("measure")` measures, `main("plans")` asks the database how
it goes about it. Each prints JSON. What is measured is undone each time.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from planner.reminders.due import SOURCES
from planner.reminders.enums import Source, State
from planner.reminders.models import Outgoing, Pulse, ReminderRule
from planner.reminders.services.claiming import claim_due
from planner.reminders.services.planning import plan_due
from planner.reminders.services.sending import CLAIMED
from planner.reminders.values import Occurrence
from tests.bench.crowd import FIRST_OF_MONTH, NOW, TODAY, TWO_WEEKS_SILENT, days_around, seed

TIMES = 7
LONGEST = 600.0
# By then the hour of everybody has come.
LATER = NOW + timedelta(hours=20)
WIDTH = 150
# The queries of these are shown.
FINDERS = {
    "benchmarks": (TODAY, Source.BENCHMARK),
    "misses": (TODAY, Source.MISS),
    "months": (FIRST_OF_MONTH, Source.CHECK_IN),
    "silence": (TWO_WEEKS_SILENT, Source.SILENCE),
    "mornings": (TODAY, Source.DIGEST),
}
READ_SLOWLY = (Source.BENCHMARK, Source.MISS, Source.CHECK_IN)

Found = dict[str, Any]


def main(what: str, *sizes: str) -> None:
    ways: dict[str, Callable[..., Found]] = {"seed": _seed, "measure": _measure, "plans": _plans}
    print(json.dumps(ways[what](*map(int, sizes))))


def _seed(workers: int, due: int) -> Found:
    begin = time.perf_counter()
    call_command("migrate", verbosity=0)
    migrated = time.perf_counter()
    seed(workers, due)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return {
        "migrated": migrated - begin,
        "seeded": time.perf_counter() - migrated,
        "bytes": _size(),
    }


def _measure() -> Found:
    _swept()
    found, find = _timed(lambda: _find(TODAY))
    rules = {rule.key: _timed(partial(_count, rule))[1] for rule in _rules()}
    months, of_months = _timed(lambda: _find(FIRST_OF_MONTH, Source.CHECK_IN))
    silent, of_silence = _timed(lambda: _find(TWO_WEEKS_SILENT, Source.SILENCE))
    made, plan = _timed(lambda: plan_due(now=NOW, seconds=LONGEST), is_undone=True)
    with _planned():
        nothing, again = _timed(lambda: _find(TODAY))
        claimed, claim = _timed(
            lambda: len(claim_due(now=LATER, limit=CLAIMED).rows), is_undone=True
        )
    return {
        "counts": {
            "find": found, "plan": made, "again": nothing, "claim": claimed,
            "months": months, "silence": silent,
        },
        "seconds": {
            "find": find, "plan": plan, "again": again, "claim": claim,
            "months": of_months, "silence": of_silence,
        },
        "rules": rules,
    }  # fmt: skip


@contextmanager
def _planned() -> Iterator[None]:
    """All that is due is in the outbox meanwhile, among what was sent before."""
    plan_due(now=NOW, seconds=LONGEST)
    _swept()
    yield
    Outgoing.objects.filter(state=State.PLANNED).delete()
    Pulse.objects.all().delete()


def _swept() -> None:
    """What was undone leaves dead rows on PostgreSQL, which it removes by itself, some time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {Outgoing._meta.db_table}")


def _plans() -> Found:
    found = {}
    for what, (day, source) in FINDERS.items():
        with _asked() as finder:
            _find(day, source)
        found[what] = [_explained(*query, is_read_slowly=source in READ_SLOWLY) for query in finder]
    with _planned(), _undone():
        with _undone(), _asked() as claim:
            claim_due(now=LATER, limit=CLAIMED)
        found["claim"] = [_explained(*query) for query in claim]
    return found


@contextmanager
def _asked() -> Iterator[list[tuple[str, Any]]]:
    """The statements that were sent meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if "reminders_reminderrule" not in sql and sql.startswith(("SELECT", "UPDATE")):
            asked.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield asked


def _explained(sql: str, parameters: Any, *, is_read_slowly: bool = False) -> str:
    begin = "EXPLAIN QUERY PLAN"
    if connection.vendor == "postgresql":
        # What is read through a cursor, piece by piece, the database plans otherwise.
        cursor_words = "DECLARE looked_at CURSOR FOR" if is_read_slowly else ""
        begin = f"EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) {cursor_words}"
    with connection.cursor() as cursor:
        cursor.execute(f"{begin} {sql}", parameters)
        return "\n".join(str(line[-1])[:WIDTH] for line in cursor.fetchall())


def _size() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def _find(day: date, *sources: str) -> int:
    return sum(len(_of(rule, day)) for rule in _rules() if not sources or rule.source in sources)


def _rules() -> list[ReminderRule]:
    return list(ReminderRule.objects.on().order_by("pk"))


def _of(rule: ReminderRule, day: date) -> list[Occurrence]:
    return list(SOURCES[rule.source].find(rule, days_around(day)))


def _count(rule: ReminderRule) -> int:
    return len(_of(rule, TODAY))


def _timed(call: Callable[[], int], *, is_undone: bool = False) -> tuple[int, float]:
    """How many, and seconds of the wall: the median. Undone: each time is the first, but for the caches."""
    times = []
    count = 0
    for _ in range(TIMES):
        with _undone() if is_undone else nullcontext():
            begin = time.perf_counter()
            count = call()
            times.append(time.perf_counter() - begin)
    return count, median(times)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
