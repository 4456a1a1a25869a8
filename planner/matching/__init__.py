"""Rank Japan's trades for one home and one person, with reasons for and against. No Django here."""
