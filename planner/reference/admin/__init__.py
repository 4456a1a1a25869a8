"""Reference data and matching weights, as programme staff keep them."""

from planner.reference.admin import pay, places, trades, weights

__all__ = ["pay", "places", "trades", "weights"]
