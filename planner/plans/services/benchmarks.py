"""Writes of the way through Japan and of the benchmarks laid out for it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone

from accounts.models import User
from planner.benchmarks.changes import differences
from planner.benchmarks.enums import Change, Group
from planner.benchmarks.values import Difference, Kept, LaidOut
from planner.plans.enums import ChangeKind, DropReason
from planner.plans.models import Benchmark, Plan
from planner.plans.records import BENCHMARK, WAY, plain
from planner.plans.services.writing import NotThere, hold, record
from planner.sharing.audiences import own_sections
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen, fingerprint

MOST_OWN = 60


class TooManyBenchmarks(Exception):
    """A plan that nobody could follow."""


@dataclass(frozen=True)
class Title:
    """What a template calls its benchmark, in both languages."""

    title_en: str
    title_vi: str


@transaction.atomic
def choose_way(
    *, person: User, values: Mapping[str, Any], seen: str, now: datetime, why: str = ""
) -> Plan:
    """`values`: the columns of records.WAY. Raises ChangedMeanwhile."""
    hold(person, Section.PLAN)
    row = Plan.objects.filter(person=person).first()
    before = plain(row, WAY)
    check_seen(seen, before)
    row = row or Plan(person=person)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    after = plain(row, WAY)
    if before != after:
        record(
            ChangeKind.ROUTE,
            person=person,
            section=Section.PLAN,
            now=now,
            before=before,
            after=after,
            why=why,
        )
    return row


def kept_of(rows: Collection[Benchmark]) -> list[Kept]:
    return [
        Kept(
            key=row.key,
            due_on=row.due_on,
            is_done=row.done_on is not None,
            is_own=row.is_own,
            is_dropped=row.dropped_on is not None,
            is_moved=row.is_moved,
        )
        for row in rows
    ]


def shown_key(found: Sequence[Difference]) -> str:
    """Changes with what laying out again would do."""
    return fingerprint(_shown(found))


@transaction.atomic
def lay_out_benchmarks(
    *,
    person: User,
    laid_out: Sequence[LaidOut],
    titles: Mapping[str, Title],
    seen: str,
    now: datetime,
    accepted: Collection[str] | None = None,
) -> list[Difference]:
    """Accept the differences of these keys; None = all of them. Done, dropped and hand-made ones stay.

    `seen`: `shown_key` of what the page showed, "" for the first time, when there are none yet.
    Closed benchmarks are not laid out in a browser that is shut out. Raises ChangedMeanwhile.
    """
    hold(person, Section.PLAN, Section.BENCHMARKS)
    open_here = own_sections(person)
    rows = {row.key: row for row in Benchmark.objects.of(person)}
    wanted = [item for item in laid_out if _section(item) in open_here]
    found = differences(kept_of(rows.values()), wanted)
    if seen or any(not row.is_own for row in rows.values()):
        check_seen(seen, _shown(found))
    taken = [item for item in found if accepted is None or item.key in accepted]
    for item in taken:
        _take(item, person, rows, titles, now)
    # Others see this instant: nothing closed moves it.
    if any(rows[item.key].section != Section.MONEY for item in taken):
        Plan.objects.filter(person=person).update(laid_out_at=now)
    for section in (Section.BENCHMARKS, Section.MONEY):
        _record_layout(person, section, taken, rows, now)
    return taken


def _shown(found: Sequence[Difference]) -> dict[str, list[str]]:
    return {item.key: [item.change, str(item.before), str(item.after)] for item in found}


def _section(item: LaidOut) -> Section:
    return Section.MONEY if item.is_money else Section.BENCHMARKS


def _take(
    item: Difference,
    person: User,
    rows: dict[str, Benchmark],
    titles: Mapping[str, Title],
    now: datetime,
) -> None:
    if item.change == Change.NEW and item.laid_out:
        made = item.laid_out
        title = titles[made.template_key]
        rows[item.key] = Benchmark.objects.create(
            person=person,
            section=_section(made),
            key=made.key,
            template_key=made.template_key,
            group=made.group,
            title_en=title.title_en,
            title_vi=title.title_vi,
            due_on=made.due_on,
            added_at=now,
        )
    elif item.change == Change.MOVED and item.after:
        row = rows[item.key]
        row.due_on, row.is_moved, row.dated_at = item.after, False, now
        if item.laid_out:
            row.group = item.laid_out.group
        row.save(update_fields=["due_on", "is_moved", "dated_at", "group"])
    elif item.change == Change.GONE:
        _let_go(rows[item.key], now)


def _let_go(row: Benchmark, now: datetime) -> None:
    """With proof, or with a miss that was told, it is dropped: what the person kept of it is not lost."""
    if row.evidence.exists() or row.misses.exists():
        row.dropped_on = now.astimezone(get_current_timezone()).date()
        row.drop_reason = DropReason.NOT_FOR_ME
        row.save(update_fields=["dropped_on", "drop_reason"])
    else:
        Benchmark.objects.filter(pk=row.pk).delete()


def _record_layout(
    person: User,
    section: Section,
    taken: Sequence[Difference],
    rows: Mapping[str, Benchmark],
    now: datetime,
) -> None:
    mine = [item for item in taken if rows[item.key].section == section]
    if mine:
        record(
            ChangeKind.LAID_OUT,
            person=person,
            section=section,
            now=now,
            before={item.key: str(item.before) for item in mine if item.before},
            after={item.key: str(item.after) for item in mine if item.after},
        )


@transaction.atomic
def add_benchmark(
    *,
    person: User,
    words: str,
    due_on: date,
    group: Group,
    is_money: bool,
    now: datetime,
    why: str = "",
) -> Benchmark:
    """One of the worker's own. `why`: said in the history. Raises ClosedHere, TooManyBenchmarks."""
    section = Section.MONEY if is_money else Section.BENCHMARKS
    hold(person, section)
    if Benchmark.objects.filter(person=person, template_key="").count() >= MOST_OWN:
        raise TooManyBenchmarks
    row = Benchmark.objects.create(
        person=person,
        section=section,
        key=f"own:{uuid.uuid4().hex}",
        words=words,
        due_on=due_on,
        group=group,
        added_at=now,
    )
    _record(ChangeKind.BENCHMARK, row, {}, now, why)
    return row


