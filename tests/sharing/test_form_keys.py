"""One form sent many times makes one record."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from accounts.models import Agency, User
from planner.sharing.models import FormKey
from planner.sharing.once import KEYS_LAST, KeyUsedForOther, answer_before, drop_old_keys, once
from tests.factories.accounts import UserFactory

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"
PAID = {"amount": ["180.000"], "currency": ["JPY"]}


def send(
    person: User, key: str = KEY, payload: dict[str, list[str]] = PAID, form: str = "pay"
) -> str:
    """Each act makes one agency: a record that can be counted."""

    def act() -> str:
        return f"/made/{Agency.objects.create(name=str(uuid4())).pk}/"

    return once(person=person, key=key, form=form, payload=payload, now=NOW, act=act)


@pytest.fixture
def worker(db: None) -> User:
    return UserFactory.create()


def test_the_second_time_gets_the_answer_of_the_first(worker: User) -> None:
    first = send(worker)

    assert send(worker, payload=dict(reversed(PAID.items()))) == first
    assert Agency.objects.count() == 1


@pytest.mark.parametrize("other", [{"payload": {"amount": ["18"]}}, {"form": "debt"}])
def test_other_values_under_the_same_key_are_refused(
    worker: User, other: dict[str, dict[str, list[str]]]
) -> None:
    send(worker)

    with pytest.raises(KeyUsedForOther):
        send(worker, **other)  # type: ignore[arg-type]

    assert Agency.objects.count() == 1


def test_a_key_is_ones_own(worker: User) -> None:
    assert send(worker) != send(UserFactory.create())


def test_what_failed_can_be_sent_again(worker: User) -> None:
    def fail() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        once(person=worker, key=KEY, form="pay", payload=PAID, now=NOW, act=fail)

    assert send(worker)


def test_the_answer_is_known_before_acting(worker: User) -> None:
    asked = {"person": worker, "key": KEY, "form": "pay", "payload": PAID}
    assert answer_before(**asked) is None  # type: ignore[arg-type]

    first = send(worker)

    assert answer_before(**asked) == first  # type: ignore[arg-type]


def test_amounts_cannot_be_read_from_the_digest(worker: User) -> None:
    send(worker)

    assert "180" not in repr(FormKey.objects.values().get())


def test_old_keys_go_and_young_ones_stay(worker: User) -> None:
    send(worker)

    assert drop_old_keys(now=NOW + KEYS_LAST) == 0
    assert drop_old_keys(now=NOW + KEYS_LAST + timedelta(seconds=1)) == 1


@pytest.fixture
def in_a_file(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[None]:
    """The test database of SQLite lies in memory and has one connection: a copy of it in a file has many."""
    file = tmp_path / "many.sqlite3"
    own = connections.settings["default"]
    before = own["NAME"]
    with django_db_blocker.unblock():
        connection.ensure_connection()
        file.write_bytes(connection.connection.serialize())
        own["NAME"] = str(file)
        yield
        own["NAME"] = before


@pytest.fixture
def reloaded(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A test that commits leaves empty tables."""
    yield
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="see the next test")
def test_fifty_at_once_make_one_record_in_a_file(in_a_file: None) -> None:
    assert fifty_at_once() == (1, 1, 1)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="see the test before")
def test_fifty_at_once_make_one_record(reloaded: None, transactional_db: None) -> None:
    assert fifty_at_once() == (1, 1, 1)


def fifty_at_once() -> tuple[int, int, int]:
    """How many answers, keys and records there are. All in threads: the test's own connection is another."""
    together = Barrier(50)

    def alone(work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    def tap(person: User) -> str:
        together.wait(60)
        return str(alone(lambda: send(person)))

    with ThreadPoolExecutor(50) as taps:
        person = taps.submit(alone, UserFactory.create).result()
        answers = set(taps.map(tap, [person] * 50))
        keys = taps.submit(alone, FormKey.objects.count).result()
        records = taps.submit(alone, Agency.objects.count).result()
    return len(answers), keys, records
