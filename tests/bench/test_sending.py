"""Messages per second on the wire, against Python's own smtplib in the same run. Run by `make bench`."""

import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.bench.own_process import measured_apart
from tests.faults.servers import Postgres
from tests.faults.wire import Wire

AT_LEAST = 0.65
MESSAGES = int(os.environ.get("BENCH_MESSAGES", "1000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))

WAYS = {
    "ours": "ours, from due rows over the inbox to the mark that they are sent",
    "one": "smtplib, one connection",
    "each": "smtplib, a connection per message",
    "plan": "(finding and planning these before, not counted in ours)",
}


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    wire = Wire(tmp_path_factory.mktemp("sink"))
    yield wire
    wire.stop()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address of a new one of this kind."""
    if request.param == "SQLite":
        yield f"sqlite:///{tmp_path / 'bench.sqlite3'}"
        return
    postgres = Postgres(tmp_path)
    postgres.server.psql("CREATE DATABASE faults")
    yield postgres.url
    postgres.stop()


@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"], indirect=True)
def test_sending_keeps_up_with_smtplib(
    request: pytest.FixtureRequest, database: str, wire: Wire
) -> None:
    wire.forget()

    rounds = measured_apart(
        "tests.bench.sending_rates",
        *(str(MESSAGES), str(ROUNDS)),
        seconds=3600,
        DATABASE_URL=database,
        FAULTS_SMTP_PORT=str(wire.port),
    )

    by_way = {way: [each[way] for each in rounds] for way in rounds[0]}
    yardstick = median(wall for wall, _ in by_way["one"])
    print(f"\n{request.node.callspec.id}, {ROUNDS} rounds of {MESSAGES} messages, medians:")
    for way, what in WAYS.items():
        tell(what, by_way[way], yardstick)
    assert yardstick / median(wall for wall, _ in by_way["ours"]) >= AT_LEAST


def tell(what: str, times: list[tuple[float, float]], yardstick: float) -> None:
    walls = [wall for wall, _ in times]
    rate, slowest, fastest = (
        MESSAGES / seconds for seconds in (median(walls), max(walls), min(walls))
    )
    processor = 1e6 * median(processor for _, processor in times) / MESSAGES
    print(
        f"  {what}: {rate:.0f} per second ({slowest:.0f}–{fastest:.0f}), {processor:.0f} µs of processor each;"
        f" {yardstick / median(walls):.0%} of smtplib on one connection"
    )
