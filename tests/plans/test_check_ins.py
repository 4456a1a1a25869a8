"""A month told is one record with a part for each section; a correction stands in the history of its section."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from accounts.models import User
from planner.plans.enums import ChangeKind, Mood
from planner.plans.models import CheckIn, MonthFeeling, MonthMoney, MonthWork, PlanChange
from planner.plans.records import MONTH_MONEY, MONTH_WORK, plain
from planner.plans.selectors.months import months_of
from planner.plans.services.check_ins import month_values, record_check_in
from planner.plans.services.writing import ClosedHere
from planner.sharing.once import once
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.months import FEELING, MONEY, NOW, OCTOBER, WORK, told_month
from tests.factories.plans import LATER, NEW

KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture
def worker(db: None) -> User:
    person: User = UserFactory.create()
    return person


def changes() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    rows = PlanChange.objects.filter(what=ChangeKind.CHECK_IN).order_by("pk")
    return [(row.section, row.before, row.after) for row in rows]


def test_month_is_told_in_its_parts_and_is_no_correction(worker: User) -> None:
    check_in = told_month(worker)

    month = months_of(worker)[0]
    assert (month.check_in, month.month) == (check_in, OCTOBER)
    assert plain(month.money, MONTH_MONEY) == plain(MonthMoney(**MONEY), MONTH_MONEY)
    assert plain(month.work, MONTH_WORK) == plain(MonthWork(**WORK), MONTH_WORK)
    assert month.feeling is not None
    assert month.feeling.mood == FEELING["mood"]
    assert changes() == []


def test_part_that_nobody_told_has_no_row(worker: User) -> None:
    told_month(worker, money=None, feeling=None)

    assert (MonthMoney.objects.count(), MonthWork.objects.count()) == (0, 1)
    assert not MonthFeeling.objects.exists()


def test_correction_stands_in_the_history_of_its_part_alone(worker: User) -> None:
    told_month(worker)

    told_month(worker, money={"net_jpy": 118_000}, feeling={"mood": Mood.HARD}, now=LATER)

    assert CheckIn.objects.count() == 1
    assert changes() == [
        (Section.MONEY, {"net_jpy": 121_000}, {"net_jpy": 118_000}),
        (Section.WELL_BEING, {"mood": "fair"}, {"mood": "hard"}),
    ]
    assert PlanChange.objects.order_by("pk")[0].about == "2026-10"


def test_same_month_again_makes_no_history(worker: User) -> None:
    told_month(worker)

    told_month(worker, money={"vnd_per_jpy": Decimal("165.50")}, now=LATER)

    assert changes() == []


def test_part_taken_away_leaves_what_it_was_in_the_history(worker: User) -> None:
    told_month(worker, feeling=None)

    told_month(worker, money=None, feeling=None, now=LATER)

    assert not MonthMoney.objects.exists()
    assert changes() == [(Section.MONEY, plain(MonthMoney(**MONEY), MONTH_MONEY), {})]


def test_part_left_out_stays(worker: User) -> None:
    told_month(worker)
    seen = fingerprint(month_values(months_of(worker)[0]))

    record_check_in(person=worker, month=OCTOBER, values={"money": None}, seen=seen, now=LATER)

    assert (MonthWork.objects.count(), MonthFeeling.objects.count()) == (1, 1)


def test_work_that_turns_closed_goes_from_the_open_history_and_comes_in_the_closed_one(
    worker: User,
) -> None:
    told_month(worker)

    told_month(worker, work={"section": Section.WELL_BEING, "duties": ["bí mật"]}, now=LATER)

    (open_one, closed_one) = changes()
    assert open_one == (Section.WORK, plain(MonthWork(**WORK), MONTH_WORK), {})
    assert closed_one[:2] == (Section.WELL_BEING, {})
    assert closed_one[2]["duties"] == ["bí mật"]


def test_what_changed_meanwhile_is_not_written_over(worker: User) -> None:
    told_month(worker)

    with pytest.raises(ChangedMeanwhile):
        record_check_in(
            person=worker, month=OCTOBER, values={"money": {"net_jpy": 1}}, seen=NEW, now=LATER
        )

    assert MonthMoney.objects.get().net_jpy == 121_000


def test_browser_that_is_shut_out_tells_work_and_touches_nothing_closed(worker: User) -> None:
    told_month(worker, work=None)
    worker.is_shut_out = True
    seen = fingerprint(month_values(months_of(worker)[0]))

    record_check_in(
        person=worker,
        month=OCTOBER,
        values={"money": None, "work": WORK, "feeling": None},
        seen=seen,
        now=LATER,
    )

    assert MonthMoney.objects.get().net_jpy == MONEY["net_jpy"]
    assert MonthFeeling.objects.get().words == FEELING["words"]
    assert MonthWork.objects.get().section == Section.WORK
    assert [section for section, _before, _after in changes()] == [Section.WORK]


@pytest.mark.parametrize(
    "values",
    [
        {"money": MONEY},
        {"feeling": FEELING},
        {"work": {**WORK, "section": Section.WELL_BEING}},
    ],
)
def test_browser_that_is_shut_out_writes_nothing_closed(
    values: dict[str, Any], worker: User
) -> None:
    worker.is_shut_out = True

    with pytest.raises(ClosedHere):
        record_check_in(person=worker, month=OCTOBER, values=values, seen=NEW, now=NOW)

    assert not CheckIn.objects.exists()


def test_work_that_was_closed_is_not_opened_in_a_browser_that_is_shut_out(worker: User) -> None:
    told_month(worker, work={"section": Section.WELL_BEING})
    worker.is_shut_out = True
    seen = fingerprint(month_values(months_of(worker)[0]))

    with pytest.raises(ClosedHere):
        record_check_in(person=worker, month=OCTOBER, values={"work": WORK}, seen=seen, now=LATER)

    assert MonthWork.objects.get().section == Section.WELL_BEING


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a copy in a file, see tests of form keys"
)
def test_fifty_at_once_make_one_record(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "many.sqlite3"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        file.write_bytes(connection.connection.serialize())
        monkeypatch.setitem(connections.settings["default"], "NAME", str(file))
        assert fifty_at_once() == (1, 1, 1)


def fifty_at_once() -> tuple[int, int, int]:
    """How many answers, months and parts about money there are."""
    together = Barrier(50)

    def alone(work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    def tap(person: User) -> str:
        together.wait(60)
        return str(alone(lambda: _send(person)))

    with ThreadPoolExecutor(50) as taps:
        person = taps.submit(alone, UserFactory.create).result()
        answers = set(taps.map(tap, [person] * 50))
        months = taps.submit(alone, CheckIn.objects.count).result()
        parts = taps.submit(alone, MonthMoney.objects.count).result()
    return len(answers), months, parts


def _send(person: User) -> str:
    def act() -> str:
        made = record_check_in(
            person=person,
            month=date(2026, 10, 1),
            values={"money": MONEY, "work": WORK, "feeling": FEELING},
            seen=NEW,
            now=datetime(2026, 11, 22, 9, tzinfo=UTC),
        )
        return f"/made/{made.pk}/"

    return once(person=person, key=KEY, form="check-in", payload=MONEY, now=NOW, act=act)
