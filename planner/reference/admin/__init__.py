"""Reference data and matching weights, as programme staff keep them."""

from planner.reference.admin import (
    benchmarks,
    guides,
    laws,
    pay,
    places,
    rates,
    trades,
    weights,
)

__all__ = ["benchmarks", "guides", "laws", "pay", "places", "rates", "trades", "weights"]
