"""The process that watches: its loop goes on, and ends when it is asked to."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from planner.reminders.management.commands import watch_reminders
from planner.reminders.management.commands.watch_reminders import Watcher

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was looked at, without a database."""
    seen: list[dict[str, Any]] = []

    def look(**values: Any) -> list[Any]:
        seen.append(values)
        return []

    monkeypatch.setattr(watch_reminders, "look", look)
    return seen


def test_it_looks_again_and_again_until_it_is_asked_to_stop(looks: list[dict[str, Any]]) -> None:
    begun = time.monotonic()
    threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGTERM]).start()

    call_command("watch_reminders", every=0.1)

    assert len(looks) >= 2
    assert time.monotonic() - begun < 2


def test_a_database_that_is_away_is_said_once_and_asked_again(
    monkeypatch: pytest.MonkeyPatch, looks: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    watcher = Watcher()
    with monkeypatch.context() as patch:
        patch.setattr(watch_reminders, "look", _away)
        watcher.watch_once()
        watcher.watch_once()

    watcher.watch_once()

    assert len(looks) == 1
    assert caplog.text.count("Nothing can be watched") == 1


def test_after_a_long_sleep_the_others_get_time_to_wake_up(looks: list[dict[str, Any]]) -> None:
    watcher = Watcher()
    for seconds in (0, 30, 60, 7260, 7290, 0):
        at = NOW + timedelta(seconds=seconds)
        watcher.clock = lambda at=at: at
        watcher.watch_once()

    since = [(item["watching_since"] - NOW).total_seconds() for item in looks]
    assert since == [0, 0, 0, 7260, 7260, 0]


def _away(**values: Any) -> None:
    raise OperationalError("server closed the connection")
