"""Lay out the dated benchmarks of a way through Japan."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from planner.benchmarks.dates import add_months
from planner.benchmarks.enums import Anchor, Group
from planner.benchmarks.routes import (
    MONTHS_OF_TITP,
    applies,
    arrival_of,
    check,
    group_of,
    is_paper_of_traineeship,
    months_before_ssw,
    return_of,
    told_ssw_start,
)
from planner.benchmarks.sittings import language_tests
from planner.benchmarks.values import EntryDays, ExamSitting, LaidOut, Template, Way

ENTRY_DAYS = EntryDays()
# A stay of three years often ends the day before its anniversary: what is due then is due at the
# return and not left out.
DAYS_BEFORE_ANNIVERSARY = 7
# Worth something only to who stays on.
ONLY_BEFORE_RETURN = frozenset({"s2_status"})
# Counted from arrival for a change after three years: it moves with the change.
BEFORE_SSW = frozenset({"s1_recommendation_in_japan"})


def lay_out(
    templates: Iterable[Template],
    way: Way,
    sittings: Sequence[ExamSitting],
    entry: EntryDays = ENTRY_DAYS,
) -> tuple[LaidOut, ...]:
    """The benchmarks that apply, by day and key. Days that have passed are among them.

    A benchmark of the stay that would fall after the return is left out. Raises NotOpenYet,
    Closed, ArrivesBeforeDeparture or ReturnsBeforeArrival, all of them CannotLayOut.
    """
    check(way, entry)
    chosen = {row.key: row for row in templates if applies(row, way)}
    rows = [row for template in chosen.values() if (row := _laid_out(template, way))]
    rows += language_tests(chosen, way, sittings)
    return tuple(sorted(rows, key=lambda row: (row.due_on, row.key)))


def _laid_out(template: Template, way: Way) -> LaidOut | None:
    if template.anchor == Anchor.CALENDAR or template.offset_months is None:
        return None
    due = _day(template, template.offset_months, way)
    group = group_of(template, way)
    if group == Group.JAPAN:
        within = _within_stay(template, due, return_of(way))
        if within is None:
            return None
        due = within
    return LaidOut(template.key, template.key, group, due, template.is_money)


def _day(template: Template, offset: Decimal, way: Way) -> date:
    arrival, told_start = arrival_of(way), told_ssw_start(way)
    if is_paper_of_traineeship(template, way):
        end = told_start or add_months(arrival, Decimal(MONTHS_OF_TITP))
        return add_months(end, offset)
    if told_start and template.anchor == Anchor.SSW_START:
        return add_months(told_start, offset)
    if told_start and template.key in BEFORE_SSW:
        return add_months(told_start, offset - MONTHS_OF_TITP)
    match template.anchor:
        case Anchor.DEPARTURE:
            return add_months(way.departs_on, offset)
        case Anchor.SSW_START:
            # In one go: two steps would lose the 29th of February on the way.
            return add_months(arrival, months_before_ssw(way) + offset)
        case Anchor.RETURN:
            return add_months(return_of(way), offset)
        case _:
            return add_months(arrival, offset)


def _within_stay(template: Template, due: date, returns_on: date) -> date | None:
    if template.key in ONLY_BEFORE_RETURN:
        return due if due < returns_on else None
    if due <= returns_on:
        return due
    return returns_on if due - returns_on <= timedelta(days=DAYS_BEFORE_ANNIVERSARY) else None
