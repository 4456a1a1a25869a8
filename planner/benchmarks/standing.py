"""How a benchmark stands on a day, and which one is next."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from planner.benchmarks.enums import Standing

SOON_DAYS = 30
GRACE_DAYS = 14
# What lay behind already when it was laid out is not late at once.
DAYS_TO_CATCH_UP = 30


class Dated(Protocol):
    """What `next_of` reads; `Kept` is one."""

    @property
    def key(self) -> str: ...
    @property
    def due_on(self) -> date: ...
    @property
    def is_done(self) -> bool: ...
    @property
    def is_dropped(self) -> bool: ...


Row = TypeVar("Row", bound=Dated)


def standing(
    due_on: date,
    done_on: date | None,
    is_dropped: bool,
    today: date,
    soon_days: int = SOON_DAYS,
    grace_days: int = GRACE_DAYS,
) -> Standing:
    """Done counts before dropped, also when it was late. The due day itself is not late."""
    if done_on is not None:
        return Standing.DONE
    if is_dropped:
        return Standing.DROPPED
    if today > due_on + timedelta(days=grace_days):
        return Standing.MISSED
    if today > due_on:
        return Standing.IN_GRACE
    if today >= due_on - timedelta(days=soon_days):
        return Standing.DUE_SOON
    return Standing.UPCOMING


def next_of(rows: Iterable[Row]) -> Row | None:
    """The earliest that is neither done nor dropped, also if its day has passed."""
    open_rows = (row for row in rows if not row.is_done and not row.is_dropped)
    return min(open_rows, key=lambda row: (row.due_on, row.key), default=None)
