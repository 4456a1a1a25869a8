"""How long a match takes. Run by `make bench`; prints what it measured."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import cycle
from statistics import median, quantiles
from time import thread_time
from typing import TypeVar

from planner.matching.atlas import Atlas
from planner.matching.enums import Ability, Asset, Wish
from planner.matching.mirror import mirror
from planner.matching.ranking import rank
from planner.matching.values import Home, Person
from planner.matching.weights import DEFAULT

Item = TypeVar("Item")
LIMIT_MS = 15.0
FAMILIES = (None, frozenset({Asset.FARMLAND, Asset.SHOP}), frozenset({Asset.WORKSHOP}))


def test_ranking_of_every_trade_with_reasons(atlas: Atlas) -> None:
    people = cycle(Person(wish, dict.fromkeys(Ability, 0.8)) for wish in Wish)
    homes = [Home(place, family) for place in atlas.former.values() for family in FAMILIES]

    times = measured(lambda home: rank(atlas, home, next(people), DEFAULT), homes)

    tell("rank(): 99 trades with reasons", times, LIMIT_MS)
    assert median(times) <= LIMIT_MS


def test_mirror_of_one_trade_not_asked_for_before(atlas: Atlas) -> None:
    home = Home(next(iter(atlas.former.values())), frozenset({Asset.FARMLAND}))
    # Weights of its own: nothing is kept from another run.
    weights = replace(DEFAULT, nearby_percent=59)

    first = measured(lambda trade: mirror(atlas, home, trade, weights), atlas.trades)
    again = measured(lambda trade: mirror(atlas, home, trade, weights), atlas.trades)

    tell("mirror(): 63 places, first time", first, LIMIT_MS)
    tell("mirror(): 63 places, again", again, LIMIT_MS)
    assert median(first) <= LIMIT_MS


def measured(call: Callable[[Item], object], items: Iterable[Item]) -> list[float]:
    """Milliseconds of processor time of each call, in order: what else runs here does not count."""
    times = []
    for item in items:
        start = thread_time()
        call(item)
        times.append(1000 * (thread_time() - start))
    return times


def tell(name: str, times: list[float], limit: float) -> None:
    middle, p95 = median(times), quantiles(times, n=20)[-1]
    print(
        f"\n{name}: median {middle:.2f} ms, p95 {p95:.2f} ms, best {min(times):.2f} ms; "
        f"median ÷ limit of {limit:.0f} ms = {middle / limit:.2f}"
    )
