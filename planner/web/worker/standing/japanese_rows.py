"""Tests taken beside the level that the plan wants."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.plans.enums import Japanese
from planner.plans.models import Benchmark, JapaneseTest, Step
from planner.plans.services.japanese import HEIGHT
from planner.web.shared.charts import Line
from planner.web.worker.benchmarks.rows import title_of
from planner.web.worker.month_points import short_month

LEVELS = ("N5", "N4", "N3", "N2", "N1")
# "JLPT N3" and "trình độ n3", but not "N3000".
_NAMED = re.compile(r"\bN([1-5])\b", re.IGNORECASE)


@dataclass(frozen=True)
class WantedRow:
    """`by`: the month; empty: none was set."""

    level: str
    what: str
    by: str
    is_reached: bool
    is_late: bool


@dataclass(frozen=True)
class TestRow:
    pk: int
    name: str
    day: str
    is_passed: bool
    points: int | None


@dataclass(frozen=True)
class JapaneseCard:
    """`lines`: passed so far, and the level wanted next. `wanted_next` None: nothing wanted is still ahead."""

    tests: Sequence[TestRow]
    wanted: Sequence[WantedRow]
    wanted_next: WantedRow | None
    x_labels: Sequence[str]
    lines: Sequence[Line]


@dataclass(frozen=True)
class _Wanted:
    height: int
    what: str
    by: date | None


def test_name(level: str) -> str:
    return _("JFT-Basic") if level == Japanese.JFT else str(Japanese(level).label)


def japanese_card(
    tests: Sequence[JapaneseTest],
    steps: Iterable[Step],
    benchmarks: Iterable[Benchmark],
    today: date,
) -> JapaneseCard:
    """`tests`: by day. Steps and benchmarks that are done or dropped want nothing any more."""
    passed = max((HEIGHT[test.level] for test in tests if test.is_passed), default=0)
    wanted = _wanted(steps, benchmarks)
    following = next((item for item in wanted if item.height > passed), None)
    rows = [_wanted_row(item, passed, today) for item in wanted]
    return JapaneseCard(
        tests=[
            TestRow(
                test.pk,
                test_name(test.level),
                date_format(test.taken_on),
                test.is_passed,
                test.points,
            )
            for test in tests
        ],
        wanted=rows,
        wanted_next=_wanted_row(following, passed, today) if following else None,
        x_labels=[short_month(test.taken_on) for test in tests],
        lines=_lines(tests, following),
    )


def _wanted(steps: Iterable[Step], benchmarks: Iterable[Benchmark]) -> list[_Wanted]:
    found = [
        _Wanted(height, step.words, step.due_month)
        for step in steps
        if step.done_on is None and (height := _height(step.target_level))
    ]
    found += [
        _Wanted(height, title_of(row), row.due_on)
        for row in benchmarks
        if row.done_on is None
        and row.dropped_on is None
        and (height := _height(row.words or row.title_en))
    ]
    return sorted(found, key=lambda item: (item.by or date.max, item.height))


def _height(text: str) -> int:
    """0: no level is named. Of several the lowest, which is asked at least."""
    return min((6 - int(number) for number in _NAMED.findall(text)), default=0)


def _wanted_row(item: _Wanted, passed: int, today: date) -> WantedRow:
    return WantedRow(
        level=LEVELS[item.height - 1],
        what=item.what,
        by=date_format(item.by, "YEAR_MONTH_FORMAT") if item.by else "",
        is_reached=item.height <= passed,
        # A step is due at the end of its month.
        is_late=item.by is not None and item.by < today.replace(day=1),
    )


def _lines(tests: Sequence[JapaneseTest], wanted: _Wanted | None) -> list[Line]:
    so_far, best = [], 0
    for test in tests:
        best = max(best, HEIGHT[test.level]) if test.is_passed else best
        so_far.append(best)
    lines = [Line(_("Passed so far"), so_far)]
    if wanted:
        lines.append(Line(_("Wanted next"), [wanted.height] * len(tests)))
    return lines
