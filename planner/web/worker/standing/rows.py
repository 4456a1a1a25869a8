"""Where a worker stands: what needs a look, and all benchmarks by day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.benchmarks.enums import Group, Standing
from planner.plans.enums import MissCause
from planner.plans.models import Benchmark, Miss
from planner.plans.services.misses import LATE
from planner.plans.standing import is_to_catch_up, standing_of
from planner.reference.rates import TemplateText
from planner.web.shared.rows import Text, TimelineRow
from planner.web.worker.benchmarks.rows import CATCH_UP, TONES, benchmark_url, title_of
from planner.wording.benchmarks import STANDINGS

SHAPES: Mapping[Standing, str] = {
    Standing.MISSED: "missed",
    Standing.IN_GRACE: "late",
    Standing.DUE_SOON: "soon",
    Standing.UPCOMING: "later",
    Standing.DONE: "done",
    Standing.DROPPED: "dropped",
}
LABELS: Mapping[str, Text] = {shape: STANDINGS[standing] for standing, shape in SHAPES.items()}
# Those beyond are folded.
SHOWN = 4
SHOWN_BEFORE = 5


@dataclass(frozen=True)
class LookRow:
    """`told`: the cause that was told of this day."""

    pk: int
    title: str
    day: str
    words: Text
    tone: str
    what: str
    proof: str
    told: Text
    is_late: bool


@dataclass(frozen=True)
class OpenRow:
    title: str
    day: str
    url: str


def look_rows(
    rows: Iterable[Benchmark],
    misses: Mapping[int, Sequence[Miss]],
    texts: Mapping[str, TemplateText],
    today: date,
) -> list[LookRow]:
    """Missed and not told why, a few days late, due soon, to catch up, missed and told; each by day."""
    found = []
    for row in rows:
        standing = standing_of(row, today)
        if standing not in (*LATE, Standing.DUE_SOON):
            continue
        told = _told(row, misses)
        is_late_laid = is_to_catch_up(row, today)
        rank = _rank(standing, told is not None, is_late_laid)
        found.append((rank, _look_row(row, standing, told, texts, today)))
    return [row for _rank_of, row in sorted(found, key=lambda pair: pair[0])]


def timeline_rows(rows: Iterable[Benchmark], today: date, next_pk: int | None) -> list[TimelineRow]:
    """`rows`: by day."""
    found = []
    for row in rows:
        standing = standing_of(row, today)
        found.append(
            TimelineRow(
                on=row.due_on,
                day=date_format(row.due_on),
                label=title_of(row),
                shape=SHAPES[standing],
                words=CATCH_UP if is_to_catch_up(row, today) else STANDINGS[standing],
                url=benchmark_url(row.pk),
                is_next=row.pk == next_pk,
            )
        )
    return found


def next_ahead(rows: Iterable[Benchmark], today: date) -> Benchmark | None:
    """The first that is open and whose day has not passed. `rows`: by day."""
    return next(
        (
            row
            for row in rows
            if row.done_on is None and row.dropped_on is None and row.due_on >= today
        ),
        None,
    )


def before_leaving(rows: Iterable[Benchmark], shown: Collection[int]) -> list[OpenRow]:
    """Open ones of the time before departure but for those `shown` above."""
    return [
        OpenRow(title_of(row), date_format(row.due_on), benchmark_url(row.pk))
        for row in rows
        if row.group == Group.BEFORE
        and row.done_on is None
        and row.dropped_on is None
        and row.pk not in shown
    ]


def _told(row: Benchmark, misses: Mapping[int, Sequence[Miss]]) -> Miss | None:
    return next((miss for miss in misses.get(row.pk, ()) if miss.due_on == row.due_on), None)


def _rank(standing: Standing, is_told: bool, is_late_laid: bool) -> int:
    if standing == Standing.MISSED:
        return 4 if is_told else 0
    if standing == Standing.IN_GRACE:
        return 1
    return 3 if is_late_laid else 2


def _look_row(
    row: Benchmark,
    standing: Standing,
    told: Miss | None,
    texts: Mapping[str, TemplateText],
    today: date,
) -> LookRow:
    is_late_laid = is_to_catch_up(row, today)
    text = texts.get(row.template_key)
    return LookRow(
        pk=row.pk,
        title=title_of(row),
        day=date_format(row.due_on),
        words=CATCH_UP if is_late_laid else STANDINGS[standing],
        tone="mid" if is_late_laid else TONES[standing],
        what=_what_to_do(standing, told is not None, is_late_laid, (row.due_on - today).days),
        proof=text.evidence if text else "",
        told=MissCause(told.cause).label if told else "",
        is_late=standing in LATE,
    )


def _what_to_do(standing: Standing, is_told: bool, is_late_laid: bool, days: int) -> str:
    if standing == Standing.MISSED and is_told:
        return _("Choose a new day as soon as you know one.")
    if standing == Standing.MISSED:
        return _("Say why, and choose: a new day, leave it, or drop it.")
    if standing == Standing.IN_GRACE:
        return _("Its day has just passed. Do it now, or choose a new day.")
    if is_late_laid:
        return _("Its day had passed when it came into your plan. Tick it if it is done.")
    if days == 0:
        return _("It is due today.")
    return ngettext("It is due in %(days)s day.", "It is due in %(days)s days.", days) % {
        "days": days
    }
