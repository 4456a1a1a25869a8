"""Months on a chart: each of up to two years, quarters of up to four, half-years of a longer time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.dates import MONTHS_3
from django.utils.translation import get_language

from planner.money.month_numbers import first_of, month_number

# So many months a point, up to so many months in all.
STEPS = ((1, 24), (3, 48))
LONGEST_STEP = 6
MILLION = 1_000_000


@dataclass(frozen=True)
class Points:
    """`groups`: the months behind each point, in order."""

    labels: list[str]
    groups: list[list[date]]

    @property
    def step(self) -> int:
        """Months of a point."""
        return len(self.groups[0])

    def means(self, values: Mapping[date, int], unit: int = MILLION) -> list[Decimal | None]:
        """In `unit`, million dong: the mean of the months of a point that are known."""
        return [
            _mean([values[month] for month in group if month in values], unit)
            for group in self.groups
        ]

    def last(self, values: Mapping[date, int]) -> list[Decimal | None]:
        """Million dong at the end of each point."""
        return [
            _mean([values[month] for month in group if month in values][-1:], MILLION)
            for group in self.groups
        ]


def points_from(first: date, last: date) -> Points:
    start, end = month_number(first), month_number(last)
    step = next((step for step, most in STEPS if end - start < most), LONGEST_STEP)
    groups = [
        [first_of(number) for number in range(begin, min(begin + step, end + 1))]
        for begin in range(start, end + 1, step)
    ]
    return Points([short_month(group[-1]) for group in groups], groups)


def short_month(day: date) -> str:
    """Twelve letters have room below a plot: "Oct 2024", "T10/2024"."""
    if (get_language() or "vi").startswith("vi"):
        return f"T{day.month}/{day.year}"
    return f"{str(MONTHS_3[day.month]).capitalize()} {day.year}"


def _mean(values: list[int], unit: int) -> Decimal | None:
    return Decimal(sum(values)) / len(values) / unit if values else None
