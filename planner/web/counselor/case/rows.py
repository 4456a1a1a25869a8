"""A case at a glance, in words: days and kinds, never amounts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.benchmarks.enums import Standing
from planner.casework.enums import FlagKind, StepKind
from planner.casework.models import Case, CaseFlag, FollowUp
from planner.casework.selectors.duplicates import MaybeSame
from planner.plans.models import Benchmark
from planner.plans.standing import is_to_catch_up, standing_of
from planner.web.shared.rows import Text
from planner.web.worker.benchmarks.rows import CATCH_UP, TONES, title_of
from planner.wording.benchmarks import STANDINGS

NEXT_BENCHMARKS = 3
LATE = (Standing.MISSED, Standing.IN_GRACE)
ORDER = (*LATE, Standing.DUE_SOON, Standing.UPCOMING, Standing.DONE)


@dataclass(frozen=True)
class StepRow:
    """`tone` of the tag with the day; `left` says how far it is."""

    words: str
    day: str
    left: str
    tone: str
    done_url: str


@dataclass(frozen=True)
class FlagRow:
    label: str
    words: str
    off_url: str


@dataclass(frozen=True)
class FactRow:
    """`note`: another day than the agency's holds, as the worker says it."""

    label: Text
    value: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class MarkRow:
    title: str
    day: str
    words: Text
    tone: str


@dataclass(frozen=True)
class MarksAtAGlance:
    """`counts`: of every standing that there is. `next`: the open ones whose day comes next."""

    counts: Sequence[tuple[Text, int]]
    next: Sequence[MarkRow]


@dataclass(frozen=True)
class AlikeRow:
    name: str
    url: str
    counselor: str
    why: str
    not_url: str


def step_words(row: FollowUp) -> str:
    """'Call: ask for the papers'."""
    kind = str(StepKind(row.kind).label)
    return f"{kind}: {row.words}" if row.words else kind


def step_row(row: FollowUp, worker_pk: int, today: date) -> StepRow:
    days = (row.due_on - today).days
    return StepRow(
        words=step_words(row),
        day=date_format(row.due_on),
        left=days_left(days),
        tone="no" if days < 0 else "mid" if days == 0 else "info",
        done_url=reverse("finish_step_of_case", args=[worker_pk, row.pk]),
    )


def days_left(days: int) -> str:
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}


def fact_rows(case: Case | None, plan_returns_on: date | None) -> list[FactRow]:
    """What the agency knows; a day of return that the worker has planned holds before its own."""
    known = case or Case()
    note = ""
    if plan_returns_on and plan_returns_on != known.returns_on:
        note = _("In the worker's plan: %(day)s") % {"day": date_format(plan_returns_on)}
    return [
        FactRow(_("Phone"), known.phone, f"tel:{known.phone}" if known.phone else ""),
        FactRow(_("E-mail"), known.email, f"mailto:{known.email}" if known.email else ""),
        FactRow(_("Employer in Japan"), known.employer),
        FactRow(_("Residence status ends"), _day(known.status_ends_on)),
        FactRow(_("Day of departure"), _day(known.departs_on)),
        FactRow(_("Return"), _day(known.returns_on), note=note),
        FactRow(_("Your agency's own number"), known.reference),
    ]


def flag_row(row: CaseFlag, worker_pk: int) -> FlagRow:
    label = str(FlagKind(row.kind).label)
    words = f"{label}: {row.words}" if row.words else label
    return FlagRow(label, words, reverse("clear_flag", args=[worker_pk, row.pk]))


def marks_at_a_glance(rows: Sequence[Benchmark], today: date) -> MarksAtAGlance:
    """`rows`: the open ones to the reader, by day."""
    catching_up = {row.pk for row in rows if is_to_catch_up(row, today)}
    count = Counter(standing_of(row, today) for row in rows if row.pk not in catching_up)
    counts: list[tuple[Text, int]] = [
        (STANDINGS[standing], count[standing]) for standing in ORDER if count[standing]
    ]
    if catching_up:
        counts.append((CATCH_UP, len(catching_up)))
    ahead = [
        row
        for row in rows
        if row.done_on is None and row.dropped_on is None and row.due_on >= today
    ]
    return MarksAtAGlance(counts, [_mark(row, today) for row in ahead[:NEXT_BENCHMARKS]])


def alike_rows(found: Sequence[MaybeSame], worker_pk: int) -> list[AlikeRow]:
    return [
        AlikeRow(
            name=row.name,
            url=reverse("worker", args=[row.pk]),
            counselor=row.counselor,
            why=_why(row),
            not_url=reverse("not_the_same", args=[worker_pk, row.pk]),
        )
        for row in found
    ]


def _why(row: MaybeSame) -> str:
    said = (
        (row.by_name, _("the same name")),
        (row.by_contact, _("the same phone or e-mail")),
        (row.by_reference, _("the same number of the agency")),
    )
    return ", ".join(words for is_so, words in said if is_so)


def _mark(row: Benchmark, today: date) -> MarkRow:
    standing = standing_of(row, today)
    return MarkRow(title_of(row), date_format(row.due_on), STANDINGS[standing], TONES[standing])


def _day(day: date | None) -> str:
    return date_format(day) if day else ""
