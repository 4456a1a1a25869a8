"""Proof, misses, tests and months, written by the services as a page would."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import User
from planner.plans.enums import Japanese, MissCause
from planner.plans.models import Benchmark, CheckIn, Evidence, JapaneseTest, Miss
from planner.plans.records import JAPANESE_TEST, plain
from planner.plans.services.evidence import add_evidence
from planner.plans.services.japanese import keep_japanese_test
from planner.plans.services.misses import WhatNow, tell_miss, told_values
from planner.sharing.stale import fingerprint
from tests.factories.plans import NOW

TEST_VALUES: dict[str, Any] = {
    "level": Japanese.N4,
    "taken_on": date(2026, 7, 5),
    "is_passed": True,
    "points": 98,
}


@dataclass(frozen=True)
class Paper:
    """A file as the upload field gives it."""

    content: bytes = b"%PDF-1.7 chung chi"
    kind: str = "application/pdf"


def proof(row: Benchmark, *, name: str = "chứng chỉ.pdf", now: datetime = NOW) -> Evidence:
    return add_evidence(person=row.person, checked=Paper(), name=name, now=now, benchmark_pk=row.pk)


def payslip(month: CheckIn, *, name: str = "phiếu lương.pdf", now: datetime = NOW) -> Evidence:
    return add_evidence(
        person=month.person, checked=Paper(), name=name, now=now, check_in_pk=month.pk
    )


def told_miss(
    row: Benchmark,
    cause: MissCause = MissCause.EMPLOYER,
    words: str = "",
    *,
    what_now: WhatNow = WhatNow.LEAVE,
    new_day: date | None = None,
    now: datetime = NOW,
) -> Miss:
    """On the day of `now`."""
    row.refresh_from_db(fields=["due_on"])
    before = Miss.objects.filter(benchmark=row, due_on=row.due_on).first()
    return tell_miss(
        person=row.person,
        pk=row.pk,
        cause=cause,
        words=words,
        what_now=what_now,
        new_day=new_day,
        seen=fingerprint(told_values(row, before)),
        today=now.date(),
        now=now,
    )


def japanese_test(
    person: User, row: JapaneseTest | None = None, *, now: datetime = NOW, **values: Any
) -> JapaneseTest:
    """A new one, or `row` changed."""
    had = plain(row, JAPANESE_TEST)
    return keep_japanese_test(
        person=person,
        pk=row.pk if row else None,
        values=({name: getattr(row, name) for name in JAPANESE_TEST} if row else TEST_VALUES)
        | values,
        seen=fingerprint(had),
        now=now,
    )
