"""Which months in Japan are told of, when each is due, and since when nothing came."""

from collections.abc import Collection
from datetime import date, timedelta

SILENT_DAYS = 14
# From this day on the running month can be told: pay day is over in most companies.
RUNNING_FROM_DAY = 20
# Who falls behind is asked for these, not for everything at once.
ASKED_MONTHS = 3
# Who arrives later has no pay to tell of in that month.
LAST_DAY_OF_FIRST_MONTH = 15


def first_month(arrives_on: date) -> date:
    """The first day of the first month that is due: the month of arrival, or the next after the 15th."""
    month = arrives_on.replace(day=1)
    return month if arrives_on.day <= LAST_DAY_OF_FIRST_MONTH else next_month(month)


def due_day(month: date) -> date:
    """A month is due when it is over: the first day of the next one."""
    return next_month(month)


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first days of all months from that of `first` to that of `last`, both included."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return tuple(months)


def tellable_months(*, arrived_on: date, returned_on: date | None, today: date) -> tuple[date, ...]:
    """Every month that may be told or corrected: from that of arrival to the running one, or that of return."""
    return months_between(arrived_on, min(today, returned_on or today))


def months_due(
    *, arrived_on: date, returned_on: date | None, told: Collection[date], today: date
) -> tuple[date, ...]:
    """Months that are over and not told, by month. `told`: first days of months."""
    return tuple(month for month in _over(arrived_on, returned_on, today) if month not in told)


def asked_month(
    *, arrived_on: date, returned_on: date | None, told: Collection[date], today: date
) -> date | None:
    """The month to ask for: of the last three the oldest untold one; all told, the newest. None before any.

    A month is asked for when it is over, the running one from its 20th day on.
    """
    stay = tellable_months(arrived_on=arrived_on, returned_on=returned_on, today=today)
    is_running = bool(stay) and due_day(stay[-1]) > today
    months = stay[:-1] if is_running and today.day < RUNNING_FROM_DAY else stay
    first = first_month(arrived_on)
    last_ones = [month for month in months if month >= first][-ASKED_MONTHS:]
    untold = (month for month in last_ones if month not in told)
    return next(untold, last_ones[-1] if last_ones else None)


def silent_since(
    *,
    arrived_on: date,
    returned_on: date | None,
    told: Collection[date],
    today: date,
    joined_on: date | None = None,
) -> date | None:
    """The due day of the oldest month of the unbroken run of untold ones up to now, once 14 days have passed.

    None when the newest month that is over was told, and after the return. Months that were over
    before the person joined (`joined_on`) are expected of nobody.
    """
    if returned_on is not None and returned_on <= today:
        return None
    newest = max((month for month in told if due_day(month) <= today), default=None)
    since = untold_since(arrived_on=arrived_on, newest=newest, joined_on=joined_on)
    return since if since + timedelta(days=SILENT_DAYS) <= today else None


def untold_since(*, arrived_on: date, newest: date | None, joined_on: date | None) -> date:
    """The due day of the first month after everything that was told. It may lie ahead.

    `newest`: the newest month that is over and told.
    """
    first = first_month(arrived_on)
    if newest is not None:
        first = max(first, next_month(newest))
    if joined_on is not None:
        first = max(first, joined_on.replace(day=1))
    return due_day(first)


def last_month_over(today: date) -> date:
    return month_before(today)


def last_silent_month(today: date) -> date:
    """Whoever has told neither this month nor a later one that is over is silent today."""
    return month_before(today - timedelta(days=SILENT_DAYS))


def month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _over(arrived_on: date, returned_on: date | None, today: date) -> tuple[date, ...]:
    months = months_between(first_month(arrived_on), min(today, returned_on or today))
    return tuple(month for month in months if due_day(month) <= today)
