"""The days on which worker and counselor look at the plan together, by the phase of the way."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from planner.benchmarks.dates import add_months

BEFORE_DEPARTURE = -1
EVERY_MONTHS_IN_JAPAN = 6
BEFORE_RETURN = (-12, -6)
AFTER_RETURN = 1
# Nobody stays on one plan for longer; without a day of return it would go on for ever.
MOST_MONTHS_IN_JAPAN = 120
# Two looks closer than this are one.
APART = timedelta(days=60)


def review_days(departs_on: date, arrives_on: date | None, returns_on: date | None) -> list[date]:
    """A month before departure, each half year in Japan, 12 and 6 months before return, a month after it.

    In order. What would come within two months of the points around the return, or of the arrival, is left out.
    """
    arrived = arrives_on or departs_on
    found = {_moved(departs_on, BEFORE_DEPARTURE)}
    around: list[date] = []
    if returns_on:
        around = [day for day in _before(returns_on) if day >= arrived + APART]
        found |= {*around, _moved(returns_on, AFTER_RETURN)}
        around.append(returns_on)
    for day in _half_years(arrived, returns_on):
        if all(abs(day - other) >= APART for other in around):
            found.add(day)
    return sorted(found)


def _before(returns_on: date) -> list[date]:
    return [_moved(returns_on, months) for months in BEFORE_RETURN]


def _half_years(arrived: date, returns_on: date | None) -> Iterator[date]:
    for months in range(EVERY_MONTHS_IN_JAPAN, MOST_MONTHS_IN_JAPAN + 1, EVERY_MONTHS_IN_JAPAN):
        day = _moved(arrived, months)
        if returns_on and day >= returns_on:
            return
        yield day


def _moved(day: date, months: int) -> date:
    return add_months(day, Decimal(months))
