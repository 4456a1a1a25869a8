"""Where a time begins in the outbox, without reading it: rows are made in the order of their numbers."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from planner.reminders.models import Outgoing

# A row is made at most so long before its time, or so long after it: found late, or tried on another channel.
LONGEST_AHEAD, LATEST = timedelta(days=3), timedelta(days=62)


def first_made_at_or_after(at: datetime) -> int:
    """The number of the first row made then; one more than the last where there is none.

    Halves the range again and again: about 25 looks at single rows, for any number of millions.
    """
    # Two questions: asked for both ends at once, SQLite reads everything between them.
    numbers = Outgoing.objects.order_by("pk").values_list("pk", flat=True)
    low, last = numbers.first(), numbers.last()
    if low is None or last is None:
        return 1
    high = last + 1
    while low < high:
        middle = (low + high) // 2
        # Numbers have holes: the next row there is.
        rows = Outgoing.objects.filter(pk__gte=middle, pk__lt=high).order_by("pk")
        row = rows.values_list("pk", "made_at").first()
        if row is None or row[1] >= at:
            high = middle
        else:
            low = row[0] + 1
    return int(low)


def planned_between(
    rows: "QuerySet[Outgoing]", start: datetime, end: datetime
) -> "QuerySet[Outgoing]":
    """Of these days, out of a few numbers around them."""
    first = first_made_at_or_after(start - LONGEST_AHEAD)
    after = first_made_at_or_after(end + LATEST)
    return rows.filter(pk__gte=first, pk__lt=after, planned_for__gte=start, planned_for__lt=end)


def day_of(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """A day on the clocks of a zone."""
    return (
        datetime.combine(day, time(0), zone),
        datetime.combine(day + timedelta(days=1), time(0), zone),
    )
