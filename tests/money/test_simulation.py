import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from planner.money.enums import BandNote
from planner.money.simulation import (
    MEASURED,
    HistoryTooShort,
    band_reaches,
    extremes,
    rate_bands,
    simulate,
)
from planner.money.values import ExchangeRate, Source

TODAY = Decimal("174.26")
PLANNER = Path(__file__).parents[2] / "planner"


def months(*rates: str) -> list[ExchangeRate]:
    """From January 2015 on."""
    return [
        ExchangeRate(date(2015 + i // 12, i % 12 + 1, 1), Decimal(rate), Source("a", "2015"))
        for i, rate in enumerate(rates)
    ]


def test_the_same_seed_gives_the_same_paths(history: list[ExchangeRate]) -> None:
    first, again = simulate(history, seed=7), simulate(history, seed=7)

    assert first.shape == (10_000, 60)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, simulate(history, seed=8))


def test_the_same_seed_gives_the_same_bands(history: list[ExchangeRate]) -> None:
    first = rate_bands(history, TODAY, seed=7)
    band_reaches.cache_clear()

    assert rate_bands(history[::-1], TODAY, seed=7) == first
    assert rate_bands(history, TODAY, seed=8) != first


def test_another_seed_moves_an_end_by_less_than_one_percent(history: list[ExchangeRate]) -> None:
    bands = [rate_bands(history, TODAY, seed=seed) for seed in (1, 2, 3)]

    for one, two, three in zip(*bands, strict=True):
        assert max(one.low, two.low, three.low) / min(one.low, two.low, three.low) < 1.01
        assert max(one.high, two.high, three.high) / min(one.high, two.high, three.high) < 1.01


def test_a_path_is_pieces_of_the_history_as_they_were_or_mirrored(
    history: list[ExchangeRate],
) -> None:
    logs = np.log([float(rate.vnd_per_jpy) for rate in history])
    pieces = {
        tuple(np.round(sign * np.diff(logs[start : start + 4]), 9) + 0.0)
        for start in range(len(logs) - 3)
        for sign in (1, -1)
    }

    paths = simulate(history, paths=50)

    steps = np.diff(np.log(paths), axis=1, prepend=0).reshape(-1, 3)
    assert {tuple(np.round(step, 9) + 0.0) for step in steps} <= pieces


def test_paths_have_no_direction_though_the_history_has_one() -> None:
    rising = months(*(str(100 + month + month % 3) for month in range(60)))

    ends = simulate(rising)[:, -1]

    assert np.mean(ends > 1) == pytest.approx(0.5, abs=0.02)
    assert np.median(ends) == pytest.approx(1, abs=0.01)


def test_eight_paths_of_ten_end_in_a_band_that_is_not_widened(history: list[ExchangeRate]) -> None:
    ends = simulate(history, months=36)

    for ahead, reach in band_reaches(tuple(history)):
        inside = (ends[:, ahead - 1] >= 1 / float(reach)) & (ends[:, ahead - 1] <= float(reach))
        assert inside.mean() == pytest.approx(0.8, abs=0.001)


def test_months_that_are_not_neighbours_make_no_change(history: list[ExchangeRate]) -> None:
    later = replace(history[-1], month=date(2026, 11, 1), vnd_per_jpy=Decimal(90))

    assert np.array_equal(simulate([*history, later]), simulate(history))
    assert rate_bands([*history, later], TODAY)[:4] == rate_bands(history, TODAY)[:4]


def test_bands_lie_around_today_and_grow(history: list[ExchangeRate]) -> None:
    bands = rate_bands(history, TODAY)

    assert [band.months_ahead for band in bands] == [6, 12, 24, 36, 60]
    assert all(band.low < band.mid == TODAY < band.high for band in bands)
    for sooner, later in pairwise(bands):
        assert later.low < sooner.low
        assert later.high > sooner.high


def test_bands_grow_with_the_rate_of_today(history: list[ExchangeRate]) -> None:
    for one, ten in zip(
        rate_bands(history, Decimal(100)), rate_bands(history, Decimal(1000)), strict=True
    ):
        assert abs(ten.low - 10 * one.low) <= Decimal("0.05")
        assert abs(ten.high - 10 * one.high) <= Decimal("0.05")


def test_a_band_that_held_too_seldom_is_widened_below_and_says_so(
    history: list[ExchangeRate],
) -> None:
    reaches = dict(band_reaches(tuple(history)))

    bands = rate_bands(history, TODAY)

    assert [band.note for band in bands] == [
        BandNote.EIGHT_OF_TEN,
        BandNote.WIDENED_BELOW,
        BandNote.WIDENED_BELOW,
        BandNote.WIDENED_BELOW,
        BandNote.SCENARIO,
    ]
    for band in bands[:4]:
        factor = float(MEASURED[band.months_ahead].low_factor)
        low = float(TODAY) / float(reaches[band.months_ahead]) ** factor
        assert float(band.low) == pytest.approx(low, abs=0.006)
        assert float(band.high) == pytest.approx(
            float(TODAY * reaches[band.months_ahead]), abs=0.006
        )
        assert band.held_pct == MEASURED[band.months_ahead].held_pct


def test_five_years_are_a_scenario_without_a_probability(history: list[ExchangeRate]) -> None:
    changes = [
        later.vnd_per_jpy / rate.vnd_per_jpy
        for place, rate in enumerate(history)
        for later in history[place + 1 : place + 61]
    ]

    scenario = rate_bands(history, TODAY)[-1]

    assert (scenario.is_scenario, scenario.is_widened) == (True, False)
    assert (scenario.plain_pct, scenario.held_pct) == (None, None)
    assert scenario.low == (TODAY * min(changes)).quantize(Decimal("0.01"))
    assert scenario.high == (TODAY * max(changes)).quantize(Decimal("0.01"))


def test_a_yen_that_only_rose_is_not_shown_to_rise_only() -> None:
    rising = months(*(str(100 + month) for month in range(70)))

    scenario = rate_bands(rising, Decimal(170))[-1]

    assert scenario.low == scenario.mid == 170
    assert scenario.high > 170


def test_no_band_is_wider_than_the_history_itself(history: list[ExchangeRate]) -> None:
    for band in rate_bands(history, TODAY)[:4]:
        found = extremes(history, band.months_ahead)

        assert found is not None
        least, most = (ratio * TODAY for ratio in found)
        assert band.high - band.low <= most - least + Decimal("0.01")
        assert band.low >= least - Decimal("0.01")
        assert band.high <= most + Decimal("0.01")


def test_a_short_history_gives_no_band(history: list[ExchangeRate]) -> None:
    assert rate_bands([], TODAY) == ()
    assert rate_bands(history[:35], TODAY) == ()
    assert [band.months_ahead for band in rate_bands(history[:36], TODAY)] == [6, 12, 24, 36]
    with pytest.raises(HistoryTooShort):
        simulate(history[:35])


def test_a_history_full_of_gaps_gives_no_band(history: list[ExchangeRate]) -> None:
    assert rate_bands([rate for rate in history if rate.month.month % 3], TODAY) == ()


def test_a_yen_that_never_moved_stays() -> None:
    bands = rate_bands(months(*["170"] * 61), Decimal(170))

    assert {rate for band in bands for rate in (band.low, band.mid, band.high)} == {Decimal(170)}


def test_two_series_are_never_spliced(history: list[ExchangeRate]) -> None:
    with pytest.raises(ValueError, match="spliced"):
        rate_bands([*history, history[3]], TODAY)


@pytest.mark.parametrize("start", ["0", "-1"])
def test_a_rate_is_above_nothing(history: list[ExchangeRate], start: str) -> None:
    with pytest.raises(ValueError, match="above 0"):
        rate_bands(history, Decimal(start))


def test_a_second_worker_with_another_rate_simulates_nothing(history: list[ExchangeRate]) -> None:
    rate_bands(history, TODAY)
    before = band_reaches.cache_info().misses

    rate_bands(list(history), Decimal("168.5"))

    assert band_reaches.cache_info().misses == before


def test_numpy_is_loaded_by_who_simulates_only() -> None:
    code = "import sys, planner.money.simulation, planner.money.coverage; print('numpy' in sys.modules)"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "False\n"
    users = {path.name for path in PLANNER.rglob("*.py") if "numpy" in path.read_text("utf-8")}
    assert users == {"simulation.py"}
