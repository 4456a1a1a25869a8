"""Who in care needs somebody first, and why: facts of a person in, reasons out. Described in docs/triage.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from planner.benchmarks.check_ins import SILENT_DAYS
from planner.casework.enums import ReasonKind

# How soon somebody has to act.
TODAY, THIS_WEEK, IN_VIEW = 1, 2, 3
PRIORITIES = (TODAY, THIS_WEEK, IN_VIEW)

# An extension can be asked for from three months before the end (Immigration Services Agency); below a month it is late.
STATUS_DAYS = 90
STATUS_URGENT_DAYS = 30
# The reminders tell the supervisors of a silence on the same day.
SILENT_URGENT_DAYS = 21
# Half a year is what it takes to prepare a life at home. Our judgement.
RETURN_DAYS = 180
RETURN_SOON_DAYS = 90
# What was missed longer ago is no news. Our judgement.
MISSED_DAYS = 30
# A message is answered within three days, a step is seen a week ahead. Our judgement.
UNREAD_DAYS = 3
STEP_DAYS = 7
# Three months running are no accident. Our judgement.
MONTHS_BEHIND = 3
# Less than nine tenths of what was promised, before anything comes off; where only what came is told, less than six
# tenths, since insurance, tax and rent take up to a third. Our judgement.
PAY_GAP = Decimal("0.10")
NET_PAY_GAP = Decimal("0.40")


class Facts(NamedTuple):
    """What is known of one person. None: not known, or not open to who looks.

    `missed_on`: on which days benchmarks came to count as missed. `pay_gap`, `net_pay_gap`: share 0–1 of the promised pay that
    is missing, before and after deductions. `months_behind`: how many of the last months running less was saved than planned.
    """

    pk: int = 0
    name_key: str = ""
    is_invited: bool = False
    is_home: bool = False
    status_ends_on: date | None = None
    returns_on: date | None = None
    has_home_plan: bool = False
    silent_since: date | None = None
    missed_on: tuple[date, ...] = ()
    unread: int = 0
    unread_since: date | None = None
    cut_off_since: date | None = None
    urgent_since: date | None = None
    step_due_on: date | None = None
    answer_waits_since: date | None = None
    pay_gap: Decimal | None = None
    net_pay_gap: Decimal | None = None
    months_behind: int | None = None


# Not frozen: that takes three times as long to make, and a caseload has hundreds.
@dataclass(slots=True)
class Reason:
    """`on`: the day it is about, or since when; None of a reason about money. `count`: of messages, benchmarks or months."""

    kind: ReasonKind
    priority: int
    on: date | None = None
    count: int = 0


Place = tuple[int, date, int, str, int]
_PRIORITY = attrgetter("priority")


class _Limits(NamedTuple):
    """Days from which on, or up to which, a reason counts."""

    status: date
    status_urgent: date
    silent: date
    silent_urgent: date
    back: date
    back_soon: date
    missed: date
    unread: date
    step: date


@lru_cache(maxsize=8)
def _limits(today: date) -> _Limits:
    return _Limits(
        status=today + timedelta(days=STATUS_DAYS),
        status_urgent=today + timedelta(days=STATUS_URGENT_DAYS),
        silent=today - timedelta(days=SILENT_DAYS),
        silent_urgent=today - timedelta(days=SILENT_URGENT_DAYS),
        back=today + timedelta(days=RETURN_DAYS),
        back_soon=today + timedelta(days=RETURN_SOON_DAYS),
        missed=today - timedelta(days=MISSED_DAYS - 1),
        unread=today - timedelta(days=UNREAD_DAYS),
        step=today + timedelta(days=STEP_DAYS),
    )


def reasons_of(facts: Facts, today: date) -> tuple[Reason, ...]:
    """The most pressing first, of the same priority in the order of ReasonKind. Empty: nothing to do."""
    limits, is_home = _limits(today), _is_home(facts, today)
    # In the order of ReasonKind; sorting by priority keeps it.
    found = [*_of_the_stay(facts, limits, is_home)]
    if not facts.is_invited:
        found += _of_the_person(facts, limits, is_home, today)
    if (due := facts.step_due_on) and due <= limits.step:
        found.append(Reason(ReasonKind.STEP_DUE, TODAY if due <= today else THIS_WEEK, due))
    if not facts.is_invited:
        found += _of_money(facts)
        found += _of_ways(facts)
    if len(found) > 1:
        found.sort(key=_PRIORITY)
    return tuple(found)


def place_of(facts: Facts, reasons: tuple[Reason, ...], today: date) -> Place:
    """Sorting by it gives the order of the list. There must be a reason."""
    day = due_on(facts, today)
    return reasons[0].priority, day or date.max, -len(reasons), facts.name_key, facts.pk


def due_on(facts: Facts, today: date) -> date | None:
    """The earliest of the next step, the end of the status and the return; at home only the step counts."""
    first = facts.step_due_on
    if not _is_home(facts, today):
        for day in (facts.status_ends_on, facts.returns_on):
            if day and (first is None or day < first):
                first = day
    return first


def _of_the_stay(facts: Facts, limits: _Limits, is_home: bool) -> Iterator[Reason]:
    ends_on = facts.status_ends_on
    if ends_on and not is_home and ends_on <= limits.status:
        is_urgent = ends_on <= limits.status_urgent
        yield Reason(ReasonKind.STATUS_ENDS, TODAY if is_urgent else THIS_WEEK, ends_on)
    if facts.urgent_since:
        yield Reason(ReasonKind.FLAG_URGENT, TODAY, facts.urgent_since)


def _of_the_person(facts: Facts, limits: _Limits, is_home: bool, today: date) -> Iterator[Reason]:
    if (since := facts.silent_since) and since <= limits.silent:
        is_long = since <= limits.silent_urgent
        yield Reason(ReasonKind.SILENT, TODAY if is_long else THIS_WEEK, since)
    back = None if facts.has_home_plan or is_home else facts.returns_on
    if back and back <= limits.back:
        is_soon = back <= limits.back_soon
        yield Reason(ReasonKind.NO_HOME_PLAN, THIS_WEEK if is_soon else IN_VIEW, back)
    if facts.missed_on:
        missed = [day for day in facts.missed_on if limits.missed <= day <= today]
        if missed:
            yield Reason(ReasonKind.MISSED, THIS_WEEK, min(missed), len(missed))
    if facts.unread and (first := facts.unread_since):
        is_old = first <= limits.unread
        yield Reason(ReasonKind.UNREAD, TODAY if is_old else THIS_WEEK, first, facts.unread)


def _of_money(facts: Facts) -> Iterator[Reason]:
    if (facts.pay_gap or 0) > PAY_GAP or (facts.net_pay_gap or 0) > NET_PAY_GAP:
        yield Reason(ReasonKind.PAY_GAP, THIS_WEEK)
    if (count := facts.months_behind or 0) >= MONTHS_BEHIND:
        yield Reason(ReasonKind.SAVINGS_BEHIND, IN_VIEW, count=count)


def _of_ways(facts: Facts) -> Iterator[Reason]:
    """To reach the worker, and to get help."""
    if facts.cut_off_since:
        yield Reason(ReasonKind.CUT_OFF, THIS_WEEK, facts.cut_off_since)
    if facts.answer_waits_since:
        yield Reason(ReasonKind.ANSWER_WAITS, THIS_WEEK, facts.answer_waits_since)


def _is_home(facts: Facts, today: date) -> bool:
    return facts.is_home or (facts.returns_on is not None and facts.returns_on <= today)
