"""Dated checkpoints of a plan. Plain values in, plain values and codes out: no Django, no sentences."""
