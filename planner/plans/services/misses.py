"""Why a benchmark was missed, and what comes of it now."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from accounts.models import User
from planner.benchmarks.enums import Standing
from planner.plans.enums import ChangeKind, DropReason, MissCause
from planner.plans.models import Benchmark, Miss
from planner.plans.records import BENCHMARK, MISS, plain
from planner.plans.services.benchmarks import drop_benchmark, edit_benchmark
from planner.plans.services.writing import NotThere, check_open, hold, record
from planner.plans.standing import standing_of
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen, fingerprint

LATE = frozenset({Standing.IN_GRACE, Standing.MISSED})


class NotLate(Exception):
    """Its day has not passed, or it is done or dropped: there is nothing to tell."""


class NoNewDay(Exception):
    """A new day lies ahead."""


class WhatNow(StrEnum):
    NEW_DAY = "new_day"
    LEAVE = "leave"
    DROP = "drop"


def section_of_miss(cause: str, benchmark_section: str) -> Section:
    """Health is well-being and money is money, both closed. Of a benchmark about money everything is."""
    if benchmark_section == Section.MONEY or cause == MissCause.MONEY:
        return Section.MONEY
    return Section.WELL_BEING if cause == MissCause.HEALTH else Section(benchmark_section)


def told_values(row: Benchmark, miss: Miss | None) -> dict[str, Any]:
    """What `tell_miss` compares: the benchmark, and what was told of this day before."""
    return {"benchmark": plain(row, BENCHMARK), **plain(miss, MISS)}


@transaction.atomic
def tell_miss(
    *,
    person: User,
    pk: int,
    cause: MissCause,
    words: str,
    what_now: WhatNow,
    seen: str,
    today: date,
    now: datetime,
    new_day: date | None = None,
) -> Miss:
    """The cause, and then a new day, out of the plan, or as it is. One miss for each day it was due.

    `new_day`: with NEW_DAY, not before today. Raises ClosedHere, NotThere, NotLate, NoNewDay, ChangedMeanwhile.
    """
    hold(person)
    row: Benchmark | None = Benchmark.objects.of(person).filter(pk=pk).first()
    if row is None:
        raise NotThere
    if standing_of(row, today) not in LATE:
        raise NotLate
    if what_now == WhatNow.NEW_DAY and (new_day is None or new_day < today):
        raise NoNewDay
    miss = _keep(person, row, cause, words, seen, now)
    if what_now == WhatNow.NEW_DAY:
        standing_now = fingerprint(plain(row, BENCHMARK))
        edit_benchmark(person=person, pk=pk, values={"due_on": new_day}, seen=standing_now, now=now)
    elif what_now == WhatNow.DROP:
        _drop(person, miss, today, now)
    return miss


def _keep(
    person: User, row: Benchmark, cause: MissCause, words: str, seen: str, now: datetime
) -> Miss:
    section = section_of_miss(cause, row.section)
    check_open(person, section)
    had = Miss.objects.filter(benchmark=row, due_on=row.due_on).first()
    if had:
        check_open(person, had.section)
    before, was = plain(had, MISS), had.section if had else section
    check_seen(seen, told_values(row, had))
    miss: Miss = had or Miss(person=person, benchmark=row, due_on=row.due_on)
    miss.cause, miss.words, miss.section, miss.told_at = cause, words, section, now
    after = plain(miss, MISS)
    if before == after:
        return miss
    miss.save()
    lines = [(section, before, after)]
    if was != section:
        # What stood in a closed section is not read in an open one.
        lines = [(was, before, {}), (section, {}, after)]
    for where, old, new in lines:
        record(
            ChangeKind.MISS,
            person=person,
            section=where,
            now=now,
            about=row.words or row.title_vi,
            before=old,
            after=new,
        )
    return miss


def _drop(person: User, miss: Miss, today: date, now: datetime) -> None:
    """The reason says no more than the benchmark's own section may: not that it was health or money."""
    is_useless = miss.cause == MissCause.NOT_USEFUL
    drop_benchmark(
        person=person,
        pk=miss.benchmark_id,
        reason=DropReason.NOT_USEFUL if is_useless else DropReason.OTHER,
        words=miss.words[:200] if is_useless else "",
        today=today,
        now=now,
    )
