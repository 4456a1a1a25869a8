"""What staff look after: when people are reminded and in which words, what left, and whether it leaves."""

from planner.reminders.admin import log, panel, rules

__all__ = ["log", "panel", "rules"]
