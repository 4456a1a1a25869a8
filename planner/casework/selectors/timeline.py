"""What happened to a worker's case and in the open part of the plan, newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import get_current_timezone

from planner.benchmarks.enums import Standing
from planner.benchmarks.standing import GRACE_DAYS
from planner.casework.models import (
    Case,
    CaseEvent,
    CaseNote,
    ContactAttempt,
    FollowUp,
    Message,
    Nudge,
)
from planner.casework.selectors.case import PlanInSight
from planner.plans.models import Agreement, Benchmark, SignOff
from planner.plans.standing import day_that_counts, standing_of
from planner.sharing.audiences import Opened
from planner.sharing.kept_queries import KeptQuery, anything_open
from planner.sharing.sections import Section

PER_PAGE = 30
# Nobody leafs back further.
MOST_PAGES = 100


class Happening(StrEnum):
    """Their words live in the pages."""

    EVENT = "event"
    CONTACT = "contact"
    STEP_SET = "step_set"
    STEP_DONE = "step_done"
    NOTE = "note"
    MESSAGES = "messages"
    NUDGE = "nudge"
    BENCHMARK_DONE = "benchmark_done"
    BENCHMARK_MISSED = "benchmark_missed"
    MONTH_TOLD = "month_told"
    AGREED = "agreed"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Entry:
    """`kind` and `result`: codes of what it is. `on`: the day or month it is about.

    `counts`: messages of that day, from the worker and from the desk. `is_day`: no hour is known.
    """

    at: datetime
    what: Happening
    who: str = ""
    kind: str = ""
    result: str = ""
    words: str = ""
    on: date | None = None
    counts: tuple[int, int] = (0, 0)
    benchmark: Benchmark | None = None
    is_day: bool = False


@dataclass(frozen=True)
class Past:
    """Of whom it is told. `cases`: of the agency, the present one and those of counselors before."""

    opened: Opened
    cases: Sequence[Case]
    plan: PlanInSight
    today: date


def newest_of(past: Past, *, most: int = 5) -> list[Entry]:
    """Four queries, however much there is."""
    return _merged(past, most)[:most]


def timeline_page(past: Past, number: int) -> tuple[list[Entry], bool]:
    """PER_PAGE of them, pages counted from 1, and whether there are older ones. Four queries, whatever the page."""
    first = (min(max(number, 1), MOST_PAGES) - 1) * PER_PAGE
    found = _merged(past, first + PER_PAGE + 1)
    has_older = len(found) > first + PER_PAGE and number < MOST_PAGES
    return found[first : first + PER_PAGE], has_older


def _merged(past: Past, most: int) -> list[Entry]:
    """Of each kind no more than `most`: nothing that was left out is among the newest."""
    cases = [case.pk for case in past.cases]
    found = [*_done(cases, most), *_messages(cases, most)] if cases else []
    found += _benchmarks(past)
    found += [Entry(at, Happening.MONTH_TOLD, on=on) for at, on in past.plan.months[:most]]
    found += _agreed(past.opened, most)
    found += _signed(past.opened, most)
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _done(cases: Sequence[int], most: int) -> Iterator[Entry]:
    """What counselors did, set down in six places, by one question: six of their own take as long as the whole page."""
    inside = ", ".join(["%s"] * len(cases))
    parts = " UNION ALL ".join(f"{part} AND case_id IN ({inside})" for part in _parts())
    # An event stands for each of them: its columns tell how a value is read.
    rows: Iterable[Any] = CaseEvent.objects.raw(
        f"{parts} ORDER BY at DESC, what, id DESC LIMIT %s",
        [*list(cases) * len(_parts()), most],
    )
    for row in rows:
        # Of no column of an event, so SQLite gives it as it is kept.
        on = date.fromisoformat(row.due_on) if isinstance(row.due_on, str) else row.due_on
        yield Entry(row.at, Happening(row.what), row.by_name, row.kind, row.result, row.words, on)


@cache
def _parts() -> tuple[str, ...]:
    """Each with the columns of an event, what came of it, and by which day."""
    step = "kind, words"
    columns = (
        (Happening.EVENT, CaseEvent, "at, by_name, kind, words, '' AS result", ""),
        (Happening.CONTACT, ContactAttempt, "at, by_name, channel, words, result", ""),
        (Happening.STEP_SET, FollowUp, f"made_at, made_by_name, {step}, ''", "due_on"),
        (Happening.STEP_DONE, FollowUp, f"done_at, done_by_name, {step}, result", "due_on"),
        (Happening.NOTE, CaseNote, "made_at, author_name, audience, text, ''", ""),
        (Happening.NUDGE, Nudge, "at, by_name, kind, '', ''", ""),
    )
    return tuple(
        f"SELECT id, '{what}' AS what, {names}, {day or 'CAST(NULL AS date)'} AS due_on"  # noqa: S608
        f" FROM {model._meta.db_table} WHERE {names.partition(',')[0]} IS NOT NULL"
        for what, model, names, day in columns
    )


def _messages(cases: Sequence[int], most: int) -> Iterator[Entry]:
    """How many were written on a day. What was written stays in the thread."""
    for day, at, from_worker, all_of_day in _days().filter(case__in=cases)[:most]:
        counts = (from_worker, all_of_day - from_worker)
        yield Entry(at, Happening.MESSAGES, on=day, counts=counts, is_day=True)


# Only ever narrowed further, so what it gives can be kept: making it takes longer than asking it.
@cache
def _days() -> QuerySet[Any]:
    """By day, when the last was sent, how many from the worker and from both."""
    days = Message.objects.annotate(day=TruncDate("sent_at")).values_list("day")
    counted = days.annotate(
        last=Max("sent_at"),
        from_worker=Count("pk", filter=Q(is_from_worker=True)),
        all_of_day=Count("pk"),
    )
    return counted.order_by("-day")


def _benchmarks(past: Past) -> Iterator[Entry]:
    """Done, or missed as long as it is. On the day; the first moment of it."""
    for row in past.plan.benchmarks:
        if row.done_on is not None:
            yield _on(row.done_on, Happening.BENCHMARK_DONE, row)
        elif standing_of(row, past.today) == Standing.MISSED:
            missed_on = day_that_counts(row) + timedelta(days=GRACE_DAYS + 1)
            yield _on(missed_on, Happening.BENCHMARK_MISSED, row)


def _on(day: date, what: Happening, row: Benchmark) -> Entry:
    at = datetime.combine(day, time.min, get_current_timezone())
    return Entry(at, what, on=row.due_on, benchmark=row, is_day=True)


def _agreed(opened: Opened, most: int) -> Iterator[Entry]:
    """Once, however many sections were agreed together."""
    for (at,) in _agreements(opened.sections, most).of_key(opened.person.pk):
        yield Entry(at, Happening.AGREED)


def _signed(opened: Opened, most: int) -> Iterator[Entry]:
    for at, who, words in _sign_offs(opened.sections, most).of_key(opened.person.pk):
        yield Entry(at, Happening.SIGNED, who, words=words)


@lru_cache(maxsize=32)
def _agreements(sections: frozenset[Section], most: int) -> KeptQuery:
    rows = Agreement.objects.open_in(anything_open(sections)).order_by("-agreed_at")
    return KeptQuery(rows.values_list("agreed_at").distinct()[:most])


@lru_cache(maxsize=32)
def _sign_offs(sections: frozenset[Section], most: int) -> KeptQuery:
    rows = SignOff.objects.open_in(anything_open(sections)).order_by("-signed_at", "-pk")
    return KeptQuery(rows.values_list("signed_at", "by_name", "words")[:most])