@transaction.atomic
def edit_benchmark(
    *, person: User, pk: int, values: Mapping[str, Any], seen: str, now: datetime, why: str = ""
) -> Benchmark:
    """`values`: due_on, and words and group of an own one. Raises NotThere, ChangedMeanwhile."""
    hold(person)
    row = _own(person, pk)
    before = plain(row, BENCHMARK)
    check_seen(seen, before)
    if row.due_on != values.get("due_on", row.due_on):
        row.is_moved, row.dated_at = True, now
    for name, value in values.items():
        setattr(row, name, value)
    if before != plain(row, BENCHMARK):
        row.save()
        _record(ChangeKind.BENCHMARK, row, before, now, why)
    return row


@transaction.atomic
def finish_benchmark(*, person: User, pk: int, done_on: date | None, now: datetime) -> Benchmark:
    """Done on that day, or open again. Raises NotThere."""
    hold(person)
    row = _own(person, pk)
    before = plain(row, BENCHMARK)
    row.done_on, row.dropped_on, row.drop_reason, row.drop_words = done_on, None, "", ""
    row.save()
    if before != plain(row, BENCHMARK):
        _record(ChangeKind.BENCHMARK_DONE, row, before, now, "")
    return row


@transaction.atomic
def drop_benchmark(
    *, person: User, pk: int, reason: DropReason, words: str, today: date, now: datetime
) -> Benchmark:
    """Out of the plan, with a reason; it can be taken up again. Raises NotThere."""
    hold(person)
    row = _own(person, pk)
    before, said = plain(row, BENCHMARK), row.drop_words
    row.dropped_on, row.drop_reason, row.drop_words = today, reason, words
    row.done_on = None
    if before != plain(row, BENCHMARK) or said != words:
        row.save()
        _record(ChangeKind.BENCHMARK_DROPPED, row, before, now, words)
    return row


@transaction.atomic
def take_up_benchmark(*, person: User, pk: int, now: datetime) -> Benchmark:
    """A dropped one is back in the plan. Raises NotThere."""
    hold(person)
    row = _own(person, pk)
    before = plain(row, BENCHMARK)
    row.dropped_on, row.drop_reason, row.drop_words = None, "", ""
    row.save()
    if before != plain(row, BENCHMARK):
        _record(ChangeKind.BENCHMARK_BACK, row, before, now, "")
    return row


def _own(person: User, pk: int) -> Benchmark:
    row: Benchmark | None = Benchmark.objects.of(person).filter(pk=pk).first()
    if row is None:
        raise NotThere
    return row


def _record(
    what: ChangeKind, row: Benchmark, before: dict[str, Any], now: datetime, why: str
) -> None:
    record(
        what,
        person=row.person,
        section=row.section,
        now=now,
        about=row.words or row.title_vi,
        before=before,
        after=plain(row, BENCHMARK),
        why=why,
    )
