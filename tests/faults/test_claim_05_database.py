"""Claim 5: a restart of the database, and connections that are cut, lose nothing; pages say 503."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection

from tests.factories.accounts import UserFactory
from tests.factories.many_reminders import rule_for_benchmarks
from tests.faults.figures import Figures
from tests.faults.people import NOON, due_now
from tests.faults.processes import answer_of
from tests.faults.rig import Rig, put_up
from tests.faults.sizes import sizes
from tests.faults.waiting import until
from tests.faults.wire import Wire
from tests.signing_in import signed_in

WORKERS = 2


@dataclass(frozen=True)
class Size:
    rounds: int
    sends: int


@dataclass
class Asking:
    """Somebody who loads a page all the time."""

    address: str
    cookie: str
    statuses: Counter[int] = field(default_factory=Counter)
    traces: int = 0
    is_over: bool = False

    def ask(self) -> None:
        while not self.is_over:
            status, page = answer_of(self.address + "/reminders/", cookie=self.cookie)
            self.statuses[status] += 1
            self.traces += "Traceback" in page or "psycopg" in page
            time.sleep(0.05)


@contextmanager
def somebody_asks(rig: Rig, cookie: str) -> Iterator[Asking]:
    asking = Asking(rig.crew.web("web"), cookie)
    thread = threading.Thread(target=asking.ask)
    thread.start()
    try:
        yield asking
    finally:
        asking.is_over = True
        thread.join()


@pytest.mark.parametrize("size", sizes(long=Size(6, 100), full=Size(60, 500)))
def test_claim_5(size: Size, tmp_path: Path, wire: Wire, figures: Figures) -> None:
    rule_for_benchmarks(now=NOON)
    cookie = signed_in(UserFactory.create()).cookies.output(header="", sep=";").strip()
    lost = repeats = cut = 0

    with put_up(tmp_path, wire) as rig:
        rig.set_clock(NOON)
        rig.staff()
        with somebody_asks(rig, cookie) as asking:
            for number in range(size.rounds):
                wire.fail(delay=0.01)
                wire.forget()
                many = due_now(f"cut{number}", size.sends)
                rig.sending_begins(size.sends // 3)
                cut += interrupt(rig, number)
                connection.close()
                rig.all_sent(many.emails(), seconds=120)
                until(lambda: not rig.waiting(), seconds=60, what="no row left claimed")
                lost += len(many.emails() - wire.recipients())
                repeats += wire.repeats()
            until(lambda: asking.statuses[503] > 0, seconds=1, what="somebody met a 503")

    passed = lost == 0 and repeats <= cut and set(asking.statuses) <= {200, 503}
    passed = passed and not asking.traces
    figures.add(
        "5",
        f"amidst {size.sends} sends: restart of PostgreSQL, crash of it, three seconds without it, "
        "all connections cut, in turn; two web processes asked all the while",
        size.rounds,
        f"{lost} lost, {repeats} repeats for {cut} cut connections of senders, none left claimed; "
        f"pages: {', '.join(f'{n:,} × {s}' for s, n in sorted(asking.statuses.items()))}",
        "0 lost, at most 1 repeat per cut connection; 503 and never 500",
        passed=passed,
    )
    assert passed, (lost, repeats, cut, asking.statuses, asking.traces)


def interrupt(rig: Rig, number: int) -> int:
    """How many connections of senders were cut."""
    match number % 4:
        case 0:
            rig.postgres.restart("fast")
        case 1:
            rig.postgres.drop_connections()
        case 2:
            rig.postgres.restart("immediate")
        case _:
            rig.postgres.down()
            time.sleep(3)
            rig.postgres.up()
    return WORKERS
