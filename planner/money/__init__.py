"""Sums of money for a plan. Plain values in, plain values and codes out: no Django, no sentences."""
