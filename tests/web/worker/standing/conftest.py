"""The clock stands on a day on which some things are late."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from planner.benchmarks.enums import Group
from planner.benchmarks.values import LaidOut
from planner.plans.models import Benchmark
from tests.factories.plans import laid_out, way
from tests.signing_in import signed_in

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
BEFORE = datetime(2023, 1, 5, 9, tzinfo=UTC)
# One of each standing, on the day NOW.
MARKS = (
    LaidOut("missed", "t1_exam_applied", Group.JAPAN, date(2026, 9, 1)),
    LaidOut("late", "t2_jlpt_n3", Group.JAPAN, date(2026, 11, 15)),
    LaidOut("soon", "t2_choose_next_step", Group.JAPAN, date(2026, 12, 10)),
    LaidOut("later", "r_pension_number", Group.BEFORE_RETURN, date(2028, 2, 1)),
    LaidOut("done", "pre_passport", Group.BEFORE, date(2023, 3, 1)),
    LaidOut("money", "t2_savings_reference", Group.JAPAN, date(2027, 3, 1), is_money=True),
)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def browser(clock: None, worker: User) -> Client:
    return signed_in(worker)


@pytest.fixture
def marks(worker: User) -> dict[str, Benchmark]:
    """By key; of somebody who has been in Japan for three years."""
    way(worker, departs_on=date(2023, 4, 1), now=BEFORE)
    found = laid_out(worker, MARKS, now=BEFORE)
    found["done"].done_on = date(2023, 2, 20)
    found["done"].save()
    return found
