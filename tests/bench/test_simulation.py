"""How long the ways of the yen take, and how often their bands held. Run by `make bench`; prints what it measured."""

import pytest

from planner.money.coverage import windows_of
from planner.money.simulation import band_reaches, rate_bands, simulate
from planner.money.values import ExchangeRate
from tests.bench.test_matching import measured, tell
from tests.money.conftest import exchange_rates
from tests.money.rate_tables import published

LIMIT_MS = 50.0
AGAIN_MS = 1.0


@pytest.fixture(scope="module")
def history() -> list[ExchangeRate]:
    return exchange_rates()


def test_ten_thousand_ways_of_sixty_months(history: list[ExchangeRate]) -> None:
    simulate(history)

    times = measured(lambda seed: simulate(history, seed=seed), range(30))

    tell("simulate(): 10,000 paths × 60 months", times, LIMIT_MS)
    assert max(times[1:]) <= LIMIT_MS


def test_bands_of_a_page(history: list[ExchangeRate]) -> None:
    start = history[-1].vnd_per_jpy

    def anew(_: int) -> None:
        band_reaches.cache_clear()
        rate_bands(history, start)

    first = measured(anew, range(10))
    again = measured(lambda _: rate_bands(list(history), start), range(30))

    tell("rate_bands(): first time of a history", first, LIMIT_MS)
    tell("rate_bands(): every other time", again, AGAIN_MS)
    assert sorted(first)[5] <= LIMIT_MS
    assert sorted(again)[15] <= AGAIN_MS


def test_how_often_the_bands_held(history: list[ExchangeRate]) -> None:
    print("\nFor docs/money.md:")
    for line in published(history, windows_of(history)):
        print(line)
