"""What laying out again would change in a plan; nothing changes until the person accepts it."""

from collections.abc import Sequence
from datetime import date

from planner.benchmarks.enums import Change
from planner.benchmarks.values import Difference, Kept, LaidOut


def differences(kept: Sequence[Kept], laid_out: Sequence[LaidOut]) -> tuple[Difference, ...]:
    """New, moved and gone benchmarks, by day (the new one if there is one) and key.

    Done, own and dropped ones are never among them. One whose day was set by hand is reported as
    moved whenever the layout says another day: the person keeps the own day or takes the new one.
    """
    laid = {row.key: row for row in laid_out}
    had = {row.key: row for row in kept}
    found = [
        Difference(row.key, Change.NEW, None, row.due_on, row)
        for row in laid_out
        if row.key not in had
    ]
    for row in kept:
        if row.is_done or row.is_own or row.is_dropped:
            continue
        now = laid.get(row.key)
        if now is None:
            found.append(Difference(row.key, Change.GONE, row.due_on, None))
        elif now.due_on != row.due_on:
            found.append(Difference(row.key, Change.MOVED, row.due_on, now.due_on, now))
    return tuple(sorted(found, key=lambda one: (one.after or one.before or date.min, one.key)))
