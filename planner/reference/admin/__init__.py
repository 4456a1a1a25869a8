"""Reference data and matching weights, as programme staff keep them."""

from planner.reference.admin import guides, pay, places, trades, weights

__all__ = ["guides", "pay", "places", "trades", "weights"]
