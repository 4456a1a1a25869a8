from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import log, sqrt
from pathlib import Path
from statistics import NormalDist, stdev

import pytest

from planner.money.coverage import (
    Window,
    coverages,
    low_factor_of,
    share_held,
    walk_reaches,
    windows_of,
)
from planner.money.month_numbers import month_number
from planner.money.simulation import BAND_MONTHS, MEASURED
from planner.money.values import ExchangeRate
from tests.money.rate_tables import published, whole_pct

DOCS = Path(__file__).parents[2] / "docs" / "money.md"
REACH = Decimal("0.10")


@pytest.fixture(scope="module")
def measured(history: list[ExchangeRate]) -> list[Window]:
    return windows_of(history)


def window(change: str, origin: int = 0) -> Window:
    return Window(origin, 6, Decimal(change), REACH)


def test_docs_publish_what_is_measured(history: list[ExchangeRate], measured: list[Window]) -> None:
    printed = DOCS.read_text("utf-8")

    missing = [line for line in published(history, measured) if line not in printed]

    assert missing == [], "print them with `make bench` and put them into docs/money.md"


def test_bands_are_widened_by_what_is_measured(measured: list[Window]) -> None:
    found = {
        months.months_ahead: (
            months.low_factor,
            whole_pct(months.share),
            whole_pct(months.widened_share),
        )
        for months in coverages(measured)
    }

    assert found == {
        months: (kept.low_factor, kept.plain_pct, kept.held_pct)
        for months, kept in MEASURED.items()
    }


def test_a_widened_band_would_have_held_eight_times_of_ten(measured: list[Window]) -> None:
    for months in coverages(measured):
        assert months.widened_share >= Decimal("0.8")
        assert (months.low_factor > 1) == (months.share < Decimal("0.8"))


def test_a_band_is_made_of_the_months_before_it_only(history: list[ExchangeRate]) -> None:
    seen: list[date] = []

    def reaches(past: tuple[ExchangeRate, ...], seed: int) -> Iterator[tuple[int, Decimal]]:
        seen.append(max(rate.month for rate in past))
        yield 12, Decimal("1.1")

    found = windows_of(history, first=100, reaches=reaches)

    assert seen == [rate.month for rate in history[99:-1]]
    assert [window.origin for window in found] == [month_number(day) for day in seen[:-11]]
    first = log(history[111].vnd_per_jpy / history[99].vnd_per_jpy)
    assert float(found[0].change) == pytest.approx(first)


def test_a_month_without_a_rate_is_no_end_of_a_window(history: list[ExchangeRate]) -> None:
    gap = [*history[:50], *history[60:]]

    def reaches(past: Sequence[ExchangeRate], seed: int) -> list[tuple[int, Decimal]]:
        return [(6, Decimal("1.1"))]

    found = windows_of(gap, first=36, reaches=reaches)

    origins = {window.origin for window in found}
    assert month_number(history[43].month) in origins
    assert not origins & {month_number(rate.month) for rate in history[44:60]}


def test_a_random_walk_reaches_as_far_as_its_deviation(history: list[ExchangeRate]) -> None:
    past = tuple(history[:80])
    logs = [log(rate.vnd_per_jpy) for rate in past]
    deviation = stdev(after - before for before, after in pairwise(logs))

    found = dict(walk_reaches(past))

    assert tuple(found) == BAND_MONTHS
    for months, reach in found.items():
        expected = NormalDist(0, deviation * sqrt(months)).inv_cdf(0.9)
        assert log(reach) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    "changes, factor",
    [
        (["0.10", "-0.10", "0", "0.05", "-0.05"], "1.00"),
        # One of five may be missed.
        (["0.10", "-0.10", "0", "0.05", "-0.30"], "1.00"),
        (["0.10", "-0.10", "0", "-0.20", "-0.30"], "2.00"),
        # In steps of 0.05, upwards.
        (["0.10", "-0.10", "0", "-0.201", "-0.30"], "2.05"),
        # A rise above the band is the one that may be missed: the fall must be held.
        (["0.11", "-0.10", "0", "0.05", "-0.30"], "3.00"),
    ],
)
def test_the_factor_is_the_least_that_holds_four_of_five(changes: list[str], factor: str) -> None:
    windows = [window(change) for change in changes]

    found = low_factor_of(windows)

    assert found == Decimal(factor)
    assert share_held(windows, found) >= Decimal("0.8")


def test_no_lower_low_makes_up_for_a_yen_that_rose() -> None:
    with pytest.raises(ValueError, match="rose above"):
        low_factor_of([window("0.2"), window("0.2"), window("0")])


def test_what_was_known_in_time_comes_from_windows_that_were_over() -> None:
    """The fall of month 0 is over in month 6: only from then on is the low lower."""
    falls = [window("-0.15", origin) for origin in (0, 5, 6, 12)]
    others = [Window(0, months, Decimal(0), REACH) for months in BAND_MONTHS[1:]]

    six = coverages([*falls, *others])[0]

    assert [six.share, six.widened_share] == [Decimal(0), Decimal(1)]
    assert six.known_then_share == Decimal("0.5")
    assert six.independent == 3


def test_a_score_is_the_width_and_ten_times_what_a_miss_is_off_by() -> None:
    others = [Window(0, months, Decimal(0), REACH) for months in BAND_MONTHS[1:]]
    windows = [window(change) for change in ("0.10", "-0.05", "0", "0.02", "-0.13")]

    six = coverages([*windows, *others])[0]

    assert six.score == Decimal("0.2") + 10 * Decimal("0.03") / 5
    assert float(six.width) == pytest.approx(1.1051709 - 0.9048374)
