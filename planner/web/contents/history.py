"""The changes of a plan, one line each: what, who, when, why, and what stood before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.plans.enums import ChangeKind, GoalKind, StatusKind
from planner.plans.models import PlanChange
from planner.sharing.audiences import CLOSED
from planner.web.shared.rows import Text


@dataclass(frozen=True)
class HistoryRow:
    """`was`: what stood there before, where it is words or a day. `is_closed`: the owner alone reads it."""

    what: Text
    about: Text
    at: datetime
    by: str
    why: str
    was: str
    is_closed: bool


def history_rows(changes: Iterable[PlanChange], *, reader_pk: int) -> list[HistoryRow]:
    return [
        HistoryRow(
            what=str(ChangeKind(change.what).label),
            about=_about(change),
            at=change.at,
            by=_("you") if change.by_id == reader_pk else change.by_name,
            why=change.why,
            was=_was(change),
            is_closed=change.section in CLOSED,
        )
        for change in changes
    ]


def _about(change: PlanChange) -> Text:
    """A goal and a change of status are recorded by kind, a year of pay by its number, else words."""
    if change.what == ChangeKind.GOAL:
        kind = GoalKind(change.about).label
        words = change.after.get("words")
        return f"{kind}: {words}" if words else kind
    if change.what == ChangeKind.STATUS:
        return StatusKind(change.about).label
    if change.what == ChangeKind.CHECK_IN:
        return date_format(date.fromisoformat(f"{change.about}-01"), "YEAR_MONTH_FORMAT")
    if change.what == ChangeKind.PAY_YEAR:
        return _("Year %(number)s") % {"number": change.about}
    return change.about


def _was(change: PlanChange) -> str:
    before = change.before
    words = before.get("words")
    if isinstance(words, str) and words and words != change.about:
        return words
    if day := before.get("due_on"):
        return date_format(date.fromisoformat(day))
    return ""
